from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from compagnon.core import sealing
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.core.policy import decide
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import preview
from compagnon.schemes import notices
from compagnon.schemes.changes.appointment import appoint_person, end_appointment
from compagnon.schemes.changes.scheme import found_organisation, open_branch
from compagnon.schemes.models import Appointment, Branch, Organisation, Scheme
from tests.cast import World, actor_of, appoint, make_world

pytestmark = pytest.mark.django_db

Role = Appointment.Role


@pytest.fixture
def world() -> World:
    world = make_world()
    appoint(world.dana, Role.ADMINISTRATOR, world.scheme)
    return world


def appoint_amal(
    world: World,
    *,
    role: Role = Role.COORDINATOR,
    scheme: Scheme | None = None,
    branch: Branch | None = None,
    approved_on: date = date(2026, 9, 14),
    approved_by: str = " Management Board ",
    organisation: Organisation | None = None,
) -> Appointment:
    return appoint_person(
        by=actor_of(world.dana),
        organisation=organisation or world.organisation,
        person=world.amal,
        role=role,
        scheme=scheme,
        branch=branch,
        approved_on=approved_on,
        approved_by=approved_by,
    )


@pytest.mark.requirement("ALL-30")
@pytest.mark.requirement("ALL-31")
def test_appoint_person_records_the_approval_and_gives_the_right(world: World) -> None:
    assert not decide(actor_of(world.amal), "schemes.view_scheme", world.scheme).allowed

    appointment = appoint_amal(world, scheme=world.scheme)

    assert (appointment.approved_by, appointment.approved_on) == (
        "Management Board",
        date(2026, 9, 14),
    )
    assert sealing.is_sound(Appointment.objects.get(pk=appointment.pk))
    assert decide(actor_of(world.amal), "schemes.view_scheme", world.scheme).allowed
    assert EventRow.objects.get(name="PersonAppointed").data["role"] == "coordinator"


def test_appoint_person_names_a_branch_lead_and_an_administrator(world: World) -> None:
    branch = open_branch(
        by=SYSTEM,
        organisation=world.organisation,
        name="London",
        briefed_on=date(2026, 6, 1),
    )

    appoint_amal(world, role=Role.BRANCH_LEAD, branch=branch)
    appoint_amal(world, role=Role.ADMINISTRATOR)

    assert Appointment.objects.filter(person=world.amal, ended_on=None).count() == 2


@pytest.mark.requirement("ALL-94")
@pytest.mark.requirement("ALL-31")
def test_appoint_person_is_refused_without_an_approval(world: World) -> None:
    with pytest.raises(Refused, match="who approved"):
        appoint_amal(world, scheme=world.scheme, approved_by=" ")
    with pytest.raises(Refused, match="lies in the past"):
        appoint_amal(world, scheme=world.scheme, approved_on=date(2026, 9, 15))


def test_appoint_person_is_refused_for_a_role_that_does_not_fit_its_place(world: World) -> None:
    branch = open_branch(
        by=SYSTEM,
        organisation=world.organisation,
        name="London",
        briefed_on=date(2026, 6, 1),
    )

    with pytest.raises(Refused, match="coordinator, and nobody else"):
        appoint_amal(world)
    with pytest.raises(Refused, match="coordinator, and nobody else"):
        appoint_amal(world, role=Role.ADMINISTRATOR, scheme=world.scheme)
    with pytest.raises(Refused, match="branch lead, and nobody else"):
        appoint_amal(world, role=Role.BRANCH_LEAD)
    with pytest.raises(Refused, match="branch lead, and nobody else"):
        appoint_amal(world, scheme=world.scheme, branch=branch)


def test_appoint_person_is_refused_for_another_organisations_scheme(world: World) -> None:
    other = found_organisation(by=SYSTEM, name="Another")
    theirs = Scheme.objects.create(organisation=other, name="Theirs", kind="mentoring")

    with pytest.raises(Refused, match="another organisation"):
        appoint_amal(world, scheme=theirs)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        appoint_amal(world, scheme=theirs, organisation=other)


def test_appoint_person_is_refused_for_a_role_held_already(world: World) -> None:
    appoint_amal(world, scheme=world.scheme)

    with pytest.raises(Refused, match="holds this role already"):
        appoint_amal(world, scheme=world.scheme)


def test_a_row_that_somebody_slipped_in_is_no_role_and_no_other_administrator(world: World) -> None:
    slipped_in = appoint_amal(world, scheme=None, role=Role.ADMINISTRATOR)
    Appointment.objects.filter(pk=slipped_in.pk).update(seal=b"")

    with pytest.raises(Refused, match="at least one administrator"):
        end_appointment(by=SYSTEM, appointment=Appointment.objects.get(person=world.dana))
    assert sealing.is_sound(appoint_amal(world, scheme=None, role=Role.ADMINISTRATOR))


def test_appoint_person_is_not_for_a_coordinator(world: World) -> None:
    with pytest.raises(NotAllowed, match="Only an administrator"):
        appoint_person(
            by=actor_of(world.chris),
            organisation=world.organisation,
            person=world.amal,
            role=Role.COORDINATOR,
            scheme=world.scheme,
            approved_on=date(2026, 9, 1),
            approved_by="Me",
        )


@pytest.mark.requirement("ALL-31")
def test_person_appointed_tells_them_their_role_and_who_approved_it(world: World) -> None:
    appoint_amal(world, scheme=world.scheme)

    message = Message.objects.get(recipient=world.amal)
    letter = preview(message.kind, *letter_to(message))

    assert letter is not None
    assert letter.subject == f"{world.scheme.name}: you have been appointed"
    assert "You are now a member of the Coordination Group" in letter.text
    assert "approved by Management Board" in letter.html


def test_person_appointed_of_a_branch_lead_names_the_branch(world: World) -> None:
    branch = open_branch(
        by=SYSTEM,
        organisation=world.organisation,
        name="London",
        briefed_on=date(2026, 6, 1),
    )
    appoint_amal(world, role=Role.BRANCH_LEAD, branch=branch)

    letter = preview(notices.KIND, *letter_to(Message.objects.get(recipient=world.amal)))

    assert letter is not None
    assert "a branch lead of London" in letter.text


def test_person_appointed_is_not_sent_once_the_appointment_is_over_or_broken(world: World) -> None:
    appointment = appoint_amal(world, scheme=world.scheme)
    facts = letter_to(Message.objects.get(recipient=world.amal))

    Appointment.objects.filter(pk=appointment.pk).update(role=Role.ADMINISTRATOR, scheme=None)
    assert preview(notices.KIND, *facts) is None

    Appointment.objects.filter(pk=appointment.pk).update(role=Role.COORDINATOR, scheme=world.scheme)
    end_appointment(by=actor_of(world.dana), appointment=appointment)
    assert preview(notices.KIND, *facts) is None


def test_while_the_ledger_of_seals_cannot_be_read_no_appointment_or_letter_is_taken_for_a_broken_one(
    world: World, key_file: Path, settings: Settings, tmp_path: Path
) -> None:
    settings.COMPAGNON_KEY_FILE = str(tmp_path / "keys")
    (tmp_path / "keys").write_bytes(key_file.read_bytes())
    appointment = appoint_amal(world, scheme=world.scheme)
    facts = letter_to(Message.objects.get(recipient=world.amal))
    (tmp_path / "keys.seals").mkdir()

    with pytest.raises(IsADirectoryError):
        preview(notices.KIND, *facts)
    with pytest.raises(IsADirectoryError):
        appoint_person(
            by=SYSTEM,
            organisation=world.organisation,
            person=world.amal,
            role=Role.COORDINATOR,
            scheme=world.scheme,
            approved_on=date(2026, 9, 1),
            approved_by="Board",
        )
    assert Appointment.objects.get(pk=appointment.pk).ended_on is None


def letter_to(message: Message) -> tuple[dict[str, UUID], Recipient]:
    """Return what a planned letter is about, and who reads it."""
    facts = {"appointment_id": UUID(hex=message.context["appointment_id"])}
    return facts, Recipient(message.recipient_id, message.address, message.language)


def test_end_appointment_takes_the_right_and_keeps_the_record(world: World) -> None:
    appointment = appoint_amal(world, scheme=world.scheme)

    end_appointment(by=actor_of(world.dana), appointment=appointment)
    end_appointment(by=actor_of(world.dana), appointment=appointment)

    row = Appointment.objects.get(pk=appointment.pk)
    assert row.ended_on == date(2026, 9, 14)
    assert sealing.is_sound(row)
    assert not decide(actor_of(world.amal), "schemes.view_scheme", world.scheme).allowed
    assert EventRow.objects.filter(name="AppointmentEnded").count() == 1


def test_an_appointment_reopened_by_hand_gives_no_right(world: World) -> None:
    appointment = appoint_amal(world, scheme=world.scheme)
    end_appointment(by=actor_of(world.dana), appointment=appointment)

    Appointment.objects.filter(pk=appointment.pk).update(ended_on=None)

    assert not decide(actor_of(world.amal), "schemes.view_scheme", world.scheme).allowed


def test_end_appointment_is_refused_for_the_last_administrator(world: World) -> None:
    first = Appointment.objects.get(person=world.dana)
    with pytest.raises(Refused, match="at least one administrator"):
        end_appointment(by=actor_of(world.dana), appointment=first)

    appoint_amal(world, role=Role.ADMINISTRATOR)

    assert end_appointment(by=actor_of(world.dana), appointment=first).ended_on is not None


def test_end_appointment_is_not_for_a_coordinator(world: World) -> None:
    appointment = Appointment.objects.get(person=world.chris)

    with pytest.raises(NotAllowed, match="Only an administrator"):
        end_appointment(by=actor_of(world.chris), appointment=appointment)
