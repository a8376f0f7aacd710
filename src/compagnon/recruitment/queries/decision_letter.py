"""The letter that tells an applicant what was decided: the same words whether previewed or sent."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.urls import reverse

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letters
from compagnon.notifications.rendering import render
from compagnon.notifications.wording import Finder, remembering
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.waiting_list import places_of
from compagnon.recruitment.rules.ruling import APPROVED, DECLINED, WAITING, Ruling, usual_reason
from compagnon.recruitment.rules.standing import when_mentoring_starts
from compagnon.schemes.vocabularies import ROLES

KINDS: Final = {
    APPROVED: "recruitment/application_approved",
    WAITING: "recruitment/application_waiting",
    DECLINED: "recruitment/application_declined",
}


@dataclass(frozen=True)
class LetterPreview:
    """A letter as its reader will have it."""

    application_id: UUID
    to: str
    language: str
    subject: str
    text: str


def values_of(
    application: Application,
    outcome: str,
    *,
    roles: Collection[str],
    reason: str,
    place: tuple[int, int],
) -> dict[str, object]:
    """Return what the letter says, in the language that is spoken now."""
    point = application.joining_point
    return {
        "scheme_id": point.cycle.scheme_id,
        "scheme_name": point.cycle.scheme.name,
        "reader_name": application.person.name,
        "roles": ", ".join(str(ROLES[role].label) for role in roles),
        "reason": reason or usual_reason(outcome),
        "place": place[0],
        "waiting_count": place[1],
        "dates": when_mentoring_starts(point.starts_on, clock.today()),
        "path": reverse("recruitment:application", kwargs={"application_id": application.id}),
    }


def preview_letters(
    *, viewer: Actor, applications: Collection[Application], outcome: str, ruling: Ruling
) -> list[LetterPreview]:
    """Return the letter to each of some applicants as it would read once all of this is decided; one query, and one a language.

    Of those about whom the viewer may decide; of the others nothing.
    """
    mine = [
        row for row in applications if decide(viewer, "recruitment.decide_application", row).allowed
    ]
    places = places_of(mine) if outcome == WAITING else {}
    find = remembering()
    return [
        _preview(row, outcome, ruling, place=places.get(row.id, (0, 0)), find=find) for row in mine
    ]


def _preview(
    row: Application, outcome: str, ruling: Ruling, *, place: tuple[int, int], find: Finder
) -> LetterPreview:
    def values(_facts: Facts, _recipient: Recipient) -> dict[str, object]:
        return values_of(
            row, outcome, roles=ruling.roles or row.roles, reason=ruling.reason, place=place
        )

    recipient = Recipient(row.person_id, row.person.email, row.person.language)
    letter = letters()[KINDS[outcome]]
    mail = render(
        replace(letter, render_context=values), Facts({}), recipient, secret="", find=find
    )
    if mail is None:  # pragma: no cover -- it is None only where `values` is
        raise LookupError(KINDS[outcome])
    return LetterPreview(row.id, row.person.known_as, row.person.language, mail.subject, mail.text)
