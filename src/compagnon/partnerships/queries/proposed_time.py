"""Times that are proposed, and what is known of each: whose holidays they lie in, and who said that they could."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.partnerships.models import (
    Member,
    Partnership,
    ProposedTime,
    TimeAcceptance,
    TimesProposal,
)
from compagnon.partnerships.queries.partnership import PartnershipView, frame_in
from compagnon.partnerships.queries.reading import Reading
from compagnon.partnerships.rules import part_of_week
from compagnon.schemes.queries.term_calendar import YearOfTerms, find_terms_of_each
from compagnon.schemes.rules.terms import Kind
from compagnon.schemes.template import settings_of
from compagnon.schemes.term_calendars import key_of_person
from compagnon.schemes.vocabularies.times import HOLIDAYS, expanded, times_in_words


@dataclass(frozen=True)
class TimeView:
    """A time, what speaks for it and what against, and whom it suits."""

    id: UUID | None
    starts_at: datetime
    suits: tuple[StrOrPromise, ...]
    warnings: tuple[StrOrPromise, ...]
    accepted_by: tuple[str, ...] = ()
    is_accepted: bool = False

    @property
    def has_passed(self) -> bool:
        """Whether it can be chosen no more."""
        return self.starts_at <= clock.now()


@dataclass(frozen=True)
class ProposalView:
    """What is proposed for the next meeting, and by whom."""

    proposer_name: str
    is_viewers: bool
    length_minutes: int
    times: tuple[TimeView, ...]


@dataclass(frozen=True)
class FreeTimes:
    """When a member said, as they applied, that they could meet."""

    name: str
    times: tuple[StrOrPromise, ...]


@dataclass(frozen=True)
class TimesView:
    """What the page of times shows: the frame, what is proposed, what is looked at, and when who could."""

    partnership: PartnershipView
    proposal: ProposalView | None
    looked_at: tuple[TimeView, ...]
    free_times: tuple[FreeTimes, ...]


def get_times(
    *, viewer: Actor, partnership: Partnership, looked_at: Iterable[datetime] = ()
) -> TimesView:
    """Return the times proposed for the next meeting, opened for a member; a fixed number of queries.

    Each with the holidays and half terms of everybody's own terms, and with what each said about when they can
    meet, as far as that was shared. Refuses (`Closed`) anybody else.
    """
    reading = Reading(viewer, partnership)
    known = _terms_of_each(reading)
    return TimesView(
        frame_in(reading),
        _proposal(reading, known),
        tuple(_time(one, reading, known) for one in sorted(looked_at)),
        tuple(
            FreeTimes(row.person.known_as, times_in_words(row.shared["availability"]))
            for row in reading.members.values()
            if row.shared.get("availability")
        ),
    )


Terms = Mapping[UUID, Sequence[YearOfTerms]]


def _terms_of_each(reading: Reading) -> Terms:
    """Return the school years by which each member goes; one query."""
    scheme = reading.partnership.joining_point.cycle.scheme
    usual = settings_of(scheme).calendar
    keys = {
        row.id: key_of_person(row.shared, usual, row.calendar) for row in reading.members.values()
    }
    found = find_terms_of_each(organisation_id=scheme.organisation_id, keys=set(keys.values()))
    return {member_id: found[key] for member_id, key in keys.items()}


def _proposal(reading: Reading, known: Terms) -> ProposalView | None:
    proposal = TimesProposal.objects.filter(partnership=reading.partnership, closed_at=None).first()
    if proposal is None:
        return None
    accepted: dict[UUID, list[UUID]] = {}
    for time_id, member_id in TimeAcceptance.objects.filter(time__proposal=proposal).values_list(
        "time_id", "member_id"
    ):
        accepted.setdefault(time_id, []).append(member_id)
    rows = ProposedTime.objects.filter(proposal=proposal).order_by("starts_at")
    return ProposalView(
        proposer_name=reading.member(proposal.member_id).person.known_as,
        is_viewers=proposal.member_id == reading.own.id,
        length_minutes=proposal.length_minutes,
        times=tuple(
            _time(row.starts_at, reading, known, row=row, accepted=accepted.get(row.id, ()))
            for row in rows
        ),
    )


def _time(
    starts_at: datetime,
    reading: Reading,
    known: Terms,
    *,
    row: ProposedTime | None = None,
    accepted: Sequence[UUID] = (),
) -> TimeView:
    local = timezone.localtime(starts_at)
    suits: list[StrOrPromise] = []
    warnings: list[StrOrPromise] = []
    for member in reading.members.values():
        holiday = _holiday(member, local.date(), known[member.id])
        said = set(expanded(member.shared.get("availability", ())))
        wanted = HOLIDAYS if holiday else part_of_week(local)
        if holiday:
            warnings.append(holiday)
        if wanted in said:
            suits.append(_("%(name)s could then") % {"name": member.person.known_as})
        elif said and not holiday:
            warnings.append(
                _("Not among the times that %(name)s gave") % {"name": member.person.known_as}
            )
    return TimeView(
        id=row.id if row else None,
        starts_at=starts_at,
        suits=tuple(suits),
        warnings=tuple(warnings),
        accepted_by=tuple(reading.member(one).person.known_as for one in accepted),
        is_accepted=reading.own.id in accepted,
    )


def _holiday(member: Member, day: date, years: Sequence[YearOfTerms]) -> str:
    """Say whose half-term break, holiday or day off a day is; nothing on a school day or where nobody knows the terms.

    The place is named where it follows from the region that the partner reads anyway; whose terms somebody chose
    to go by stays with them.
    """
    named = next((year for year in years if _spans(year, day)), None)
    if named is None:
        return ""
    entries = [one for one in named.entries if one.holds(day)]
    kinds = {one.kind for one in entries}
    if kinds == {Kind.TERM}:
        return ""
    values = {"name": member.person.known_as, "place": named.key.title}
    if Kind.DAY_OFF in kinds:
        said = (_("Day off for %(name)s"), _("Day off (%(place)s) for %(name)s"))
    elif Kind.BREAK in kinds:
        said = (_("Half term for %(name)s"), _("Half term (%(place)s) for %(name)s"))
    else:
        said = (_("School holidays for %(name)s"), _("School holidays (%(place)s) for %(name)s"))
    return said[not member.calendar] % values


def _spans(year: YearOfTerms, day: date) -> bool:
    """Say whether a day lies in a school year as it is known, or in the holidays after it."""
    return any(one.holds(day) for one in year.entries) or (
        min(one.starts_on for one in year.entries) <= day <= date(year.year + 1, 8, 31)
    )
