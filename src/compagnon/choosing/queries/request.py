"""Requests as the two read them, and as the Coordination Group counts them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.choosing.models import Request
from compagnon.choosing.policy import (
    CHOOSING,
    is_pooled,
    mode_at,
    released_to,
    request_grants,
    visible_requests,
)
from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.matching.queries.rules_between import Rules, rules_among
from compagnon.matching.rules.reasons import reasons_for_pair, shared_in_words
from compagnon.matching.rules.sharing import shared_parts
from compagnon.partnerships.queries.partnership import names_in_words
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_left_to_others, kept_from
from compagnon.recruitment.queries.opening import opened
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.models import JoiningPoint

State = Request.State
LABELS: Final[Mapping[str, tuple[StrPromise, str]]] = {
    State.WAITING: (_("Waits for an answer"), "warn"),
    State.ACCEPTED: (_("Yes"), "good"),
    State.DECLINED: (_("No"), "plain"),
    State.TAKEN_BACK: (_("Taken back"), "plain"),
    State.LAPSED: (_("Not answered in time, or no place left"), "plain"),
}
PAGE: Final = 25
_AN_ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class RequestView:
    """A request as one of its people reads it; `is_answered`: the reader said yes, and a third one has not answered.

    `warnings`: rules of the scheme that warn of it, for whoever has to answer. `reasons`: why the Coordination Group
    suggested the one to the other, where it did: the same words for both.
    """

    id: UUID
    scheme_id: UUID
    scheme_name: str
    own_application_id: UUID
    may_choose: bool
    is_for_reader: bool
    is_answered: bool
    is_among_peers: bool
    other_name: str
    others: list[tuple[str, list[tuple[str, str]]]]
    words: StrOrPromise
    answer_by: date
    state: str
    label: StrOrPromise
    tone: str
    ahead: int
    warnings: Rules
    reasons: tuple[str, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == State.WAITING


@dataclass(frozen=True)
class RequestLine:
    """A request as it stands in a list."""

    id: UUID
    name: str
    answer_by: date
    label: StrOrPromise
    tone: str


@dataclass(frozen=True)
class RequestRow:
    """Who asked whom, for the Coordination Group; `people` is None where she leaves one of the two to others."""

    people: tuple[str, str] | None
    asked_on: date
    answer_by: date
    label: StrOrPromise
    tone: str


@dataclass(frozen=True)
class Unanswering:
    """Somebody who was asked and did not answer in time, and how often."""

    application_id: UUID
    name: str
    count: int


@dataclass(frozen=True)
class RequestsView:
    """What goes on where people choose, a page, the newest first, and who does not answer; `after` is empty on the last."""

    rows: tuple[RequestRow, ...]
    silent: tuple[Unanswering, ...]
    after: str


def get_request(*, viewer: Actor, request: Request) -> RequestView:
    """Return a request with its words, for the two whom it is between; six queries, and those of warnings."""
    grant = request_grants(viewer, [request])[request.id]
    own = request.asked_as(viewer.person_id)
    is_for_reader = own is not None
    others = [one for one in request.people if one.person_id != viewer.person_id]
    label, tone = LABELS[request.state]
    scheme = request.asker.joining_point.cycle.scheme
    return RequestView(
        id=request.id,
        scheme_id=scheme.id,
        scheme_name=scheme.name,
        own_application_id=UUID(str((own or request.asker).pk)),
        may_choose=mode_at(request.asker.joining_point) in CHOOSING,
        is_for_reader=is_for_reader,
        is_answered=own is not None and own == request.agreed,
        is_among_peers=is_pooled(request.asker),
        other_name=names_in_words(one.person.known_as for one in others),
        others=[_other(one, interest_names(scheme)) for one in others],
        words=opened(grant, request, "words"),
        answer_by=request.answer_by,
        state=request.state,
        label=label,
        tone=tone,
        ahead=_ahead(request),
        warnings=_warnings(request) if is_for_reader else (),
        reasons=_reasons(request),
    )


def _reasons(request: Request) -> tuple[str, ...]:
    """Return why the Coordination Group suggested the one to the other, where it did; one query."""
    scheme = request.asker.joining_point.cycle.scheme
    rows = released_to([request.asker]).filter(suggested=request.asked_id)
    settings, interests = matching_settings(scheme.matching), interest_names(scheme)
    found = (reasons_for_pair(row.reasons, settings, interests) for row in rows)
    return tuple(next(found, ()))


def _warnings(request: Request) -> Rules:
    """Return which rules warn of those who would work together, while it waits; no query where none warns in the scheme."""
    settings = matching_settings(request.asker.joining_point.cycle.scheme.matching)
    if request.state != State.WAITING or not any(rule.warns for rule in settings.rules):
        return ()
    return tuple(rule for rule in rules_among(request.people) if rule.warns)


def list_requests_of(*, viewer: Actor, application: Application) -> list[RequestLine]:
    """Return what a person asked and was asked with an application, what waits first; one query."""
    mine = Q(asker=application) | Q(asked=application) | Q(third=application)
    rows = visible_requests(viewer).filter(mine)
    found = sorted(rows, key=lambda row: (row.state != State.WAITING, -row.asked_at.timestamp()))
    return [
        RequestLine(
            row.id,
            names_in_words(one.person.known_as for one in row.people if one.pk != application.pk),
            row.answer_by,
            *LABELS[row.state],
        )
        for row in found
    ]


def find_own_waiting(*, viewer: Actor, application_id: UUID) -> RequestLine | None:
    """Return what a learner asked and waits for; one query."""
    row = visible_requests(viewer).filter(asker=application_id, state=State.WAITING).first()
    if row is None:
        return None
    return RequestLine(row.id, row.asked.person.known_as, row.answer_by, *LABELS[row.state])


def list_waiting_requests(*, viewer: Actor) -> list[RequestLine]:
    """Return the requests that wait for a person's own answer, the most urgent first; one query."""
    asked = Q(asked__person=viewer.person_id) | Q(third__person=viewer.person_id)
    rows = visible_requests(viewer).filter(asked, state=State.WAITING)
    mine = rows.exclude(agreed__person=viewer.person_id)
    return [
        RequestLine(row.id, row.asker.person.known_as, row.answer_by, *LABELS[row.state])
        for row in mine.order_by("answer_by", "asked_at", "id")
    ]


def get_requests(*, viewer: Actor, joining_point: JoiningPoint, after: str = "") -> RequestsView:
    """Return who asked whom at a joining point, 25 on a page, and who does not answer, for the Coordination Group.

    Three queries, four where the page goes on `after` a request.
    Never the words; of two of whom she leaves one to others, only that there is a request, and not who was silent.
    """
    decision = decide(viewer, "choosing.view_requests", joining_point)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    rows = Request.objects.filter(asker__joining_point=joining_point)
    shown = rows.select_related("asker__person", "asked__person", "third__person").order_by(
        "-asked_at", "-id"
    )
    found = list(_after(shown, after)[: PAGE + 1])
    silent = (
        rows.filter(state=State.LAPSED, answered_at__date__gt=F("answer_by"))
        .exclude(asked__in=Application.objects.filter(kept_from(viewer)))
        .values_list("asked_id", "asked__person__name")
        .annotate(count=Count("id"))
        .order_by("-count", "asked_id")
    )
    return RequestsView(
        tuple(_row(row, viewer) for row in found[:PAGE]),
        tuple(Unanswering(*one) for one in silent),
        after=found[PAGE - 1].id.hex if len(found) > PAGE else "",
    )


def _after(rows: QuerySet[Request], key: str) -> QuerySet[Request]:
    """Return what comes after a request in a list; the whole list where the key names none of it."""
    last = rows.filter(pk=key).first() if _AN_ID.fullmatch(key) else None
    if last is None:
        return rows
    earlier = Q(asked_at__lt=last.asked_at)
    return rows.filter(earlier | Q(asked_at=last.asked_at, id__lt=last.id))


def _other(
    application: Application, interests: Mapping[str, str]
) -> tuple[str, list[tuple[str, str]]]:
    parts = shared_in_words(shared_parts(application.answers), interests)
    return application.person.known_as, parts


def _ahead(request: Request) -> int:
    """Return how many asked the same coach before and still wait; one query."""
    earlier = Q(asked_at__lt=request.asked_at)
    return Request.objects.filter(earlier, asked=request.asked_id, state=State.WAITING).count()


def _row(row: Request, viewer: Actor) -> RequestRow:
    left = any(is_left_to_others(viewer, one) for one in row.people)
    asked = names_in_words(one.person.name for one in row.people[1:])
    people = None if left else (row.asker.person.name, asked)
    return RequestRow(people, row.asked_at.date(), row.answer_by, *LABELS[row.state])
