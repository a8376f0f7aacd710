"""What somebody was asked whether they would accept it: for them; and for the group, with the answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.matching.models import Concession
from compagnon.matching.rules.concessions import QUESTIONS
from compagnon.recruitment.models import Application

State = Concession.State
_SAID: dict[str, tuple[StrOrPromise, str]] = {
    State.WAITING: (_("Asked, no answer yet"), "plain"),
    State.ACCEPTED: (_("Would accept it"), "good"),
    State.DECLINED: (_("Would rather not"), "warn"),
}


@dataclass(frozen=True)
class ConcessionView:
    """A question as whoever was asked reads it; `is_open`: they may still answer, or change their mind."""

    id: UUID
    scheme_name: str
    question: StrOrPromise
    state: str
    is_open: bool


@dataclass(frozen=True)
class AskedRow:
    """What somebody was asked and has answered, for the group."""

    rule: str
    said: StrOrPromise
    tone: str
    at: datetime


def get_concession(*, viewer: Actor, concession: Concession) -> ConcessionView | None:
    """Return a question for whoever was asked, signed in or by the letter's link; None for everybody else."""
    if not decide(viewer, "matching.answer_concession", concession).allowed:
        return None
    application = concession.application
    return ConcessionView(
        id=concession.id,
        scheme_name=application.joining_point.cycle.scheme.name,
        question=QUESTIONS[concession.rule],
        state=concession.state,
        is_open=application.state == Application.State.APPROVED,
    )


def asked_of(ids: Collection[UUID]) -> dict[UUID, tuple[AskedRow, ...]]:
    """Return what these applicants were asked and have answered; one query, for those that asked who may know.

    An answer whose seal does not hold is no answer.
    """
    found: dict[UUID, tuple[AskedRow, ...]] = {}
    for row in Concession.objects.filter(application__in=ids).order_by("asked_at", "id"):
        said, tone = _SAID[row.state if sealing.is_sound(row) else State.WAITING]
        shown = AskedRow(row.rule, said, tone, row.answered_at or row.asked_at)
        found[row.application_id] = (*found.get(row.application_id, ()), shown)
    return found
