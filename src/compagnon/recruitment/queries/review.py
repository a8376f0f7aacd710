"""What the Coordination Group noted about an application, and every decision about it, for those who may decide."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.accounts.models import Person, known_as
from compagnon.core.actors import Actor
from compagnon.recruitment.models import Application, Comment, Decision
from compagnon.recruitment.policy import decision_grant, review_grant
from compagnon.recruitment.queries.application_list import STATE_LABELS, STATE_TONES
from compagnon.recruitment.queries.asked import RequestView, list_requests, views_of
from compagnon.recruitment.queries.opening import opened
from compagnon.recruitment.rules.ruling import in_words
from compagnon.schemes.role_words import RoleWords, role_words


@dataclass(frozen=True)
class CommentView:
    """What somebody of the group noted, and when."""

    by: str
    at: datetime
    text: StrOrPromise


@dataclass(frozen=True)
class DecisionView:
    """A decision as it was made: which criteria of a mentor were met, and which were not ticked."""

    outcome: StrOrPromise
    tone: str
    by: str
    at: datetime
    roles: tuple[StrOrPromise, ...]
    met: tuple[StrOrPromise, ...]
    reason: StrOrPromise
    is_told: bool


@dataclass(frozen=True)
class Review:
    """What the group keeps about an application, oldest first."""

    comments: tuple[CommentView, ...]
    requests: tuple[RequestView, ...]
    decisions: tuple[DecisionView, ...]


def get_review(*, viewer: Actor, application: Application) -> Review:
    """Return what the group keeps about an application; seven queries, and one for the viewer's seal.

    And one for the form where anything was asked.
    Refused (`Closed`) to the applicant, to whoever declared an interest, and to anybody outside the group.
    """
    grant, reasons = review_grant(viewer, application), decision_grant(viewer, application)
    comments = list(Comment.objects.filter(application=application).order_by("written_at", "id"))
    decisions = list(Decision.objects.filter(application=application).order_by("number"))
    requests = list_requests(application)
    words = role_words(application.joining_point.cycle.scheme)
    names = _names(
        [row.author_id for row in comments],
        [row.asked_by_id for row in requests],
        [row.decided_by_id for row in decisions],
    )
    for comment in comments:
        comment.application = application
    for decision in decisions:
        decision.application = application
    return Review(
        tuple(
            CommentView(names.get(row.author_id, ""), row.written_at, opened(grant, row, "text"))
            for row in comments
        ),
        tuple(views_of(requests, names, reasons, application)),
        tuple(
            _decision(row, names.get(row.decided_by_id, ""), opened(reasons, row, "reason"), words)
            for row in decisions
        ),
    )


def list_decided(ids: Collection[UUID]) -> dict[UUID, tuple[tuple[StrOrPromise, datetime], ...]]:
    """Return what was decided about some applications and when, oldest first, without any words; one query.

    For whoever may decide about them: the caller has asked.
    """
    rows = Decision.objects.filter(application__in=ids).order_by("number")
    found: dict[UUID, tuple[tuple[StrOrPromise, datetime], ...]] = {}
    for key, outcome, at in rows.values_list("application_id", "outcome", "decided_at"):
        found[key] = (*found.get(key, ()), (STATE_LABELS[outcome], at))
    return found


def _decision(row: Decision, by: str, reason: StrOrPromise, words: RoleWords) -> DecisionView:
    sides = (("mentor", row.as_mentor), ("mentee", row.as_mentee))
    return DecisionView(
        outcome=STATE_LABELS[row.outcome],
        tone=STATE_TONES[row.outcome],
        by=by,
        at=row.decided_at,
        roles=words.listed([role for role, applies in sides if applies]),
        met=in_words(row.criteria),
        reason=reason,
        is_told=row.is_told,
    )


def _names(*ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    wanted = {one for some in ids for one in some if one is not None}
    rows = Person.objects.filter(pk__in=wanted).values_list("id", "name")
    return {person_id: known_as(name) for person_id, name in rows}
