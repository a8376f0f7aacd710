"""What may be told of groups where nobody is named: the rule, and what always holds of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.matching.rules.small_groups import SMALLEST, Group, is_small, rounded, without_small

counts = st.integers(0, 40)
groups = st.lists(
    st.tuples(counts, counts).map(lambda sizes: Group("A", sizes, (sizes[0] // 2,))), max_size=8
)


@pytest.mark.requirement("ALL-95")
@given(groups)
def test_no_small_group_is_told_of_and_nobody_is_lost(found: list[Group]) -> None:
    told = without_small(found)

    assert not [one for one in told if any(map(is_small, one.sizes))]
    if told:
        for column in range(2):
            assert sum(one.sizes[column] for one in told) == sum(one.sizes[column] for one in found)
        assert sum(one.parts[0] for one in told) == sum(one.parts[0] for one in found)
    elif found:
        whole = [sum(one.sizes[column] for one in found) for column in range(2)]
        assert any(0 < size < SMALLEST for size in whole)


@pytest.mark.requirement("ALL-95")
def test_a_small_group_alone_takes_the_next_larger_with_it() -> None:
    told = without_small([Group("A", (40,)), Group("B", (3,)), Group("C", (12,)), Group("D", (0,))])

    assert told == [Group("A", (40,)), Group("Smaller groups together", (15,))]


def test_small_groups_that_are_enough_together_leave_the_others_alone() -> None:
    told = without_small([Group("A", (10,)), Group("B", (6,)), Group("C", (4,))])

    assert told == [Group("A", (10,)), Group("Smaller groups together", (10,))]


def test_counts_are_rounded_to_the_nearest_five() -> None:
    assert [rounded(count) for count in (0, 2, 3, 7, 8, 12, 13)] == [0, 0, 5, 5, 10, 10, 15]
