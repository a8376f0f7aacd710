"""Setting up: organisation, branch, scheme, cycle, joining point."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.schemes.changes.charter import publish_charter
from compagnon.schemes.events import (
    BranchOpened,
    CycleOpened,
    JoiningPointOpened,
    OrganisationFounded,
    SchemeOpened,
)
from compagnon.schemes.models import Branch, Cycle, JoiningPoint, Organisation, Scheme
from compagnon.schemes.rules import DEFAULT_JOINING_MONTHS, default_joining_dates
from compagnon.schemes.template import Template


@change("schemes.found_organisation", on=None)
def found_organisation(*, by: Actor, name: str) -> Organisation:
    """Set up an organisation on this installation: `compagnon init` does, and nobody in a browser.

    Refused without a name.
    """
    organisation = Organisation.objects.create(name=_named(name))
    record(OrganisationFounded(organisation_id=organisation.id), by=by)
    return organisation


@change("schemes.open_branch", on="organisation")
def open_branch(
    *, by: Actor, organisation: Organisation, name: str, briefed_on: date | None = None
) -> Branch:
    """Name a branch of an organisation; `briefed_on` is the day of its briefing (ALL-85).

    Refused without a name.
    """
    branch = Branch.objects.create(
        organisation=organisation, name=_named(name), briefed_on=briefed_on
    )
    record(BranchOpened(branch_id=branch.id, organisation_id=organisation.id), by=by)
    return branch


@change("schemes.open_scheme", on="organisation")
def open_scheme(*, by: Actor, organisation: Organisation, name: str, template: Template) -> Scheme:
    """Open a scheme from a template: its kind, summary, focus areas, charter and matching settings.

    What was copied is the scheme's own from then on. The charter is its first version (ALL-10).
    Refused without a name.
    """
    scheme = Scheme.objects.create(
        organisation=organisation,
        name=_named(name),
        kind=template.kind,
        summary=template.summary,
        focus_areas=list(template.focus_areas),
        matching=dict(template.matching),
    )
    record(SchemeOpened(scheme_id=scheme.id, organisation_id=organisation.id), by=by)
    publish_charter(by=by, scheme=scheme, text=template.charter)
    return scheme


@change("schemes.open_cycle", on="scheme")
def open_cycle(
    *,
    by: Actor,
    scheme: Scheme,
    name: str,
    starts_on: date,
    ends_on: date,
    joining_months: Sequence[int] = DEFAULT_JOINING_MONTHS,
) -> Cycle:
    """Open an academic year of a scheme, with its joining points: September, January, April (ALL-21, ALL-22).

    Refused if it ends before it starts, or if the scheme has a cycle of that name.
    """
    if ends_on <= starts_on:
        raise Refused(_("A cycle ends after it starts."), field="ends_on")
    if Cycle.objects.filter(scheme=scheme, name=_named(name)).exists():
        raise Refused(_("This scheme has a cycle of that name already."), field="name")
    cycle = Cycle.objects.create(
        scheme=scheme, name=_named(name), starts_on=starts_on, ends_on=ends_on
    )
    record(
        CycleOpened(cycle_id=cycle.id, scheme_id=scheme.id, starts_on=starts_on, ends_on=ends_on),
        by=by,
    )
    for month in joining_months:
        open_joining_point(by=by, cycle=cycle, month=month)
    return cycle


@change("schemes.open_joining_point", on="cycle")
def open_joining_point(
    *,
    by: Actor,
    cycle: Cycle,
    month: int,
    closes_on: date | None = None,
    starts_on: date | None = None,
) -> JoiningPoint:
    """Open a time at which people join a cycle (ALL-22); its dates are the usual ones unless given.

    Refused for a month that does not exist or has a joining point, and if mentoring would start before
    applications close.
    """
    if month not in range(1, 13):
        raise Refused(_("There are twelve months."), field="month")
    usual = default_joining_dates(cycle.starts_on, month)
    closes_on, starts_on = closes_on or usual.closes_on, starts_on or usual.starts_on
    if starts_on < closes_on:
        raise Refused(_("Mentoring starts after applications have closed."), field="starts_on")
    if JoiningPoint.objects.filter(cycle=cycle, month=month).exists():
        raise Refused(_("This cycle has a joining point in that month already."), field="month")
    point = JoiningPoint.objects.create(
        cycle=cycle, month=month, closes_on=closes_on, starts_on=starts_on
    )
    record(
        JoiningPointOpened(
            joining_point_id=point.id, cycle_id=cycle.id, closes_on=closes_on, starts_on=starts_on
        ),
        by=by,
    )
    return point


def _named(name: str) -> str:
    """Return a name without spaces around it; refuses an empty one."""
    if not name.strip():
        raise Refused(_("It needs a name."), field="name")
    return name.strip()
