"""The letters of recruitment that a scheme may word itself: what each may say, and whose can be looked at."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import Decision, decide
from compagnon.notifications.facts import Facts
from compagnon.notifications.wording import (
    NAME,
    SCHEME,
    Placeholder,
    Sample,
    Samples,
    Wording,
    lazily,
)
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import kept_from, visible_applications
from compagnon.recruitment.queries.decision_letter import KINDS, values_of
from compagnon.recruitment.queries.waiting_list import places_of
from compagnon.recruitment.rules.ruling import APPROVED, DECLINED, WAITING, usual_reason
from compagnon.recruitment.rules.standing import (
    next_when_approved,
    when_closing,
    when_decided,
    when_mentoring_starts,
)
from compagnon.schemes.models import Scheme
from compagnon.schemes.settings import MatchingMode
from compagnon.schemes.vocabularies import ROLES

RECEIVED: Final = "recruitment/application_received"
ASKED: Final = "recruitment/information_asked"
DRAFT: Final = "recruitment/draft_waiting"
MOST_SAMPLES: Final = 100
_CLOSES, _STARTS, _ERASED = date(2027, 1, 8), date(2027, 1, 25), date(2026, 12, 20)
UNKNOWN: Final = Decision(allowed=False, reason=_("What it is about is not there any more."))
_APPLICANT = _("Whoever applied")


def may_read(viewer: Actor, facts: Facts) -> Decision:
    """Say whether somebody may read the letter about an application in the outbox: whoever may decide about it."""
    row = visible_applications(viewer).filter(pk=facts.id("application_id")).first()
    return decide(viewer, "recruitment.decide_application", row) if row else UNKNOWN


def letters_left(viewer: Actor, scheme: Scheme) -> Q:
    """Return which letters a coordinator leaves to others: about her own application, and where she stands near.

    One query, once an actor. A letter about an application that is gone is nobody's to leave.
    """
    rows = Application.objects.filter(kept_from(viewer), joining_point__cycle__scheme=scheme)
    keys = viewer.memo(f"left in {scheme.id}", lambda: list(rows.values_list("id", flat=True)))
    return Q(context__application_id__in=[key.hex for key in keys])


def _list(viewer: Actor, scheme_id: UUID) -> list[Sample]:
    """Return the latest applications that a viewer may decide about, to choose one from; two queries."""
    rows = (
        visible_applications(viewer)
        .filter(joining_point__cycle__scheme=scheme_id)
        .exclude(state=Application.State.DRAFT)
        .exclude(kept_from(viewer))
        .order_by("-submitted_at", "-id")[:MOST_SAMPLES]
    )
    found = [Sample(row.id, row.person.known_as) for row in rows]
    return sorted(found, key=lambda one: (one.label.casefold(), one.id))


def _values(
    outcome: str, viewer: Actor, scheme_id: UUID, application_id: UUID
) -> Mapping[str, object] | None:
    """Return what the letter would say of an application; None if it is not one that the viewer may decide about."""
    row = (
        visible_applications(viewer)
        .filter(pk=application_id, joining_point__cycle__scheme=scheme_id)
        .first()
    )
    if row is None or not decide(viewer, "recruitment.decide_application", row).allowed:
        return None
    point, today = row.joining_point, clock.today()
    if outcome:
        places = places_of([row]) if outcome == WAITING else {}
        place = places.get(row.id, (0, 0))
        return values_of(row, outcome, roles=row.roles, reason="", place=place)
    return {
        "scheme_name": point.cycle.scheme.name,
        "reader_name": row.person.name,
        "dates": when_decided(point.closes_on, point.starts_on, today),
    }


def _samples(outcome: str = "") -> Samples:
    return Samples(_list, partial(_values, outcome))


def _reason(outcome: str) -> Placeholder:
    return Placeholder(
        "reason",
        "reason",
        _("the sentence that goes with the decision: the usual one, or what you typed"),
        lazily(usual_reason, outcome),
        is_required=True,
    )


def _dates(meaning: StrPromise, example: StrPromise) -> Placeholder:
    return Placeholder("dates", "dates", meaning, example)


_STARTING = _dates(
    _("a sentence that says when the programme starts, or that it has"),
    lazily(when_mentoring_starts, _STARTS, _CLOSES),
)
WORDINGS: Final[Mapping[str, Wording]] = {
    RECEIVED: Wording(
        _("We have your application"),
        _APPLICANT,
        _("At once when somebody has applied."),
        (
            NAME,
            SCHEME,
            _dates(
                _("what comes next and when, true on the day the letter is sent"),
                lazily(when_decided, _CLOSES, _STARTS, _CLOSES),
            ),
        ),
        _samples(),
    ),
    ASKED: Wording(
        _("A question about your application"),
        _APPLICANT,
        _("When the group asks for more information."),
        (
            NAME,
            SCHEME,
            Placeholder(
                "question",
                "sentence",
                _("what the group wrote to the applicant"),
                _("Which languages do you teach this year?"),
                is_required=True,
            ),
        ),
        _samples(),
    ),
    KINDS[APPROVED]: Wording(
        _("Your application is approved"),
        _APPLICANT,
        _("When an application is approved."),
        (
            NAME,
            SCHEME,
            Placeholder(
                "roles",
                "roles",
                _("as what they take part"),
                ROLES["mentee"].label,
                is_required=True,
            ),
            Placeholder(
                "next",
                "next",
                _("what comes next: a letter with a partner, or what to do where people choose"),
                lazily(
                    partial(
                        next_when_approved,
                        MatchingMode.COORDINATED,
                        is_mentor=False,
                        is_mentee=True,
                    )
                ),
            ),
            _STARTING,
        ),
        _samples(APPROVED),
    ),
    KINDS[WAITING]: Wording(
        _("You are on the waiting list"),
        _APPLICANT,
        _("When an application is put on the waiting list."),
        (
            NAME,
            SCHEME,
            Placeholder("place", "place", _("the place on the waiting list"), "3"),
            Placeholder("waiting", "waiting_count", _("how many wait"), "12"),
            _reason(WAITING),
        ),
        _samples(WAITING),
    ),
    KINDS[DECLINED]: Wording(
        _("About your application"),
        _APPLICANT,
        _("When an application is declined."),
        (NAME, SCHEME, _reason(DECLINED)),
        _samples(DECLINED),
    ),
    DRAFT: Wording(
        _("Your application is not sent yet"),
        _("Whoever began an application and has not sent it"),
        _("Three days before applications close, and a week before a draft is erased."),
        (
            NAME,
            SCHEME,
            _dates(
                _("a sentence that says when applications close, or that they have"),
                lazily(when_closing, _CLOSES, _CLOSES),
            ),
            Placeholder(
                "kept_until",
                "erased",
                _("the day on which what was typed is erased"),
                lazily(date_format, _ERASED, "DATE_FORMAT"),
                is_required=True,
            ),
        ),
    ),
}
