"""A scheme that changes, solved from the solve before, against solved from nothing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.family import scheme
from compagnon.engine import ForbiddenPairs, Memory, Person, Problem, solve, solver
from compagnon.engine.placing import candidates, memory
from compagnon.engine.placing.candidates import Start
from tests.engine.instances import ANSWERS, BOTH_IDS, MENTEE_IDS, pinned_problems


def joined(problem: Problem, draw: Any) -> Problem:
    late = (Person("late", draw(ANSWERS), draw(st.sampled_from((1, 2)))),)
    if draw(st.booleans()):
        there = tuple(person for person in problem.mentees if person.id != "late")
        return replace(problem, mentees=there + late, pinned=frozenset())
    there = tuple(person for person in problem.mentors if person.id != "late")
    return replace(problem, mentors=there + late, pinned=frozenset())


def left(problem: Problem, draw: Any) -> Problem:
    if draw(st.booleans()):
        return replace(problem, mentees=problem.mentees[1:], pinned=frozenset())
    return replace(problem, mentors=problem.mentors[1:], pinned=frozenset())


def weighed(problem: Problem, draw: Any) -> Problem:
    weight = draw(st.sampled_from((0, 1, 50)))
    criteria: list[Any] = list(problem.criteria[:1])
    return replace(problem, criteria=tuple(replace(c, weight=weight) for c in criteria))


def forbidden(problem: Problem, draw: Any) -> Problem:
    ids = st.tuples(st.sampled_from(BOTH_IDS), st.sampled_from(MENTEE_IDS))
    rule = ForbiddenPairs("coordinator", draw(st.frozensets(ids, max_size=8)))
    return replace(
        problem, rules=(rule, *problem.rules[2:]), waivers=frozenset(), pinned=frozenset()
    )


def pinned(problem: Problem, _draw: Any) -> Problem:
    pairs = [pair for pair in solve(problem).pairs if not pair.pinned]
    pins = [(pair.mentor_id, pair.mentee_id) for pair in pairs[:1]]
    return replace(problem, pinned=problem.pinned | frozenset(pins))


CHANGES = (joined, left, weighed, forbidden, pinned)


def test_a_changed_problem_is_solved_the_same_from_the_solve_before() -> None:
    begun: list[Start | None] = []

    class Noted(Memory):
        def start(self, *of: Any) -> Start | None:
            begun.append(super().start(*of))
            return begun[-1]

    @settings(max_examples=80)
    @given(pinned_problems(mentor_ids=BOTH_IDS, wishes=(1, 1, 2)), st.data())
    def check(problem: Problem, data: st.DataObject) -> None:
        known = Noted()
        solve(problem, memory=known)
        for _ in range(3):
            problem = data.draw(st.sampled_from(CHANGES))(problem, data.draw)
            assert solve(problem, memory=known).to_json() == solve(problem).to_json()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "ALL_UP_TO", 0)
        patch.setattr(candidates, "EACH", 1)
        patch.setattr(memory, "MOST_NEW", 2)
        check()
    assert sum(start is not None for start in begun) > 80


@pytest.mark.parametrize("held_up_to", [-1, solver.HELD_UP_TO])
def test_a_late_joiner_to_a_scheme_is_placed_the_same_and_without_a_look_for_candidates(
    held_up_to: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver, "HELD_UP_TO", held_up_to)
    problem, known = scheme(250), Memory()
    solve(problem, memory=known)
    late = Person("late", dict(problem.mentees[0].attributes))
    again = replace(problem, mentees=(*problem.mentees, late))
    anew = solve(again).to_json()

    monkeypatch.delattr("compagnon.engine.placing.assignment.candidates")

    assert solve(again, memory=known).to_json() == anew
