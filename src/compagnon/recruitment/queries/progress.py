"""What recruitment reports to the page of a scheme."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Count as CountOf
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.queue import WITHOUT_DOUBT
from compagnon.schemes.models import JoiningPoint, Scheme
from compagnon.schemes.policy import coordinated_schemes, led_branches
from compagnon.schemes.progress import Count, NextStep, Report

State = Application.State


def report(viewer: Actor, points: Sequence[JoiningPoint]) -> Mapping[UUID, Report]:
    """Return how many applied, wait and are approved at each joining point, and what to do next; one query.

    Only to the Coordination Group: an administrator sees that there is a scheme, not who applies to it.
    """
    own = [point for point in points if point.cycle.scheme_id in coordinated_schemes(viewer)]
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = (
        Application.objects.filter(joining_point__in=own)
        .exclude(state=State.DRAFT)
        .values_list("joining_point_id", "state")
        .annotate(count=CountOf("id"))
        .order_by()
    )
    for point_id, state, count in rows:
        counts[point_id][state] = count
    return {point.id: _report(point, counts[point.id]) for point in own}


def count_sources(viewer: Actor, scheme: Scheme) -> dict[str, int]:
    """Return how many applications came by each link of a scheme (ALL-42); one query.

    Drafts do not count. For whoever may look at the scheme, and for leads of its organisation's branches, who are
    shown their own branch's only and never few (`schemes.queries.share`); to anybody else nobody came.
    """
    leads = {one.organisation_id for one in led_branches(viewer)}
    if (
        scheme.organisation_id not in leads
        and not decide(viewer, "schemes.view_scheme", scheme).allowed
    ):
        return {}
    rows = (
        Application.objects.filter(joining_point__cycle__scheme=scheme)
        .exclude(state=State.DRAFT)
        .exclude(source="")
    )
    return dict(rows.values_list("source").annotate(count=CountOf("id")).order_by())


def _report(point: JoiningPoint, counts: Mapping[str, int]) -> Report:
    listing = reverse("recruitment:application_list", kwargs={"joining_point_id": point.id})
    undecided = counts.get(State.SUBMITTED, 0)
    return Report(
        (
            Count(_("Applications"), sum(counts.values()), listing, leads_on=True),
            Count(_("To be decided"), undecided, f"{listing}?state={State.SUBMITTED}"),
            Count(
                _("Approved"), counts.get(State.APPROVED, 0), f"{listing}?state={State.APPROVED}"
            ),
        ),
        _next_step(point, counts),
    )


def _next_step(point: JoiningPoint, counts: Mapping[str, int]) -> NextStep | None:
    """Return what to do about applications; once more are approved than wait, matching need not wait for the rest."""
    where = {"joining_point_id": point.id}
    undecided = counts.get(State.SUBMITTED, 0)
    if not counts and clock.today() <= point.closes_on:
        return NextStep(
            title=_("Applications for %(month)s are open") % {"month": point.month_name},
            why=_("Tell people where to apply: the address of this page is all they need."),
            label=_("Look at the public page"),
            url=reverse("recruitment:join", kwargs={"scheme_id": point.cycle.scheme_id}),
        )
    if not counts:
        return NextStep(
            title=_("Import the applications for %(month)s") % {"month": point.month_name},
            why=_(
                "Take the file that your online form exports. You see what it brings before it counts."
            ),
            label=_("Import applications"),
            url=reverse("recruitment:upload", kwargs=where),
        )
    if undecided:
        return NextStep(
            title=ngettext(
                "%(count)d application waits for a decision",
                "%(count)d applications wait for a decision",
                undecided,
            )
            % {"count": undecided},
            why=_("Approve those without a doubt together, and look at the others one by one."),
            label=_("Show those without a doubt"),
            url=reverse("recruitment:application_list", kwargs=where) + WITHOUT_DOUBT.address(),
            can_wait=counts.get(State.APPROVED, 0) > undecided,
        )
    return None
