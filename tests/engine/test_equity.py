from fractions import Fraction
from math import lcm

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engine import Person
from compagnon.engine.placing.equity import Grouping, groupings


def test_groups_are_equal_answers_to_all_attributes_so_far() -> None:
    people = [
        Person("a", {"region": "east", "sector": "school"}),
        Person("b", {"region": "east"}),
        Person("c", {"region": "west", "sector": "school"}),
        Person("d", {"region": "east", "sector": "school"}),
        Person("e"),
    ]

    regions, cells = groupings(
        ("region", "sector"), people, np.array([True, True, True, False, True])
    )

    assert regions.labels.tolist() == [0, 0, 1, 0, 2]
    assert (regions.sizes.tolist(), regions.waiting.tolist()) == ([3, 1, 1], [2, 1, 1])
    assert cells.labels.tolist() == [0, 1, 2, 0, 3]
    assert (cells.sizes.tolist(), cells.waiting.tolist()) == ([2, 1, 1, 1], [1, 1, 1, 1])


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.data())
def test_the_cost_is_the_sum_of_squares_over_sizes(sizes: list[int], data: st.DataObject) -> None:
    labels = np.repeat(np.arange(len(sizes)), sizes)
    scale = lcm(*sizes)
    grouping = Grouping(labels, np.array(sizes), np.array(sizes), scale)
    placed = np.array(sorted(data.draw(st.sets(st.sampled_from(range(len(labels)))))), np.int64)

    left = np.array(sizes) - np.bincount(labels[placed], minlength=len(sizes))

    expected = sum(Fraction(int(u) ** 2, n) for u, n in zip(left, sizes, strict=True))
    assert Fraction(grouping.cost(placed), scale) == expected


def test_steps_keep_their_order_where_sizes_have_too_large_a_common_multiple() -> None:
    sizes = np.array([4999, 4993, 4987])
    people = [Person(f"{g}.{k}", {"region": str(g)}) for g, n in enumerate(sizes) for k in range(n)]
    (grouping,) = groupings(("region",), people, np.ones(len(people), np.bool_))

    steps = [
        (int(step), Fraction(2 * (int(sizes[group]) - k) - 1, int(sizes[group])))
        for group in range(3)
        for k, step in enumerate(grouping.steps(group))
    ]

    rounded = [step for step, _ in steps]
    assert grouping.scale == 2**32
    assert len(set(rounded)) == len({exact for _, exact in steps})
    assert sorted(steps) == sorted(steps, key=lambda step: step[1])
