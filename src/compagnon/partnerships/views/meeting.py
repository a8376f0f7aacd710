from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import clock
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.partnerships.activities import activities_of
from compagnon.partnerships.changes import meeting as changes
from compagnon.partnerships.forms.meeting import ArrangeForm, MeetingForm
from compagnon.partnerships.invitations import invitation
from compagnon.partnerships.models import Meeting, Partnership
from compagnon.partnerships.queries.agenda_item import list_agenda_items
from compagnon.partnerships.queries.partnership import (
    PartnershipView,
    get_partnership,
    list_members,
)
from compagnon.partnerships.queries.workspace import get_next_meeting
from compagnon.partnerships.views.partnership import home_url
from compagnon.ui.responses import respond


@page("partnerships.arrange_meeting", on="partnership")
def arrange(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Arrange the next meeting, or move it."""
    frame = get_partnership(viewer=request.actor, partnership=partnership)
    form = ArrangeForm(request.POST or None, initial=_arranged(frame))
    if form.is_valid():
        try:
            changes.arrange_meeting(
                by=request.actor,
                partnership=partnership,
                starts_at=form.starts_at(),
                length_minutes=form.cleaned_data["length_minutes"],
            )
        except Refused as refusal:
            form.add_error(_field(refusal), str(refusal))
        else:
            messages.success(
                request, _("Arranged. An invitation for the calendar is on its way to each of you.")
            )
            return see_other(home_url(partnership))
    context = {"form": form, "partnership": frame}
    return respond(
        request, "partnerships/meeting_arrange.html", context, status=422 if form.errors else 200
    )


@page("partnerships.cancel_meeting", on="meeting")
@require_POST
def cancel(request: PageRequest, meeting: Meeting) -> HttpResponse:
    """Cancel an arranged meeting."""
    try:
        changes.cancel_meeting(by=request.actor, meeting=meeting)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Cancelled. Each of you is told."))
    return see_other(home_url(meeting.partnership))


@page("partnerships.miss_meeting", on="meeting")
@require_POST
def miss(request: PageRequest, meeting: Meeting) -> HttpResponse:
    """Say that an arranged meeting did not take place."""
    try:
        changes.miss_meeting(by=request.actor, meeting=meeting)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted. Find another time, whenever it suits you."))
    return see_other(home_url(meeting.partnership))


@page("partnerships.record_meeting", on="partnership")
def record(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Record a meeting, with last time's open points in view."""
    return _record(request, partnership, is_brief=False)


@page("partnerships.record_meeting", on="partnership")
def log(request: PageRequest, partnership: Partnership) -> HttpResponse:
    """Log a meeting that is over in half a minute: the day, how long, where, what kind."""
    return _record(request, partnership, is_brief=True)


@page("partnerships.view_partnership", on="meeting")
def calendar_file(request: PageRequest, meeting: Meeting) -> HttpResponse:
    """Give the invitation as a file for the calendar; a meeting that was only recorded never had one."""
    if meeting.starts_at is None:
        raise Http404
    frame = get_partnership(viewer=request.actor, partnership=meeting.partnership)
    part = invitation(meeting, partner_name=frame.partner.name, scheme_name=frame.scheme_name)
    response = HttpResponse(part.content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


def _record(request: PageRequest, partnership: Partnership, *, is_brief: bool) -> HttpResponse:
    """Record a meeting with its minutes, or with the little that counts it."""
    by = request.actor
    form = MeetingForm(
        request.POST or None,
        members=list_members(viewer=by, partnership=partnership),
        activities=activities_of(partnership.joining_point.cycle.scheme, partnership.kind),
        agenda=[] if is_brief else list_agenda_items(viewer=by, partnership=partnership),
        is_brief=is_brief,
    )
    if form.is_valid() and _recorded(request, partnership, form):
        messages.success(request, _("Recorded. Only the members of this partnership can read it."))
        return see_other(home_url(partnership))
    found = get_next_meeting(viewer=by, partnership=partnership)
    form.initial = _met(found.partnership) | {
        form.field_of(found.own_id): found.draft.actions,
        "next_items": found.draft.next_items,
    }
    context = {"form": form, "partnership": found.partnership, "agenda": found.agenda}
    template = f"partnerships/meeting_{'log' if is_brief else 'record'}.html"
    return respond(request, template, context, status=422 if form.errors else 200)


def _recorded(request: PageRequest, partnership: Partnership, form: MeetingForm) -> bool:
    """Record what was typed; False with the reason in the form where that is refused."""
    try:
        changes.record_meeting(
            by=request.actor,
            partnership=partnership,
            held_on=form.cleaned_data["held_on"],
            length_minutes=form.cleaned_data["length_minutes"],
            attended=form.who_attended(),
            action_points=form.action_points(),
            next_items=form.cleaned_data.get("next_items", ""),
            particulars=form.particulars(),
        )
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    return True


def _arranged(frame: PartnershipView) -> dict[str, object]:
    """Begin with the meeting that is already arranged, or with the length that they agreed on."""
    if frame.next_meeting_at is None:
        return {"length_minutes": frame.usual_minutes}
    local = timezone.localtime(frame.next_meeting_at)
    return {"day": local.date(), "time": local.time(), "length_minutes": frame.next_meeting_minutes}


def _met(frame: PartnershipView) -> dict[str, object]:
    """Begin with the day and length of the meeting that was arranged, once its time has come, or as they agreed."""
    begins = _arranged(frame)
    if frame.next_meeting_at is None or frame.next_meeting_at > clock.now():
        return {"length_minutes": frame.usual_minutes}
    return {"held_on": begins["day"], "length_minutes": begins["length_minutes"]}


def _field(refusal: Refused) -> str | None:
    """Return the field of the form that stands for the value refused."""
    return "day" if refusal.field == "starts_at" else refusal.field
