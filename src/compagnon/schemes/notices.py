"""Who is told what happens in a scheme: whoever is given a role, and whoever is asked to sign a charter again."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.accounts.models import Person
from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.events import subscribe
from compagnon.core.policy import ALLOWED
from compagnon.notifications.changes import plan_message
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letter
from compagnon.notifications.wording import NAME, SCHEME, Wording
from compagnon.schemes.changes.letter import copy_letters
from compagnon.schemes.events import CharterPublished, PersonAppointed, SchemeCopied
from compagnon.schemes.models import Appointment, Charter, CharterSignature, Scheme

KIND: Final = "schemes/person_appointed"
CHARTER_KIND: Final = "schemes/charter_published"
ROLES: Final[dict[str, StrPromise]] = {
    Appointment.Role.ADMINISTRATOR: _("an administrator"),
    Appointment.Role.COORDINATOR: _("a member of the Coordination Group"),
    Appointment.Role.BRANCH_LEAD: _("a branch lead"),
}


def register() -> None:
    """Register the letters of schemes, and the events they follow."""
    letter(KIND, about_appointment)
    subscribe(PersonAppointed, tell_person)
    letter(
        CHARTER_KIND,
        about_charter,
        wording=Wording(
            _("The charter has a new version"),
            _("Whoever signed an earlier version"),
            _("When a new version of the charter is published."),
            (NAME, SCHEME),
        ),
        may_read=lambda _viewer, _facts: ALLOWED,
    )
    subscribe(CharterPublished, ask_again)
    subscribe(SchemeCopied, copy_words)


def copy_words(event: SchemeCopied, by: Actor) -> None:
    """Give a copy the words of the original's letters."""
    copy = Scheme.objects.get(pk=event.scheme_id)
    copy_letters(by=by, scheme=copy, original_id=event.original_id)


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
        "path": reverse("schemes:scheme_list" if row.branch is None else "schemes:promote"),
    }


def ask_again(event: CharterPublished, _by: Actor) -> None:
    """Plan the letter to everybody who signed an earlier version of this charter (ALL-11)."""
    people = Person.objects.filter(
        pk__in=CharterSignature.objects.filter(
            charter__scheme=event.scheme_id, charter__version__lt=event.version
        ).values("person_id"),
        is_active=True,
    )
    for person in people.order_by("pk"):
        plan_message(
            kind=CHARTER_KIND,
            recipient_id=person.id,
            address=person.email,
            language=person.language,
            context={"charter_id": event.charter_id},
            key=event.charter_id.hex,
            scheme_id=event.scheme_id,
        )


def about_charter(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter says; None if a newer version has come, or the reader has signed this one."""
    row = Charter.objects.filter(pk=facts.id("charter_id")).select_related("scheme").first()
    readers = Person.objects.filter(is_active=True)
    reader = readers.filter(pk=recipient.person_id).first() if recipient.person_id else None
    if row is None or reader is None:
        return None
    if Charter.objects.filter(scheme=row.scheme_id, version__gt=row.version).exists():
        return None
    if CharterSignature.objects.filter(charter=row, person=reader).exists():
        return None
    return {
        "scheme_id": row.scheme_id,
        "scheme_name": row.scheme.name,
        "reader_name": reader.name,
        "path": reverse("schemes:charter", kwargs={"scheme_id": row.scheme_id}),
    }
