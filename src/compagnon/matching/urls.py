from django.urls import path

from compagnon.matching.views import answer, release

app_name = "matching"
urlpatterns = [
    path("runs/<public_id:run_id>/letters/", release.letters, name="letters"),
    path("answers/<public_id:answer_id>/", answer.read, name="answer"),
    path("answers/<public_id:answer_id>/accept/", answer.accept, name="answer_accept"),
    path("answers/<public_id:answer_id>/decline/", answer.decline, name="answer_decline"),
    # after the words, so that a token is whatever is no word
    path("answers/<public_id:answer_id>/<str:token>/", answer.arrive, name="answer_arrive"),
]
