"""Who sets up introductory meetings and sees who is invited: the Coordination Group. A letter's holder answers it."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.policy import has_sound_identity
from compagnon.core import clock
from compagnon.core.actors import Actor, ActorKind
from compagnon.core.encryption.opening import Closed, Grant, grants
from compagnon.core.policy import permit, predicate, system_only, visible
from compagnon.introductions.models import Introduction, Invitation
from compagnon.schemes.policy import coordinated_schemes, is_coordinator


@predicate(_("This meeting was called off."))
def is_planned(_actor: Actor, target: Introduction) -> bool:
    return target.state == Introduction.State.PLANNED


@predicate(_("This meeting has begun or is over."))
def is_to_come(_actor: Actor, target: Introduction) -> bool:
    return clock.now() < target.starts_at


@predicate(_("This is possible once the meeting has begun."))
def has_begun(_actor: Actor, target: Introduction) -> bool:
    return clock.now() >= target.starts_at


@predicate(_("People are asked after the meeting, when they know what is expected of them."))
def is_over(_actor: Actor, target: Introduction) -> bool:
    return clock.now() >= target.ends_at


@predicate(_("Only the Coordination Group of this scheme can do this."))
def is_host(actor: Actor, target: Invitation) -> bool:
    return is_coordinator(actor, target.introduction).allowed


@predicate(_("This letter was written to somebody else."))
def is_invited(actor: Actor, target: Invitation) -> bool:
    """Hold for whoever holds the letter's link, and for nobody else: the invited have no account."""
    return actor.kind is ActorKind.LINK and actor.link_id == target.pk


def invitation_grants(viewer: Actor, invitations: Collection[Invitation]) -> dict[UUID, Grant]:
    """Return the right to read who is invited, by invitation, with one query for all keys.

    For those who coordinate the scheme, and for the system that writes the letters; refuses everybody else.
    """
    is_theirs = all(is_host(viewer, row).allowed for row in invitations)
    if viewer.kind is not ActorKind.SYSTEM and not (is_theirs and has_sound_identity(viewer)):
        raise Closed
    return grants("invitation", [row.scope() for row in invitations])


def visible_introductions(viewer: Actor) -> QuerySet[Introduction]:
    """Return the introductory meetings of the schemes a viewer coordinates."""
    return Introduction.objects.filter(
        joining_point__cycle__scheme__in=coordinated_schemes(viewer)
    ).select_related("joining_point__cycle__scheme__organisation")


def visible_invitations(viewer: Actor) -> QuerySet[Invitation]:
    """Return the invitation whose letter a viewer holds, or those to the meetings of the schemes they coordinate."""
    rows = Invitation.objects.select_related(
        "introduction__joining_point__cycle__scheme__organisation"
    )
    if viewer.link_id is not None:
        return rows.filter(pk=viewer.link_id)
    return rows.filter(introduction__joining_point__cycle__scheme__in=coordinated_schemes(viewer))


visible("introduction", visible_introductions)
visible("invitation", visible_invitations)
permit(
    {
        "introductions.view_introductions": is_coordinator,
        "introductions.plan_introduction": is_coordinator,
        "introductions.view_introduction": is_coordinator,
        "introductions.change_introduction": is_coordinator & is_planned & is_to_come,
        "introductions.cancel_introduction": is_coordinator & is_planned & is_to_come,
        "introductions.invite_people": is_coordinator & is_planned & is_to_come,
        "introductions.record_attendance": is_coordinator & is_planned & has_begun,
        "introductions.ask_volunteers": is_coordinator & is_planned & is_over,
        "introductions.withdraw_invitation": is_host,
        "introductions.answer_invitation": is_invited,
        "introductions.forget_invitation": is_host | is_invited,
        "introductions.forget_old_invitations": system_only,
    }
)
