"""Setting up: organisation, branch, scheme, cycle, joining point."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.schemes.changes.charter import publish_charter
from compagnon.schemes.charter.storing import from_stored
from compagnon.schemes.events import (
    BranchOpened,
    CycleOpened,
    JoiningPointOpened,
    OrganisationFounded,
    SchemeCopied,
    SchemeOpened,
    SchemePrepared,
)
from compagnon.schemes.models import (
    Branch,
    Charter,
    Cycle,
    JoiningPoint,
    Organisation,
    Scheme,
)
from compagnon.schemes.queries.branch import check_branch
from compagnon.schemes.rules import (
    DEFAULT_JOINING_MONTHS,
    AcademicYear,
    JoiningDates,
    dates_around,
    default_joining_dates,
    first_year,
    misplaced,
    named,
)
from compagnon.schemes.template import Template


class JoiningDays(TypedDict, total=False):
    """The days of a joining point that somebody chose; the others are the usual ones."""

    opens_on: date | None
    closes_on: date | None
    match_by: date | None
    starts_on: date | None
    review_on: date | None


@change("schemes.found_organisation", on=None)
def found_organisation(*, by: Actor, name: str) -> Organisation:
    """Set up an organisation on this installation: `compagnon init` does, and nobody in a browser.

    Refused without a name.
    """
    organisation = Organisation.objects.create(name=named(name))
    record(OrganisationFounded(organisation_id=organisation.id), by=by)
    return organisation


@change("schemes.open_branch", on="organisation")
def open_branch(
    *,
    by: Actor,
    organisation: Organisation,
    name: str,
    kind: Branch.Kind = Branch.Kind.BRANCH,
    briefed_on: date | None = None,
) -> Branch:
    """Name a branch, region or forum of an organisation; `briefed_on` is the day of its briefing (ALL-85).

    Refused without a name, for one that the organisation has already, and for a briefing still to come.
    """
    check_branch(organisation, named(name), briefed_on)
    branch = Branch.objects.create(
        organisation=organisation, name=named(name), kind=kind, briefed_on=briefed_on
    )
    record(BranchOpened(branch_id=branch.id, organisation_id=organisation.id), by=by)
    return branch


@change("schemes.open_scheme", on="organisation")
def open_scheme(*, by: Actor, organisation: Organisation, name: str, template: Template) -> Scheme:
    """Open a scheme from a template at once, as the command line does: `set_up_scheme` is the browser's way.

    What was copied is the scheme's own from then on. The charter is its first version (ALL-10).
    Refused without a name.
    """
    scheme = _from_template(organisation, name, template, state=Scheme.State.OPEN)
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
    if Cycle.objects.filter(scheme=scheme, name=named(name)).exists():
        raise Refused(_("This scheme has a cycle of that name already."), field="name")
    cycle = Cycle.objects.create(
        scheme=scheme, name=named(name), starts_on=starts_on, ends_on=ends_on
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
    *, by: Actor, cycle: Cycle, month: int, **days: Unpack[JoiningDays]
) -> JoiningPoint:
    """Open a time at which people join a cycle (ALL-22); its days are the usual ones unless given.

    Refused for a month that does not exist or has a joining point, and where one day does not follow the other:
    mentoring, for example, starts after applications have closed.
    """
    if month not in range(1, 13):
        raise Refused(_("There are twelve months."), field="month")
    dates = _dates(cycle, month, days)
    if problem := misplaced(dates):
        raise Refused(problem.reason, field=problem.field)
    if JoiningPoint.objects.filter(cycle=cycle, month=month).exists():
        raise Refused(_("This cycle has a joining point in that month already."), field="month")
    point = JoiningPoint.objects.create(cycle=cycle, month=month, **dates.by_name())
    record(
        JoiningPointOpened(
            joining_point_id=point.id,
            cycle_id=cycle.id,
            closes_on=dates.closes_on,
            starts_on=dates.starts_on,
        ),
        by=by,
    )
    return point


def _dates(cycle: Cycle, month: int, days: JoiningDays) -> JoiningDates:
    """Return the days that were given, and the usual ones around them."""
    usual = default_joining_dates(cycle.starts_on, month)
    around = dates_around(
        days.get("closes_on") or usual.closes_on, days.get("starts_on") or usual.starts_on
    )
    given = {name: day for name, day in days.items() if isinstance(day, date)}
    return replace(around, **given)


@change("schemes.set_up_scheme", on="organisation")
def set_up_scheme(
    *,
    by: Actor,
    organisation: Organisation,
    template: Template,
    name: str,
    summary: str,
    year: AcademicYear,
    points: Mapping[int, tuple[date, date]],
) -> Scheme:
    """Begin a scheme in the browser: template, name, summary and the first cycle in one step (ALL-01, LSIS-37).

    `points`: the month of each joining point with its closing day and its start (ALL-22). The scheme takes no
    applications before it is started. Refused without a name, without a joining point, and where days do not
    follow one another.
    """
    if not points:
        raise Refused(_("People need at least one time at which they can join."))
    scheme = _from_template(organisation, name, template, summary=summary)
    record(SchemePrepared(scheme_id=scheme.id, organisation_id=organisation.id), by=by)
    publish_charter(by=by, scheme=scheme, text=template.charter)
    cycle = open_cycle(
        by=by,
        scheme=scheme,
        name=year.name,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        joining_months=(),
    )
    for month, (closes_on, starts_on) in points.items():
        open_joining_point(
            by=by, cycle=cycle, month=month, closes_on=closes_on, starts_on=starts_on
        )
    return scheme


@change("schemes.copy_scheme", on="scheme")
def copy_scheme(*, by: Actor, scheme: Scheme, name: str) -> Scheme:
    """Begin a scheme as another one stands: its words, focus areas, settings, charter and latest cycle's calendar.

    The calendar is moved on to a year in which people can still join; people and applications stay where they are.
    Refused without a name, and for the name of the original.
    """
    if named(name) == scheme.name:
        raise Refused(_("Give the copy a name of its own."), field="name")
    kept = ("organisation_id", "kind", "template", "summary", "focus_areas", "matching", "settings")
    copy = Scheme.objects.create(
        name=named(name), **{field: getattr(scheme, field) for field in kept}
    )
    record(SchemeCopied(scheme_id=copy.id, original_id=scheme.id), by=by)
    latest = Charter.objects.filter(scheme=scheme).order_by("-version").first()
    if latest is not None:
        texts = {language: from_stored(text) for language, text in latest.text.items()}
        publish_charter(by=by, scheme=copy, text=texts)
    months = (
        JoiningPoint.objects.filter(cycle__scheme=scheme).order_by("starts_on").values_list("month")
    )
    year = first_year(clock.today())
    open_cycle(
        by=by,
        scheme=copy,
        name=year.name,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        joining_months=list(dict.fromkeys(month for (month,) in months)) or DEFAULT_JOINING_MONTHS,
    )
    return copy


def _from_template(
    organisation: Organisation,
    name: str,
    template: Template,
    *,
    state: Scheme.State = Scheme.State.SETTING_UP,
    summary: str = "",
) -> Scheme:
    """Make a scheme of what a template holds: kind, summary, focus areas, matching; refuses an empty name.

    The summary is kept in the language of whoever sets the scheme up.
    """
    return Scheme.objects.create(
        organisation=organisation,
        name=named(name),
        kind=template.kind,
        template=template.key,
        state=state,
        summary=summary.strip() or str(template.summary),
        focus_areas=list(template.focus_areas),
        matching=dict(template.matching),
    )
