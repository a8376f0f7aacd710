import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Grant
from compagnon.partnerships.choices import CHALLENGES, DEPTHS, RHYTHM_LABELS, WAYS
from compagnon.partnerships.models import Agreement, Partnership
from compagnon.partnerships.queries.reading import Reading
from compagnon.partnerships.rules import Terms
from compagnon.schemes.facts import focus_label


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
    is_replaced: bool
    is_signed_by_viewer: bool

    @property
    def frequency_label(self) -> StrOrPromise:
        """How often, in words."""
        return RHYTHM_LABELS[self.terms.frequency]

    @property
    def mode_label(self) -> StrOrPromise:
        """How, in words."""
        return dict(WAYS)[self.terms.mode]

    @property
    def challenge_label(self) -> StrOrPromise:
        """How much challenge they want, in words."""
        return dict(CHALLENGES).get(self.terms.challenge, self.terms.challenge)

    @property
    def depth_label(self) -> StrOrPromise:
        """How deep they want to go, in words."""
        return dict(DEPTHS).get(self.terms.depth, self.terms.depth)

    @property
    def focus_labels(self) -> list[StrOrPromise]:
        """What about, in words."""
        return [focus_label(area) for area in self.terms.focus_areas]


def get_agreement(*, viewer: Actor, partnership: Partnership) -> AgreementView | None:
    """Return the latest version of the pair's learning contract, opened for a member; None before the first.

    Refuses (`Closed`) anybody else.
    """
    return agreement_in(Reading(viewer, partnership))


def agreement_in(reading: Reading) -> AgreementView | None:
    """Return the latest version of the learning contract of the pair that is being read."""
    if not reading.signed:
        return None
    version = max(reading.signed)
    return _view(Agreement.objects.get(partnership=reading.partnership, version=version), reading)


def agreements_in(reading: Reading) -> list[AgreementView]:
    """Return every version of the learning contract of the pair that is being read, the latest first; one query."""
    rows = Agreement.objects.filter(partnership=reading.partnership).order_by("-version")
    return [_view(row, reading) for row in rows if reading.grant.knows(row)]


def _view(agreement: Agreement, reading: Reading) -> AgreementView:
    agreement.partnership, version = reading.partnership, agreement.version
    is_in_force = version == max(reading.in_force, default=0)
    signatures = sorted(
        (signed_at, reading.member(member_id).person.known_as)
        for member_id, signed_at in reading.signed[version].items()
    )
    return AgreementView(
        id=agreement.id,
        version=version,
        terms=_terms(agreement, reading.grant),
        written_on=agreement.written_at.date(),
        signatures=tuple(SignatureView(name, signed_at) for signed_at, name in signatures),
        is_in_force=is_in_force,
        is_replaced=version < max(reading.signed) and not is_in_force,
        is_signed_by_viewer=reading.own.id in reading.signed[version],
    )


def _terms(agreement: Agreement, grant: Grant) -> Terms:
    return Terms(
        frequency=agreement.frequency,
        mode=agreement.mode,
        length_minutes=agreement.length_minutes,
        review_on=agreement.review_on,
        ends_on=agreement.ends_on,
        focus_areas=_focus_areas(agreement, grant),
        focus_note=grant.read(agreement, "focus_note"),
        mentor_responsibilities=grant.read(agreement, "mentor_responsibilities"),
        mentee_responsibilities=grant.read(agreement, "mentee_responsibilities"),
        minutes_by=grant.read(agreement, "minutes_by"),
        contact=grant.read(agreement, "contact"),
        off_limits=grant.read(agreement, "off_limits"),
        challenge=grant.read(agreement, "challenge"),
        depth=grant.read(agreement, "depth"),
    )


def _focus_areas(agreement: Agreement, grant: Grant) -> tuple[str, ...]:
    if grant.is_closed:
        return ()
    return tuple(json.loads(grant.read(agreement, "focus_areas") or "[]"))
