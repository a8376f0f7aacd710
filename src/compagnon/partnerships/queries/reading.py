import logging
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Q, Sum

from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Closed, Grant
from compagnon.core.policy import decide
from compagnon.partnerships.models import (
    ActionItem,
    AgendaItem,
    Agreement,
    Attendance,
    Goal,
    GoalNote,
    Meeting,
    Member,
    Partnership,
    TimesProposal,
)
from compagnon.partnerships.policy import (
    last_look_grant,
    members_ever_known_to,
    membership_in,
    membership_left_in,
    own_grant,
    reading_grant,
)

log = logging.getLogger("compagnon.security")

PAGE_SIZE = 25
USUAL_MINUTES = 60


class Reading:
    """A member's look at a pair, for one page: whatever several parts of it need is read once, and not before.

    Refuses (`Closed`) everybody whose sealed membership does not say so.
    """

    def __init__(
        self, viewer: Actor, partnership: Partnership, *, most: int | None = PAGE_SIZE
    ) -> None:
        """Check the membership; nothing else is read yet. `most`: how many held meetings; None for all of them."""
        self.most = most
        self.viewer = viewer
        self.partnership = partnership
        self.own = self._membership()

    def _membership(self) -> Member:
        return membership_in(self.viewer, self.partnership)

    @cached_property
    def everybody(self) -> dict[UUID, Member]:
        """All who ever belonged to it, by id, those who left included: rows still name them.

        The mentor or whoever facilitates first, others by name; they were read with the viewer's memberships.
        """
        found = members_ever_known_to(self.viewer, self.own.partnership_id)
        ordered = sorted(
            found, key=lambda row: (row.role not in Member.LEADING, row.person.name, row.id)
        )
        return {row.id: row for row in ordered}

    @cached_property
    def members(self) -> dict[UUID, Member]:
        """The members by id, in the same order; who left is none."""
        return {key: row for key, row in self.everybody.items() if row.left_at is None}

    def member(self, member_id: UUID) -> Member:
        """Return the member, present or past, that a row of the pair names.

        Refuses (`Closed`), and logs, a row that names somebody else: it was moved here from another pair.
        """
        try:
            return self.everybody[member_id]
        except KeyError as error:
            log.warning(
                "a row names no member of its partnership",
                extra={"kind": Member._meta.label, "row": member_id.hex},
            )
            raise Closed from error

    def was_there(self, at: datetime) -> bool:  # noqa: ARG002 -- only whoever left was not there later
        """Say whether the reader was a member at some time."""
        return True

    @cached_property
    def grant(self) -> Grant:
        """The right to open what the pair wrote, with its keys; one query."""
        return reading_grant(self.viewer, self.partnership)

    @cached_property
    def own_grant(self) -> Grant:
        """The right to open what is the reader's own and not shared, with its keys; one query."""
        return own_grant(self.viewer, self.partnership)

    @cached_property
    def signed(self) -> dict[int, dict[UUID, datetime]]:
        """Who signed each version of the learning contract, and when."""
        versions: dict[int, dict[UUID, datetime]] = {}
        for version, _minutes, member_id, signed_at in self._signatures:
            signatures = versions.setdefault(version, {})
            if member_id is not None:
                signatures[member_id] = signed_at
        return versions

    @cached_property
    def _signatures(self) -> list[tuple[int, int, UUID | None, datetime]]:
        """Version, length of meetings, and signature, for each signature of each version; one query."""
        rows = Agreement.objects.filter(partnership=self.partnership)
        return list(
            rows.values_list(
                "version", "length_minutes", "signatures__member_id", "signatures__signed_at"
            )
        )

    @property
    def usual_minutes(self) -> int:
        """How long their meetings are to be, by the contract in force, or by the one that is being agreed on."""
        lengths = {version: minutes for version, minutes, _member_id, _at in self._signatures}
        return lengths.get(max(self.in_force or lengths, default=0), USUAL_MINUTES)

    @cached_property
    def in_force(self) -> set[int]:
        """The versions that every member has signed; the policy need not ask again."""
        found = {
            version
            for version, signatures in self.signed.items()
            if signatures.keys() >= self.members.keys()
        }
        self.partnership.is_agreed = bool(found)
        return found

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meeting ahead, if there is one, and the latest that were held, newest first; one query."""
        shown = (Meeting.State.ARRANGED, Meeting.State.HELD)
        rows = list(
            Meeting.objects.filter(partnership=self.partnership, state__in=shown)
            .select_related("minutes")
            .order_by("state", "-held_on", "-id")[: None if self.most is None else self.most + 1]
        )
        for row in rows:
            row.partnership = self.partnership
        return rows

    @property
    def arranged(self) -> Meeting | None:
        """The one meeting that is arranged."""
        return next((row for row in self.meetings if row.state == Meeting.State.ARRANGED), None)

    @property
    def held(self) -> Sequence[Meeting]:
        """The latest meetings that were held, newest first."""
        return [row for row in self.meetings if row.state == Meeting.State.HELD][: self.most]

    @cached_property
    def action_items(self) -> list[ActionItem]:
        """Every open action item, and those of the meetings shown, in the order in which they were taken on."""
        rows = ActionItem.objects.filter(
            Q(state=ActionItem.State.OPEN) | Q(meeting__in=[row.id for row in self.held]),
            meeting__partnership=self.partnership,
        ).select_related("meeting")
        for row in rows:
            row.meeting.partnership = self.partnership
        return sorted(rows, key=lambda row: (row.meeting.held_on, row.meeting_id, row.position))

    @cached_property
    def agenda_items(self) -> list[AgendaItem]:
        """What is on the agenda, and what came up at the meetings shown, in the order in which it was added."""
        rows = AgendaItem.objects.filter(
            Q(meeting=None) | Q(meeting__in=[row.id for row in self.held]),
            partnership=self.partnership,
        ).order_by("added_at", "id")
        for row in rows:
            row.partnership = self.partnership
        return list(rows)

    @cached_property
    def times_proposed_by(self) -> Member | None:
        """Who proposed times for the next meeting, of which none is chosen yet; one query."""
        rows = TimesProposal.objects.filter(partnership=self.partnership, closed_at=None)
        member_id = rows.values_list("member_id", flat=True).first()
        return self.member(member_id) if member_id else None

    @cached_property
    def together(self) -> tuple[int, int]:
        """How often all the meetings took place, and how many minutes they were together; one query."""
        rows = Meeting.objects.filter(partnership=self.partnership, state=Meeting.State.HELD)
        found = rows.aggregate(count=Count("id"), minutes=Sum("length_minutes"))
        return found["count"], found["minutes"] or 0

    @cached_property
    def attended(self) -> dict[UUID, list[str]]:
        """The names of those who were at each of the meetings shown; one query."""
        names: dict[UUID, list[str]] = {}
        rows = Attendance.objects.filter(meeting__in=[row.id for row in self.held])
        for meeting_id, member_id in rows.values_list("meeting_id", "member_id"):
            names.setdefault(meeting_id, []).append(self.member(member_id).person.known_as)
        return names

    @cached_property
    def goals(self) -> list[Goal]:
        """The goals of all members, as they were set; one query."""
        rows = Goal.objects.filter(partnership=self.partnership).order_by("set_at", "id")
        for row in rows:
            row.partnership = self.partnership
        return list(rows)

    @cached_property
    def latest_goal_notes(self) -> dict[UUID, GoalNote]:
        """The latest note on each goal; one query."""
        rows = GoalNote.objects.filter(goal__in=[row.id for row in self.goals])
        return {row.goal_id: row for row in rows.order_by("written_at", "-id")}


class LastReading(Reading):
    """A look back by somebody who left: at what they could read then, as it stood, and at nothing since.

    Refuses (`Closed`) everybody else, and once its time is over.
    """

    def _membership(self) -> Member:
        return membership_left_in(self.viewer, self.partnership)

    @cached_property
    def members(self) -> dict[UUID, Member]:
        """Those who were members then, whoever reads among them."""
        return {
            key: row
            for key, row in self.everybody.items()
            if row.left_at is None or row.left_at >= self._left_at
        }

    def was_there(self, at: datetime) -> bool:
        """Say whether the reader had not left yet."""
        return at <= self._left_at

    @cached_property
    def grant(self) -> Grant:
        """The right to open what stood there then; two queries."""
        return last_look_grant(self.viewer, self.partnership)

    @cached_property
    def signed(self) -> dict[int, dict[UUID, datetime]]:
        """Who had signed each version of the learning contract then, and when."""
        return {
            version: {key: at for key, at in signatures.items() if self.was_there(at)}
            for version, signatures in super().signed.items()
        }

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meetings that were written down by then, newest first."""
        held = (row for row in super().meetings if row.state == Meeting.State.HELD)
        return [row for row in held if self.grant.knows(row.minutes)]

    @property
    def _left_at(self) -> datetime:
        assert self.own.left_at is not None  # noqa: S101 -- it is their membership that is over
        return self.own.left_at


def reading_of(viewer: Actor, partnership: Partnership, *, most: int | None = PAGE_SIZE) -> Reading:
    """Return a member's look at a pair, or the last look of somebody who left. Refuses (`Closed`) anybody else."""
    has_left = decide(viewer, "partnerships.view_left_partnership", partnership).allowed
    return (LastReading if has_left else Reading)(viewer, partnership, most=most)
