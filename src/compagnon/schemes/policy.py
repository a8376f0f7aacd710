"""Who may do what in a scheme: by appointment, and only while its seal holds."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.policy import permit, predicate, visible
from compagnon.schemes.models import Appointment, Cycle, JoiningPoint, Scheme


def appointments_of(actor: Actor) -> list[Appointment]:
    """Return the open appointments of an actor whose seals hold; a row somebody slipped in gives no right."""
    person_id = actor.person_id
    if person_id is None:
        return []
    return actor.memo(
        "appointments",
        lambda: [
            row
            for row in Appointment.objects.filter(person_id=person_id, ended_on=None)
            if sealing.is_sound(row)
        ],
    )


def coordinated_schemes(actor: Actor) -> set[UUID]:
    """Return the ids of the schemes an actor coordinates."""
    return {
        row.scheme_id
        for row in appointments_of(actor)
        if row.role == Appointment.Role.COORDINATOR and row.scheme_id is not None
    }


def administered_organisations(actor: Actor) -> set[UUID]:
    """Return the ids of the organisations an actor administers."""
    return {
        row.organisation_id
        for row in appointments_of(actor)
        if row.role == Appointment.Role.ADMINISTRATOR
    }


@predicate(_("Only the Coordination Group of this scheme can do this."))
def is_coordinator(actor: Actor, target: Any) -> bool:
    """Hold for a coordinator of the scheme that the thing belongs to (a scheme, cycle or joining point)."""
    return scheme_id_of(target) in coordinated_schemes(actor)


@predicate(_("Only an administrator of the organisation can do this."))
def is_administrator(actor: Actor, target: Any) -> bool:
    """Hold for an administrator of the organisation that the scheme belongs to."""
    return target.organisation_id in administered_organisations(actor)


def scheme_id_of(target: Any) -> UUID:
    """Return the id of the scheme that a scheme, cycle, joining point or anything with one belongs to."""
    if isinstance(target, Scheme):
        return UUID(str(target.id))
    if isinstance(target, Cycle):
        return UUID(str(target.scheme_id))
    point = target if isinstance(target, JoiningPoint) else target.joining_point
    return UUID(str(point.cycle.scheme_id))


def visible_schemes(viewer: Actor) -> QuerySet[Scheme]:
    """Return the schemes a viewer coordinates, or whose organisation they administer."""
    return Scheme.objects.filter(id__in=coordinated_schemes(viewer)) | Scheme.objects.filter(
        organisation_id__in=administered_organisations(viewer)
    )


def visible_joining_points(viewer: Actor) -> QuerySet[JoiningPoint]:
    """Return the joining points of the schemes a viewer may know of."""
    return JoiningPoint.objects.filter(cycle__scheme__in=visible_schemes(viewer)).select_related(
        "cycle__scheme__organisation"
    )


visible("scheme", visible_schemes)
visible("joining_point", visible_joining_points)
permit(
    {
        "schemes.view_scheme": is_coordinator | is_administrator,
        "schemes.appoint_person": is_administrator,
        "schemes.publish_charter": is_coordinator,
    }
)
