"""What is one's own in a partnership, and others read only if it is shared: journal and self-assessments."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from compagnon.accounts.policy import is_without_keys
from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Closed, ClosedGrant, Grant, grants
from compagnon.core.encryption.scope import Scope
from compagnon.core.models import DataKey
from compagnon.core.policy import visible
from compagnon.partnerships.models import (
    Partnership,
    Reflection,
    SelfAssessment,
    SharedReflection,
    SharedSelfAssessment,
)
from compagnon.partnerships.policy.members import (
    is_sealed,
    membership_ever_in,
    memberships_ever_of,
    memberships_of,
)


def shared_reflections(viewer: Actor) -> set[UUID]:
    """Return the ids of the entries that members share in the viewer's partnerships, as far as their seals hold."""
    rows = SharedReflection.objects.filter(partnership__in=list(memberships_of(viewer)))
    return viewer.memo(
        "shared_reflections",
        lambda: {row.reflection_id for row in rows if sealing.is_sound(row)},
    )


def reflection_grants(viewer: Actor, reflections: Collection[Reflection]) -> dict[UUID, Grant]:
    """Return the right to read journal entries, by their authors: one's own, and those that are shared.

    One query for the keys. Refuses (`Closed`) for any other entry.
    """
    for row in reflections:
        own = membership_ever_in(viewer, row.partnership)
        is_open = row.member_id == own.id or row.id in shared_reflections(viewer)
        if not is_open or not (is_without_keys(viewer) or is_sealed(viewer, own)):
            raise Closed
    scopes = {row.scope() for row in reflections}
    if is_without_keys(viewer):
        return {scope.id: ClosedGrant(scope) for scope in scopes}
    return grants("person", list(scopes))


def shared_self_assessments(viewer: Actor) -> set[UUID]:
    """Return the ids of what members share of their self-assessments with the viewer, as far as the seals hold."""
    rows = SharedSelfAssessment.objects.filter(partnership__in=list(memberships_of(viewer)))
    return viewer.memo(
        "shared_self_assessments",
        lambda: {row.self_assessment_id for row in rows if sealing.is_sound(row)},
    )


def self_assessment_grants(viewer: Actor, rows: Collection[SelfAssessment]) -> dict[Scope, Grant]:
    """Return the right to read self-assessments, by whose they are: one's own, and those that are shared.

    One query for the keys. Refuses (`Closed`) for any other.
    """
    for row in rows:
        own = membership_ever_in(viewer, row.partnership)
        is_open = row.member_id == own.id or row.id in shared_self_assessments(viewer)
        if not is_open or not (is_without_keys(viewer) or is_sealed(viewer, own)):
            raise Closed
    scopes = {row.scope() for row in rows}
    if is_without_keys(viewer):
        return {scope: ClosedGrant(scope) for scope in scopes}
    people = [scope.id for scope in scopes]
    wraps = list(DataKey.objects.filter(scope_kind="person", scope_id__in=people))
    # One person's keys serve each organisation they are in; what is bound to another one opens with none.
    return {
        scope: Grant(scope, [one for one in wraps if one.scope_id == scope.id]) for scope in scopes
    }


def own_grant(viewer: Actor, partnership: Partnership) -> Grant:
    """Return the right to read what is a member's own in a partnership and not shared: the viewer's alone.

    Refuses (`Closed`) anybody who never was a member.
    """
    own = membership_ever_in(viewer, partnership)
    scope = Scope("person", UUID(str(own.person_id)), partnership.organisation_id)
    if is_without_keys(viewer):
        return ClosedGrant(scope)
    if not is_sealed(viewer, own):
        raise Closed
    return Grant(scope)


def visible_reflections(viewer: Actor) -> QuerySet[Reflection]:
    """Return a viewer's own journal entries, and those that others share. Of any other nobody knows."""
    own = [member.id for member in memberships_ever_of(viewer).values()]
    shared = Q(
        pk__in=list(shared_reflections(viewer)), partnership__in=list(memberships_of(viewer))
    )
    return Reflection.objects.filter(Q(member__in=own) | shared).select_related(
        "partnership__joining_point__cycle__scheme", "member"
    )


def visible_self_assessments(viewer: Actor) -> QuerySet[SelfAssessment]:
    """Return a viewer's own self-assessments, and those that others share. Of any other nobody knows."""
    own = [member.id for member in memberships_ever_of(viewer).values()]
    shared = Q(
        pk__in=list(shared_self_assessments(viewer)), partnership__in=list(memberships_of(viewer))
    )
    return SelfAssessment.objects.filter(Q(member__in=own) | shared).select_related(
        "partnership__joining_point__cycle__scheme", "member__person"
    )


visible("reflection", visible_reflections)
visible("self_assessment", visible_self_assessments)
