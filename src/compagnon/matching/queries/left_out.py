from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.matching.models import Run
from compagnon.matching.queries.people import Applicant, get_applicants
from compagnon.matching.queries.run import result_of
from compagnon.matching.rules.left_out import tell_reason, tell_relaxations, tell_removals
from compagnon.matching.rules.paging import Page, page_after
from compagnon.matching.rules.stored import StoredUnplaced
from compagnon.schemes.matching_defaults import MatchingSettings, matching_settings

_SIDES: Final[dict[str, StrOrPromise]] = {
    "mentee": _("Mentee without a mentor"),
    "mentor": _("Mentor without a mentee"),
}


@dataclass(frozen=True)
class LeftOutRow:
    """Somebody without a pair, in words; `person` is None for the reader's own application.

    `is_helpless`: nobody fits, and lifting a single rule for a single pair would not change that.
    """

    key: str
    person: Applicant | None
    side: StrOrPromise
    reason: StrOrPromise
    eligible: int
    candidates: int
    removals: tuple[StrOrPromise, ...]
    relaxations: tuple[StrOrPromise, ...]
    is_helpless: bool

    @property
    def people(self) -> tuple[Applicant, ...]:
        """Whom the row is about."""
        return (self.person,) if self.person else ()


def list_left_out(*, viewer: Actor, run: Run, after: str = "") -> Page[LeftOutRow]:
    """Return who has no pair and why: mentees first, those whom fewest suit first; 25 at a time, one query.

    A coordinator's own application is hidden from her. Refuses whoever does not coordinate the scheme.
    """
    people = sorted(
        result_of(viewer, run)["unplaced"],
        key=lambda one: (one["side"], one["eligible"], one["person_id"]),
    )
    page = page_after(people, _key, after)
    ids = {one["person_id"] for one in page.rows}
    ids |= {found["other_id"] for one in page.rows for found in one["relaxations"]}
    known = get_applicants(viewer=viewer, ids=ids)
    settings = matching_settings(run.settings)
    return page.of(tuple(_row(one, known, settings) for one in page.rows))


def _key(one: StoredUnplaced) -> str:
    return f"{one['side']}-{one['person_id']}"


def _row(
    one: StoredUnplaced, known: Mapping[str, Applicant], settings: MatchingSettings
) -> LeftOutRow:
    person, side = known[one["person_id"]], _SIDES[one["side"]]
    if person.is_for_others:
        return LeftOutRow(_key(one), None, side, "", 0, 0, (), (), is_helpless=False)
    names = {key: applicant.said for key, applicant in known.items()}
    return LeftOutRow(
        key=_key(one),
        person=person,
        side=side,
        reason=tell_reason(one, settings),
        eligible=one["eligible"],
        candidates=one["candidates"],
        removals=tuple(tell_removals(one, settings)),
        relaxations=tuple(tell_relaxations(one, settings, names)),
        is_helpless=bool(one["candidates"]) and not one["eligible"] and not one["relaxations"],
    )
