"""The outbox of a scheme, as its coordinators may open it: which letters wait, are held, went out or failed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.accounts.models import known_as
from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import letter_of, letters
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import RenderedMail, as_it_stands
from compagnon.schemes.models import Scheme
from compagnon.schemes.policy import visible_messages
from compagnon.schemes.queries.held import Held, count_held, releasable

PAGE: Final = 25
Outcome, Work = Message.Outcome, Message.State


class LetterState(StrEnum):
    """Where a letter of the outbox stands."""

    HELD = "held"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


LABELS: Final[Mapping[LetterState, StrPromise]] = {
    LetterState.HELD: _("Held"),
    LetterState.WAITING: _("On its way"),
    LetterState.SENT: _("Sent"),
    LetterState.FAILED: _("Not delivered"),
    LetterState.LAPSED: _("Not needed any more"),
    LetterState.WITHDRAWN: _("Withdrawn"),
}
TONES: Final = {
    LetterState.HELD: "warn",
    LetterState.SENT: "good",
    LetterState.FAILED: "bad",
}
_WAITING = Q(work_state=Work.WAITING)
_OF_STATE: Final[Mapping[LetterState, Q]] = {
    LetterState.HELD: _WAITING & Q(held_for__isnull=False),
    LetterState.WAITING: _WAITING & Q(held_for=None),
    LetterState.SENT: Q(outcome=Outcome.SENT),
    LetterState.FAILED: Q(work_state=Work.DEAD),
    LetterState.LAPSED: Q(outcome=Outcome.LAPSED),
    LetterState.WITHDRAWN: Q(outcome=Outcome.WITHDRAWN),
}


@dataclass(frozen=True)
class OutboxLine:
    """A letter as it stands in the list: which, to whom, since when."""

    id: UUID
    title: StrOrPromise
    to: str
    state: LetterState
    at: datetime
    is_releasable: bool

    @property
    def hex(self) -> str:
        """The id, as a form sends it."""
        return self.id.hex

    @property
    def label(self) -> StrPromise:
        """Where it stands, in words."""
        return LABELS[self.state]

    @property
    def tone(self) -> str:
        """How that looks."""
        return TONES.get(self.state, "plain")


@dataclass(frozen=True)
class OutboxPage:
    """A page of the outbox, newest first, and how many letters are in each state; `after` is empty on the last."""

    lines: tuple[OutboxLine, ...]
    counts: Mapping[LetterState, int]
    held: Held
    after: str


@dataclass(frozen=True)
class OpenedLetter:
    """A letter of the outbox: as it reads now, or why a coordinator does not read it."""

    line: OutboxLine
    language: str
    scheme: Scheme
    hidden: StrOrPromise
    mail: RenderedMail | None


def kinds_overseen() -> dict[str, StrOrPromise]:
    """Return the letters that an outbox lists, by kind, with their names."""
    return {kind: one.title for kind, one in letters().items() if one.may_read and one.title}


def list_outbox(
    *, viewer: Actor, scheme: Scheme, state: str = "", kind: str = "", after: str = ""
) -> OutboxPage:
    """Return a page of 25 letters of a scheme; six queries, seven where it goes on `after` a letter.

    Refuses everybody but its coordinators.
    """
    decision = decide(viewer, "schemes.view_outbox", scheme)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    rows = visible_messages(viewer).filter(scheme_id=scheme.id)
    if kind:
        rows = rows.filter(kind=kind)
    aggregated = {one.value: Count("id", filter=is_it) for one, is_it in _OF_STATE.items()}
    counts = rows.select_related(None).aggregate(**aggregated)
    if state:
        rows = rows.filter(_OF_STATE[LetterState(state)])
    found = list(_after(rows, after).order_by("-planned_at", "-id")[: PAGE + 1])
    hers = set(
        releasable(viewer, scheme)
        .filter(pk__in=[row.id for row in found])
        .values_list("id", flat=True)
    )
    return OutboxPage(
        lines=tuple(_line(row, is_releasable=row.id in hers) for row in found[:PAGE]),
        counts={one: counts[one.value] for one in LetterState},
        held=count_held(viewer, scheme),
        after=found[PAGE - 1].id.hex if len(found) > PAGE else "",
    )


def open_letter(*, viewer: Actor, message: Message) -> OpenedLetter:
    """Return a letter of the outbox as it would be written now, or why the viewer does not read it.

    Refuses everybody but the scheme's coordinators.
    """
    decision = decide(viewer, "schemes.view_letter", message)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    hidden = why_hidden(viewer, message)
    scheme = Scheme.objects.get(pk=message.scheme_id or UUID(int=0))
    is_releasable = releasable(viewer, scheme).filter(pk=message.id).exists()
    return OpenedLetter(
        line=_line(message, is_releasable=is_releasable),
        language=message.language,
        scheme=scheme,
        hidden=hidden,
        mail=None if hidden else as_it_stands(message),
    )


def why_hidden(viewer: Actor, message: Message) -> StrOrPromise:
    """Return why a coordinator does not read a letter of her outbox; nothing if she does."""
    letter = letter_of(message.kind)
    if letter is None or letter.may_read is None:
        return _("This letter is its reader's alone.")
    decision = letter.may_read(viewer, Facts(message.context))
    return "" if decision.allowed else decision.reason


def _after(rows: QuerySet[Message], after: str) -> QuerySet[Message]:
    last = Message.objects.filter(pk=after).first() if after else None
    if last is None:
        return rows
    earlier = Q(planned_at__lt=last.planned_at)
    return rows.filter(earlier | Q(planned_at=last.planned_at, id__lt=last.id))


def _line(row: Message, *, is_releasable: bool) -> OutboxLine:
    return OutboxLine(
        id=row.id,
        title=kinds_overseen().get(row.kind, row.kind),
        to=known_as(row.recipient.name if row.recipient else row.address),
        state=_state_of(row),
        at=row.sent_at or row.planned_at,
        is_releasable=is_releasable,
    )


def _state_of(row: Message) -> LetterState:
    if row.work_state == Work.WAITING:
        return LetterState.HELD if row.held_for else LetterState.WAITING
    if row.work_state == Work.DEAD:
        return LetterState.FAILED
    return LetterState(row.outcome)
