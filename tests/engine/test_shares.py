"""Least shares of groups that cross each other, held against brute force."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.family import scheme
from compagnon.engine import Person, Problem, ProblemError, Result, Wanted, sentence, solve
from compagnon.engine.placing import candidates
from compagnon.engine.proving.checker import ProofError, check
from tests.engine.instances import pinned_problems, problems
from tests.engine.oracle import Pairs, merit, pairs_of, placements

SHARED = ("region", "sector", "languages", "phase")
MENTEES = tuple("abcdef")


@st.composite
def sharing(draw: Any) -> Problem:
    """A problem with one to three shares."""
    kind = draw(st.sampled_from((problems, pinned_problems)))
    problem: Problem = draw(kind(mentee_ids=MENTEES, wishes=(1, 1, 1, 1, 2, 0)))
    names = draw(st.lists(st.sampled_from(SHARED), min_size=1, max_size=3, unique=True))
    percents = st.sampled_from((1, 34, 50, 67, 100))
    return replace(problem, shares=tuple((name, draw(percents)) for name in names))


def people(problem: Problem) -> dict[str, Person]:
    return {person.id: person for person in problem.mentees if person.capacity}


def missing(problem: Problem, placed: set[str]) -> tuple[int, ...]:
    """How many are missing of each share."""
    found = []
    for name, percent in problem.shares:
        groups = Counter(code for one in people(problem).values() for code in one.codes(name))
        had = Counter(code for key in placed for code in people(problem)[key].codes(name))
        found.append(
            sum(max(-(-percent * size // 100) - had[code], 0) for code, size in groups.items())
        )
    return tuple(found)


def kinds(problem: Problem, pairs: Pairs) -> Counter[tuple[frozenset[str], ...]]:
    """How many of each kind are placed."""
    names = [*(name for name, _percent in problem.shares), *problem.groups]
    return Counter(
        tuple(people(problem)[key].codes(name) for name in names)
        for key in {mentee for _mentor, mentee in pairs}
    )


def plain_of(problem: Problem) -> Problem:
    """The problem with no share but one of the first group."""
    return replace(problem, shares=problem.shares[: bool(problem.first_percent)])


def assert_best(problem: Problem, result: Result) -> None:
    pairs, before = pairs_of(result), kinds(problem, pairs_of(solve(plain_of(problem))))

    def reached(some: Pairs) -> tuple[object, ...]:
        placed = {mentee for _mentor, mentee in some}
        moved = sum((kinds(problem, some) - before).values())
        return (-len(placed), -len(some), missing(problem, placed), moved)

    every = list(placements(problem))
    assert reached(pairs) == min(map(reached, every))
    alike = [some for some in every if kinds(problem, some) == kinds(problem, pairs)]
    last = [merit(problem, some) for some in alike if len(some) == len(pairs)]
    assert merit(problem, pairs)[-2:] == max(one[-2:] for one in last)


@pytest.mark.requirement("ALL-53")
@settings(max_examples=60)
@given(sharing())
def test_shares_are_met_in_order_each_as_far_as_the_former_allow(problem: Problem) -> None:
    assume(problem.has_crossing_shares)

    result = solve(problem)

    assert result.summary.proved.placed
    assert_best(problem, result)


def test_shares_are_met_over_all_possible_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody begins with one promising pair; the others are found by the cuts."""
    monkeypatch.setattr(candidates, "ALL_UP_TO", 0)
    monkeypatch.setattr(candidates, "EACH", 1)

    @settings(max_examples=40)
    @given(sharing())
    def hold(problem: Problem) -> None:
        assume(problem.has_crossing_shares)
        assert_best(problem, solve(problem))

    hold()


def test_pairs_that_nobody_thought_of_are_found_where_a_share_needs_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two of whom each has one promising mentor, the same one: a share places both, so one has another mentor."""
    monkeypatch.setattr(candidates, "ALL_UP_TO", 0)
    monkeypatch.setattr(candidates, "EACH", 1)
    many = tuple(Person(f"a{number}", {"wanted": {"x"}}) for number in range(20))
    two = (
        Person("b", {"wanted": {"y"}, "sector": "school"}),
        Person("c", {"wanted": {"y"}, "sector": "college"}),
    )
    problem = Problem(
        mentees=(*many, *two),
        mentors=(
            Person("amal", {"offered": {"x", "y"}}),
            Person("ada", {"offered": {"x"}}),
            Person("efa", {"offered": {"x"}}),
        ),
        criteria=(Wanted("interests", 1, "wanted", "offered"),),
        shares=(("sector", 100),),
    )

    placed = {pair.mentee_id for pair in solve(problem).pairs}

    assert (len(placed), {"b", "c"} <= placed) == (3, True)


@settings(max_examples=15)
@given(sharing(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(problem: Problem, random: Any) -> None:
    mentees, mentors = list(problem.mentees), list(problem.mentors)
    random.shuffle(mentees)
    random.shuffle(mentors)

    again = replace(problem, mentees=tuple(mentees), mentors=tuple(mentors))

    assert solve(again).to_json() == solve(problem).to_json()


def crowd(*answers: dict[str, Any]) -> tuple[Person, ...]:
    return tuple(Person(f"m{number}", one) for number, one in enumerate(answers))


def test_the_first_share_goes_before_the_second() -> None:
    """By hand: one place, which one of the south, one of a college and one of primary school would each fill a share with."""
    problem = Problem(
        mentees=crowd({"region": "south"}, {"sector": "college"}, {"phases": {"primary"}}, {}, {}),
        mentors=(Person("amal"),),
    )
    shares = {"m0": ("region", 100), "m1": ("sector", 20), "m2": ("phases", 1)}

    for mentee, share in shares.items():
        others = tuple(one for one in shares.values() if one != share)
        (pair,) = solve(replace(problem, shares=(share, *others))).pairs
        assert pair.mentee_id == mentee


def test_whoever_gave_several_answers_fills_several_shares_at_once() -> None:
    both, primary, secondary = {"primary", "secondary"}, {"primary"}, {"secondary"}
    problem = Problem(
        mentees=crowd(*[{"phases": one} for one in (primary, secondary, both, primary, secondary)]),
        mentors=(Person("amal"),),
        shares=(("phases", 20),),
    )

    assert [solve(replace(problem, seed=k)).pairs[0].mentee_id for k in range(3)] == ["m2"] * 3


def test_who_has_waited_longest_fills_a_share_first() -> None:
    south = {"region": "south"}
    problem = Problem(
        mentees=crowd(*[south | {"waited": days} for days in (0, 3, 1)], *[{"waited": 9}] * 3),
        mentors=(Person("amal"),),
        shares=(("region", 20),),
        waiting="waited",
    )

    assert [solve(replace(problem, seed=k)).pairs[0].mentee_id for k in range(3)] == ["m1"] * 3


def test_a_share_that_is_met_anyway_changes_nothing() -> None:
    problem = scheme(60, places=0.8)

    shared = replace(problem, shares=(("region", 10), ("phase", 10)))

    assert solve(shared).to_json() == solve(problem).to_json()


def test_nobody_to_place_is_no_error() -> None:
    problem = Problem(mentees=(), mentors=(Person("amal"),), shares=(("region", 50), ("sector", 5)))

    assert solve(problem).pairs == ()


@pytest.mark.parametrize("shares", [(("region", 0),), (("region", 101),), (("region", True),)])
def test_a_share_lies_between_one_and_a_hundred(shares: Any) -> None:
    with pytest.raises(ProblemError, match="The percent of region must be a whole number"):
        Problem(mentees=(), mentors=(), shares=shares)


def test_a_share_is_given_once_and_of_what_can_be_read() -> None:
    with pytest.raises(ProblemError, match="The grouping region is named twice"):
        Problem(mentees=(), mentors=(), shares=(("region", 5), ("region", 6)))
    with pytest.raises(ProblemError, match="shares cannot read the answer of bela to text"):
        Problem(mentees=(Person("bela", {"text": (1, 2)}),), mentors=(), shares=(("text", 5),))


def test_no_proof_is_written_where_shares_cross_each_other(tmp_path: Path) -> None:
    problem = replace(scheme(20), shares=(("region", 10), ("phase", 10)))
    path = tmp_path / "proof"

    with pytest.raises(ProblemError) as refused:
        solve(problem, proof=path)
    solve(plain_of(problem), proof=path)

    assert sentence(refused.value.reason) == (
        "A proof shows one least share, of the first group;"
        " shares that cross each other are met without one."
    )
    assert check(plain_of(problem), path)
    with pytest.raises(ProofError, match="shares that cross each other are not proved"):
        check(problem, path)
