import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Grant
from compagnon.partnerships.choices import FOCUS, FREQUENCIES, WAYS
from compagnon.partnerships.models import Agreement, Partnership
from compagnon.partnerships.policy import reading_grant
from compagnon.partnerships.rules import Terms


@dataclass(frozen=True)
class SignatureView:
    """Who signed, and when."""

    name: str
    signed_at: datetime


@dataclass(frozen=True)
class AgreementView:
    """A version of the learning contract as its members read it."""

    id: UUID
    version: int
    terms: Terms
    written_on: date
    signatures: tuple[SignatureView, ...]
    is_in_force: bool
    is_signed_by_viewer: bool

    @property
    def frequency_label(self) -> StrOrPromise:
        """How often, in words."""
        return dict(FREQUENCIES)[self.terms.frequency]

    @property
    def mode_label(self) -> StrOrPromise:
        """How, in words."""
        return dict(WAYS)[self.terms.mode]

    @property
    def focus_labels(self) -> list[StrOrPromise]:
        """What about, in words."""
        return [label for key, label in FOCUS if key in self.terms.focus_areas]


def get_agreement(*, viewer: Actor, partnership: Partnership) -> AgreementView | None:
    """Return the latest version of the pair's learning contract, opened for a member; None before the first.

    Refuses (`Closed`) anybody else.
    """
    grant = reading_grant(viewer, partnership)
    agreement = (
        Agreement.objects.filter(partnership=partnership)
        .prefetch_related("signatures__member__person")
        .order_by("-version")
        .first()
    )
    if agreement is None:
        return None
    agreement.partnership = partnership
    signatures = sorted(
        agreement.signatures.all(), key=lambda row: (row.signed_at, row.member.person.name)
    )
    return AgreementView(
        id=agreement.id,
        version=agreement.version,
        terms=_terms(agreement, grant),
        written_on=agreement.written_at.date(),
        signatures=tuple(
            SignatureView(row.member.person.name, row.signed_at) for row in signatures
        ),
        is_in_force=len(signatures) == partnership.members.count(),
        is_signed_by_viewer=any(row.member.person_id == viewer.person_id for row in signatures),
    )


def _terms(agreement: Agreement, grant: Grant) -> Terms:
    return Terms(
        frequency=agreement.frequency,
        mode=agreement.mode,
        length_minutes=agreement.length_minutes,
        review_on=agreement.review_on,
        ends_on=agreement.ends_on,
        focus_areas=tuple(json.loads(grant.read(agreement, "focus_areas") or "[]")),
        focus_note=grant.read(agreement, "focus_note"),
        mentor_responsibilities=grant.read(agreement, "mentor_responsibilities"),
        mentee_responsibilities=grant.read(agreement, "mentee_responsibilities"),
    )
