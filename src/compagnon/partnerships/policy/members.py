"""Who belongs to a partnership, while their seals hold, and may read what its members share."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.policy import has_sound_identity, is_without_keys
from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Closed, ClosedGrant, Grant, KeptGrant, grants
from compagnon.core.policy import predicate
from compagnon.partnerships.models import (
    ActionItem,
    AgendaItem,
    Agreement,
    Goal,
    GoalLink,
    LastLook,
    Meeting,
    Member,
    Observation,
    PartnerMessage,
    Partnership,
    ProcessReport,
    Progress,
    ProposedTime,
    Reflection,
    Review,
    SelfAssessment,
    Strategy,
)


def memberships_of(actor: Actor) -> dict[UUID, Member]:
    """Return an actor's memberships by partnership, as far as their seals and the actor's identity hold.

    Without the key file no seal can be looked at: a row counts then for what is not confidential, so that members
    are told why the rest is closed. Nothing is opened, and nothing can be changed.
    """
    return {key: row for key, row in memberships_ever_of(actor).items() if row.left_at is None}


def memberships_ever_of(actor: Actor) -> dict[UUID, Member]:
    """Return the same, and those that the actor has left while the others went on."""
    return actor.memo(
        "memberships",
        lambda: {
            row.partnership_id: row
            for row in _members_beside(actor)
            if row.person_id == actor.person_id
            and (is_without_keys(actor) or is_sealed(actor, row))
        },
    )


def members_known_to(actor: Actor, partnership_id: UUID) -> list[Member]:
    """Return the members of a partnership, with their persons, to one of them; nobody to anybody else.

    Those who left are none of them any more.
    """
    if partnership_id not in memberships_of(actor):
        return []
    return [row for row in members_ever_known_to(actor, partnership_id) if row.left_at is None]


def members_ever_known_to(actor: Actor, partnership_id: UUID) -> list[Member]:
    """Return all who ever belonged to a partnership, to one of them; nobody to anybody else."""
    if partnership_id not in memberships_ever_of(actor):
        return []
    return [row for row in _members_beside(actor) if row.partnership_id == partnership_id]


def _members_beside(actor: Actor) -> list[Member]:
    """Return the members of every partnership in which a row names the actor; one query for both sides of each."""
    person_id = actor.person_id
    if person_id is None:
        return []
    rows = Member.objects.filter(partnership__members__person=person_id).select_related("person")
    return actor.memo("members", lambda: list(rows))


def membership_in(actor: Actor, partnership: Partnership) -> Member:
    """Return the actor's sealed membership of a partnership; refuses (`Closed`) where there is none."""
    member = memberships_of(actor).get(UUID(str(partnership.pk)))
    if member is None:
        raise Closed
    return member


def membership_ever_in(actor: Actor, partnership: Partnership) -> Member:
    """Return the same, also of a partnership that the actor has left."""
    member = memberships_ever_of(actor).get(UUID(str(partnership.pk)))
    if member is None:
        raise Closed
    return member


def membership_left_in(actor: Actor, partnership: Partnership) -> Member:
    """Return the actor's sealed membership of a partnership that they left; refuses (`Closed`) where there is none."""
    member = membership_ever_in(actor, partnership)
    if member.left_at is None:
        raise Closed
    return member


def last_look_grant(viewer: Actor, partnership: Partnership) -> Grant:
    """Return the right of somebody who left: to read what they could read then, as it stood, and nothing written since.

    Refuses everybody else, and once its time is over.
    """
    member = membership_left_in(viewer, partnership)
    if is_without_keys(viewer):
        return ClosedGrant(partnership.scope())
    look = LastLook.objects.filter(member=member).first()
    if look is None or not (is_sealed(viewer, member) and sealing.is_sound(look)):
        raise Closed
    return KeptGrant(partnership.scope(), look.versions)


def reading_grant(viewer: Actor, partnership: Partnership) -> Grant:
    """Return the right to read what a pair wrote. Refuses everybody whose sealed membership does not say so."""
    member = membership_in(viewer, partnership)
    if is_without_keys(viewer):
        return ClosedGrant(partnership.scope())
    if not is_sealed(viewer, member):
        raise Closed
    return Grant(partnership.scope())


def reading_grants(viewer: Actor, partnerships: Collection[Partnership]) -> dict[UUID, Grant]:
    """Return the same right for each of several partnerships, with one query for all keys."""
    members = [membership_in(viewer, one) for one in partnerships]
    scopes = [one.scope() for one in partnerships]
    if is_without_keys(viewer):
        return {scope.id: ClosedGrant(scope) for scope in scopes}
    if not all(is_sealed(viewer, member) for member in members):
        raise Closed
    return grants("partnership", scopes)


def is_sealed(actor: Actor, row: Member) -> bool:
    """Say whether a membership is one that we sealed, of an identity that we sealed."""
    return sealing.is_sound(row) and has_sound_identity(actor)


def agreements_in_force(partnership: Partnership) -> QuerySet[Agreement]:
    """Return the versions of the learning contract that every member has signed, newest first."""
    return signed_by_all(Agreement.objects.filter(partnership=partnership)).order_by("-version")


def signed_by_all(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Return those of some contracts that every member has signed; who left need not, and counts no more."""
    return agreements.annotate(
        signed=Count("signatures", filter=Q(signatures__member__left_at=None), distinct=True),
        needed=Count(
            "partnership__members", filter=Q(partnership__members__left_at=None), distinct=True
        ),
    ).filter(signed=F("needed"))


def partnership_of(target: Any) -> Partnership:
    """Return the partnership that one of its parts, or the partnership itself, belongs to."""
    match target:
        case ActionItem():
            return target.meeting.partnership
        case ProposedTime():
            return target.proposal.partnership
        case Strategy():
            return target.observation.partnership
        case GoalLink():
            return target.goal.partnership
        case (
            AgendaItem()
            | Meeting()
            | Agreement()
            | Goal()
            | Observation()
            | PartnerMessage()
            | ProcessReport()
            | Progress()
            | Reflection()
            | Review()
            | SelfAssessment()
        ):
            return target.partnership
        case _:
            return target  # type: ignore[no-any-return]  # the policy is asked about partnerships and their parts


@predicate(_("Only the members of this partnership can do this."))
def is_member(actor: Actor, target: Any) -> bool:
    return UUID(str(partnership_of(target).pk)) in memberships_of(actor)


@predicate(_("Only whoever left this partnership can do this."))
def has_left(actor: Actor, target: Any) -> bool:
    own = memberships_ever_of(actor).get(UUID(str(partnership_of(target).pk)))
    return own is not None and own.left_at is not None


@predicate(_("Only the members of this partnership can do this."))
def was_ever_member(actor: Actor, target: Any) -> bool:
    return UUID(str(partnership_of(target).pk)) in memberships_ever_of(actor)


@predicate(
    _(
        "The key file of this installation is missing. Until your host puts it back, this has to wait."
    )
)
def has_keys(actor: Actor, _target: Any) -> bool:
    return not is_without_keys(actor)


@predicate(_("This partnership has ended, so nothing can be added to it."))
def is_not_over(_actor: Actor, target: Any) -> bool:
    return partnership_of(target).state != Partnership.State.ENDED


@predicate(
    _(
        "First sign your learning contract, each of you. It takes a few minutes, and you can change it later."
    )
)
def has_agreement(_actor: Actor, target: Any) -> bool:
    """Hold once both have signed a version. It stays so, and the row that was asked about remembers it."""
    partnership = partnership_of(target)
    if not partnership.is_agreed:
        partnership.is_agreed = agreements_in_force(partnership).exists()
    return partnership.is_agreed
