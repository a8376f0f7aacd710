from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engine import (
    ForbiddenPairs,
    ForbidSame,
    OnlyShared,
    Person,
    Problem,
    Reason,
    RequireOverlap,
    RequireSame,
    Rule,
    sentence,
    solve,
)
from compagnon.engine.judging.grid import Grid
from compagnon.engine.rules.base import Oneself
from tests.engine.instances import BOTH_IDS, MENTEE_IDS, RULES, people

FACE_TO_FACE = RequireSame("region", OnlyShared("mode", "face_to_face"))
ALL_RULES: tuple[Rule, ...] = (
    *RULES,
    Oneself(),
    ForbiddenPairs("either", frozenset([("a", "b"), ("y", "d"), ("gone", "a")])),
    ForbiddenPairs("one_way", frozenset([("a", "b"), ("y", "d")]), either_way=False),
)


@given(people(MENTEE_IDS, (1,)), people(BOTH_IDS, (1,)), st.sampled_from(ALL_RULES))
def test_a_rule_says_the_same_of_a_grid_as_of_each_pair(
    mentees: tuple[Person, ...], mentors: tuple[Person, ...], rule: Rule
) -> None:
    forbidden = rule.forbids_all(Grid(mentees, mentors))

    assert forbidden.shape == (len(mentees), len(mentors))
    assert forbidden.tolist() == [[rule.forbids(x, y) for y in mentors] for x in mentees]


@given(people(MENTEE_IDS, (1,)), people(BOTH_IDS, (1,)), st.sampled_from(ALL_RULES))
def test_a_forbidden_pair_falls_short_by_at_least_one(
    mentees: tuple[Person, ...], mentors: tuple[Person, ...], rule: Rule
) -> None:
    grid = Grid(mentees, mentors)

    assert (rule.shortfalls(grid)[rule.forbids_all(grid)] >= 1).all()


def test_an_overlap_falls_short_by_what_is_missing() -> None:
    rule = RequireOverlap("slots", minimum=3)
    grid = Grid([Person("bela", {"slots": {"mon", "tue"}})], [Person("amal", {"slots": {"tue"}})])

    assert rule.shortfalls(grid).tolist() == [[2]]


@pytest.mark.requirement("ALL-54")
@pytest.mark.parametrize("managed", [("amal", "bela"), ("bela", "amal")])
def test_line_management_is_forbidden_up_and_down(managed: tuple[str, str]) -> None:
    problem = Problem(
        mentees=(Person("bela"),),
        mentors=(Person("amal"),),
        rules=(ForbiddenPairs("line_management", frozenset([managed])),),
    )

    result = solve(problem)

    assert result.pairs == ()
    assert result.unplaced[0].relaxations == ()


def modes(*codes: str, region: str | None = "east") -> dict[str, Any]:
    return {"mode": set(codes), "region": region}


@pytest.mark.requirement("ALL-36")
@pytest.mark.requirement("ALL-48")
@pytest.mark.parametrize(
    ("mentee", "mentor", "possible"),
    [
        pytest.param(modes("face_to_face"), modes("online"), False, id="no common way"),
        pytest.param(modes("online"), modes("online", region="west"), True, id="online"),
        pytest.param(
            modes("online", "face_to_face"),
            modes("online", "face_to_face", region="west"),
            True,
            id="online is one of two",
        ),
        pytest.param(
            modes("face_to_face"), modes("face_to_face", region="west"), False, id="too far"
        ),
        pytest.param(modes("face_to_face"), modes("face_to_face"), True, id="near"),
        pytest.param(
            modes("face_to_face"), modes("face_to_face", region=None), True, id="place unknown"
        ),
        pytest.param(modes("face_to_face"), modes(region="west"), False, id="mode unknown, far"),
        pytest.param(modes(region="west"), modes("online"), True, id="mode unknown, online"),
        pytest.param(modes(), modes(region="west"), True, id="both modes unknown"),
    ],
)
def test_a_pair_must_have_a_way_to_meet(
    mentee: dict[str, Any], mentor: dict[str, Any], *, possible: bool
) -> None:
    problem = Problem(
        mentees=(Person("bela", mentee),),
        mentors=(Person("amal", mentor),),
        rules=(RequireOverlap("mode"), FACE_TO_FACE),
    )

    assert bool(solve(problem).pairs) == possible


@pytest.mark.parametrize(
    ("rule", "key", "says"),
    [
        (Oneself(), "oneself", "nobody mentors themself"),
        (ForbiddenPairs("past", frozenset()), "past", "must not be paired (past)"),
        (ForbidSame("team"), "same_team", "must not have the same team"),
        (RequireOverlap("mode"), "shared_mode", "must share at least 1 of mode"),
        (RequireSame("region"), "one_region", "must have the same region"),
        (
            FACE_TO_FACE,
            "one_region",
            "must have the same region when face_to_face is all they share of mode",
        ),
    ],
)
def test_a_rule_has_a_key_and_says_what_it_forbids(rule: Rule, key: str, says: str) -> None:
    assert rule.key == key
    assert sentence(rule.reason()) == says


def test_a_rule_keeps_a_key_it_is_given() -> None:
    assert RequireOverlap("mode", key="way_to_meet").key == "way_to_meet"
    assert ForbiddenPairs("past", frozenset(), key="spring").reason() == Reason(
        "rule.forbidden_pairs", {"kind": "past"}
    )
