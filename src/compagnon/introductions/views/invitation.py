from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.introductions import notices
from compagnon.introductions.changes import invitation as changes
from compagnon.introductions.forms.invitation import AttendanceForm, InviteForm
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.queries.introduction import get_introduction
from compagnon.notifications.letters import Recipient
from compagnon.notifications.rendering import RenderedMail, preview
from compagnon.ui.responses import respond


@page("introductions.invite_people", on="introduction")
def invite(request: PageRequest, introduction: Introduction) -> HttpResponse:
    """Invite people; the letter stands beside the list before anything is sent."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            count = changes.invite_people(
                by=request.actor, introduction=introduction, invitees=form.cleaned_data["people"]
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            said = ngettext(
                "%(count)d letter is on its way.", "%(count)d letters are on their way.", count
            )
            messages.success(request, said % {"count": count})
            return _back(introduction)
    context = {
        "form": form,
        "meeting": introduction,
        "mail": _letter(notices.INVITED, introduction),
    }
    status = 422 if form.errors else 200
    return respond(request, "introductions/invite.html", context, status=status)


@page("introductions.record_attendance", on="introduction")
def attendance(request: PageRequest, introduction: Introduction) -> HttpResponse:
    """Note who came."""
    view = get_introduction(viewer=request.actor, introduction=introduction)
    form = AttendanceForm(request.POST or None, invited=view.standing)
    if form.is_valid():
        changes.record_attendance(by=request.actor, introduction=introduction, came=form.who())
        messages.success(request, _("Saved."))
        return _back(introduction)
    context = {"form": form, "view": view}
    status = 422 if form.errors else 200
    return respond(request, "introductions/attendance.html", context, status=status)


@page("introductions.ask_volunteers", on="introduction")
def volunteers(request: PageRequest, introduction: Introduction) -> HttpResponse:
    """Ask those who came, or everybody who was invited, to sign up; the letter stands there before it is sent."""
    whom = request.POST.get("whom")
    if whom in ("came", "all"):
        count = changes.ask_volunteers(
            by=request.actor, introduction=introduction, is_for_all=whom == "all"
        )
        said = ngettext(
            "%(count)d letter is on its way.", "%(count)d letters are on their way.", count
        )
        messages.success(request, said % {"count": count})
        return _back(introduction)
    context = {
        "view": get_introduction(viewer=request.actor, introduction=introduction),
        "mail": _letter(notices.ASKED, introduction),
    }
    return respond(request, "introductions/volunteers.html", context)


@page("introductions.withdraw_invitation", on="invitation")
@require_POST
def withdraw(request: PageRequest, invitation: Invitation) -> HttpResponse:
    """Take an invitation back."""
    try:
        changes.withdraw_invitation(by=request.actor, invitation=invitation)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back. The link in the letter says so."))
    return _back(invitation.introduction)


@page("introductions.forget_invitation", on="invitation")
@require_POST
def forget(request: PageRequest, invitation: Invitation) -> HttpResponse:
    """Delete an invitation, with the name and the address."""
    meeting = invitation.introduction
    changes.forget_invitation(by=request.actor, invitation=invitation)
    messages.success(request, _("Deleted, with the name and the address."))
    return _back(meeting)


def _letter(kind: str, introduction: Introduction) -> RenderedMail | None:
    """Return a letter as the invited get it."""
    facts = {"introduction_id": introduction.id}
    return preview(kind, facts, Recipient(None, "…", introduction.language))


def _back(introduction: Introduction) -> HttpResponse:
    return see_other(path_to("introductions:introduction", introduction_id=introduction.id))
