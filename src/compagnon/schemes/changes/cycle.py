"""Cycles and joining points after they were opened: their days, and the same again for the next year."""

from datetime import date

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.schemes.changes.scheme import open_cycle, open_joining_point
from compagnon.schemes.events import CycleChanged, JoiningPointChanged, JoiningPointRemoved
from compagnon.schemes.models import Cycle, JoiningPoint
from compagnon.schemes.rules import (
    JoiningDates,
    a_year_later,
    misplaced,
    named,
    year_after,
)


@change("schemes.change_cycle", on="cycle")
def change_cycle(*, by: Actor, cycle: Cycle, name: str, starts_on: date, ends_on: date) -> Cycle:
    """Correct a cycle's name or days.

    Refused if it ends before it starts, without a name, and for a name that another cycle of the scheme has. What
    is the same already changes nothing.
    """
    name = named(name)
    if ends_on <= starts_on:
        raise Refused(_("A cycle ends after it starts."), field="ends_on")
    others = Cycle.objects.filter(scheme=cycle.scheme_id, name=name).exclude(pk=cycle.pk)
    if others.exists():
        raise Refused(_("This scheme has a cycle of that name already."), field="name")
    if (cycle.name, cycle.starts_on, cycle.ends_on) == (name, starts_on, ends_on):
        return cycle
    cycle.name, cycle.starts_on, cycle.ends_on = name, starts_on, ends_on
    cycle.save(update_fields=["name", "starts_on", "ends_on"])
    record(CycleChanged(cycle_id=cycle.id, starts_on=starts_on, ends_on=ends_on), by=by)
    return cycle


@change("schemes.change_joining_point", on="joining_point")
def change_joining_point(
    *, by: Actor, joining_point: JoiningPoint, dates: JoiningDates
) -> JoiningPoint:
    """Move the days of a joining point; to close it early, move its last day (ALL-22).

    Refused where one day does not follow the other. What is the same already changes nothing.
    """
    if problem := misplaced(dates):
        raise Refused(problem.reason, field=problem.field)
    days = dates.by_name()
    if days == {name: getattr(joining_point, name) for name in days}:
        return joining_point
    for name, day in days.items():
        setattr(joining_point, name, day)
    joining_point.save(update_fields=list(days))
    record(JoiningPointChanged(joining_point_id=joining_point.id, **days), by=by)
    return joining_point


@change("schemes.remove_joining_point", on="joining_point")
def remove_joining_point(*, by: Actor, joining_point: JoiningPoint) -> None:
    """Take a joining point away that nobody has applied to.

    Refused where anything hangs on it: an application, a file, a meeting, a match, a partnership.
    """
    event = JoiningPointRemoved(joining_point_id=joining_point.id, cycle_id=joining_point.cycle_id)
    try:
        joining_point.delete()
    except ProtectedError as error:
        raise Refused(
            _(
                "Something hangs on this joining point: an application that was sent or begun, a file, a meeting"
                " or a match. It stays; to take nobody more, move its last day for applications."
            )
        ) from error
    record(event, by=by)


@change("schemes.repeat_cycle", on="cycle")
def repeat_cycle(*, by: Actor, cycle: Cycle) -> Cycle:
    """Open the cycle after this one, with the same joining points a year on, on the same days of the week.

    Refused if the scheme has a cycle of the next year's name already.
    """
    year = year_after(cycle.name, cycle.starts_on, cycle.ends_on)
    later = open_cycle(
        by=by,
        scheme=cycle.scheme,
        name=year.name,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        joining_months=(),
    )
    for point in JoiningPoint.objects.filter(cycle=cycle).order_by("starts_on", "id"):
        dates = a_year_later(point.dates)
        open_joining_point(by=by, cycle=later, month=point.month, **dates.by_name())
    return later
