from functools import cache

import pytest

from compagnon import engine
from compagnon.matching.rules.facts import facts_of
from compagnon.matching.rules.problem import Decisions, build_problem
from compagnon.recruitment.rules.managers import Declaring, forbidden_pairs
from compagnon.schemes.matching_defaults import MatchingSettings
from tests.recruitment.demo import demo


@cache
def matched() -> engine.Result:
    rows = demo().rows
    kept_apart = forbidden_pairs(
        Declaring(
            id=row.email_key,
            name=row.name,
            email=row.email,
            institution=row.institution,
            named=row.declared_managers,
        )
        for row in rows
    )
    facts = [
        facts_of(
            row.email_key,
            row.answers(),
            is_mentor=row.is_mentor,
            is_mentee=row.is_mentee,
            capacity=row.capacity,
        )
        for row in rows
    ]
    return engine.solve(build_problem(facts, MatchingSettings(), Decisions(kept_apart=kept_apart)))


def left_out() -> dict[str, engine.Unplaced]:
    return {one.person_id: one for one in matched().unplaced if one.side == "mentee"}


@pytest.mark.requirement("ALL-50")
def test_some_in_the_demo_stay_without_a_mentor() -> None:
    assert 15 <= len(left_out()) <= 25
    assert len(matched().pairs) + len(left_out()) == matched().summary.mentees


@pytest.mark.requirement("ALL-54")
def test_people_whose_only_fit_is_their_manager_stay_without_a_mentor() -> None:
    for address in ("orla.devenney@drumfodden.example.org", "p.renouf@rouge-havre.example.org"):
        (kept_apart,) = (one for one in left_out()[address].removed if one.rule == "kept_apart")
        assert (left_out()[address].eligible, kept_apart.only) == (0, 1)


@pytest.mark.requirement("ALL-48")
def test_people_who_can_only_meet_face_to_face_where_nobody_else_can_stay_without_a_mentor() -> (
    None
):
    for address in ("kirsty.colquhoun@strathbirnie.example.org", "ingrid@villeneuve.example.net"):
        assert {one.rule for one in left_out()[address].removed} == {"no_shared_mode", "too_far"}


def test_the_demo_has_near_ties_to_look_at() -> None:
    assert sum(bool(pair.near_ties) for pair in matched().pairs) > 20
