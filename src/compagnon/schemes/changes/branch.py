"""Branches after they were named: their words, their briefing, who leads them."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compagnon.accounts.changes import admit_person
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.schemes.changes.appointment import Role, appoint_person
from compagnon.schemes.events import BranchChanged
from compagnon.schemes.models import Appointment, Branch
from compagnon.schemes.queries.branch import check_branch, has_lead
from compagnon.schemes.rules import named


@change("schemes.change_branch", on="branch")
def change_branch(
    *, by: Actor, branch: Branch, name: str, kind: Branch.Kind, briefed_on: date | None
) -> Branch:
    """Correct a branch's name or kind, or record its briefing (ALL-85). The same again changes nothing.

    Refused without a name, for one that the organisation has already, for a briefing still to come, and for taking
    the briefing away while somebody leads the branch.
    """
    check_branch(branch.organisation, named(name), briefed_on, of=branch)
    if briefed_on is None and branch.briefed_on is not None and has_lead(branch):
        raise Refused(
            _("Somebody leads this branch; its briefing stays on record."), field="briefed_on"
        )
    if (branch.name, branch.kind, branch.briefed_on) == (named(name), kind, briefed_on):
        return branch
    branch.name, branch.kind, branch.briefed_on = named(name), kind, briefed_on
    branch.save(update_fields=["name", "kind", "briefed_on"])
    record(BranchChanged(branch_id=branch.id, is_briefed=briefed_on is not None), by=by)
    return branch


@change("schemes.appoint_branch_lead", on="branch")
def appoint_branch_lead(
    *, by: Actor, branch: Branch, email: str, name: str, approved_on: date, approved_by: str
) -> Appointment:
    """Appoint somebody by their address to lead a branch, after its briefing (ALL-85).

    Whoever is not known yet is admitted, and is told by a letter. Refused as `admit_person` and `appoint_person`
    refuse: above all before the branch has had its briefing.
    """
    person = admit_person(by=by, email=email, name=name, language=get_language() or "")
    return appoint_person(
        by=by,
        organisation=branch.organisation,
        person=person,
        role=Role.BRANCH_LEAD,
        approved_on=approved_on,
        approved_by=approved_by,
        branch=branch,
    )
