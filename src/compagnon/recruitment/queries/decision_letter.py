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
from compagnon.notifications.rendering import render, words_in
from compagnon.notifications.wording import Words
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.waiting_list import places_of
from compagnon.recruitment.rules.ruling import APPROVED, DECLINED, WAITING, Ruling, usual_reason
from compagnon.recruitment.rules.standing import next_when_approved, when_mentoring_starts
from compagnon.schemes.role_words import role_words
from compagnon.schemes.template import settings_of

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
        "roles": ", ".join(role_words(point.cycle.scheme).listed(roles)),
        "reason": reason or usual_reason(outcome),
        "place": place[0],
        "waiting_count": place[1],
        "next": next_when_approved(
            settings_of(point.cycle.scheme).matching_mode,
            is_mentor="mentor" in roles,
            is_mentee="mentee" in roles,
        ),
        "dates": when_mentoring_starts(point.starts_on, clock.today()),
        "path": reverse("recruitment:application", kwargs={"application_id": application.id}),
    }


def preview_letters(
    *, viewer: Actor, applications: Collection[Application], outcome: str, ruling: Ruling
) -> list[LetterPreview]:
    """Return the letter to each of some applicants as it would read once all of this is decided; one query at most.

    And one for each language, for the scheme's own words. Of those about whom the viewer may decide; of the others nothing.
    """
    mine = [
        row for row in applications if decide(viewer, "recruitment.decide_application", row).allowed
    ]
    places = places_of(mine) if outcome == WAITING else {}
    writer = _Writer(outcome, ruling)
    return [writer.preview(row, places.get(row.id, (0, 0))) for row in mine]


class _Writer:
    """One letter to several applicants, each in their language; a scheme's own words are looked up once for each."""

    def __init__(self, outcome: str, ruling: Ruling) -> None:
        self._letter = letters()[KINDS[outcome]]
        self._outcome, self._ruling = outcome, ruling
        self._found: dict[tuple[UUID, str], Words | None] = {}

    def preview(self, row: Application, place: tuple[int, int]) -> LetterPreview:
        """Write the letter to one of them."""

        def values(_facts: Facts, _recipient: Recipient) -> dict[str, object]:
            roles = self._ruling.roles or row.roles
            return values_of(
                row, self._outcome, roles=roles, reason=self._ruling.reason, place=place
            )

        person, words = row.person, self._words(row)
        wording = self._letter.wording if words else None
        mail = render(
            replace(self._letter, render_context=values, wording=wording),
            Facts({}),
            Recipient(row.person_id, person.email, person.language),
            secret="",
            words=words,
        )
        if mail is None:  # pragma: no cover -- it is None only where `values` is
            raise LookupError(KINDS[self._outcome])
        return LetterPreview(row.id, person.known_as, person.language, mail.subject, mail.text)

    def _words(self, row: Application) -> Words | None:
        key = (UUID(str(row.joining_point.cycle.scheme_id)), row.person.language)
        if key not in self._found:
            self._found[key] = words_in(self._letter, *key)
        return self._found[key]
