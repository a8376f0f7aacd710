from dataclasses import replace

import pytest
from hypothesis import given

from compagnon.engine import (
    ForbidSame,
    Move,
    Person,
    Problem,
    Reason,
    Relaxation,
    Removal,
    RequireOverlap,
    RequireSame,
    Result,
    Shared,
    Shortage,
    Unplaced,
    Waiver,
    sentence,
    solve,
)
from tests.engine.instances import BOTH_IDS, FEW_IDS, pinned_problems, problems
from tests.engine.oracle import allowed_pairs, pairs_of


def cell(one: Unplaced, other_id: str) -> tuple[str, str]:
    """(mentor id, mentee id) of somebody left out with somebody of the other side."""
    return (other_id, one.person_id) if one.side == "mentee" else (one.person_id, other_id)


def lifted(problem: Problem, rule: str, pair: tuple[str, str]) -> Result:
    waiver = Waiver(rule, *pair)
    return solve(replace(problem, waivers=problem.waivers | {waiver}))


def forbidders(problem: Problem, pair: tuple[str, str]) -> list[str]:
    """Keys of the rules that forbid a pair, by the reference forms."""
    mentor = next(person for person in problem.mentors if person.id == pair[0])
    mentee = next(person for person in problem.mentees if person.id == pair[1])
    waived = {(w.rule, w.mentor_id, w.mentee_id) for w in problem.waivers}
    return [
        rule.key
        for rule in problem.all_rules
        if rule.forbids(mentee, mentor) and (rule.key, *pair) not in waived
    ]


def candidates(problem: Problem, one: Unplaced) -> list[str]:
    others = problem.mentors if one.side == "mentee" else problem.mentees
    return [person.id for person in others if person.capacity]


def active(result: Result) -> list[Unplaced]:
    return [one for one in result.unplaced if one.reason.key != "unplaced.no_capacity"]


def worth(result: Result, side: str) -> int:
    """What a relaxation adds one to: mentees placed, or pairs."""
    return result.summary.mentees_placed if side == "mentee" else result.summary.pairs


@given(problems())
def test_a_relaxation_is_named_exactly_where_solving_again_places_one_more(
    problem: Problem,
) -> None:
    result = solve(problem)

    for one in active(result):
        found = {relaxation.rule: relaxation for relaxation in one.relaxations}
        for rule in (rule for rule in problem.rules if rule.waivable):
            alone = [
                other
                for other in candidates(problem, one)
                if forbidders(problem, cell(one, other)) == [rule.key]
            ]
            helpful = [
                other
                for other in alone
                if worth(lifted(problem, rule.key, cell(one, other)), one.side)
                == worth(result, one.side) + 1
            ]
            assert (found[rule.key].choices if rule.key in found else 0) == len(helpful)
            assert rule.key not in found or found[rule.key].other_id in helpful


@given(pinned_problems(mentee_ids=FEW_IDS, mentor_ids=BOTH_IDS, wishes=(1, 1, 2)))
def test_a_relaxation_places_the_person_and_costs_nobody_a_place(problem: Problem) -> None:
    result = solve(problem)

    for one in active(result):
        for relaxation in one.relaxations:
            pair = cell(one, relaxation.other_id)
            after = lifted(problem, relaxation.rule, pair)
            assert pair in pairs_of(after)
            assert worth(after, one.side) == worth(result, one.side) + 1
            assert after.summary.mentees_placed >= result.summary.mentees_placed
            assert_it_can_be_done(problem, result, one, relaxation)


def assert_it_can_be_done(
    problem: Problem, result: Result, one: Unplaced, relaxation: Relaxation
) -> None:
    """Make the moves and the pair: a placement that keeps every rule, with one more placed."""
    pair = cell(one, relaxation.other_id)
    pairs = set(pairs_of(result))
    for move in relaxation.moved:
        pairs -= {(move.from_id, move.mentee_id)}
        pairs |= {(move.to_id, move.mentee_id)} - {("", move.mentee_id)}
    pairs |= {pair}
    waived = replace(problem, waivers=problem.waivers | {Waiver(relaxation.rule, pair[0], pair[1])})
    assert problem.pinned <= pairs <= allowed_pairs(waived)
    for position, people in enumerate((problem.mentors, problem.mentees)):
        for person in people:
            assert sum(made[position] == person.id for made in pairs) <= person.capacity
    assert not {(mentee, mentor) for mentor, mentee in pairs} & pairs
    before = {mentee for _mentor, mentee in pairs_of(result)}
    assert len({mentee for _, mentee in pairs} - before) == (one.side == "mentee") or (
        one.side == "mentor" and len(pairs) == result.summary.pairs + 1
    )
    moving = {move.mentee_id for move in relaxation.moved if move.from_id}
    assert len(moving) == relaxation.moves


@given(problems())
def test_every_candidate_is_eligible_or_counted_under_the_rules_that_remove_them(
    problem: Problem,
) -> None:
    for one in active(solve(problem)):
        keys = [forbidders(problem, cell(one, other)) for other in candidates(problem, one)]
        assert one.candidates == len(keys)
        assert one.eligible == keys.count([])
        assert {(r.rule, r.removed, r.only) for r in one.removed} == {
            (rule.key, sum(rule.key in found for found in keys), keys.count([rule.key]))
            for rule in problem.all_rules
            if any(rule.key in found for found in keys)
        }


@given(pinned_problems(mentee_ids=FEW_IDS, wishes=(1, 1, 2)))
def test_a_shortage_has_more_mentees_than_places_and_no_other_mentor_for_them(
    problem: Problem,
) -> None:
    result = solve(problem)
    allowed = {pair for pair in allowed_pairs(problem) if pair[0] in _able(problem)}

    for one in active(result):
        group = None if one.shortage is None else result.shortages[one.shortage]
        if group is not None:
            pinned = [mentor for mentor, _ in problem.pinned]
            places = sum(
                person.capacity - pinned.count(person.id)
                for person in problem.mentors
                if person.id in group.mentors
            )
            reachable = {mentor for mentor, mentee in allowed if mentee in group.mentees}
            assert one.person_id in group.mentees
            assert reachable == set(group.mentors)
            assert group.places == places < len(group.mentees)
        assert (one.side == "mentee" and one.eligible > 0) == (group is not None)


def _able(problem: Problem) -> set[str]:
    return {person.id for person in problem.mentors if person.capacity}


SLOTS = RequireOverlap("slots", minimum=3)
SCHOOL = ForbidSame("institution")
ALL_WEEK = {"mon", "tue", "wed"}


def person(name: str, institution: str, language: str, slots: set[str] = ALL_WEEK) -> Person:
    return Person(name, {"institution": institution, "slots": slots, "languages": {language}})


LEFT_OUT = Problem(
    mentees=(person("bela", "hill", "cy"), person("bashir", "dale", "cy")),
    mentors=(
        person("amal", "hill", "cy"),
        person("aziz", "hill", "fr"),
        person("ali", "vale", "cy", {"mon"}),
    ),
    rules=(SLOTS, SCHOOL),
    criteria=(Shared("languages", 1, "languages"),),
)


def test_the_smallest_relaxation_comes_first_and_says_how_many_it_moves() -> None:
    result = solve(LEFT_OUT)

    bela = result.unplaced[0]
    assert pairs_of(result) == {("amal", "bashir")}
    assert bela.person_id == "bela"
    assert bela.reason == Reason("unplaced.nobody_fits", {"candidates": 3})
    assert bela.removed == (
        Removal("shared_slots", SLOTS.reason(), 1, 1),
        Removal("same_institution", SCHOOL.reason(), 2, 2),
    )
    assert bela.relaxations == (
        Relaxation(
            "same_institution",
            SCHOOL.reason(),
            "amal",
            10_000,
            1,
            moves=1,
            choices=2,
            moved=(Move("bashir", "amal", "aziz"),),
        ),
        Relaxation("shared_slots", SLOTS.reason(), "ali", 10_000, 2, moves=0, choices=1),
    )


def test_a_mentor_left_out_is_told_whether_nobody_fits_or_all_who_fit_are_placed() -> None:
    result = solve(LEFT_OUT)

    assert [(one.person_id, sentence(one.reason)) for one in result.unplaced[1:]] == [
        ("ali", "none of 2 candidates passes every rule"),
        ("aziz", "all 1 mentees who fit are placed elsewhere"),
    ]
    assert [(r.rule, r.other_id, r.moves) for r in result.unplaced[1].relaxations] == [
        ("shared_slots", "bela", 0)
    ]
    assert [(r.rule, r.other_id, r.moves) for r in result.unplaced[2].relaxations] == [
        ("same_institution", "bela", 0)
    ]


def test_a_relaxation_may_take_a_mentee_s_second_mentor() -> None:
    wishes = replace(person("bashir", "dale", "cy"), capacity=2)
    problem = replace(
        LEFT_OUT, mentees=(person("bela", "hill", "cy"), wishes), mentors=LEFT_OUT.mentors[1:]
    )

    result = solve(problem)

    assert pairs_of(result) == {("amal", "bashir"), ("aziz", "bashir")}
    assert [(r.other_id, r.moves, r.choices) for r in result.unplaced[0].relaxations] == [
        ("amal", 1, 2)
    ]


def test_somebody_without_capacity_is_left_out_for_that_reason_alone() -> None:
    problem = Problem(mentees=(Person("bela", capacity=0),), mentors=(Person("amal"),))

    result = solve(problem)

    assert [(one.side, one.person_id, one.reason.key) for one in result.unplaced] == [
        ("mentee", "bela", "unplaced.no_capacity"),
        ("mentor", "amal", "unplaced.nobody_fits"),
    ]


def test_people_who_compete_for_too_few_places_are_named_together_and_others_apart() -> None:
    def lives(name: str, region: str, capacity: int = 1) -> Person:
        return Person(name, {"region": region}, capacity)

    problem = Problem(
        mentees=(
            *(lives(f"east{k}", "east") for k in range(3)),
            *(lives(f"west{k}", "west") for k in range(4)),
            lives("north0", "north"),
        ),
        mentors=(
            lives("amal", "east", 2),
            lives("ada", "west"),
            lives("ali", "west"),
            lives("aziz", "north"),
        ),
        rules=(RequireSame("region"),),
    )

    result = solve(problem)

    assert result.shortages == (
        Shortage(("east0", "east1", "east2"), ("amal",), 2),
        Shortage(("west0", "west1", "west2", "west3"), ("ada", "ali"), 2),
    )
    assert [sentence(one.reason) for one in result.unplaced] == [
        "these 3 mentees have only these 1 mentors, with 2 places",
        "these 4 mentees have only these 2 mentors, with 2 places",
        "these 4 mentees have only these 2 mentors, with 2 places",
    ]
    assert [one.shortage for one in result.unplaced] == [0, 1, 1]


@pytest.mark.requirement("ALL-28")
def test_a_pair_set_aside_because_it_would_be_mutual_is_counted_as_such() -> None:
    both = (Person("amal"), Person("bela"))
    problem = Problem(
        mentees=both, mentors=both, pinned=frozenset([("amal", "bela")]), rules=(SCHOOL,)
    )

    result = solve(problem)

    assert [(one.side, one.person_id) for one in result.unplaced] == [
        ("mentee", "amal"),
        ("mentor", "bela"),
    ]
    for one in result.unplaced:
        assert [(r.rule, r.removed, r.only) for r in one.removed] == [
            ("oneself", 1, 1),
            ("mutual", 1, 1),
        ]
        assert one.relaxations == ()


def test_lifting_a_rule_is_not_suggested_where_it_would_make_two_people_mentor_each_other() -> None:
    amal = Person("amal", {"institution": "hill"})
    bela = Person("bela", {"institution": "hill"})
    waiver = Waiver("same_institution", "amal", "bela")
    problem = Problem(
        mentees=(amal, bela), mentors=(amal, bela), rules=(SCHOOL,), waivers=frozenset([waiver])
    )

    result = solve(problem)

    assert pairs_of(result) == {("amal", "bela")}
    assert [one.relaxations for one in result.unplaced] == [(), ()]
