"""All pairs judged at once, against each pair judged by itself."""

from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engine import (
    Criterion,
    ForbiddenPairs,
    ForbidSame,
    Person,
    Problem,
    Reason,
    Rule,
    Shared,
    Waiver,
    Wanted,
    solve,
)
from compagnon.engine.judging import judge as judging
from compagnon.engine.judging import kinds
from compagnon.engine.judging.grid import Flags, Grid, Ints
from compagnon.engine.judging.judge import Barrier, Judge
from compagnon.engine.judging.verdicts import Least, falling
from compagnon.engine.people import Reading
from compagnon.engine.watch import Watch
from tests.engine.instances import BOTH_IDS, pinned_problems
from tests.engine.oracle import allowed_pairs


def check(problem: Problem) -> None:
    mentees, mentors = problem.mentees, problem.mentors
    possible = allowed_pairs(problem)

    allowed, scores = Judge(problem, Grid(mentees, mentors)).everything(Watch())

    assert allowed.tolist() == [[(b.id, a.id) in possible for b in mentors] for a in mentees]
    assert scores.tolist() == [[problem.scoring.score(a, b) for b in mentors] for a in mentees]


@given(pinned_problems(mentor_ids=BOTH_IDS))
def test_all_pairs_are_judged_as_each_by_itself(problem: Problem) -> None:
    check(problem)


@pytest.mark.parametrize("repeated", [0, 10**9])
def test_people_who_answer_alike_are_judged_alike(
    repeated: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "REPEATED", repeated)

    given(pinned_problems(mentor_ids=BOTH_IDS))(check)()


@pytest.mark.parametrize("cells", [1, 10**9])
def test_people_of_too_many_kinds_for_a_table_are_judged_one_by_one(
    cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "MOST_OF_POINTS", 0)
    monkeypatch.setattr(judging, "FEW_CELLS", cells)

    def check_all(problem: Problem) -> None:
        check(problem)
        grid = Grid(problem.mentees, problem.mentors)
        silent = [
            criterion.key
            for criterion in problem.scoring.criteria
            if (criterion.values(grid) < 0).all()
        ]
        assert list(Judge(problem, grid).scale.unanswered) == silent

    given(pinned_problems(mentor_ids=BOTH_IDS))(check_all)()


def test_people_of_different_kinds_keep_their_own_points() -> None:
    def person(name: str, phase: str, *, answers: bool) -> Person:
        return Person(name, {"phase": {phase}, "subject": {"fr"} if answers else None})

    # The last two are scored together, and their kinds stand in the table the other way round.
    problem = Problem(
        mentees=(
            *(person(f"e{number}", "AB"[number % 2], answers=True) for number in range(6)),
            person("e6", "B", answers=False),
            person("e7", "A", answers=False),
        ),
        mentors=tuple(
            Person(name, {"phase": {name}, "subject": {"fr"}}, capacity=4) for name in ("A", "B")
        ),
        criteria=(Shared("phase", 1, "phase"), Shared("subject", 1, "subject")),
    )
    check(problem)

    for pair in solve(problem).pairs:
        assert pair.score == sum(part.points for part in pair.contributions)


def test_kinds_appear_in_the_order_of_people() -> None:
    people = [Person("a", capacity=2), Person("b"), Person("c", capacity=2)]

    found = kinds.kinds(people, lambda person: person.capacity)

    assert [person.id for person in found.examples] == ["a", "b"]
    assert found.of.tolist() == [0, 1, 0]


@pytest.mark.requirement("ALL-54")
def test_a_waiver_lifts_one_rule_for_one_pair() -> None:
    schools = {"institution": "hill"}
    problem = Problem(
        mentees=(Person("bela", schools), Person("bashir", schools)),
        mentors=(Person("amal", schools), Person("ada", schools)),
        rules=(ForbidSame("institution"), ForbiddenPairs("past", frozenset([("amal", "bela")]))),
        waivers=frozenset([Waiver("same_institution", "amal", "bela")]),
    )
    barrier = Barrier(problem, Grid(problem.mentees, problem.mentors), problem.all_rules)

    forbidden = barrier.forbidden(np.array([1, 0]), slice(0, 1))

    # bashir and bela with ada: oneself, the same institution, a past pair.
    assert np.array(forbidden)[:, :, 0].tolist() == [[False, False], [True, True], [False, False]]
    assert barrier.allowed(np.array([0, 1]), slice(0, 2)).tolist() == [[False, False]] * 2
    assert barrier.forbidden(np.array([1]), np.array([1]))[1].tolist() == [[False]]


def test_two_hundred_interests_are_counted_exactly() -> None:
    dice = Random(5)  # noqa: S311 -- an example, not a secret
    names = [f"i{number}" for number in range(200)]

    def person(name: str) -> Person:
        return Person(name, {"wanted": set(dice.sample(names, dice.randint(150, 200)))})

    check(
        Problem(
            mentees=tuple(person(f"m{k}") for k in range(9)),
            mentors=tuple(person(f"x{k}") for k in range(5)),
            criteria=(Wanted("interests", 7, "wanted", "wanted"),),
        )
    )


@dataclass(frozen=True)
class EvenIds(Rule):
    """A rule of the caller's own, which looks at ids and says so by reading no answer."""

    key: str = "even_ids"
    waivable: bool = True

    def forbids(self, mentee: Person, mentor: Person) -> bool:
        return (int(mentee.id) + int(mentor.id)) % 2 == 1

    def forbids_all(self, grid: Grid) -> Flags:
        mine = np.array([int(person.id) for person in grid.mentees], dtype=np.int64)
        theirs = np.array([int(person.id) for person in grid.mentors], dtype=np.int64)
        return (mine[:, None] + theirs) % 2 == 1

    def reason(self) -> Reason:
        return Reason("rule.oneself")


@dataclass(frozen=True)
class Product(Criterion):
    """A criterion of the caller's own, which does not say when it counts: not where both are equal."""

    key: str = "product"
    weight: int = 3

    def value(self, mentee: Person, mentor: Person) -> int | None:
        mine, theirs = (int(str(person.attributes["number"])) for person in (mentee, mentor))
        return None if mine == theirs else mine * theirs

    def values(self, grid: Grid) -> Ints:
        mine, theirs = (
            np.array([int(str(p.attributes["number"])) for p in people], dtype=np.int64)
            for people in (grid.mentees, grid.mentors)
        )
        values: Ints = mine[:, None] * theirs
        values[mine[:, None] == theirs] = -1
        return values

    def reason(self, mentee: Person, mentor: Person) -> Reason:  # noqa: ARG002 -- the same of all
        return Reason("shared.none")

    def reads(self) -> tuple[Reading, ...]:
        return (Reading("number", "number"),)


@pytest.mark.parametrize("repeated", [0, 4])
def test_rules_and_criteria_of_the_caller_s_own_are_judged_too(
    repeated: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "REPEATED", repeated)

    def people(first: int) -> tuple[Any, ...]:
        return tuple(Person(str(first + k), {"number": k % 4}) for k in range(9))

    check(
        Problem(
            mentees=people(0),
            mentors=people(100),
            rules=(EvenIds(),),
            criteria=(Product(), Wanted("off", 2, "wanted", "offered")),
        )
    )


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 2), st.integers(-5, 5)), unique=True),
    st.sampled_from([1, 2**40]),
)
def test_whether_keys_fit_into_one_number_does_not_matter_to_their_order(
    keys: list[tuple[int, int, int]], times: int
) -> None:
    columns = np.array(keys, dtype=np.int64).reshape(-1, 3).T * times

    assert [keys[place] for place in falling(*columns)] == sorted(keys, reverse=True)


@pytest.mark.parametrize("most", [9, 2**30, 2**40])
@pytest.mark.parametrize("lower", [False, True])
def test_short_numbers_ask_for_the_same_scores(most: int, lower: bool) -> None:
    asked = Least(np.array([0, most]), np.array([-most, 7]), lower)
    rows, columns = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])

    assert asked.short().of(rows, columns).tolist() == asked.of(rows, columns).tolist()
