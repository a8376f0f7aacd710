"""What `compagnon init` finds or sets up; imported once Django is."""

from typing import TYPE_CHECKING

from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import Refused
from compagnon.schemes.changes.appointment import Role, appoint_person
from compagnon.schemes.changes.scheme import found_organisation, open_cycle, open_scheme
from compagnon.schemes.queries.founding import find_organisation, find_scheme
from compagnon.schemes.rules import year_of
from compagnon.schemes.template import ASSOCIATION

if TYPE_CHECKING:
    from compagnon.accounts.models import Person
    from compagnon.schemes.models import Organisation, Scheme


def organisation_of(name: str) -> "Organisation":
    """Return the organisation of a name, founded if there is none."""
    return find_organisation(viewer=SYSTEM, name=name) or found_organisation(by=SYSTEM, name=name)


def scheme_of(organisation: "Organisation", name: str) -> "Scheme":
    """Return an organisation's scheme of a name, opened with this year's joining points if there is none."""
    found = find_scheme(viewer=SYSTEM, organisation=organisation, name=name)
    if found is not None:
        return found
    scheme = open_scheme(by=SYSTEM, organisation=organisation, name=name, template=ASSOCIATION)
    year = year_of(clock.today())
    open_cycle(
        by=SYSTEM,
        scheme=scheme,
        name=year.name,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
    )
    return scheme


def appoint(
    person: "Person",
    organisation: "Organisation",
    *,
    approved_by: str,
    scheme: "Scheme | None" = None,
) -> None:
    """Appoint an administrator, or the coordinator of a scheme; who is one already stays one."""
    try:
        appoint_person(
            by=SYSTEM,
            organisation=organisation,
            person=person,
            role=Role.COORDINATOR if scheme else Role.ADMINISTRATOR,
            approved_on=clock.today(),
            approved_by=approved_by,
            scheme=scheme,
        )
    except Refused as refusal:
        if refusal.field != "person":
            raise
