"""Who of the Coordination Group is told when a member asks for them."""

from compagnon.accounts.models import Person
from compagnon.core import sealing
from compagnon.partnerships.models import Partnership
from compagnon.schemes.models import Appointment


def list_coordinators_to_alert(partnership: Partnership) -> list[Person]:
    """Return the coordinators of a partnership's scheme, but for those who are in it; one query.

    For the system's letters: it asks for no viewer. Only those whose appointments are as Compagnon sealed them.
    """
    rows = Appointment.objects.filter(
        scheme=partnership.joining_point.cycle.scheme_id,
        role=Appointment.Role.COORDINATOR,
        ended_on=None,
    ).exclude(person__member__partnership=partnership)
    found = rows.select_related("person").order_by("person_id")
    return [row.person for row in found if sealing.is_sound(row)]
