import pytest

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application, ImportFile
from compagnon.recruitment.states import APPLICATION, IMPORT_FILE
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint
from tests.recruitment.files import AMAL, BELA, HUW, bring_in
from tests.recruitment.pages import application_of

pytestmark = pytest.mark.django_db

DECISIONS = {
    "approved": changes.approve_application,
    "waiting": changes.put_on_waiting_list,
    "declined": changes.decline_application,
    "withdrawn": changes.withdraw_application,
}


@pytest.fixture
def world(world: World) -> World:
    bring_in(world, AMAL, BELA, HUW)
    return world


def test_every_state_of_an_application_can_be_reached_and_is_in_its_table() -> None:
    reached = {to for steps in APPLICATION.values() for to in steps}
    assert {*Application.State.values} == {*APPLICATION} == {*reached, "draft"}
    reached = {to for steps in IMPORT_FILE.values() for to in steps}
    assert {*ImportFile.State.values} == {*IMPORT_FILE} == reached


@pytest.mark.parametrize("to", list(DECISIONS))
def test_a_decision_moves_an_application_and_writes_its_event(world: World, to: str) -> None:
    application = application_of("Amal Haddad")

    DECISIONS[to](by=actor_of(world.chris), application=application)

    assert application_of("Amal Haddad").state == to
    event = EventRow.objects.get(about_id=application.id, actor_id=world.chris.id)
    assert event.name == APPLICATION["submitted"][to].event


@pytest.mark.parametrize("to", list(DECISIONS))
def test_a_decision_is_for_the_coordination_group(world: World, to: str) -> None:
    with pytest.raises(NotAllowed):
        DECISIONS[to](by=actor_of(world.dana), application=application_of("Amal Haddad"))


@pytest.mark.parametrize("to", ["approved", "waiting", "declined"])
def test_nobody_decides_their_own_application(world: World, to: str) -> None:
    application = application_of("Amal Haddad")
    appoint(application.person, Appointment.Role.COORDINATOR, world.scheme)
    own = actor_of(application.person)

    with pytest.raises(NotAllowed, match="your own application"):
        DECISIONS[to](by=own, application=application)
    with pytest.raises(NotAllowed, match="your own application"):
        changes.confirm_membership(by=own, application=application)

    assert DECISIONS[to](by=own, application=application_of("Huw Prys")).state == to


def test_withdraw_application_is_for_the_applicant_too(world: World) -> None:
    application = application_of("Amal Haddad")

    changes.withdraw_application(by=actor_of(application.person), application=application)

    assert application.state == "withdrawn"


def test_a_withdrawn_application_is_never_decided_again(world: World) -> None:
    application = application_of("Amal Haddad")
    changes.withdraw_application(by=actor_of(world.chris), application=application)

    with pytest.raises(Refused, match="not possible any more"):
        changes.approve_application(by=actor_of(world.chris), application=application)


def test_a_declined_application_can_be_taken_up_again(world: World) -> None:
    application = application_of("Amal Haddad")
    changes.decline_application(by=actor_of(world.chris), application=application)

    assert (
        changes.approve_application(by=actor_of(world.chris), application=application).state
        == "approved"
    )


def test_of_two_decisions_at_once_one_counts(world: World) -> None:
    mine, yours = application_of("Amal Haddad"), application_of("Amal Haddad")
    changes.approve_application(by=actor_of(world.chris), application=mine)

    with pytest.raises(Refused, match="quicker"):
        changes.decline_application(by=actor_of(world.chris), application=yours)


def test_mark_matched_is_for_the_system_and_counts_once(world: World) -> None:
    application = application_of("Amal Haddad")
    changes.approve_application(by=SYSTEM, application=application)

    changes.mark_matched(by=SYSTEM, application=application)
    changes.mark_matched(by=SYSTEM, application=application_of("Amal Haddad"))

    assert application_of("Amal Haddad").state == "matched"
    assert EventRow.objects.filter(name="ApplicationMatched").count() == 1
    with pytest.raises(NotAllowed, match="nobody does it by hand"):
        changes.mark_matched(by=actor_of(world.chris), application=application)


def test_confirm_membership_is_recorded_once(world: World) -> None:
    application = application_of("Amal Haddad")

    changes.confirm_membership(by=actor_of(world.chris), application=application)
    changes.confirm_membership(by=actor_of(world.chris), application=application)

    assert application_of("Amal Haddad").is_member_confirmed is True
    assert EventRow.objects.filter(name="MembershipConfirmed").count() == 1
