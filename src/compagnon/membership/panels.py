"""What the register says of applicants, on the page of each and in the queue: for whoever decides, never a decision."""

from typing import Final

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.actors import Actor
from compagnon.core.encryption.master import KeysMissing
from compagnon.core.policy import decide
from compagnon.membership.queries.register import current_register
from compagnon.membership.queries.standing import (
    CONFIRMED,
    UNKNOWN,
    find_member,
    list_standing,
)
from compagnon.membership.rules.lookup import Listed, Verdict
from compagnon.recruitment.models import Application
from compagnon.recruitment.panels import Panel
from compagnon.schemes.models import JoiningPoint

LABELS: Final[dict[Verdict, tuple[StrPromise, str]]] = {
    Verdict.LISTED: (_("In the register"), "good"),
    Verdict.ENDED: (_("In the register, but the membership has ended"), "warn"),
    Verdict.OTHER_NAME: (
        _("The number or address belongs to somebody else in the register"),
        "warn",
    ),
    Verdict.ALIKE: (_("Not found; the register has names like this one"), "warn"),
    Verdict.NOT_FOUND: (_("Not found in the register"), "warn"),
}
TITLE: Final = _("Membership register")


def membership_panel(viewer: Actor, application: Application) -> Panel | None:
    """Return what the register says, for coordinators; nothing where there is no register."""
    if not decide(viewer, "membership.view_members", application.joining_point).allowed:
        return None
    try:
        found = find_member(application)
    except KeysMissing as missing:
        return Panel(TITLE, "", "warn", (missing.reason,))
    if found is None:
        return None
    register, finding = found
    label, tone = LABELS[finding.verdict]
    as_of = format_lazy(
        _(
            "As of {day}. Whether somebody is a member is for you to say; nobody is turned away by this."
        ),
        day=date_format(register.uploaded_at, "DATE_FORMAT"),
    )
    return Panel(TITLE, label, tone, (*map(_line, finding.listed), as_of))


def choices(viewer: Actor, point: JoiningPoint) -> dict[str, StrOrPromise]:
    """Return by what the register says the queue can be narrowed; nothing where there is no register."""
    if not decide(viewer, "membership.view_members", point).allowed or not current_register(point):
        return {}
    by_name = {Verdict.ALIKE}  # names are compared one application at a time
    labels = {one.value: label for one, (label, _tone) in LABELS.items() if one not in by_name}
    return {CONFIRMED: _("Confirmed"), **labels}


def list_member_rows(*, viewer: Actor, joining_point: JoiningPoint) -> list[tuple[str, ...]]:
    """Return a heading and a row for each applicant whose membership the viewer may confirm, by name.

    Refuses whoever does not coordinate the scheme.
    """
    rows = list_standing(viewer=viewer, joining_point=joining_point)
    known = {verdict.value: label for verdict, (label, _tone) in LABELS.items()}
    said = {**known, CONFIRMED: _("Confirmed"), UNKNOWN: _("The register cannot be asked")}
    heading = (gettext("Name"), gettext("Membership number"), gettext("What the register says"))
    return [heading, *((name, number, str(said[finding])) for name, number, finding in rows)]


def _line(listed: Listed) -> StrOrPromise:
    name = listed.name or _("without a name")
    if listed.until is None:
        return name
    return format_lazy(
        _("{name}, member until {day}"), name=name, day=date_format(listed.until, "DATE_FORMAT")
    )
