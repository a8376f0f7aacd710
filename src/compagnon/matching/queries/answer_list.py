"""Who has answered the letters of a joining point: that somebody said yes or no and when, never why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.matching.models import Answer, Proposal
from compagnon.matching.queries.facts import CONSIDERED
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_left_to_others
from compagnon.schemes.models import JoiningPoint

PAGE_SIZE: Final = 25
# In the order of what needs a coordinator's eye.
STATES: Final[dict[str, StrPromise]] = {
    Proposal.State.RELEASED: _("Waiting for an answer"),
    Proposal.State.OPENED: _("Both said yes"),
    Proposal.State.DECLINED: _("Somebody said no"),
    Proposal.State.TAKEN_BACK: _("Taken back"),
    Proposal.State.CLOSED: _("Over since"),
}
SELDOM: Final = frozenset({Proposal.State.TAKEN_BACK, Proposal.State.CLOSED})
FREE: Final = SELDOM | {Proposal.State.DECLINED}
_SAID: Final[dict[str, tuple[StrPromise, str]]] = {
    Answer.State.WAITING: (_("No answer yet"), "warn"),
    Answer.State.ACCEPTED: (_("Yes"), "good"),
    Answer.State.DECLINED: (_("No"), "bad"),
}
_TOO_LATE: Final = (_("No answer needed any more"), "plain")


@dataclass(frozen=True)
class Said:
    """What one of the two has answered, and when; `said_at` is None while they have not.

    `free_id`: their application, once this pair has come to nothing and somebody else is looked for.
    """

    name: str
    label: StrOrPromise
    tone: str
    said_at: datetime | None
    free_id: UUID | None


@dataclass(frozen=True)
class AnswerRow:
    """A released pair and both answers; `people` is None for the reader's own pair, which stays hidden from her."""

    id: UUID
    people: tuple[Said, Said] | None
    answer_by: date
    is_overdue: bool
    is_waiting: bool


@dataclass(frozen=True)
class AnswerTab:
    """How many pairs have come so far."""

    state: str
    label: StrOrPromise
    count: int
    is_current: bool


@dataclass(frozen=True)
class AnswerPage:
    """A page of pairs in one state; `further` is the key to go on from, None on the last page."""

    tabs: tuple[AnswerTab, ...]
    rows: tuple[AnswerRow, ...]
    further: UUID | None

    @property
    def is_empty(self) -> bool:
        """Whether no letter has left yet."""
        return not any(tab.count for tab in self.tabs)


def list_answers(
    *, viewer: Actor, joining_point: JoiningPoint, state: str = "", after: UUID | None = None
) -> AnswerPage:
    """Return the pairs proposed at a joining point with who has said what; 25 at a time by key, three queries.

    Of no state, those that wait; or, where none waits, those that agreed. A coordinator's own pair is hidden from
    her. Refuses whoever does not coordinate the scheme. Why somebody said no is asked nowhere (ALL-89).
    """
    decision = decide(viewer, "matching.view_answers", joining_point)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    proposals = Proposal.objects.filter(release__run__joining_point=joining_point)
    counts = dict(proposals.values_list("state").annotate(count=Count("id")).order_by())
    shown = state if state in STATES else _first(counts)
    found = list(_page(proposals.filter(state=shown), after))
    return AnswerPage(
        tabs=tuple(
            AnswerTab(name, label, counts.get(name, 0), name == shown)
            for name, label in STATES.items()
            if name not in SELDOM or name in counts
        ),
        rows=tuple(_row(row, viewer) for row in found[:PAGE_SIZE]),
        further=found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None,
    )


def _first(counts: Mapping[str, int]) -> str:
    return next((state for state in STATES if counts.get(state)), Proposal.State.RELEASED)


def _page(rows: QuerySet[Proposal], after: UUID | None) -> QuerySet[Proposal]:
    """Return the rows behind a key, and one more, which says whether there is another page."""
    if after is not None:
        rows = rows.filter(id__gt=after)
    return (
        rows.select_related("release", "mentor__person", "mentee__person")
        .prefetch_related("answers")
        .order_by("id")[: PAGE_SIZE + 1]
    )


def _row(row: Proposal, viewer: Actor) -> AnswerRow:
    answers = {answer.side: answer for answer in row.answers.all()}
    both = (
        _said(row.mentor, answers[Answer.Side.MENTOR], row),
        _said(row.mentee, answers[Answer.Side.MENTEE], row),
    )
    is_for_others = any(is_left_to_others(viewer, one) for one in (row.mentor, row.mentee))
    return AnswerRow(
        id=row.id,
        people=None if is_for_others else both,
        answer_by=row.release.answer_by,
        is_waiting=row.state == Proposal.State.RELEASED and not is_for_others,
        is_overdue=row.state == Proposal.State.RELEASED and row.release.answer_by < clock.today(),
    )


def _said(application: Application, answer: Answer, proposal: Proposal) -> Said:
    label, tone = _SAID[answer.state]
    if answer.state == Answer.State.WAITING and proposal.state != Proposal.State.RELEASED:
        label, tone = _TOO_LATE
    is_free = proposal.state in FREE and application.state in CONSIDERED
    return Said(
        name=application.person.known_as,
        label=label,
        tone=tone,
        said_at=answer.answered_at,
        free_id=application.id if is_free else None,
    )
