"""What the group is asked and what whoever asked sees of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_stubs_ext import StrPromise

from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.encryption.opening import Grant
from compagnon.help.models import Question
from compagnon.help.policy import (
    is_asker,
    question_grants,
    schemes_for_visitors,
    schemes_to_ask,
    visible_questions,
)
from compagnon.schemes.models import Scheme

PAGE_SIZE: Final = 30
OPEN: Final = (Question.State.OPEN, Question.State.TAKEN)
STATES: Final[dict[str, tuple[StrPromise, str]]] = {
    Question.State.OPEN: (_("Not answered yet"), "warn"),
    Question.State.TAKEN: (_("Somebody is at it"), "plain"),
    Question.State.ANSWERED: (_("Answered"), "good"),
}


@dataclass(frozen=True)
class QuestionView:
    """A question as whoever asked, or one of the group, reads it.

    Of somebody without an account (`is_visitors`): the address that they gave, and what it is about.
    """

    id: UUID
    scheme_id: UUID
    scheme_name: str
    asker_name: str
    asker_address: str
    about: str
    is_visitors: bool
    is_askers: bool
    state: str
    state_label: StrPromise
    state_tone: str
    asked_at: datetime
    taken_by: str
    text: str
    answered_at: datetime | None
    answered_by: str
    answer: str


@dataclass(frozen=True)
class Questions:
    """A page of questions; `more_after` is where the list goes on, if it does."""

    shown: list[QuestionView]
    more_after: UUID | None


def list_own_questions(*, viewer: Actor) -> list[QuestionView]:
    """Return what somebody asked, the latest first, as far as it is kept."""
    rows = visible_questions(viewer).filter(person=viewer.person_id)
    return _views(viewer, list(rows.order_by("-asked_at", "-id")[:PAGE_SIZE]))


def list_schemes_to_ask(*, viewer: Actor) -> list[Scheme]:
    """Return the schemes whose groups somebody can ask."""
    return list(schemes_to_ask(viewer))


def list_schemes_for_visitors() -> list[Scheme]:
    """Return the schemes whose groups anybody may write to without signing in; one query."""
    return list(schemes_for_visitors())


def questions_from(address: str) -> list[Question]:
    """Return what was asked from an address by people who were not signed in; for the system, which erases."""
    rows = list(Question.objects.filter(person=None).select_related("scheme"))
    keys = question_grants(SYSTEM, rows)
    return [row for row in rows if keys[row.id].read(row, "visitor_address") == address.lower()]


def list_questions(
    *, viewer: Actor, scheme: Scheme, is_answered: bool, after: UUID | None = None
) -> Questions:
    """Return what the group of a scheme was asked: what is open, the oldest first, or what is answered."""
    states = (Question.State.ANSWERED,) if is_answered else OPEN
    rows = visible_questions(viewer).filter(scheme=scheme, state__in=states)
    found = list(_page(rows, after, newest_first=is_answered))
    more = found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None
    return Questions(_views(viewer, found[:PAGE_SIZE]), more)


def get_question(*, viewer: Actor, question: Question) -> QuestionView:
    """Return one question. Refuses (`Closed`) everybody but whoever asked and the group."""
    return _views(viewer, [question])[0]


def open_questions(_viewer: Actor, scheme: Scheme) -> Iterable[str]:
    """Say how many questions wait for an answer, in the daily letter; one query."""
    if count := Question.objects.filter(scheme=scheme, state__in=OPEN).count():
        said = ngettext(
            "%(number)s question waits for an answer",
            "%(number)s questions wait for an answer",
            count,
        )
        yield said % {"number": count}


def _page(
    rows: QuerySet[Question], after: UUID | None, *, newest_first: bool
) -> QuerySet[Question]:
    """Return one row more than a page shows, from the key on; the first where the key is none of theirs."""
    last = rows.filter(pk=after).first() if after else None
    if last:
        way = "lt" if newest_first else "gt"
        rows = rows.filter(
            Q(asked_at=last.asked_at, **{f"id__{way}": last.id})
            | Q(**{f"asked_at__{way}": last.asked_at})
        )
    sign = "-" if newest_first else ""
    return rows.order_by(f"{sign}asked_at", f"{sign}id")[: PAGE_SIZE + 1]


def _views(viewer: Actor, rows: Sequence[Question]) -> list[QuestionView]:
    keys = question_grants(viewer, rows)
    return [_view(viewer, row, keys[row.id]) for row in rows]


def _view(viewer: Actor, row: Question, grant: Grant) -> QuestionView:
    label, tone = STATES[row.state]
    reply = getattr(row, "reply", None)
    if reply:
        reply.question = row
    return QuestionView(
        id=row.id,
        scheme_id=row.scheme_id,
        scheme_name=row.scheme.name,
        asker_name=row.person.name if row.person else grant.read(row, "visitor_name"),
        asker_address=grant.read(row, "visitor_address"),
        about=str(Question.About(row.about).label) if row.about else "",
        is_visitors=row.is_visitors,
        is_askers=is_asker(viewer, row).allowed,
        state=row.state,
        state_label=label,
        state_tone=tone,
        asked_at=row.asked_at,
        taken_by=row.taken_by.name if row.taken_by else "",
        text=grant.read(row, "text"),
        answered_at=row.answered_at,
        answered_by=reply.person.name if reply else "",
        answer=grant.read(reply, "text") if reply else "",
    )
