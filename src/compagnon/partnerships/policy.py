"""Who may see and do what in a partnership: its members, while their seals hold. Nobody else, in any role."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.policy import has_sound_identity
from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Closed, Grant
from compagnon.core.policy import permit, predicate, visible
from compagnon.partnerships.models import ActionItem, Meeting, Member, Partnership


def memberships_of(actor: Actor) -> dict[UUID, Member]:
    """Return an actor's memberships by partnership, as far as their seals and the actor's identity hold."""
    person_id = actor.person_id
    if person_id is None:
        return {}
    return actor.memo(
        "memberships",
        lambda: {
            row.partnership_id: row
            for row in Member.objects.filter(person_id=person_id)
            if sealing.is_sound(row) and has_sound_identity(actor)
        },
    )


def partnership_of(target: Any) -> Partnership:
    """Return the partnership that a meeting, an action item or the partnership itself belongs to."""
    match target:
        case ActionItem():
            return target.meeting.partnership
        case Meeting():
            return target.partnership
        case _:
            return target  # type: ignore[no-any-return]  # the policy is asked about partnerships and their parts


def reading_grant(viewer: Actor, partnership: Partnership) -> Grant:
    """Return the right to read what a pair wrote. Refuses everybody whose sealed membership does not say so."""
    if UUID(str(partnership.pk)) not in memberships_of(viewer):
        raise Closed
    return Grant(partnership.scope())


@predicate(_("Only the two members of this partnership can do this."))
def is_member(actor: Actor, target: Any) -> bool:
    return UUID(str(partnership_of(target).pk)) in memberships_of(actor)


@predicate(_("This partnership has ended, so nothing can be added to it."))
def is_not_over(_actor: Actor, target: Any) -> bool:
    return partnership_of(target).state != Partnership.State.ENDED


@predicate(_("Only the person who took this on can say that it is done."))
def is_owner(actor: Actor, target: ActionItem) -> bool:
    return target.owner.person_id == actor.person_id


def visible_partnerships(viewer: Actor) -> QuerySet[Partnership]:
    """Return the partnerships a viewer belongs to. To everybody else, coordinators included, they are not there."""
    return Partnership.objects.filter(id__in=list(memberships_of(viewer)))


def visible_meetings(viewer: Actor) -> QuerySet[Meeting]:
    """Return the meetings of the partnerships a viewer belongs to."""
    return Meeting.objects.filter(partnership__in=list(memberships_of(viewer))).select_related(
        "partnership"
    )


def visible_action_items(viewer: Actor) -> QuerySet[ActionItem]:
    """Return the action items of the partnerships a viewer belongs to."""
    return ActionItem.objects.filter(
        meeting__partnership__in=list(memberships_of(viewer))
    ).select_related("meeting__partnership", "owner")


visible("partnership", visible_partnerships)
visible("meeting", visible_meetings)
visible("action_item", visible_action_items)
permit(
    {
        "partnerships.view_partnership": is_member,
        "partnerships.view_meetings": is_member,
        "partnerships.record_meeting": is_member & is_not_over,
        "partnerships.finish_action_item": is_member & is_owner,
    }
)
