from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import installation
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.partnerships import guides
from compagnon.partnerships.changes import conversation as changes
from compagnon.partnerships.changes.conversation import DraftOvertaken
from compagnon.partnerships.forms.conversation import DraftForm, VideoForm
from compagnon.partnerships.models import Meeting
from compagnon.partnerships.queries.conversation import ConversationView, get_conversation
from compagnon.ui.responses import respond

AIDS: Final = {
    "guides": guides.GUIDES,
    "questions": guides.QUESTIONS,
    "listening": guides.LISTENING,
    "dial": guides.DIAL,
}


def meeting_url(meeting: Meeting) -> str:
    """Return the address of a meeting."""
    return reverse("partnerships:meeting", kwargs={"meeting_id": meeting.id})


@page("partnerships.view_partnership", on="meeting")
def read(request: PageRequest, meeting: Meeting) -> HttpResponse:
    """Show a meeting while it is under way: agenda, time, a guide if one is wanted, and room for notes."""
    found = get_conversation(viewer=request.actor, meeting=meeting)
    return _shown(request, meeting, found)


@page("partnerships.write_draft", on="meeting")
@require_POST
def note(request: PageRequest, meeting: Meeting) -> HttpResponse:
    """Keep one's notes for the minutes."""
    form = DraftForm(request.POST)
    if form.is_valid():
        try:
            changes.write_draft(by=request.actor, meeting=meeting, **form.cleaned_data)
        except DraftOvertaken as refusal:
            found = get_conversation(viewer=request.actor, meeting=meeting)
            form = DraftForm({**request.POST.dict(), "based_on": str(found.draft.version)})
            form.add_error(None, str(refusal))
            return _shown(request, meeting, found, draft_form=form, newer=found.draft)
        messages.success(
            request, _("Kept for the minutes. Only you can read it until you record them.")
        )
        return see_other(f"{meeting_url(meeting)}#notes")
    found = get_conversation(viewer=request.actor, meeting=meeting)
    return _shown(request, meeting, found, draft_form=form)


@page("partnerships.set_video_link", on="meeting")
@require_POST
def video(request: PageRequest, meeting: Meeting) -> HttpResponse:
    """Say where on the net the meeting takes place."""
    form = VideoForm(request.POST, has_rooms=bool(installation.video_rooms()))
    if form.is_valid():
        try:
            changes.set_video_link(by=request.actor, meeting=meeting, url=form.cleaned_data["url"])
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(
                request, _("The video call stands on this page, for its members alone.")
            )
            return see_other(meeting_url(meeting))
    found = get_conversation(viewer=request.actor, meeting=meeting)
    return _shown(request, meeting, found, video_form=form)


def _shown(
    request: PageRequest, meeting: Meeting, found: ConversationView, **forms: object
) -> HttpResponse:
    """Show the page of a meeting, with forms that were refused in place of fresh ones."""
    draft = {
        "actions": found.draft.actions,
        "next_items": found.draft.next_items,
        "based_on": found.draft.version,
    }
    wanted = request.GET.get("guide", "")
    context = {
        "meeting": found,
        "partnership": found.partnership,
        "agenda": found.agenda,
        "guide": next((one for one in guides.GUIDES if one.key == wanted), None),
        **AIDS,
        "draft_form": DraftForm(initial=draft),
        "video_form": VideoForm(has_rooms=bool(installation.video_rooms())),
        "may_write": decide(request.actor, "partnerships.write_draft", meeting),
        "may_record": decide(request.actor, "partnerships.record_meeting", meeting.partnership),
        **forms,
    }
    status = 422 if forms else 200
    return respond(request, "partnerships/meeting.html", context, status=status)
