"""Appointments: who coordinates, administers or leads a branch, and who approved it."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compagnon.accounts.changes import admit_person
from compagnon.accounts.models import Person
from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.schemes.events import AppointmentEnded, PersonAppointed
from compagnon.schemes.models import Appointment, Branch, Organisation, Scheme

Role = Appointment.Role


@change("schemes.appoint_person", on="organisation")
def appoint_person(
    *,
    by: Actor,
    organisation: Organisation,
    person: Person,
    role: Appointment.Role,
    approved_on: date,
    approved_by: str,
    scheme: Scheme | None = None,
    branch: Branch | None = None,
) -> Appointment:
    """Give a person a role: coordinator of a scheme, lead of a branch, administrator (ALL-30).

    The approval is part of it: the Management Board (or who speaks for it) and the day (ALL-31). Refused
    without it, for a day to come, for a role without what it is for, for a branch before its briefing (ALL-85),
    for another organisation's scheme or branch, and for a role that the person holds already. Fails where seals cannot be looked at just now.
    """
    _check_approval(approved_on, approved_by)
    _check_place(organisation, role, scheme, branch)
    held = Appointment.objects.filter(
        person=person,
        role=role,
        organisation=organisation,
        scheme=scheme,
        branch=branch,
        ended_on=None,
    )
    if any(map(sealing.is_surely_sound, held)):
        raise Refused(_("This person holds this role already."), field="person")
    # What somebody slipped in, or a restored backup brought back, gives no role and makes room for this one.
    held.update(ended_on=clock.today())
    appointment = Appointment(
        person=person,
        role=role,
        organisation=organisation,
        scheme=scheme,
        branch=branch,
        approved_on=approved_on,
        approved_by=approved_by.strip(),
    )
    sealing.put(appointment)
    appointment.save(force_insert=True)
    record(
        PersonAppointed(
            appointment_id=appointment.id, person_id=person.id, role=role, approved_on=approved_on
        ),
        by=by,
    )
    by.forget()
    return appointment


@change("schemes.appoint_coordinator", on="scheme")
def appoint_coordinator(
    *, by: Actor, scheme: Scheme, email: str, name: str, approved_on: date, approved_by: str
) -> Appointment:
    """Appoint somebody by their address to a scheme's Coordination Group (ALL-30, ALL-31).

    Whoever is not known yet is admitted, in the language of whoever appoints, and is told by a letter. Refused
    as `admit_person` and `appoint_person` refuse.
    """
    person = admit_person(by=by, email=email, name=name, language=get_language() or "")
    return appoint_person(
        by=by,
        organisation=scheme.organisation,
        person=person,
        role=Role.COORDINATOR,
        approved_on=approved_on,
        approved_by=approved_by,
        scheme=scheme,
    )


@change("schemes.end_appointment", on="appointment")
def end_appointment(*, by: Actor, appointment: Appointment) -> Appointment:
    """Take a role back, from today on; the row stays as a record of who held it. Twice changes nothing.

    Refused for the last administrator of an organisation: nobody could appoint another.
    """
    if appointment.ended_on is not None:
        return appointment
    if appointment.role == Role.ADMINISTRATOR and _is_last_administrator(appointment):
        raise Refused(_("An organisation keeps at least one administrator. Appoint another first."))
    appointment.ended_on = clock.today()
    sealing.put(appointment, ended=True)
    appointment.save(update_fields=["ended_on", "seal"])
    record(
        AppointmentEnded(
            appointment_id=appointment.id,
            person_id=appointment.person_id,
            ended_on=appointment.ended_on,
        ),
        by=by,
    )
    by.forget()
    return appointment


def _check_approval(approved_on: date, approved_by: str) -> None:
    if not approved_by.strip():
        raise Refused(_("Say who approved the appointment."), field="approved_by")
    if approved_on > clock.today():
        raise Refused(_("An approval lies in the past."), field="approved_on")


def _check_place(
    organisation: Organisation, role: Appointment.Role, scheme: Scheme | None, branch: Branch | None
) -> None:
    """Refuse a role without the scheme or branch it is for, with one it is not for, or with another's."""
    if (scheme is not None) != (role == Role.COORDINATOR):
        raise Refused(
            _("A coordinator, and nobody else, is appointed for a scheme."), field="scheme"
        )
    if (branch is not None) != (role == Role.BRANCH_LEAD):
        raise Refused(
            _("A branch lead, and nobody else, is appointed for a branch."), field="branch"
        )
    if branch is not None and branch.briefed_on is None:
        raise Refused(
            _("A branch has its briefing by the Coordination Group before somebody leads it."),
            field="branch",
        )
    if {place.organisation_id for place in (scheme, branch) if place} - {organisation.id}:
        raise Refused(_("It belongs to another organisation."))


def _is_last_administrator(appointment: Appointment) -> bool:
    """Say so if no other holds it whose seal holds: a row that somebody slipped in appoints nobody."""
    others = Appointment.objects.filter(
        organisation=appointment.organisation_id, role=Role.ADMINISTRATOR, ended_on=None
    ).exclude(pk=appointment.pk)
    return not any(map(sealing.is_sound, others))
