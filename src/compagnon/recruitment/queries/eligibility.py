"""What speaks against approving an application together with others, and about whom nothing does."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django_stubs_ext import StrPromise

from compagnon.core.actors import Actor
from compagnon.recruitment.findings import found_against
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import visible_applications
from compagnon.recruitment.rules.facts import DOUBT_SENTENCES, EligibilityFacts, doubts
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.queries.charter import signed_person_ids

State = Application.State


def with_signatures(viewer: Actor, joining_point: JoiningPoint) -> QuerySet[Application]:
    """Return what was sent to a joining point with `is_signed`: whether the charter as it stands is signed."""
    signed = signed_person_ids(viewer=viewer, scheme=joining_point.cycle.scheme)
    sent = visible_applications(viewer).filter(joining_point=joining_point)
    return sent.exclude(state=State.DRAFT).annotate(
        is_signed=ExpressionWrapper(Q(person__in=signed), output_field=BooleanField())
    )


def doubts_about(row: Application) -> tuple[StrPromise, ...]:
    """Return why somebody should look at an application that `with_signatures` found."""
    return doubts_of(row, is_signed=row.is_signed)  # type: ignore[attr-defined]  # annotated there


def doubts_of(row: Application, *, is_signed: bool) -> tuple[StrPromise, ...]:
    """Return why somebody should look at an application; the form's own "I agree" counts until it is signed."""
    answers: dict[str, Any] = row.answers
    facts = EligibilityFacts(
        membership_number=answers.get("membership_number", ""),
        membership_category=answers.get("membership_category", ""),
        is_member_confirmed=row.is_member_confirmed or not _is_asked_for_membership(answers),
        is_charter_signed=is_signed or answers.get("charter_signed") is True,
        has_possible_duplicate=row.has_possible_duplicate,
    )
    return tuple(DOUBT_SENTENCES[doubt] for doubt in doubts(facts))


def find_clear(viewer: Actor, joining_point: JoiningPoint) -> set[UUID]:
    """Return who waits for a decision without a doubt, the register's included: to be approved together.

    In a scheme that does not ask for membership the register says nothing against anybody. Two queries at most
    besides the register's, once an actor; it looks at everybody who waits.
    """
    return viewer.memo(("clear", joining_point.pk), lambda: _clear(viewer, joining_point))


def _clear(viewer: Actor, joining_point: JoiningPoint) -> set[UUID]:
    against = found_against(viewer, joining_point)
    shown = ("answers", "is_member_confirmed", "has_possible_duplicate")
    rows = with_signatures(viewer, joining_point).filter(state=State.SUBMITTED)
    return {
        row.id
        for row in rows.select_related(None).only(*shown)
        if not doubts_about(row)
        and not (row.id in against and _is_asked_for_membership(row.answers))
    }


def _is_asked_for_membership(answers: Mapping[str, Any]) -> bool:
    """Say whether the form asked about membership: a scheme that is not for members need not (an association's does).

    What came in a file has a place for it, filled or not; and erased answers say nothing.
    """
    return not answers or not {"membership_number", "membership_category"}.isdisjoint(answers)
