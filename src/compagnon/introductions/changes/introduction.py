"""Introductory meetings: set up, described anew, called off."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.introductions.events import (
    IntroductionCancelled,
    IntroductionChanged,
    IntroductionPlanned,
)
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.states import INTRODUCTION
from compagnon.schemes.models import JoiningPoint


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is known of a meeting: `place` is an address or a link; without `topics` the shipped ones stand."""

    title: str
    starts_at: datetime
    length_minutes: int
    place: str
    seat_count: int | None
    topics: list[str]
    language: str


@change("introductions.plan_introduction", on="joining_point")
def plan_introduction(*, by: Actor, joining_point: JoiningPoint, details: Details) -> Introduction:
    """Set up an introductory meeting for a joining point. Refused for a time that has passed; nobody is told yet."""
    _check_is_to_come(details)
    meeting = Introduction.objects.create(joining_point=joining_point, **asdict(details))
    record(
        IntroductionPlanned(introduction_id=meeting.id, joining_point_id=joining_point.id), by=by
    )
    return meeting


@change("introductions.change_introduction", on="introduction")
def change_introduction(
    *, by: Actor, introduction: Introduction, details: Details, seen: int
) -> Introduction:
    """Describe a meeting anew; where time or place change, everybody who has not said no is told.

    Refused for a time that has passed, for fewer places than people who come, and if somebody else changed it since
    it was `seen`. The same again changes nothing.
    """
    row = Introduction.objects.select_for_update(of=("self",)).get(pk=introduction.pk)
    if row.sequence != seen:
        raise Refused(
            _(
                "Somebody else changed this meeting meanwhile. Look at it, and send yours again if it still holds."
            )
        )
    known = {name: getattr(row, name) for name in asdict(details)}
    if known == asdict(details):
        return row
    _check_is_to_come(details)
    coming = Invitation.objects.filter(introduction=row, state=Invitation.State.COMING).count()
    if details.seat_count is not None and details.seat_count < coming:
        raise Refused(
            _("More people than that have said that they come: %(count)d.") % {"count": coming},
            field="seat_count",
        )
    for name, value in asdict(details).items():
        setattr(row, name, value)
    row.sequence += 1
    row.save()
    is_moved = any(
        known[name] != getattr(row, name) for name in ("starts_at", "length_minutes", "place")
    )
    record(
        IntroductionChanged(introduction_id=row.id, sequence=row.sequence, is_moved=is_moved),
        by=by,
    )
    return row


@change("introductions.cancel_introduction", on="introduction")
def cancel_introduction(*, by: Actor, introduction: Introduction) -> Introduction:
    """Call a meeting off before it begins; everybody who has not said no is told."""
    move(introduction, Introduction.State.CANCELLED, INTRODUCTION)
    introduction.sequence += 1
    introduction.save(update_fields=["sequence"])
    record(
        IntroductionCancelled(introduction_id=introduction.id, sequence=introduction.sequence),
        by=by,
    )
    return introduction


def _check_is_to_come(details: Details) -> None:
    if details.starts_at <= clock.now():
        raise Refused(_("This time has passed."), field="day")
