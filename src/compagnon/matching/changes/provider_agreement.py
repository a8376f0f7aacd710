"""Agreements between workplaces to lend each other mentors (LSIS-27)."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.changes.decision_log import named
from compagnon.matching.events import ProviderAgreementEnded, ProviderAgreementRecorded
from compagnon.matching.models import ProviderAgreement
from compagnon.matching.queries.provider_agreement import lasting
from compagnon.recruitment.changes.institution import row_of
from compagnon.recruitment.queries.institution import InstitutionLine
from compagnon.schemes.models import Organisation, Scheme


@change("matching.record_provider_agreement", on="scheme")
def record_provider_agreement(
    *,
    by: Actor,
    scheme: Scheme,
    one: InstitutionLine,
    other: InstitutionLine,
    starts_on: date,
    ends_on: date | None = None,
) -> ProviderAgreement:
    """Write down that two workplaces lend each other mentors; every scheme of the organisation may count on it.

    Refused for a place and itself, for an end before the beginning, and where the two have one that is not over.
    """
    if one.key == other.key:
        raise Refused(_("Choose two places."), field="other")
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("It ends after it begins."), field="ends_on")
    # Of two at once, one comes second and finds the other's.
    Organisation.objects.select_for_update().get(pk=scheme.organisation_id)
    first, second = row_of(scheme, one), row_of(scheme, other)
    either_way = Q(one=first, other=second) | Q(one=second, other=first)
    if lasting(scheme.organisation_id).filter(either_way).exists():
        raise Refused(_("These two have an agreement already. End it first."), field="other")
    row = ProviderAgreement.objects.create(
        organisation_id=scheme.organisation_id,
        one=first,
        other=second,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by_id=named(by),
        recorded_at=clock.now(),
    )
    record(ProviderAgreementRecorded(provider_agreement_id=row.id, scheme_id=scheme.id), by=by)
    return row


@change("matching.end_provider_agreement", on="scheme")
def end_provider_agreement(*, by: Actor, scheme: Scheme, agreement_id: UUID | None) -> None:
    """End an agreement: no later match counts on it; pairs that were proposed stay. Refused for one that is over."""
    rows = lasting(scheme.organisation_id).select_for_update()
    row = next((one for one in rows if one.id == agreement_id), None)
    if row is None:
        raise Refused(_("This agreement is over already."))
    row.ended_by_id, row.ended_at = named(by), clock.now()
    row.save(update_fields=["ended_by", "ended_at"])
    record(ProviderAgreementEnded(provider_agreement_id=row.id, scheme_id=scheme.id), by=by)
