from dataclasses import replace

import pytest
from hypothesis import given, settings

from compagnon.engine import (
    Aims,
    ForbidSame,
    Likeness,
    NearTie,
    Pair,
    Person,
    PointsDifference,
    Problem,
    Result,
    Shared,
    Swap,
    Wanted,
    Warn,
    sentence,
    solve,
)
from compagnon.engine.placing import candidates
from tests.engine.instances import BOTH_IDS, pinned_problems
from tests.engine.oracle import Pairs, allowed_pairs, merit, pairs_of, placements


@pytest.mark.parametrize("each", [None, 1, 6])
def test_a_near_tie_is_another_possible_mentor_who_is_as_close_as_the_problem_says(
    each: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if each is not None:  # the search has seen but the best few of everybody
        monkeypatch.setattr(candidates, "ALL_UP_TO", 0)
        monkeypatch.setattr(candidates, "EACH", each)

    @settings(max_examples=20)
    @given(pinned_problems(mentor_ids=BOTH_IDS))
    def check(problem: Problem) -> None:
        result = solve(problem)
        for pair in result.pairs:
            check_near_ties(problem, result, pair)

    check()


def check_near_ties(problem: Problem, result: Result, pair: Pair) -> None:
    """Hold the near-ties of a pair against all possible mentors."""
    found = pairs_of(result)
    mentees = {person.id: person for person in problem.mentees}
    mentors = {person.id: person for person in problem.mentors}
    score = problem.scoring.score
    close = sorted(
        (-score(mentees[pair.mentee_id], mentors[mentor]), mentor)
        for mentor, mentee in allowed_pairs(problem) - found
        if mentee == pair.mentee_id
        and mentors[mentor].capacity
        and (mentee, mentor) not in found
        and score(mentees[mentee], mentors[mentor]) >= pair.score - 250
    )
    assert [(-(pair.score + tie.difference), tie.mentor_id) for tie in pair.near_ties] == close[:3]
    for tie in pair.near_ties:
        holders = sorted(mentee for mentor, mentee in found if mentor == tie.mentor_id)
        assert list(tie.held_by) == holders
        assert tie.free == (len(holders) < mentors[tie.mentor_id].capacity)
        assert sum(part.points for part in tie.differences) == tie.difference
        assert all(part.points for part in tie.differences)


@settings(max_examples=60)
@given(pinned_problems(mentor_ids=BOTH_IDS))
def test_a_swap_is_the_cheapest_exchange_of_mentors_and_no_gain_by_the_aims_in_order(
    problem: Problem,
) -> None:
    result = solve(problem)
    found = pairs_of(result)
    possible = set(placements(problem))

    for pair in result.pairs:
        mine = (pair.mentor_id, pair.mentee_id)
        for tie in pair.near_ties:
            asked = (tie.mentor_id, pair.mentee_id)
            others = {(tie.mentor_id, holder): (pair.mentor_id, holder) for holder in tie.held_by}
            exchanges = {
                old[1]: found - {mine, old} | {asked, new}
                for old, new in others.items()
                if new not in found
            }
            if tie.free:
                exchanges = {"": found - {mine} | {asked}}
            swaps = {name: after for name, after in exchanges.items() if after in possible}
            prices = {
                name: total(problem, after) - total(problem, found) for name, after in swaps.items()
            }

            assert (tie.swap is None) == (not prices)
            if tie.swap is not None:
                after = swaps[tie.swap.with_id]
                assert tie.swap.total == prices[tie.swap.with_id] == max(prices.values())
                assert tie.difference + tie.swap.theirs == tie.swap.total
                assert tie.swap.worst == min(scores(problem, after - found))
                assert merit(problem, after) <= merit(problem, found)


def scores(problem: Problem, pairs: Pairs) -> list[int]:
    mentees = {person.id: person for person in problem.mentees}
    mentors = {person.id: person for person in problem.mentors}
    return [problem.scoring.score(mentees[mentee], mentors[mentor]) for mentor, mentee in pairs]


def total(problem: Problem, pairs: Pairs) -> int:
    return sum(scores(problem, pairs))


def test_a_swap_counts_what_kept_pairs_and_warnings_count() -> None:
    people = (Person("bela", {"team": "red"}), Person("bashir", {"team": "blue"}))
    problem = Problem(
        mentees=people,
        mentors=(Person("ada", {"team": "blue"}), Person("amal", {"team": "red"})),
        kept=frozenset([("ada", "bela")]),
        aims=Aims(keep_points=30),
        warnings=(Warn(ForbidSame("team"), points=200),),
    )

    bashir, bela = solve(problem).pairs

    assert (bela.mentor_id, bashir.mentor_id) == ("ada", "amal")
    (tie,) = bela.near_ties
    assert tie.swap == Swap("bashir", theirs=0, total=-430, worst=5000)
    assert [sentence(tie.price) for tie in (tie, replace(tie, swap=None))] == [
        "in exchange with bashir: 0 points for bashir, -430 points in total",
        "nobody can give the place in exchange",
    ]


@pytest.mark.requirement("ALL-51")
def test_a_near_tie_says_who_holds_the_mentor_and_what_would_be_better_and_worse() -> None:
    def wants(name: str, interest: str, sector: str) -> Person:
        return Person(name, {"wanted": {interest}, "sector": sector})

    def offers(name: str, interest: str, sector: str) -> Person:
        return Person(name, {"offered": {interest}, "sector": sector})

    problem = Problem(
        mentees=(wants("bela", "art", "school"), wants("bashir", "maths", "college")),
        mentors=(
            offers("amal", "art", "college"),
            offers("ada", "maths", "school"),
            offers("ali", "music", "prison"),
        ),
        criteria=(
            Wanted("interests", 51, "wanted", "offered"),
            Likeness("sector", 49, "sector", "alike"),
            Shared("languages", 10, "languages"),
        ),
    )

    result = solve(problem)

    assert [(pair.mentor_id, pair.mentee_id, pair.score) for pair in result.pairs] == [
        ("ada", "bashir", 5100),
        ("amal", "bela", 5100),
    ]
    assert result.pairs[1].near_ties == (
        NearTie(
            "ada",
            -200,
            free=False,
            held_by=("bashir",),
            differences=(PointsDifference("interests", -5100), PointsDifference("sector", 4900)),
            swap=Swap("bashir", theirs=-200, total=-400, worst=4900),
        ),
    )


def test_a_pair_of_which_nothing_is_known_can_be_compared_with_one_of_which_something_is() -> None:
    problem = Problem(
        mentees=(Person("bela", {"languages": {"cy"}}),),
        mentors=(Person("amal"), Person("ada", {"languages": {"fr"}})),
        criteria=(Shared("languages", 1, "languages"),),
        near_tie_points=5000,
    )

    (pair,) = solve(problem).pairs

    assert pair.mentor_id == "amal"
    assert pair.near_ties == (
        NearTie(
            "ada",
            -5000,
            free=True,
            held_by=(),
            differences=(PointsDifference("", -5000),),
            swap=Swap("", theirs=0, total=-5000, worst=0),
        ),
    )
    assert sentence(pair.near_ties[0].price) == "there is a place free: -5000 points in total"


def test_a_result_with_swaps_is_stored_and_read_again() -> None:
    problem = Problem(
        mentees=(Person("bashir"), Person("bela")),
        mentors=(Person("ada"), Person("amal")),
        pinned=frozenset([("ada", "bela")]),
    )
    for one in (problem, replace(problem, pinned=frozenset())):
        result = solve(one)
        swaps = [tie.swap for pair in result.pairs for tie in pair.near_ties]

        assert Result.from_dict(result.to_dict()) == result
        assert [swap is None for swap in swaps] == [bool(one.pinned)] * 2
