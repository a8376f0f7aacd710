from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from compagnon.core.actors import Actor
from compagnon.partnerships.models import ActionItem, Meeting, Member, Partnership
from compagnon.partnerships.policy import members_known_to, memberships_of, reading_grants
from compagnon.partnerships.queries.meeting import ActionItemView, action_item_in
from compagnon.partnerships.queries.reading import Reading
from compagnon.partnerships.rules import ACTION_NOTICE, OpenAction


@dataclass(frozen=True)
class OwnActions:
    """What somebody has taken on in one partnership: with whom, and what is open."""

    partnership_id: UUID
    with_whom: str
    action_items: tuple[ActionItemView, ...]


def list_own_action_items(*, viewer: Actor) -> list[OwnActions]:
    """Return what a person has still to do in all their partnerships, what is due first on top; three queries."""
    own = {member.id: member for member in memberships_of(viewer).values()}
    rows = ActionItem.objects.filter(owner__in=list(own), state=ActionItem.State.OPEN)
    found = [
        row
        for row in rows.exclude(meeting__partnership__state=Partnership.State.ENDED)
        .select_related("meeting__partnership")
        .order_by("meeting__partnership", "due_on", "meeting__held_on", "position")
        if own[row.owner_id].partnership_id == row.meeting.partnership_id
    ]
    partnerships = {row.meeting.partnership_id: row.meeting.partnership for row in found}
    keys = reading_grants(viewer, partnerships.values())
    return [
        OwnActions(
            partnership_id=partnership_id,
            with_whom=_others(viewer, partnership_id),
            action_items=tuple(
                ActionItemView(
                    id=row.id,
                    text=keys[partnership_id].read(row, "text"),
                    owner_name=own[row.owner_id].person.known_as,
                    is_viewers=True,
                    state=row.state,
                    due_on=row.due_on,
                )
                for row in items
            ),
        )
        for partnership_id, items in groupby(found, key=lambda row: row.meeting.partnership_id)
    ]


def get_action_item(*, viewer: Actor, action_item: ActionItem) -> ActionItemView:
    """Return an action item, opened for a member. Refuses (`Closed`) anybody else."""
    return action_item_in(Reading(viewer, action_item.meeting.partnership), action_item)


def list_open_actions(
    today: date, owner_id: UUID | None = None, *, since: date | None = None
) -> list[OpenAction]:
    """Return who has something to do within the next days in an open partnership; one query.

    `since`: and what was due from a day on, for whoever comes back from their holidays. For reminders only: it asks
    for no viewer and holds no word.
    """
    ahead = Meeting.objects.filter(
        partnership=OuterRef("meeting__partnership"), state=Meeting.State.ARRANGED
    )
    rows = ActionItem.objects.filter(
        state=ActionItem.State.OPEN,
        owner__left_at=None,
        meeting__partnership__state=Partnership.State.OPEN,
    ).annotate(day=Coalesce("due_on", Subquery(ahead.values("held_on")[:1])))
    if owner_id is not None:
        rows = rows.filter(owner=owner_id)
    soon = rows.filter(day__range=(since or today, today + ACTION_NOTICE))
    return [OpenAction(*row) for row in soon.values_list("owner_id", "day").distinct()]


def _others(viewer: Actor, partnership_id: UUID) -> str:
    members: list[Member] = members_known_to(viewer, partnership_id)
    return ", ".join(row.person.known_as for row in members if row.person_id != viewer.person_id)
