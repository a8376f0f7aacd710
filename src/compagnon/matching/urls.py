from django.urls import path

from compagnon.matching.views import (
    answer,
    criteria,
    pair_rule,
    proposal,
    release,
    room,
    run,
    suggestions,
)

app_name = "matching"
_POINT = "joining-points/<public_id:joining_point_id>/matching/"
_RUN = "runs/<public_id:run_id>/"
_PAIR = f"{_RUN}pairs/<public_id:mentor_id>/<public_id:mentee_id>/"
urlpatterns = [
    path(_POINT, room.room, name="room"),
    path(f"{_POINT}start/", room.start, name="start"),
    path(f"{_POINT}criteria/", criteria.criteria, name="criteria"),
    path(f"{_POINT}decisions/", room.pair_rules, name="pair_rules"),
    path("joining-points/<public_id:joining_point_id>/answers/", room.answers, name="answer_list"),
    path("pair-rules/<public_id:pair_rule_id>/lift/", pair_rule.lift, name="lift_pair_rule"),
    path(
        "applications/<public_id:application_id>/suggestions/",
        suggestions.suggestions,
        name="suggestions",
    ),
    path(_RUN, run.run, name="run"),
    path(f"{_RUN}export/", run.export, name="run_export"),
    path(f"{_RUN}left-out/", run.left_out, name="run_left_out"),
    path(f"{_RUN}fairness/", run.fairness, name="run_fairness"),
    path(f"{_RUN}near-ties/", run.near_ties, name="run_near_ties"),
    path(f"{_RUN}changes/", run.changes, name="run_changes"),
    path(f"{_PAIR}pin/", pair_rule.pin, name="pin_pair"),
    path(f"{_PAIR}forbid/", pair_rule.forbid, name="forbid_pair"),
    path(f"{_PAIR}hold/", pair_rule.hold, name="hold_pair"),
    path(f"{_RUN}letters/", release.letters, name="letters"),
    path("proposals/<public_id:proposal_id>/take-back/", proposal.take_back, name="take_back"),
    path("answers/<public_id:answer_id>/", answer.read, name="answer"),
    path("answers/<public_id:answer_id>/accept/", answer.accept, name="answer_accept"),
    path("answers/<public_id:answer_id>/decline/", answer.decline, name="answer_decline"),
    # after the words, so that a token is whatever is no word
    path("answers/<public_id:answer_id>/<str:token>/", answer.arrive, name="answer_arrive"),
]
