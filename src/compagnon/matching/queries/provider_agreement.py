"""Which workplaces have agreed to lend each other mentors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.matching.models import ProviderAgreement
from compagnon.matching.rules.problem import Pairs
from compagnon.recruitment.queries.institution import Identities
from compagnon.schemes.models import Scheme


@dataclass(frozen=True)
class ProviderAgreementRow:
    """An agreement: between whom, from when until when, who recorded it, and whether it can still be ended."""

    id: UUID
    names: tuple[str, str]
    starts_on: date
    ends_on: date | None
    recorded_by: str
    ended_by: str
    is_over: bool
    is_to_come: bool


def agreements_in_force(organisation_id: UUID, identities: Identities) -> Pairs:
    """Return which places have an agreement today, by the keys that they go by; one query."""
    rows = lasting(organisation_id).filter(starts_on__lte=clock.today())
    return frozenset(
        (identities.of(one), identities.of(other))
        for one, other in rows.values_list("one__key", "other__key")
    )


def lasting(organisation_id: UUID) -> QuerySet[ProviderAgreement]:
    """Return the agreements of an organisation that are not over."""
    until = Q(ends_on=None) | Q(ends_on__gte=clock.today())
    return ProviderAgreement.objects.filter(until, organisation=organisation_id, ended_at=None)


def list_provider_agreements(*, viewer: Actor, scheme: Scheme) -> Sequence[ProviderAgreementRow]:
    """Return the agreements of a scheme's organisation, those that last first; two queries. For its coordinators."""
    decision = decide(viewer, "matching.view_provider_agreements", scheme)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    rows = ProviderAgreement.objects.filter(organisation=scheme.organisation_id)
    found = rows.select_related("one", "other", "recorded_by", "ended_by")
    today = clock.today()
    return sorted(
        (_row(one, today) for one in found.order_by("one__name", "other__name", "id")),
        key=lambda row: row.is_over,
    )


def _row(one: ProviderAgreement, today: date) -> ProviderAgreementRow:
    is_past = one.ends_on is not None and one.ends_on < today
    return ProviderAgreementRow(
        id=one.id,
        names=(one.one.name, one.other.name),
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        recorded_by=one.recorded_by.known_as,
        ended_by=one.ended_by.known_as if one.ended_by else "",
        is_over=is_past or one.ended_at is not None,
        is_to_come=one.starts_on > today,
    )
