"""Who else looks at the applications of a joining point, and through which branches they came."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.recruitment.models import Application, Interest
from compagnon.schemes.models import Appointment, Branch, JoiningPoint


@dataclass(frozen=True)
class Colleague:
    """Somebody of the Coordination Group of a scheme."""

    id: UUID
    name: str
    is_viewer: bool


def list_colleagues(*, viewer: Actor, joining_point: JoiningPoint) -> list[Colleague]:
    """Return the Coordination Group of a joining point's scheme, the viewer first; nobody to strangers. One query.

    Only those whose appointments are as Compagnon sealed them.
    """
    if not decide(viewer, "recruitment.view_applications", joining_point).allowed:
        return []
    rows = Appointment.objects.filter(
        scheme=joining_point.cycle.scheme_id, role=Appointment.Role.COORDINATOR, ended_on=None
    ).select_related("person")
    found = {
        row.person_id: Colleague(
            row.person_id, row.person.known_as, row.person_id == viewer.person_id
        )
        for row in rows
        if sealing.is_sound(row)
    }
    return sorted(found.values(), key=lambda one: (not one.is_viewer, one.name, one.id))


def near_to(application: Application) -> set[UUID]:
    """Return who cannot decide about an application: its applicant, and whoever declared an interest. One query."""
    declared = Interest.objects.filter(application=application)
    return {application.person_id, *declared.values_list("person_id", flat=True)}


def list_branches_of(*, viewer: Actor, joining_point: JoiningPoint) -> list[Branch]:
    """Return the branches through whose links somebody may have come, by name; none to strangers. One query."""
    if not decide(viewer, "recruitment.view_applications", joining_point).allowed:
        return []
    return list(
        Branch.objects.filter(organisation=joining_point.cycle.scheme.organisation_id).order_by(
            "name", "id"
        )
    )
