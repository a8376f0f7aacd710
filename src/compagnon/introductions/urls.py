from django.urls import path

from compagnon.introductions.views import answer, introduction, invitation

app_name = "introductions"
_POINT = "joining-points/<public_id:joining_point_id>/introductions/"
_MEETING = "introductions/<public_id:introduction_id>/"
_INVITED = "invitations/<public_id:invitation_id>/"
urlpatterns = [
    path(_POINT, introduction.listing, name="introduction_list"),
    path(f"{_POINT}new/", introduction.new, name="introduction_new"),
    path(_MEETING, introduction.show, name="introduction"),
    path(f"{_MEETING}edit/", introduction.edit, name="introduction_edit"),
    path(f"{_MEETING}cancel/", introduction.cancel, name="introduction_cancel"),
    path(f"{_MEETING}invite/", invitation.invite, name="invite"),
    path(f"{_MEETING}attendance/", invitation.attendance, name="attendance"),
    path(f"{_MEETING}volunteers/", invitation.volunteers, name="volunteers"),
    path(f"{_INVITED}withdraw/", invitation.withdraw, name="withdraw"),
    path(f"{_INVITED}delete/", invitation.forget, name="forget"),
    path(f"{_INVITED}accept/", answer.accept, name="accept"),
    path(f"{_INVITED}decline/", answer.decline, name="decline"),
    path(f"{_INVITED}forget-me/", answer.forget, name="forget_me"),
    path(f"{_INVITED}calendar/", answer.calendar_file, name="calendar"),
    path(_INVITED, answer.read, name="invitation"),
    path(f"{_INVITED}<str:token>/", answer.arrive, name="arrive"),
]
