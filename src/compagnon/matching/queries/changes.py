from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import format_lazy, get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.work import Work
from compagnon.matching.models import Run
from compagnon.matching.queries.people import Applicant, get_applicants
from compagnon.matching.queries.run import Figures, earlier_runs, figures_of, result_of
from compagnon.matching.rules.circle import among_equals
from compagnon.matching.rules.difference import Change, Changes, Kind, Place, difference
from compagnon.matching.rules.group_difference import group_difference
from compagnon.matching.rules.paging import Page, page_after
from compagnon.matching.rules.settings_difference import (
    SettingChange,
    settings_difference,
    size_difference,
)
from compagnon.matching.rules.stored import StoredResult
from compagnon.matching.rules.told import points_of
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
_SAID_OF_GROUPS: Final[dict[str, StrOrPromise]] = {
    **_SAID,
    Kind.LOST: _("{who}: in no group any more"),
    Kind.GAINED: _("{who}: in a group now"),
    Kind.MOVED: _("Together with others"),
}
# What somebody on a side is called in a run of groups.
_ROLES: Final[dict[str, dict[str, str]]] = {
    Run.Kind.PAIRS: {},
    Run.Kind.PEERS: {"mentee": "peer"},
    Run.Kind.CIRCLES: {"mentee": "learner", "mentor": "facilitator"},
}
_TONES: Final[dict[str, str]] = {Kind.LOST: "bad", Kind.GAINED: "good"}


@dataclass(frozen=True)
class PlaceThen:
    """With whom else somebody is in a group, and how well those suit each other who suit least, from 0 to 100."""

    people: tuple[Applicant, ...]
    score: int

    @property
    def names(self) -> str:
        """Their names, as they stand in a sentence."""
        return get_text_list([one.said for one in self.people], gettext("and")) or gettext(
            "nobody else"
        )


@dataclass(frozen=True)
class ChangeRow:
    """One thing that changed, in words; `people` is None where the reader is concerned.

    `people`: one, mentor and mentee, or some who stayed together in a group. `was`, `now`: their place in a group.
    """

    key: str
    said: StrOrPromise
    tone: str
    people: tuple[Applicant, ...] | None
    was: PlaceThen | None = None
    now: PlaceThen | None = None


@dataclass(frozen=True)
class ChangesView:
    """What a run changes against another one, and in what its settings differ.

    `others`: the finished runs that it can be compared with, by id, each by when it was made and by whom. `was` and
    `now`: how each went.
    """

    before_id: UUID
    before_at: datetime
    was: Figures
    now: Figures
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
    earlier = cast("StoredResult", before.result)
    compare = difference if run.kind == Run.Kind.PAIRS else group_difference
    changes = compare(earlier, result)
    words = role_words(run.joining_point.cycle.scheme)
    page = list_changes(viewer=viewer, changes=changes, words=words, kind=run.kind, after=after)
    return ChangesView(
        before_id=before.id,
        before_at=before.started_at,
        was=figures_of(earlier),
        now=figures_of(result),
        settings=_settings(before, run),
        others=[(key.hex, _named(at, by)) for key, at, by in others],
        changes=changes,
        page=page,
    )


def _settings(before: Run, run: Run) -> list[SettingChange]:
    """Return the settings that differ, of those that count for what is put together."""
    was, now = matching_settings(before.settings), matching_settings(run.settings)
    if run.kind == Run.Kind.PAIRS:
        return settings_difference(was, now)
    sizes = size_difference(before.settings, run.settings)
    return [*sizes, *settings_difference(among_equals(was), among_equals(now))]


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
    *,
    viewer: Actor,
    changes: Changes,
    words: RoleWords,
    kind: str = Run.Kind.PAIRS,
    after: str = "",
) -> Page[ChangeRow]:
    """Return what changed in words, 25 at a time; two queries.

    For those that have asked whether their viewer may know; what concerns her own application is hidden from her.
    """
    page = page_after(changes.changes, lambda change: change.key, after)
    ids = {person_id for change in page.rows for person_id in change.named}
    people = get_applicants(viewer=viewer, ids=ids)
    return page.of(tuple(_row(change, people, words, kind) for change in page.rows))


def _row(change: Change, people: Mapping[str, Applicant], words: RoleWords, kind: str) -> ChangeRow:
    """Say what changed; nobody is named, and no score, where one of those concerned is left to others."""
    is_hidden = any(people[key].is_for_others for key in change.named)
    said = _SAID if kind == Run.Kind.PAIRS else _SAID_OF_GROUPS
    role = _ROLES[kind].get(change.side, change.side)
    return ChangeRow(
        key=change.key,
        said=format_lazy(said[change.kind], who=words.of_member(role) if role else ""),
        tone=_TONES.get(change.kind, "plain"),
        people=None if is_hidden else tuple(people[key] for key in change.person_ids),
        was=None if is_hidden else _place(change.was, people),
        now=None if is_hidden else _place(change.now, people),
    )


def _place(place: Place | None, people: Mapping[str, Applicant]) -> PlaceThen | None:
    if place is None:
        return None
    return PlaceThen(tuple(people[key] for key in place.other_ids), points_of(place.score))
