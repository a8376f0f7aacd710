"""Where partnerships stand, for those who coordinate the scheme; what they can do about it without reading a word."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.partnerships.changes import partnership as parting
from compagnon.partnerships.changes import pause as pausing
from compagnon.partnerships.changes import progress as changes
from compagnon.partnerships.forms.progress import ContactForm, PauseForm
from compagnon.partnerships.models import Progress
from compagnon.partnerships.queries.progress import get_progress, list_members_of, list_progress
from compagnon.schemes.models import Scheme
from compagnon.schemes.rematching import way_back
from compagnon.ui.responses import respond


@page("partnerships.list_progress", on="scheme")
@require_safe
def listing(request: PageRequest, scheme: Scheme) -> HttpResponse:
    """List the partnerships in one stage, who has waited longest on top."""
    found = list_progress(
        viewer=request.actor,
        scheme=scheme,
        stage=request.GET.get("stage", ""),
        after=request.GET.get("after", ""),
    )
    current = next(tab.stage for tab in found.tabs if tab.is_current)
    context = {
        "scheme": scheme,
        "found": found,
        "next_url": f"?stage={current}&after={found.further}" if found.further else "",
        "first_url": f"?stage={current}" if request.GET.get("after") else "",
    }
    return respond(request, "partnerships/progress_list.html", context)


@page("partnerships.view_progress", on="progress")
@require_safe
def show(request: PageRequest, progress: Progress) -> HttpResponse:
    """Show one partnership from outside."""
    found = get_progress(viewer=request.actor, progress=progress)
    is_over = not found.may_replace.allowed
    context = {
        "found": found,
        "way_back": way_back(request.actor, progress.partnership.proposal_id) if is_over else "",
    }
    return respond(request, "partnerships/progress.html", context)


@page("partnerships.contact_members", on="progress")
def contact(request: PageRequest, progress: Progress) -> HttpResponse:
    """Write to one member, or to all of them."""
    members = list_members_of(viewer=request.actor, progress=progress)
    form = ContactForm(request.POST or None, members=members)
    if form.is_valid():
        changes.contact_members(by=request.actor, progress=progress, **form.asked())
        messages.success(request, _("Your letter is on its way."))
        return see_other(_page_of(progress))
    context = {"form": form, "progress": progress, "scheme": _scheme_of(progress)}
    status = 422 if form.errors else 200
    return respond(request, "partnerships/progress_contact.html", context, status=status)


@page("partnerships.arrange_pause", on="progress")
def pause(request: PageRequest, progress: Progress) -> HttpResponse:
    """Let the partnership rest, until a day or until somebody takes it up again."""
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pausing.arrange_pause(by=request.actor, progress=progress, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("The partnership rests. Everybody in it is told."))
            return see_other(_page_of(progress))
    context = {"form": form, "progress": progress, "scheme": _scheme_of(progress)}
    status = 422 if form.errors else 200
    return respond(request, "partnerships/progress_pause.html", context, status=status)


@page("partnerships.end_pause", on="progress")
@require_POST
def resume(request: PageRequest, progress: Progress) -> HttpResponse:
    """Let a resting partnership go on."""
    try:
        pausing.end_pause(by=request.actor, progress=progress)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The partnership goes on. Everybody in it is told."))
    return see_other(_page_of(progress))


@page("partnerships.replace_partner", on="progress")
def replace(request: PageRequest, progress: Progress) -> HttpResponse:
    """Say what ending a partnership means, and end it; then the way leads to who else would suit."""
    if request.method != "POST":
        found = get_progress(viewer=request.actor, progress=progress)
        return respond(request, "partnerships/progress_replace.html", {"found": found})
    try:
        parting.replace_partner(by=request.actor, progress=progress)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _(
            "This partnership has ended, and everybody in it is told. Now look for somebody else."
        )
        messages.success(request, said)
    return see_other(_page_of(progress))


def _page_of(progress: Progress) -> str:
    return path_to("partnerships:progress", progress_id=progress.id)


def _scheme_of(progress: Progress) -> Scheme:
    return progress.partnership.joining_point.cycle.scheme
