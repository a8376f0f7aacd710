from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.errors import Refused
from compagnon.core.policy import Decision, decide
from compagnon.schemes.branches import KIND_LABELS
from compagnon.schemes.models import Appointment, Branch, Organisation
from compagnon.schemes.policy import served_organisations, visible_branches


@dataclass(frozen=True)
class Lead:
    """Who leads a branch, by which appointment."""

    appointment_id: UUID
    name: str


@dataclass(frozen=True)
class BranchLine:
    """A branch as it stands in the list, with who leads it and whether somebody may be appointed to."""

    id: UUID
    name: str
    kind_label: StrOrPromise
    briefed_on: date | None
    leads: tuple[Lead, ...]
    may_appoint: Decision


@dataclass(frozen=True)
class OrganisationBranches:
    """An organisation's branches by kind and name."""

    organisation: Organisation
    branches: tuple[BranchLine, ...]


def list_branches(*, viewer: Actor) -> list[OrganisationBranches]:
    """Return the branches of every organisation a viewer serves; three queries, however many there are."""
    organisations = Organisation.objects.filter(pk__in=served_organisations(viewer))
    branches = list(visible_branches(viewer))
    leads = _leads(branches)
    return [
        OrganisationBranches(
            one,
            tuple(
                _line(viewer, branch, leads.get(branch.id, []))
                for branch in sorted(branches, key=lambda row: (row.kind, row.name, row.id))
                if branch.organisation_id == one.id
            ),
        )
        for one in sorted(organisations, key=lambda row: (row.name, row.id))
    ]


def has_lead(branch: Branch) -> bool:
    """Say whether somebody leads a branch; a row that was slipped in leads nothing."""
    return bool(_leads([branch]))


def check_branch(
    organisation: Organisation, name: str, briefed_on: date | None, *, of: Branch | None = None
) -> None:
    """Refuse a name that another branch of the organisation has, and a briefing still to come."""
    others = Branch.objects.filter(organisation=organisation, name=name)
    if of is not None:
        others = others.exclude(pk=of.pk)
    if others.exists():
        raise Refused(_("There is one of that name already."), field="name")
    if briefed_on is not None and briefed_on > clock.today():
        raise Refused(_("A briefing lies in the past."), field="briefed_on")


def _leads(branches: list[Branch]) -> dict[UUID, list[Lead]]:
    rows = Appointment.objects.filter(
        branch__in=branches, role=Appointment.Role.BRANCH_LEAD, ended_on=None
    ).select_related("person")
    found: dict[UUID, list[Lead]] = {}
    for row in sorted(rows, key=lambda row: (row.approved_on, row.id)):
        if sealing.is_sound(row) and row.branch_id is not None:
            found.setdefault(row.branch_id, []).append(Lead(row.id, row.person.name))
    return found


def _line(viewer: Actor, branch: Branch, leads: list[Lead]) -> BranchLine:
    may = decide(viewer, "schemes.appoint_branch_lead", branch)
    if may.allowed and branch.briefed_on is None:
        may = Decision(allowed=False, reason=_("Record the briefing first."))
    return BranchLine(
        branch.id, branch.name, KIND_LABELS[branch.kind], branch.briefed_on, tuple(leads), may
    )
