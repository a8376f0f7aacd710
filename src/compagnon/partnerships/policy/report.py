"""Reports to a mentor's own line manager: who of the pair does what, and what the holder of the letter's link may read."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor, ActorKind
from compagnon.core.encryption.opening import Closed, Grant, RowGrant
from compagnon.core.policy import permit, predicate, visible
from compagnon.partnerships.models import Member, ProcessReport, SharedReport
from compagnon.partnerships.policy.members import (
    has_keys,
    is_member,
    is_not_over,
    memberships_of,
    partnership_of,
)
from compagnon.partnerships.reporting import READABLE_FOR
from compagnon.schemes.template import settings_of


def role_in(actor: Actor, target: Any) -> str:
    """Return the role of a member; nothing for anybody else."""
    own = memberships_of(actor).get(UUID(str(partnership_of(target).pk)))
    return own.role if own else ""


@predicate(_("In this scheme nobody reports to a line manager."))
def offers_reports(_actor: Actor, target: Any) -> bool:
    """Hold where a scheme switched reports on; what its kind promises cannot be switched on (ALL-16)."""
    scheme = partnership_of(target).joining_point.cycle.scheme
    return settings_of(scheme).reports_to_managers


@predicate(_("Reports are for two: somebody who mentors, and whoever is mentored."))
def is_of_two(actor: Actor, target: Any) -> bool:
    return role_in(actor, target) in {Member.Role.MENTOR, Member.Role.MENTEE}


@predicate(_("Only whoever mentors reports, to their own line manager."))
def is_mentor(actor: Actor, target: Any) -> bool:
    return role_in(actor, target) == Member.Role.MENTOR


@predicate(_("Only whoever is mentored can let it go."))
def is_mentee(actor: Actor, target: ProcessReport) -> bool:
    return role_in(actor, target) == Member.Role.MENTEE


def visible_process_reports(viewer: Actor) -> QuerySet[ProcessReport]:
    """Return the reports of the partnerships a viewer belongs to. Of one that is being written only its writer knows."""
    is_known = ~Q(state=ProcessReport.State.DRAFT) | Q(member__person=viewer.person_id)
    return ProcessReport.objects.filter(
        is_known, partnership__in=list(memberships_of(viewer))
    ).select_related("partnership__joining_point__cycle__scheme", "member")


def visible_shared_reports(viewer: Actor) -> QuerySet[SharedReport]:
    """Return the report whose letter a viewer holds, for sixty days; to everybody else there is none."""
    held = [viewer.link_id] if viewer.link_id else []
    rows = SharedReport.objects.filter(pk__in=held, shared_at__gt=clock.now() - READABLE_FOR)
    return rows.select_related(
        "process_report__partnership__joining_point__cycle__scheme",
        "process_report__member__person",
    )


def shared_report_grant(viewer: Actor, shared: SharedReport) -> Grant:
    """Return the right to read this one report, and nothing else of its writer, for whoever holds its letter's link.

    Refuses (`Closed`) everybody else, a row that we did not seal, another version than the mentee approved, and any
    report of a scheme that does not offer them, or not any more.
    """
    report = shared.process_report
    is_readers = viewer.kind is ActorKind.LINK and viewer.link_id == shared.pk
    is_sound = sealing.is_sound(shared) and shared.text_version == report.text_version
    if not (is_readers and is_sound and offers_reports(viewer, report).allowed):
        raise Closed
    return RowGrant(report)


_WRITES = is_member & has_keys & is_not_over & offers_reports & is_mentor
visible("process_report", visible_process_reports)
visible("shared_report", visible_shared_reports)
permit(
    {
        "partnerships.view_reports": is_member & offers_reports & is_of_two,
        "partnerships.write_report": _WRITES,
        "partnerships.ask_approval": _WRITES,
        "partnerships.return_report": is_member & has_keys & is_not_over,
        "partnerships.approve_report": is_member
        & has_keys
        & is_not_over
        & offers_reports
        & is_mentee,
        "partnerships.withdraw_report": is_member & has_keys,
    }
)
