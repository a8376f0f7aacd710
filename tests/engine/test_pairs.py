import pytest
from hypothesis import given, settings

from compagnon.engine import (
    Likeness,
    NearTie,
    Person,
    PointsDifference,
    Problem,
    Shared,
    Wanted,
    solve,
)
from tests.engine.instances import BOTH_IDS, pinned_problems
from tests.engine.oracle import allowed_pairs, pairs_of


@settings(max_examples=20)
@given(pinned_problems(mentor_ids=BOTH_IDS))
def test_a_near_tie_is_another_possible_mentor_who_is_as_close_as_the_problem_says(
    problem: Problem,
) -> None:
    result = solve(problem)
    found = pairs_of(result)
    mentees = {person.id: person for person in problem.mentees}
    mentors = {person.id: person for person in problem.mentors}

    for pair in result.pairs:
        score = problem.scoring.score
        close = sorted(
            (-score(mentees[pair.mentee_id], mentors[mentor]), mentor)
            for mentor, mentee in allowed_pairs(problem) - found
            if mentee == pair.mentee_id
            and mentors[mentor].capacity
            and (mentee, mentor) not in found
            and score(mentees[mentee], mentors[mentor]) >= pair.score - 250
        )
        assert [(-(pair.score + tie.difference), tie.mentor_id) for tie in pair.near_ties] == (
            close[:3]
        )
        for tie in pair.near_ties:
            holders = sorted(mentee for mentor, mentee in found if mentor == tie.mentor_id)
            assert list(tie.held_by) == holders
            assert tie.free == (len(holders) < mentors[tie.mentor_id].capacity)
            assert sum(part.points for part in tie.differences) == tie.difference
            assert all(part.points for part in tie.differences)


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
        NearTie("ada", -5000, free=True, held_by=(), differences=(PointsDifference("", -5000),)),
    )
