"""What a coordinator sees of partnerships: that they meet, when, how long, their status. No type here holds words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from compagnon.accounts.models import known_as
from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.partnerships.models import Agreement, Meeting, Member, Partnership
from compagnon.partnerships.queries.partnership import names_in_words
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.role_words import RoleWords, role_words

PAGE_SIZE = 25


@dataclass(frozen=True)
class MeetingFact:
    """That a meeting is arranged, was held or cancelled: when, and how long."""

    held_on: date
    length_minutes: int
    state: str

    @property
    def state_label(self) -> StrOrPromise:
        """The state in words."""
        return Meeting.State(self.state).label


@dataclass(frozen=True)
class Activity:
    """One partnership, seen from outside."""

    id: UUID
    names: tuple[str, ...]
    roles: tuple[str, ...]
    state: str
    state_label: StrOrPromise
    opened_on: date
    planned_end_on: date
    agreement_signed_count: int
    meetings: tuple[MeetingFact, ...]

    @property
    def state_tone(self) -> str:
        """The colour of the state: good while they work together."""
        return "good" if self.state == Partnership.State.OPEN else "plain"

    @property
    def contract(self) -> str:
        """How far the learning contract has come, in words."""
        return _("%(number)s of %(needed)s signatures") % {
            "number": self.agreement_signed_count,
            "needed": len(self.names),
        }

    @property
    def others(self) -> str:
        """Everybody but the first, the mentee or the other peers."""
        return names_in_words(self.names[1:])

    @property
    def held_count(self) -> int:
        """How many meetings took place."""
        return sum(fact.state == Meeting.State.HELD for fact in self.meetings)

    @property
    def met(self) -> str:
        """How many meetings took place, and how long they were together, in words."""
        minutes = sum(
            fact.length_minutes for fact in self.meetings if fact.state == Meeting.State.HELD
        )
        return ngettext(
            "%(number)s time, %(minutes)s minutes",
            "%(number)s times, %(minutes)s minutes",
            self.held_count,
        ) % {"number": self.held_count, "minutes": minutes}


def list_activity(
    *, viewer: Actor, joining_point: JoiningPoint, after: UUID | None = None
) -> list[Activity]:
    """Return what happens in a joining point's partnerships, without a word of content (ALL-15).

    Empty for whoever does not coordinate the scheme. Twenty-five at a time, by key; five queries.
    """
    if not decide(viewer, "partnerships.view_activity", joining_point).allowed:
        return []
    rows = Partnership.objects.filter(joining_point=joining_point).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    words = role_words(joining_point.cycle.scheme)
    return _activities(rows.only("state", "opened_at", "planned_end_on")[:PAGE_SIZE], words)


def list_rows(*, viewer: Actor, joining_point: JoiningPoint) -> list[tuple[str, ...]]:
    """Return a heading and a row for each partnership of a joining point; five queries.

    No row for whoever does not coordinate the scheme.
    """
    words = role_words(joining_point.cycle.scheme)
    heading = (
        words.mentor,
        words.mentee,
        _("State"),
        _("Opened on"),
        _("Signatures"),
        _("Meetings held"),
        _("Minutes together"),
        _("Last met on"),
        _("Planned end"),
    )
    if not decide(viewer, "partnerships.view_activity", joining_point).allowed:
        return [heading]
    rows = Partnership.objects.filter(joining_point=joining_point).order_by("opened_at", "id")
    found = _activities(rows.only("state", "opened_at", "planned_end_on"), words)
    return [heading, *(_row(one) for one in found)]


def _row(one: Activity) -> tuple[str, ...]:
    held = [fact for fact in one.meetings if fact.state == Meeting.State.HELD]
    return (
        one.names[0],
        one.others,
        str(one.state_label),
        one.opened_on.isoformat(),
        str(one.agreement_signed_count),
        str(len(held)),
        str(sum(fact.length_minutes for fact in held)),
        max(fact.held_on for fact in held).isoformat() if held else "",
        one.planned_end_on.isoformat(),
    )


def _activities(rows: Iterable[Partnership], words: RoleWords) -> list[Activity]:
    """Return what happens in some partnerships; four queries."""
    shown = list(rows)
    ids = [row.id for row in shown]
    members, signed, meetings = _members(ids), _signature_counts(ids), _meetings(ids)
    return [
        Activity(
            id=row.id,
            names=tuple(name for name, _role in members[row.id]),
            roles=tuple(words.of_member(role) for _name, role in members[row.id]),
            state=row.state,
            state_label=row.get_state_display(),
            opened_on=row.opened_at.date(),
            planned_end_on=row.planned_end_on,
            agreement_signed_count=signed.get(row.id, 0),
            meetings=tuple(meetings.get(row.id, ())),
        )
        for row in shown
    ]


def _members(ids: Collection[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """Return name and role of each member, the mentor or whoever facilitates first, others by name; one query."""
    found: dict[UUID, list[tuple[str, str]]] = {}
    rows = Member.objects.filter(partnership__in=ids, left_at=None).order_by("person__name", "id")
    for key, role, name in rows.values_list("partnership_id", "role", "person__name"):
        found.setdefault(key, []).append((known_as(name), role))
    return {
        key: sorted(some, key=lambda one: one[1] not in Member.LEADING)
        for key, some in found.items()
    }


def _signature_counts(ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many have signed the latest version of each learning contract; one query."""
    rows = Agreement.objects.filter(partnership__in=ids).values_list("partnership_id", "version")
    latest: dict[UUID, tuple[int, int]] = {}
    present = Count("signatures", filter=Q(signatures__member__left_at=None))
    for partnership_id, version, count in rows.annotate(count=present):
        latest[partnership_id] = max(latest.get(partnership_id, (0, 0)), (version, count))
    return {partnership_id: count for partnership_id, (_version, count) in latest.items()}


def _meetings(ids: Collection[UUID]) -> dict[UUID, list[MeetingFact]]:
    """Return the meetings of each partnership, the latest first; one query."""
    found: dict[UUID, list[MeetingFact]] = {}
    rows = Meeting.objects.filter(partnership__in=ids).order_by("-held_on")
    for partnership_id, held_on, minutes, state in rows.values_list(
        "partnership_id", "held_on", "length_minutes", "state"
    ):
        found.setdefault(partnership_id, []).append(MeetingFact(held_on, minutes, state))
    return found
