from django.urls import path

from compagnon.partnerships.views import agreement, meeting, partnership

app_name = "partnerships"
urlpatterns = [
    path("partnerships/<public_id:partnership_id>/", partnership.home, name="home"),
    path("partnerships/<public_id:partnership_id>/leave/", partnership.leave, name="leave"),
    path("partnerships/<public_id:partnership_id>/leave/pause/", partnership.pause, name="pause"),
    path(
        "partnerships/<public_id:partnership_id>/leave/resume/", partnership.resume, name="resume"
    ),
    path(
        "partnerships/<public_id:partnership_id>/leave/now/",
        partnership.leave_now,
        name="leave_now",
    ),
    path(
        "partnerships/<public_id:partnership_id>/agreement/",
        agreement.write,
        name="agreement_write",
    ),
    path("agreements/<public_id:agreement_id>/", agreement.read, name="agreement_read"),
    path("agreements/<public_id:agreement_id>/sign/", agreement.sign, name="agreement_sign"),
    path(
        "partnerships/<public_id:partnership_id>/meetings/arrange/",
        meeting.arrange,
        name="meeting_arrange",
    ),
    path(
        "partnerships/<public_id:partnership_id>/meetings/record/",
        meeting.record,
        name="meeting_record",
    ),
    path("meetings/<public_id:meeting_id>/cancel/", meeting.cancel, name="meeting_cancel"),
    path(
        "meetings/<public_id:meeting_id>/meeting.ics",
        meeting.calendar_file,
        name="meeting_calendar",
    ),
    path(
        "action-items/<public_id:action_item_id>/done/",
        meeting.finish_action,
        name="action_item_done",
    ),
    path(
        "joining-points/<public_id:joining_point_id>/partnerships/",
        partnership.activity,
        name="activity",
    ),
    path(
        "joining-points/<public_id:joining_point_id>/partnerships/export/",
        partnership.export_activity,
        name="export_activity",
    ),
]
