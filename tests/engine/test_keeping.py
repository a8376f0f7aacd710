"""Pairs that should stay, rules that only warn, and people who have waited: brute force again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compagnon.engine import (
    Aims,
    ForbiddenPairs,
    ForbidSame,
    Person,
    Problem,
    ProblemError,
    Shared,
    Warn,
    Warned,
    solve,
)
from tests.engine.instances import FEW_IDS, pinned_problems, problems
from tests.engine.oracle import Merit, Pairs, merit, pairs_of, placements

SAME = ForbidSame("sector")


@st.composite
def staying(draw: st.DrawFn) -> Problem:
    """A problem with pairs that there were before, some of which a rule may forbid by now."""
    problem: Problem = draw(pinned_problems(mentee_ids=FEW_IDS, wishes=(1, 1, 2)))
    pairs = [(mentor.id, mentee.id) for mentor in problem.mentors for mentee in problem.mentees]
    kept = draw(st.frozensets(st.sampled_from(pairs), max_size=4)) if pairs else frozenset()
    return replace(
        problem,
        kept=kept | {("gone", "away")},
        aims=Aims(keep_points=draw(st.sampled_from((None, 0, 700, 50_000)))),
        warnings=draw(st.sampled_from(((), (Warn(SAME, 900),)))),
    )


def best(problem: Problem) -> tuple[Merit, ...]:
    return max(full_merit(problem, pairs) for pairs in placements(problem))


def full_merit(problem: Problem, pairs: Pairs) -> tuple[Merit, ...]:
    """The merit of a placement, with pairs kept before the worst pair, or with points in the total."""
    *first, worst, total = merit(problem, pairs)
    free = pairs - problem.pinned
    points = problem.aims.keep_points
    people = {p.id: p for p in (*problem.mentees, *problem.mentors)}
    broken = [
        warning.points
        for mentor, mentee in free
        for warning in problem.warnings
        if warning.rule.forbids(people[mentee], people[mentor])
    ]
    counted = int(str(total)) + (points or 0) * len(free & problem.kept) - sum(broken)
    kept = len(free & problem.kept) if points is None else 0
    return (tuple(first), (kept,), (worst,), (counted,))


@settings(max_examples=200)
@given(staying())
def test_pairs_stay_and_warnings_count_as_brute_force_says(problem: Problem) -> None:
    result = solve(problem)

    assert full_merit(problem, pairs_of(result)) == best(problem)
    for pair in result.pairs:
        assert pair.kept == ((pair.mentor_id, pair.mentee_id) in problem.kept)


MENTEES = tuple(Person(f"m{k}", {"sector": "school", "days": k}) for k in range(4))
MENTORS = tuple(Person(f"x{k}", {"sector": "school"}) for k in range(4))
BEFORE = frozenset((f"x{k}", f"m{k}") for k in range(4))


def test_a_late_joiner_moves_nobody_who_need_not_move() -> None:
    late = (Person("late", {"sector": "school"}), Person("later", {"sector": "school"}))
    problem = Problem(mentees=(*MENTEES, *late[:1]), mentors=(*MENTORS, Person("x9")), kept=BEFORE)

    assert pairs_of(solve(problem)) == BEFORE | {("x9", "late")}


def test_a_pair_is_given_up_where_somebody_could_not_be_placed_otherwise() -> None:
    problem = Problem(
        mentees=(*MENTEES[:1], Person("late")),
        mentors=(Person("x0"), Person("x1")),
        rules=(ForbiddenPairs("past", frozenset([("x1", "late")])),),
        kept=BEFORE,
    )

    assert pairs_of(solve(problem)) == {("x1", "m0"), ("x0", "late")}


@pytest.mark.requirement("LSIS-25")
def test_a_rule_that_only_warns_is_named_with_its_price() -> None:
    problem = Problem(
        mentees=MENTEES[:1],
        mentors=(MENTORS[0], Person("ada", {"sector": "college"})),
        criteria=(Shared("alike", 1, "sector"),),
        warnings=(Warn(SAME, 9_000),),
    )

    cheap, dear = (
        solve(problem),
        solve(replace(problem, warnings=(Warn(SAME, 11_000),), aims=Aims(worst=False))),
    )

    assert [(p.mentor_id, p.score, p.warnings) for p in cheap.pairs] == [
        ("x0", 10_000, (Warned("same_sector", SAME.reason(), 9_000),))
    ]
    assert [(p.mentor_id, p.score, p.warnings) for p in dear.pairs] == [("ada", 0, ())]


def test_who_has_waited_longer_comes_first_among_those_who_are_alike_to_equity() -> None:
    problem = Problem(
        mentees=(*MENTEES, Person("new", {"sector": "college"})),
        mentors=MENTORS[:2],
        groups=("sector",),
        waiting="days",
    )

    assert {pair.mentee_id for pair in solve(problem).pairs} == {"m3", "m2"}


@given(problems(), st.data())
def test_nobody_placed_has_waited_less_than_somebody_who_could_be_there_instead(
    problem: Problem, data: st.DataObject
) -> None:
    def waits(person: Person) -> Person:
        return replace(
            person, attributes={**person.attributes, "days": data.draw(st.integers(0, 3))}
        )

    problem = replace(problem, mentees=tuple(map(waits, problem.mentees)), waiting="days")
    days = {person.id: int(person.code("days") or 0) for person in problem.mentees}

    def fair(pairs: Pairs) -> tuple[object, ...]:
        first = merit(problem, pairs)[:-2]
        return (*first, sum(days[mentee] for mentee in {mentee for _, mentee in pairs}))

    assert fair(pairs_of(solve(problem))) == max(map(fair, placements(problem)))


@pytest.mark.requirement("NF-02")
def test_who_has_a_mentor_already_gets_another_one_only_after_everybody_who_has_none() -> None:
    problem = Problem(
        mentees=MENTEES[:3],
        mentors=MENTORS[:2],
        criteria=(Shared("alike", 1, "sector"),),
        groups=("sector",),
        served=frozenset({"m0", "gone"}),
    )

    result = solve(problem)

    assert {pair.mentee_id for pair in result.pairs} == {"m1", "m2"}
    assert [one.person_id for one in result.unplaced if one.side == "mentee"] == []
    assert (result.summary.mentees, result.summary.mentees_placed) == (2, 2)
    rows = [(row.people, row.placed) for row in result.equity if row.side == "mentee"]
    assert rows == [(2, 2)]


@pytest.mark.requirement("NF-02")
def test_where_a_place_is_left_who_has_a_mentor_already_gets_another_one() -> None:
    result = solve(Problem(mentees=MENTEES[:2], mentors=MENTORS[:2], served=frozenset({"m0"})))

    assert {pair.mentee_id for pair in result.pairs} == {"m0", "m1"}
    assert (result.summary.mentees, result.summary.mentees_placed) == (2, 2)


def refused(problem: Problem, **changes: object) -> str:
    with pytest.raises(ProblemError) as error:
        replace(problem, **changes)  # type: ignore[arg-type]  # on purpose
    return str(error.value)


def test_what_makes_no_sense_is_refused() -> None:
    problem = Problem(mentees=MENTEES, mentors=MENTORS, rules=(SAME,))
    backwards = (Person("m9", {"days": -1}),)

    assert refused(problem, warnings=(Warn(SAME),)) == "The key same_sector is used more than once."
    assert refused(problem, waiting="age") == (
        "age is a protected characteristic and must never decide who is paired."
    )
    assert refused(problem, waiting="sector").startswith("waiting cannot read the answer")
    assert "must be a whole number" in refused(problem, waiting="days", mentees=backwards)
    with pytest.raises(ProblemError):
        Warn(SAME, -1)
    with pytest.raises(ProblemError):
        Aims(keep_points=-1)
