from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.events import CoordinatorsAlerted
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.queries.coordinators import list_coordinators_to_alert


@change("partnerships.alert_coordinators", on="partnership")
def alert_coordinators(*, by: Actor, partnership: Partnership) -> None:
    """Ask the Coordination Group to get in touch, because someone may be at risk. There is nothing to say besides.

    The others of the partnership are not told. Refused where the group has nobody outside the partnership.
    """
    if not list_coordinators_to_alert(partnership):
        raise Refused(
            _(
                "There is nobody in the Coordination Group whom this button could reach. Turn to your own institution, now."
            )
        )
    member = membership_in(by, partnership)
    record(CoordinatorsAlerted(partnership_id=partnership.id, member_id=member.id), by=by)
