from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.work import Work
from compagnon.matching.models import Run
from compagnon.matching.queries.people import Applicant, get_applicants
from compagnon.matching.queries.run import earlier_runs, result_of
from compagnon.matching.rules.difference import Changes, Kind, difference
from compagnon.matching.rules.paging import Page, page_after
from compagnon.matching.rules.settings_difference import SettingChange, settings_difference
from compagnon.matching.rules.stored import StoredResult
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.role_words import RoleWords, role_words

MOST_OTHERS: Final = 50
_SAID: Final[dict[str, StrOrPromise]] = {
    Kind.LOST: _("{who}: has no partner any more"),
    Kind.GAINED: _("{who}: has a partner now"),
    Kind.LEFT: _("{who}: no longer in the match"),
    Kind.JOINED: _("{who}: new in the match"),
    Kind.GONE: _("No longer a pair"),
    Kind.NEW: _("A new pair"),
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
    """What a run changes against another one, and in what its settings differ.

    `others`: the finished runs that it can be compared with, by id, each by when it was made and by whom.
    """

    before_id: UUID
    before_at: datetime
    settings: Sequence[SettingChange]
    others: Sequence[tuple[str, str]]
    changes: Changes
    page: Page[ChangeRow]


def get_changes(
    *, viewer: Actor, run: Run, against: str = "", after: str = ""
) -> ChangesView | None:
    """Return what a run changes against another one of its joining point; 25 rows at a time, four queries.

    `against`: the id of a finished run; otherwise it is the one before, or the next if this is the first. None if
    there is no other. Who lost a place comes first. What concerns a coordinator's own application is hidden from her.
    """
    result = result_of(viewer, run)
    others = list(_others(run))
    ids = {key.hex: key for key, _at, _by in others}
    chosen = Run.objects.filter(pk=ids[against]) if against in ids else earlier_runs(run)
    before = chosen.first() or (Run.objects.get(pk=others[-1][0]) if others else None)
    if before is None:
        return None
    changes = difference(cast("StoredResult", before.result), result)
    words = role_words(run.joining_point.cycle.scheme)
    page = list_changes(viewer=viewer, changes=changes, words=words, after=after)
    return ChangesView(
        before_id=before.id,
        before_at=before.started_at,
        settings=settings_difference(
            matching_settings(before.settings), matching_settings(run.settings)
        ),
        others=[(key.hex, _named(at, by)) for key, at, by in others],
        changes=changes,
        page=page,
    )


def _others(run: Run) -> "QuerySet[Run, tuple[UUID, datetime, str]]":
    """Return the finished runs of the same joining point but this one, the latest first, as far back as fifty."""
    rows = Run.objects.filter(
        joining_point=run.joining_point_id, kind=run.kind, work_state=Work.State.DONE
    ).exclude(pk=run.pk)
    named = rows.order_by("-started_at", "-id")
    return named.values_list("id", "started_at", "started_by__name")[:MOST_OTHERS]


def _named(at: datetime, by: str) -> str:
    return f"{date_format(localtime(at), 'DATETIME_FORMAT')} · {by}"


def list_changes(
    *, viewer: Actor, changes: Changes, words: RoleWords, after: str = ""
) -> Page[ChangeRow]:
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
                said=format_lazy(
                    _SAID[change.kind], who=words.of(change.side) if change.side else ""
                ),
                tone=_TONES.get(change.kind, "plain"),
                people=None if any(one.is_for_others for one in shown) else shown,
            )
        )
    return page.of(tuple(rows))
