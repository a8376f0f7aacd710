from django.urls import path

from compagnon.help import views

app_name = "help"
urlpatterns = [
    path("help/", views.home, name="home"),
    path("help/write/", views.write, name="write"),
    path("help/ask/", views.ask, name="ask"),
    path("questions/<public_id:question_id>/", views.question, name="question"),
    path("questions/<public_id:question_id>/take/", views.take, name="question_take"),
    path("questions/<public_id:question_id>/discard/", views.discard, name="question_discard"),
    path("questions/<public_id:question_id>/answer/", views.answer, name="question_answer"),
    path("schemes/<public_id:scheme_id>/questions/", views.listed, name="question_list"),
]
