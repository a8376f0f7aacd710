"""Every write of gatherings. Nobody is told by a letter: nobody has said that they come."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.gatherings.events import GatheringCancelled, GatheringChanged, GatheringPlanned
from compagnon.gatherings.models import Gathering
from compagnon.gatherings.states import GATHERING
from compagnon.schemes.models import Branch


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is known of a gathering; `about` may be empty."""

    kind: Gathering.Kind
    title: str
    starts_at: datetime
    length_minutes: int
    place: str
    about: str


@change("gatherings.plan_gathering", on="branch")
def plan_gathering(*, by: Actor, branch: Branch, details: Details) -> Gathering:
    """Invite everybody who takes part to meet in person (ALL-87): it stands on their home page. Refused for a time that has passed."""
    _check_is_to_come(details)
    gathering = Gathering.objects.create(branch=branch, **asdict(details))
    record(GatheringPlanned(gathering_id=gathering.id, branch_id=branch.id), by=by)
    return gathering


@change("gatherings.change_gathering", on="gathering")
def change_gathering(*, by: Actor, gathering: Gathering, details: Details, seen: int) -> Gathering:
    """Describe a gathering anew. The same again changes nothing.

    Refused for a time that has passed, and if somebody else changed it since it was `seen`.
    """
    row = Gathering.objects.select_for_update(of=("self",)).get(pk=gathering.pk)
    if row.sequence != seen:
        raise Refused(
            _(
                "Somebody else changed this meanwhile. Look at it, and send yours again if it still holds."
            )
        )
    new = asdict(details)
    if all(getattr(row, name) == value for name, value in new.items()):
        return row
    _check_is_to_come(details)
    for name, value in new.items():
        setattr(row, name, value)
    row.sequence += 1
    row.save()
    record(GatheringChanged(gathering_id=row.id, sequence=row.sequence), by=by)
    return row


@change("gatherings.cancel_gathering", on="gathering")
def cancel_gathering(*, by: Actor, gathering: Gathering) -> Gathering:
    """Call a gathering off; home pages say so until it would have been over."""
    move(gathering, Gathering.State.CANCELLED, GATHERING)
    gathering.sequence += 1
    gathering.save(update_fields=["sequence"])
    record(GatheringCancelled(gathering_id=gathering.id, sequence=gathering.sequence), by=by)
    return gathering


def _check_is_to_come(details: Details) -> None:
    if details.starts_at <= clock.now():
        raise Refused(_("This time has passed."), field="day")
