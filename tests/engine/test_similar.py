from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engine import Person, Problem, ProblemError, Similar, sentence, solve
from compagnon.engine.criteria import FULL
from compagnon.engine.judging.grid import Grid

TEXT = Similar("text", 1, "text", 3)
VECTORS = st.tuples(*[st.integers(-127, 127)] * 3).filter(any)


def wrote(name: str, *vector: int) -> Person:
    return Person(name, {"text": vector})


@given(VECTORS, VECTORS)
def test_alike_by_whole_per_cent_is_what_the_cosine_says(
    mine: tuple[int, ...], theirs: tuple[int, ...]
) -> None:
    value = TEXT.value(wrote("bela", *mine), wrote("amal", *theirs))

    assert value is not None
    percent, left = divmod(value, FULL // 100)
    assert not left
    product = sum(a * b for a, b in zip(mine, theirs, strict=True))
    lengths = sum(a * a for a in mine) * sum(b * b for b in theirs)
    squared = 10_000 * max(product, 0) ** 2
    assert percent**2 * lengths <= squared < (percent + 1) ** 2 * lengths


@pytest.mark.parametrize("last", [127, 126, -127])
def test_the_longest_vectors_are_compared_exactly(last: int) -> None:
    text = Similar("text", 1, "text", 1024)
    mine, theirs = Person("a", {"text": [127] * 1024}), Person("b", {"text": [127] * 1023 + [last]})

    both = (mine, theirs)

    assert text.values(Grid(both, both)).tolist() == [
        [text.value(x, y) for y in both] for x in both
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "value", "says"),
    [
        ((1, 0, 0), (7, 0, 0), 10_000, "what the two wrote is alike to 100 per cent"),
        ((4, 3, 0), (1, 0, 0), 7_500, "what the two wrote is alike to 80 per cent"),
        ((1, 0, 0), (0, 1, 0), 0, "what the two wrote is alike to 0 per cent"),
        ((1, 0, 0), (-1, 0, 0), 0, "what the two wrote is alike to 0 per cent"),
        ((0, 0, 0), (1, 0, 0), None, "the mentee did not answer wishes, so it does not count"),
        ((1, 0, 0), (), None, "the mentor did not answer offers, so it does not count"),
    ],
)
def test_what_is_wished_and_what_is_offered_are_compared_within_a_band(
    mine: tuple[int, ...], theirs: tuple[int, ...], value: int | None, says: str
) -> None:
    text = Similar("text", 1, "wishes", 3, low=20, high=100, mentor_attribute="offers")
    bela, amal = Person("bela", {"wishes": mine}), Person("amal", {"offers": theirs})

    assert text.value(bela, amal) == value
    assert sentence(text.reason(bela, amal)) == says


def test_whoever_writes_of_the_same_is_preferred_and_whoever_wrote_nothing_is_not_punished() -> (
    None
):
    problem = Problem(
        mentees=(wrote("bela", 5, 1, 0),),
        mentors=(wrote("alike", 9, 2, 0), wrote("other", -1, 5, 0), Person("silent")),
        criteria=(TEXT,),
        near_tie_points=10_000,
    )

    (pair,) = solve(problem).pairs

    assert pair.mentor_id == "alike"
    assert [tie.mentor_id for tie in pair.near_ties] == ["silent", "other"]


@pytest.mark.parametrize("settings", [{"length": 0}, {"length": 1025}, {"low": 5, "high": 5}])
def test_a_comparison_of_texts_that_is_none_is_refused(settings: dict[str, int]) -> None:
    with pytest.raises(ProblemError):
        Similar("text", 1, "text", **{"length": 3, **settings})


@pytest.mark.parametrize("answer", [(1, 2), "abc", 7, {"a"}])
def test_a_vector_of_another_length_or_none_is_refused(answer: Any) -> None:
    with pytest.raises(ProblemError) as refused:
        Problem(mentees=(Person("bela", {"text": answer}),), mentors=(), criteria=(TEXT,))

    assert str(refused.value) == "text cannot read the answer of bela to text."
