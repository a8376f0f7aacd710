"""Whether whoever leaves something to others of the Coordination Group has any, and who could appoint them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from compagnon.accounts.models import known_as
from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.schemes.models import Appointment, Scheme

Role = Appointment.Role


@dataclass(frozen=True)
class Alone:
    """A coordinator without anybody to leave something to. `appointers`: who could appoint somebody, by name."""

    appointers: tuple[str, ...]
    may_appoint: bool


def find_alone(*, viewer: Actor, scheme: Scheme, without: Collection[UUID] = ()) -> Alone | None:
    """Return how a coordinator gets a colleague who decides in their place; None where there is one.

    Nobody decides about people they stand near, and there is no exception for whoever is alone: somebody else has to
    be appointed first (ALL-30). `without` are colleagues who may not decide either. One query, two where nobody is left.
    """
    group = Appointment.objects.filter(scheme=scheme, role=Role.COORDINATOR, ended_on=None)
    others = group.exclude(person__in=[viewer.person_id, *without])
    if any(map(sealing.is_sound, others)):
        return None
    administrators = Appointment.objects.filter(
        organisation=scheme.organisation_id, role=Role.ADMINISTRATOR, ended_on=None
    ).select_related("person")
    names = {known_as(row.person.name) for row in administrators if sealing.is_sound(row)}
    may_appoint = decide(viewer, "schemes.appoint_coordinator", scheme).allowed
    return Alone(tuple(sorted(names)), may_appoint)
