"""What kind of work a partnership is, what it was before, and what is proposed."""

from dataclasses import dataclass
from datetime import datetime

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.partnerships.models import KindChange, Partnership
from compagnon.partnerships.queries.reading import Reading
from compagnon.schemes.models import Scheme


@dataclass(frozen=True)
class ProposedKind:
    """That somebody proposed a change of kind: which, and whether the reader did."""

    label: StrOrPromise
    by: str
    is_own: bool


@dataclass(frozen=True)
class KindView:
    """The present kind, what it would turn into, what is proposed, and since when it has been what."""

    label: StrOrPromise
    other_label: StrOrPromise
    proposed: ProposedKind | None
    history: tuple[tuple[datetime, StrOrPromise], ...]


def get_kind(*, viewer: Actor, partnership: Partnership) -> KindView:
    """Return what kind of work a partnership is; two queries. Refuses (`Closed`) anybody but a member."""
    reading = Reading(viewer, partnership)
    rows = KindChange.objects.filter(partnership=partnership).exclude(agreed_at=None)
    usual = Scheme.Kind(partnership.joining_point.cycle.scheme.kind)
    changed = [
        (agreed_at, Scheme.Kind(kind).label)
        for agreed_at, kind in rows.order_by("agreed_at").values_list("agreed_at", "kind")
        if agreed_at
    ]
    return KindView(
        label=Scheme.Kind(partnership.present_kind).label,
        other_label=Scheme.Kind(other_kind(partnership.present_kind)).label,
        proposed=proposed_kind_in(reading),
        history=((partnership.opened_at, usual.label), *changed),
    )


def other_kind(kind: str) -> str:
    """Return what a kind of work may turn into (NF-05): mentoring into coaching, and back."""
    return Scheme.Kind.MENTORING if kind == Scheme.Kind.COACHING else Scheme.Kind.COACHING


def proposed_kind_in(reading: Reading) -> ProposedKind | None:
    """Return the change of kind that waits for the other one; one query."""
    row = KindChange.objects.filter(partnership=reading.partnership, agreed_at=None).first()
    if row is None:
        return None
    member = reading.member(row.member_id)
    return ProposedKind(
        Scheme.Kind(row.kind).label, member.person.known_as, is_own=member == reading.own
    )
