from django.urls import path

from compagnon.choosing.views import profile, request, suggestion, together

app_name = "choosing"
_OWN = "applications/<public_id:application_id>/choosing/"
_POINT = "joining-points/<public_id:joining_point_id>/"
_REQUEST = "requests/<public_id:partner_request_id>/"
urlpatterns = [
    path(_OWN, profile.choose, name="choose"),
    path(f"{_OWN}show/", profile.show, name="show_profile"),
    path(f"{_OWN}withdraw/", profile.withdraw, name="withdraw_profile"),
    path(f"{_OWN}together/", together.together, name="together"),
    path("profiles/<public_id:profile_id>/", profile.ask, name="ask"),
    path(_REQUEST, request.show, name="request"),
    path(f"{_REQUEST}accept/", request.accept, name="accept"),
    path(f"{_REQUEST}decline/", request.decline, name="decline"),
    path(f"{_REQUEST}take-back/", request.take_back, name="take_back"),
    path(f"{_POINT}requests/", request.listing, name="request_list"),
    path(f"{_POINT}suggestions/", suggestion.listing, name="suggestion_list"),
    path(f"{_POINT}suggestions/prepare/", suggestion.prepare, name="prepare_suggestions"),
    path(f"{_POINT}suggestions/release/", suggestion.release, name="release_suggestions"),
    path(
        "suggestions/<public_id:suggestion_id>/leave-out/",
        suggestion.leave_out,
        name="leave_out_suggestion",
    ),
]
