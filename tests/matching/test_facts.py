from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.master import KeysMissing
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed
from compagnon.core.ids import new_public_id
from compagnon.matching.models import PairRule, Proposal, Release, Run
from compagnon.matching.past import past_rows
from compagnon.matching.queries.facts import Inputs, get_inputs
from compagnon.matching.rules.facts import ApplicantFacts
from compagnon.recruitment.changes import approve_application
from compagnon.recruitment.models import Application, Declaration, Institution
from compagnon.schemes.models import Cycle, JoiningPoint
from compagnon.schemes.vocabularies.times import EXPANDED
from tests.cast import NOW, World, actor_of, make_person
from tests.matching.applying import apply, make_application

pytestmark = pytest.mark.django_db


def inputs(world: World) -> Inputs:
    return get_inputs(viewer=SYSTEM, joining_point=world.joining_point)


def sides(found: Inputs) -> dict[str, tuple[bool, bool, int]]:
    return {one.id: (one.is_mentor, one.is_mentee, one.capacity) for one in found.applicants}


def key(*applications: Application) -> tuple[str, ...]:
    return tuple(one.id.hex for one in applications)


def pair(one: Application, other: Application) -> tuple[str, str]:
    first, second = sorted(key(one, other))
    return first, second


def propose(mentor: Application, mentee: Application, state: str) -> Proposal:
    """Return a proposal of a released run of the mentor's joining point."""
    run = Run.objects.create(
        joining_point=mentor.joining_point,
        started_by=mentor.person,
        started_at=NOW,
        settings={},
        engine_version="1",
    )
    release = Release.objects.create(
        run=run, released_by=mentor.person, released_at=NOW, answer_by=date(2026, 10, 1)
    )
    proposal = Proposal.objects.create(
        release=release, mentor=mentor, mentee=mentee, score=5000, reasons=[], state=state
    )
    if state == Proposal.State.DECLINED:
        past_rows(proposal)[0].save()
    return proposal


@pytest.mark.requirement("ALL-28")
def test_whoever_applies_as_both_is_one_applicant_with_both_roles(world: World) -> None:
    amal = make_application(world.joining_point, world.amal, "both", capacity=2)

    assert sides(inputs(world)) == {amal.id.hex: (True, True, 2)}


def test_only_approved_and_matched_applicants_of_this_joining_point_count(world: World) -> None:
    cycle = Cycle.objects.get()
    january = JoiningPoint.objects.create(
        cycle=cycle, month=1, closes_on=date(2027, 1, 8), starts_on=date(2027, 1, 25)
    )
    for state in ("submitted", "waiting", "declined", "withdrawn"):
        apply(world, state, "mentee", state=state)
    make_application(january, world.dana, "mentee")
    counted = [apply(world, state, "mentee", state=state) for state in ("approved", "matched")]

    assert set(sides(inputs(world))) == set(key(*counted))


@pytest.mark.requirement("LSIS-73")
def test_a_mentor_is_considered_once_a_coordinator_has_approved_them(world: World) -> None:
    amal = make_application(world.joining_point, world.amal, "mentor", state="submitted")
    assert not inputs(world).applicants

    with pytest.raises(NotAllowed):
        approve_application(by=actor_of(world.dana), application=amal)
    approve_application(by=actor_of(world.chris), application=amal)

    assert sides(inputs(world)) == {amal.id.hex: (True, False, 1)}


def test_answers_reach_the_engine_without_name_or_address(world: World) -> None:
    bela = make_application(world.joining_point, world.bela, "mentee", experience_years=4)

    assert inputs(world).applicants == (
        ApplicantFacts(
            id=bela.id.hex,
            is_mentor=False,
            is_mentee=True,
            region="wales",
            sector="maintained",
            phases=("secondary",),
            languages_taught=("fr",),
            modes=("online",),
            availability=EXPANDED["evenings"],  # said before the grid: five evenings
            interests_wanted=("grammar",),
            interests_offered=("grammar",),
            purposes=("induction",),
            experience_years=4,
        ),
    )


@pytest.mark.parametrize("state", [Proposal.State.RELEASED, Proposal.State.OPENED])
def test_an_active_proposal_takes_the_mentee_and_one_place(world: World, state: str) -> None:
    amal = make_application(world.joining_point, world.amal, "both", capacity=2)
    eve = apply(world, "Eve", "mentor")
    bela = make_application(world.joining_point, world.bela, "mentee")
    propose(amal, bela, state)
    propose(eve, amal, state)

    # Eve has no place left, Amal has a mentor and one place, Bela has a mentor.
    assert sides(inputs(world)) == {amal.id.hex: (True, False, 1)}


def test_whoever_declined_is_free_again_but_not_for_each_other(world: World) -> None:
    amal = make_application(world.joining_point, world.amal, "mentor")
    bela = make_application(world.joining_point, world.bela, "mentee")
    propose(amal, bela, Proposal.State.DECLINED)

    found = inputs(world)

    assert sides(found) == {amal.id.hex: (True, False, 1), bela.id.hex: (False, True, 1)}
    assert found.decisions.past == {key(amal, bela), key(bela, amal)}


def test_a_pair_that_declined_at_an_earlier_joining_point_is_remembered(world: World) -> None:
    earlier = JoiningPoint.objects.create(
        cycle=Cycle.objects.get(), month=4, closes_on=date(2026, 4, 10), starts_on=date(2026, 4, 27)
    )
    propose(
        make_application(earlier, world.amal, "mentor"),
        make_application(earlier, world.bela, "mentee"),
        Proposal.State.DECLINED,
    )
    propose(
        make_application(earlier, world.dana, "mentor"),
        make_application(earlier, world.chris, "mentee"),
        Proposal.State.DECLINED,
    )
    now = [
        make_application(world.joining_point, person, role)
        for person, role in ((world.amal, "mentor"), (world.bela, "both"), (world.chris, "mentee"))
    ]

    assert inputs(world).decisions.past == {key(now[0], now[1]), key(now[1], now[0])}


@pytest.mark.requirement("ALL-54")
def test_declared_managers_and_conflicts_leave_as_pairs_only(world: World) -> None:
    amal = make_application(world.joining_point, world.amal, "mentor")
    bela = make_application(world.joining_point, world.bela, "mentee", managers="Mrs Amal; Zoe")
    eve = apply(world, "Eve", "mentor", conflicts="bela@example.org\nnone")

    found = inputs(world)

    assert found.decisions.kept_apart == {pair(amal, bela), pair(bela, eve)}
    assert "Amal" not in repr(found)
    assert "Zoe" not in repr(found)


@pytest.mark.requirement("ALL-54")
def test_inputs_are_for_the_system_alone(world: World) -> None:
    for person in (world.chris, world.bela):
        with pytest.raises(Closed):
            get_inputs(viewer=actor_of(person), joining_point=world.joining_point)


@pytest.mark.requirement("ALL-54")
def test_a_declaration_that_is_gone_or_changed_stops_everything(world: World) -> None:
    make_application(world.joining_point, world.bela, "mentee", managers="Amal")
    Declaration.objects.update(text_version=7)
    with pytest.raises(Closed):
        inputs(world)

    Declaration.objects.all().delete()
    with pytest.raises(Closed):
        inputs(world)


def test_without_the_key_file_nobody_is_matched(world: World, tmp_path: Path) -> None:
    make_application(world.joining_point, world.bela, "mentee", managers="Amal")
    with override_settings(COMPAGNON_KEY_FILE=str(tmp_path / "absent")), pytest.raises(KeysMissing):
        inputs(world)


def test_decisions_of_coordinators_reach_the_engine_while_they_can_hold(world: World) -> None:
    amal = make_application(world.joining_point, world.amal, "mentor", capacity=2)
    bela = make_application(world.joining_point, world.bela, "mentee")
    eve = apply(world, "Eve", "mentee")
    finn = apply(world, "Finn", "mentee", state="withdrawn")
    gwen = apply(world, "Gŵen", "mentee")
    for mentee, kind in ((bela, "pin"), (eve, "forbid"), (finn, "pin"), (gwen, "pin")):
        PairRule.objects.create(
            joining_point=world.joining_point,
            mentor=amal,
            mentee=mentee,
            kind=kind,
            decided_by=world.chris,
            decided_at=NOW,
        )
    propose(amal, gwen, Proposal.State.RELEASED)

    decisions = inputs(world).decisions

    assert decisions.pinned == {key(amal, bela)}
    assert decisions.set_apart == {key(amal, eve)}


def test_the_facts_of_two_are_judged_by_the_names_of_all(world: World) -> None:
    amal = make_application(world.joining_point, world.amal, "mentor")
    bela = make_application(world.joining_point, world.bela, "mentee", managers="amal@example.org")
    apply(world, "Eve", "mentor", managers="Bela")

    found = get_inputs(
        viewer=SYSTEM, joining_point=world.joining_point, only={amal.id, bela.id, new_public_id()}
    )

    assert set(sides(found)) == set(key(amal, bela))
    assert found.decisions.kept_apart == {pair(amal, bela)}


@pytest.mark.parametrize("count", [1, 3])
def test_inputs_take_eight_queries_however_many_apply(
    world: World, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        apply(world, f"Mentor{number}", "mentor", managers="Somebody Else")
        make_application(world.joining_point, make_person(f"Mentee{number}"), "mentee")

    with django_assert_num_queries(8):
        assert len(inputs(world).applicants) == 2 * count


def test_two_spellings_of_one_workplace_are_one_and_so_are_two_that_were_put_together(
    world: World,
) -> None:
    places = ("St Mary's School", "saint marys sch", "Marys", "Elsewhere")
    people = [
        apply(world, f"P{number}", "mentee", institution=place)
        for number, place in enumerate(places)
    ]
    kept, other = (
        Institution.objects.create(organisation=world.organisation, key=key, name=key)
        for key in ("saint-marys-school", "marys")
    )
    other.merged_into = kept
    other.save()

    found = {one.id: one.institution for one in inputs(world).applicants}

    assert [found[one.id.hex] for one in people] == ["saint-marys-school"] * 3 + ["elsewhere"]
