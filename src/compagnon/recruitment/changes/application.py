"""What becomes of an application. Somebody of the Coordination Group decides, never about herself."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.recruitment.changes.decision_log import log_decision
from compagnon.recruitment.events import (
    ApplicationApproved,
    ApplicationDeclined,
    ApplicationMatched,
    ApplicationPutOnWaitingList,
    ApplicationWithdrawn,
    MembershipConfirmed,
)
from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.ruling import NO_MORE, Ruling
from compagnon.recruitment.states import APPLICATION
from compagnon.recruitment.waiting import MENTORS_WAIT, reason_for_mentors
from compagnon.schemes.template import settings_of
from compagnon.schemes.vocabularies import ROLES

State = Application.State


@change("recruitment.approve_application", on="application")
def approve_application(
    *, by: Actor, application: Application, ruling: Ruling = NO_MORE
) -> Application:
    """Let an applicant be considered in matching. Doubts bar nobody: a named human decides (ALL-50).

    Whoever applied as both may be approved as one of the two (ALL-49), and later as the other too; refused as
    anything else, and where it stands so already. Refused as a mentor while mentors cannot sign up yet, whatever way
    the application came: an imported one waits for the introductory meeting too (LSIS-40). Peers of one pool are
    always both (NF-21).
    """
    if settings_of(application.joining_point.cycle.scheme).is_pool:
        ruling = replace(ruling, roles=ROLES.keys)
        application.applied_as_both = True
    placed = set(ruling.roles or application.roles)
    if application.state == State.APPROVED and placed == set(application.roles):
        raise Refused(_("This person takes part as that already."), field="roles")
    if "mentor" in placed and reason_for_mentors(application.joining_point):
        raise Refused(MENTORS_WAIT, field="roles")
    move(application, State.APPROVED, APPLICATION)
    _place(application, ruling.roles)
    record(ApplicationApproved(application_id=application.id), by=by)
    log_decision(by=by, application=application, ruling=ruling)
    return application


@change("recruitment.put_on_waiting_list", on="application")
def put_on_waiting_list(
    *, by: Actor, application: Application, ruling: Ruling = NO_MORE
) -> Application:
    """Let an applicant wait: for a place, or until something is found out."""
    move(application, State.WAITING, APPLICATION)
    record(ApplicationPutOnWaitingList(application_id=application.id), by=by)
    log_decision(by=by, application=application, ruling=ruling)
    return application


@change("recruitment.decline_application", on="application")
def decline_application(
    *, by: Actor, application: Application, ruling: Ruling = NO_MORE
) -> Application:
    """Decline an application. It can be taken up again."""
    move(application, State.DECLINED, APPLICATION)
    record(ApplicationDeclined(application_id=application.id), by=by)
    log_decision(by=by, application=application, ruling=ruling)
    return application


@change("recruitment.withdraw_application", on="application")
def withdraw_application(*, by: Actor, application: Application) -> Application:
    """Withdraw an application: the applicant does, or a coordinator for them. No reason is asked."""
    move(application, State.WITHDRAWN, APPLICATION)
    record(ApplicationWithdrawn(application_id=application.id), by=by)
    return application


@change("recruitment.mark_matched", on="application")
def mark_matched(*, by: Actor, application: Application) -> Application:
    """Say that a partnership has opened for an applicant; a mentor's second one changes nothing."""
    application.refresh_from_db(fields=["state"])
    if application.state != State.MATCHED:
        move(application, State.MATCHED, APPLICATION)
        record(ApplicationMatched(application_id=application.id), by=by)
    return application


@change("recruitment.confirm_membership", on="application")
def confirm_membership(*, by: Actor, application: Application) -> Application:
    """Say that the applicant is known to be a member. Saying it twice changes nothing."""
    changed = Application.objects.filter(pk=application.pk, is_member_confirmed=False).update(
        is_member_confirmed=True
    )
    application.is_member_confirmed = True
    if changed:
        record(MembershipConfirmed(application_id=application.id), by=by)
    return application


def _place(application: Application, roles: Sequence[str]) -> None:
    """Take an applicant into the group or groups they are approved for: mentors, mentees or both."""
    offered = application.offered_roles
    if not roles or set(roles) == set(application.roles):
        return
    if not set(roles) <= set(offered):
        raise Refused(_("Choose among what this person applied for."), field="roles")
    application.applied_as_both = True
    application.is_mentor, application.is_mentee = "mentor" in roles, "mentee" in roles
    application.save(update_fields=["applied_as_both", "is_mentor", "is_mentee"])
