"""Who is told what happens in a scheme: whoever is given a role learns of it, and by whose approval."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.events import subscribe
from compagnon.notifications.changes import plan_message
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letter
from compagnon.schemes.events import PersonAppointed
from compagnon.schemes.models import Appointment

KIND: Final = "schemes/person_appointed"
ROLES: Final[dict[str, StrPromise]] = {
    Appointment.Role.ADMINISTRATOR: _("an administrator"),
    Appointment.Role.COORDINATOR: _("a member of the Coordination Group"),
    Appointment.Role.BRANCH_LEAD: _("a branch lead"),
}


def register() -> None:
    """Register the letters of schemes, and the events they follow."""
    letter(KIND, about_appointment)
    subscribe(PersonAppointed, tell_person)


def tell_person(event: PersonAppointed, _by: Actor) -> None:
    """Plan the letter to whoever was appointed."""
    person = Appointment.objects.select_related("person").get(pk=event.appointment_id).person
    plan_message(
        kind=KIND,
        recipient_id=person.id,
        address=person.email,
        language=person.language,
        context={"appointment_id": event.appointment_id},
        key=event.appointment_id.hex,
    )


def about_appointment(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter says; None if the appointment has ended, or is not as it was sealed."""
    row = (
        Appointment.objects.filter(
            pk=facts.id("appointment_id"), person=recipient.person_id, ended_on=None
        )
        .select_related("person", "organisation", "scheme", "branch")
        .first()
    )
    if row is None or not sealing.is_surely_sound(row):
        return None
    place = row.scheme or row.branch or row.organisation
    return {
        "scheme_name": place.name,
        "reader_name": row.person.name,
        "role": ROLES[row.role],
        "approved_by": row.approved_by,
        "path": reverse("schemes:scheme_list") if row.branch is None else "/",
    }
