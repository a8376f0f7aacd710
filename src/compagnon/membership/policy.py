"""Who may import a register and ask it: the Coordination Group."""

from django.db.models import QuerySet

from compagnon.core.actors import Actor, ActorKind
from compagnon.core.encryption.opening import Closed, Grant
from compagnon.core.policy import permit, system_only, visible
from compagnon.membership.models import Register
from compagnon.schemes.policy import coordinated_schemes, is_coordinator


def register_grant(viewer: Actor, register: Register) -> Grant:
    """Return the right to read a register's lines: for the system that takes them in; refuses everybody else."""
    if viewer.kind is not ActorKind.SYSTEM:
        raise Closed
    return Grant(register.scope())


def visible_registers(viewer: Actor) -> QuerySet[Register]:
    """Return the registers that were uploaded to the schemes a viewer coordinates."""
    return Register.objects.filter(
        joining_point__cycle__scheme__in=coordinated_schemes(viewer)
    ).select_related("joining_point__cycle__scheme", "organisation")


visible("register", visible_registers)
permit(
    {
        "membership.view_members": is_coordinator,
        "membership.upload_register": is_coordinator,
        "membership.view_register": is_coordinator,
        "membership.start_register": is_coordinator,
        "membership.drop_register": is_coordinator,
        "membership.take_in_register": system_only,
        "membership.confirm_members": is_coordinator,
        "membership.export_members": is_coordinator,
    }
)
