"""What speaks against approving an application together with others, and about whom nothing does."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThan
from django_stubs_ext import StrPromise

from compagnon.core.actors import Actor
from compagnon.recruitment.findings import found_against
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import visible_applications
from compagnon.recruitment.rules.facts import DOUBT_SENTENCES, EligibilityFacts, doubts
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.queries.charter import signed_person_ids

State = Application.State
_ASKING: Final = frozenset({"membership_number", "membership_category"})
_SAID: Final = {
    key: Coalesce(KT(f"answers__{key}"), Value(""), output_field=TextField()) for key in _ASKING
}
_ANSWERED: Final = {key: GreaterThan(said, Value("")) for key, said in _SAID.items()}
_SAYS_NO: Final = Exact(_SAID["membership_category"], Value("not_a_member"))


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


def is_clear(viewer: Actor, joining_point: JoiningPoint) -> Q:
    """Return who waits for a decision without a doubt, the register's included: to be approved together.

    What `doubts_about` says, asked of the database. In a scheme that does not ask for membership the register says
    nothing against anybody. One query, if a register is asked.
    """
    signed = signed_person_ids(viewer=viewer, scheme=joining_point.cycle.scheme)
    said = Q(_ANSWERED["membership_number"]) | Q(_ANSWERED["membership_category"])
    is_member = (said & ~Q(_SAYS_NO)) | Q(is_member_confirmed=True)
    is_of_members = Q(answers={}) | Q(answers__has_any_keys=sorted(_ASKING))
    against = found_against(viewer, joining_point)
    return (
        Q(state=State.SUBMITTED, has_possible_duplicate=False)
        & (Q(person__in=signed) | Q(answers__charter_signed=True))
        & (~is_of_members | (is_member & ~against))
    )


def _is_asked_for_membership(answers: Mapping[str, Any]) -> bool:
    """Say whether the form asked about membership: a scheme that is not for members need not (an association's does).

    What came in a file has a place for it, filled or not; and erased answers say nothing.
    """
    return not answers or not _ASKING.isdisjoint(answers)
