"""The queue of a joining point as the Coordination Group reads it: a line for each application."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.actors import Actor
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import has_no_interest, is_not_own
from compagnon.recruitment.queries.eligibility import doubts_of
from compagnon.recruitment.queries.queue import (
    FIRST,
    PAGE_SIZE,
    Place,
    count_before,
    cursor_of,
    narrowed,
    page_of,
    sent_to,
)
from compagnon.recruitment.rules.queue import EVERYTHING, Wanted
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.queries.charter import signed_person_ids
from compagnon.schemes.role_words import RoleWords, role_words
from compagnon.schemes.vocabularies import REGIONS, SECTORS, Vocabulary

State = Application.State
STATE_LABELS: Final[dict[str, StrPromise]] = {
    State.SUBMITTED: _("To be decided"),
    State.ASKED: _("More information asked"),
    State.APPROVED: _("Approved"),
    State.WAITING: _("Waiting"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Withdrawn"),
    State.MATCHED: _("Matched"),
}
STATE_TONES: Final[dict[str, str]] = {
    State.SUBMITTED: "warn",
    State.ASKED: "plain",
    State.APPROVED: "good",
    State.WAITING: "plain",
    State.DECLINED: "bad",
    State.WITHDRAWN: "plain",
    State.MATCHED: "good",
}


@dataclass(frozen=True)
class ApplicationLine:
    """An application as it stands in the list."""

    id: UUID
    name: str
    roles: tuple[StrOrPromise, ...]
    region: StrOrPromise
    sector: StrOrPromise
    submitted_at: datetime
    state: StrOrPromise
    tone: str
    doubts: tuple[StrOrPromise, ...]
    assignee: str
    has_waited: bool
    hidden: StrOrPromise


@dataclass(frozen=True)
class StateTab:
    """A state with how many applications are in it; the empty one stands for all."""

    state: str
    label: StrOrPromise
    count: int
    href: str
    is_current: bool


@dataclass(frozen=True)
class ApplicationPage:
    """A page of the list, which one it is of how many; an empty cursor means that there is no page there."""

    lines: tuple[ApplicationLine, ...]
    tabs: tuple[StateTab, ...]
    before: str
    after: str
    number: int
    page_count: int

    @property
    def undecided_count(self) -> int:
        """How many applications wait for a decision, on whichever page."""
        return sum(tab.count for tab in self.tabs if tab.state == State.SUBMITTED)


def list_applications(
    *,
    viewer: Actor,
    joining_point: JoiningPoint,
    wanted: Wanted = EVERYTHING,
    place: Place = FIRST,
) -> ApplicationPage:
    """Return a page of 25 applications, who has waited longest first, in four queries at most whatever their number.

    Behind the first page a fifth says which it is.
    Of the viewer's own, and of those in which they declared an interest, it says no more than name and state.
    """
    rows = narrowed(_rows(viewer, joining_point), wanted, viewer=viewer, point=joining_point)
    page, has_before, has_after = page_of(rows, place)
    signed, words = _signed(viewer, joining_point, page), role_words(joining_point.cycle.scheme)
    tabs = tuple(_tabs(viewer, joining_point, wanted))
    passed = count_before(rows, page[0]) if has_before and page else 0
    left = sum(tab.count for tab in tabs if tab.is_current) - passed
    number = 1 - (-passed // PAGE_SIZE)
    return ApplicationPage(
        lines=tuple(
            _hidden(row, why) if why else _line(row, words, is_signed=row.person_id in signed)
            for row, why in ((row, _why_hidden(viewer, row)) for row in page)
        ),
        tabs=tabs,
        before=cursor_of(page[0]) if has_before else "",
        after=cursor_of(page[-1]) if has_after else "",
        number=number,
        page_count=number - 1 - (-left // PAGE_SIZE),
    )


def _rows(viewer: Actor, joining_point: JoiningPoint) -> QuerySet[Application]:
    """Return the applications of a joining point with what a line shows, and no more: sorting looks at each column."""
    shown = ("state", "is_mentor", "is_mentee", "submitted_at", "waiting_since", "answers")
    names = ("person__name", "assigned_to__name")
    doubtful = ("is_member_confirmed", "has_possible_duplicate")
    return (
        sent_to(viewer, joining_point)
        .select_related(None)
        .select_related("person", "assigned_to")
        .only(*shown, *names, *doubtful)
    )


def _signed(viewer: Actor, joining_point: JoiningPoint, page: Iterable[Application]) -> set[UUID]:
    """Return who of those that are still to be decided has signed the charter; nothing is asked about the others."""
    asked = [row.person_id for row in page if row.state == State.SUBMITTED]
    if not asked:
        return set()
    signed = signed_person_ids(viewer=viewer, scheme=joining_point.cycle.scheme)
    return set(signed.filter(person__in=asked))


def label_of(vocabulary: Vocabulary, key: str) -> StrOrPromise:
    """Return a choice in words; one that is not on the list any more stands as it is."""
    return vocabulary[key].label if key in vocabulary else key


def _tabs(viewer: Actor, joining_point: JoiningPoint, wanted: Wanted) -> Iterable[StateTab]:
    """Yield how many there are in each state of whatever else is wanted."""
    whatever_state = replace(wanted, state="")
    counts = dict(
        narrowed(sent_to(viewer, joining_point), whatever_state, viewer=viewer, point=joining_point)
        .values_list("state")
        .annotate(count=Count("id"))
        .order_by()
    )
    everywhere = whatever_state.address() or "?"
    yield StateTab("", _("All"), sum(counts.values()), everywhere, not wanted.state)
    for state, label in STATE_LABELS.items():
        href = whatever_state.address(state=state)
        yield StateTab(state, label, counts.get(state, 0), href, state == wanted.state)


def _line(row: Application, words: RoleWords, *, is_signed: bool) -> ApplicationLine:
    return ApplicationLine(
        id=row.id,
        name=row.person.known_as,
        roles=words.listed(row.roles),
        region=label_of(REGIONS, row.answers.get("region", "")),
        sector=label_of(SECTORS, row.answers.get("sector", "")),
        submitted_at=row.submitted_at,
        state=STATE_LABELS[row.state],
        tone=STATE_TONES[row.state],
        doubts=doubts_of(row, is_signed=is_signed) if row.state == State.SUBMITTED else (),
        assignee=row.assigned_to.known_as if row.assigned_to else "",
        has_waited=row.waiting_since < row.submitted_at,
        hidden="",
    )


def _why_hidden(viewer: Actor, row: Application) -> StrOrPromise:
    """Return why somebody of the group may not decide an application; empty where they may. No query a row."""
    own = is_not_own(viewer, row)
    if not own.allowed:
        return own.reason
    near = has_no_interest(viewer, row)
    return "" if near.allowed else _("Hidden from you: you declared an interest.")


def _hidden(row: Application, why: StrOrPromise) -> ApplicationLine:
    """Return a line that tells a coordinator who stands too near nothing but that there is an application."""
    return ApplicationLine(
        id=row.id,
        name=row.person.known_as,
        roles=(),
        region="",
        sector="",
        submitted_at=row.submitted_at,
        state=STATE_LABELS[row.state],
        tone=STATE_TONES[row.state],
        doubts=(),
        assignee="",
        has_waited=False,
        hidden=why,
    )
