from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.matching.models import Run
from compagnon.matching.queries.people import Applicant, get_applicants
from compagnon.matching.queries.run import earlier_runs, result_of
from compagnon.matching.rules.difference import Changes, Kind, difference
from compagnon.matching.rules.paging import Page, page_after
from compagnon.matching.rules.stored import StoredResult

_SAID: Final[dict[tuple[str, str], StrOrPromise]] = {
    (Kind.LOST, "mentee"): _("Has no mentor any more"),
    (Kind.LOST, "mentor"): _("Has no mentee any more"),
    (Kind.GAINED, "mentee"): _("Has a mentor now"),
    (Kind.GAINED, "mentor"): _("Has a mentee now"),
    (Kind.LEFT, "mentee"): _("No longer in the match, as a mentee"),
    (Kind.LEFT, "mentor"): _("No longer in the match, as a mentor"),
    (Kind.JOINED, "mentee"): _("New in the match, as a mentee"),
    (Kind.JOINED, "mentor"): _("New in the match, as a mentor"),
    (Kind.GONE, ""): _("No longer a pair"),
    (Kind.NEW, ""): _("A new pair"),
}
_TONES: Final[dict[str, str]] = {Kind.LOST: "bad", Kind.GAINED: "good"}


@dataclass(frozen=True)
class ChangeRow:
    """One thing that changed, in words; `people` (one, or mentor and mentee) is None where the reader is concerned."""

    key: str
    said: StrOrPromise
    tone: str
    people: tuple[Applicant, ...] | None


@dataclass(frozen=True)
class ChangesView:
    """What a run changes against the finished run before it."""

    before_id: UUID
    before_at: datetime
    changes: Changes
    page: Page[ChangeRow]


def get_changes(*, viewer: Actor, run: Run, after: str = "") -> ChangesView | None:
    """Return what changed since the finished run before; None if this is the first. 25 at a time, two queries.

    Who lost a place comes first. What concerns a coordinator's own application is hidden from her.
    """
    result = result_of(viewer, run)
    before = earlier_runs(run).first()
    if before is None:
        return None
    changes = difference(cast("StoredResult", before.result), result)
    page = list_changes(viewer=viewer, changes=changes, after=after)
    return ChangesView(before.id, before.started_at, changes, page)


def list_changes(*, viewer: Actor, changes: Changes, after: str = "") -> Page[ChangeRow]:
    """Return what changed in words, 25 at a time; two queries.

    For those that have asked whether their viewer may know; what concerns her own application is hidden from her.
    """
    page = page_after(changes.changes, lambda change: change.key, after)
    ids = {person_id for change in page.rows for person_id in change.person_ids}
    people = get_applicants(viewer=viewer, ids=ids)
    rows = []
    for change in page.rows:
        shown = tuple(people[person_id] for person_id in change.person_ids)
        rows.append(
            ChangeRow(
                key=change.key,
                said=_SAID[change.kind, change.side],
                tone=_TONES.get(change.kind, "plain"),
                people=None if any(one.is_for_others for one in shown) else shown,
            )
        )
    return page.of(tuple(rows))
