from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships.changes import self_assessment as changes
from compagnon.partnerships.forms.self_assessment import SelfAssessmentForm
from compagnon.partnerships.models import Partnership, SelfAssessment
from compagnon.partnerships.queries.partnership import get_partnership
from compagnon.partnerships.queries.self_assessment import (
    get_own_skills,
    get_self_assessment,
    role_in,
)
from compagnon.ui.responses import respond


@page("partnerships.view_own_self_assessments")
def own(request: PageRequest) -> HttpResponse:
    """Show one's own self-assessments over time, in every role, and those that others share."""
    context = {"skills": get_own_skills(viewer=request.actor)}
    return respond(request, "partnerships/self_assessments.html", context)


@page("partnerships.make_self_assessment", on="partnership")
def make(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Look at one's own skills, once more."""
    role = role_in(viewer=request.actor, partnership=partnership)
    form = SelfAssessmentForm(request.POST or None, role=role)
    if form.is_valid():
        try:
            changes.make_self_assessment(
                by=request.actor,
                partnership=partnership,
                answered=form.answered(),
                note=form.cleaned_data["note"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. Only you can read it."))
            return see_other(reverse("partnerships:self_assessments"))
    partnership_shown = get_partnership(viewer=request.actor, partnership=partnership)
    context = {"form": form, "partnership": partnership_shown}
    status = 422 if form.errors else 200
    return respond(request, "partnerships/self_assessment_make.html", context, status=status)


@page("partnerships.read_self_assessment", on="self_assessment")
def read(request: PageRequest, self_assessment: SelfAssessment) -> HttpResponse:
    """Show one self-assessment; to its author with whom it is shared."""
    context = {
        "shown": get_self_assessment(viewer=request.actor, self_assessment=self_assessment),
        "may_share": decide(request.actor, "partnerships.share_self_assessment", self_assessment),
    }
    return respond(request, "partnerships/self_assessment.html", context)


@page("partnerships.share_self_assessment", on="self_assessment")
@require_POST
def share(request: PageRequest, self_assessment: SelfAssessment) -> HttpResponse:
    """Let the others read it."""
    said = _("Shared. The others of your partnership can read this one, and no other.")
    return _done(request, self_assessment, changes.share_self_assessment, said)


@page("partnerships.unshare_self_assessment", on="self_assessment")
@require_POST
def unshare(request: PageRequest, self_assessment: SelfAssessment) -> HttpResponse:
    """Keep it private again."""
    said = _("Only you can read it again.")
    return _done(request, self_assessment, changes.unshare_self_assessment, said)


@page("partnerships.delete_self_assessment", on="self_assessment")
@require_POST
def delete(request: PageRequest, self_assessment: SelfAssessment) -> HttpResponse:
    """Delete it."""
    return _done(request, self_assessment, changes.delete_self_assessment, _("Deleted for good."))


def _done(
    request: PageRequest,
    self_assessment: SelfAssessment,
    change: Callable[..., object],
    said: str,
) -> HttpResponse:
    change(by=request.actor, self_assessment=self_assessment)
    messages.success(request, said)
    return see_other(reverse("partnerships:self_assessments"))
