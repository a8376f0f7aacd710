from django.urls import path

from compagnon.notifications import views

app_name = "notifications"

urlpatterns = [
    path("notifications/", views.preferences, name="preferences"),
    path("notifications/off/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("notifications/calendar/", views.own_calendar, name="own_calendar"),
    path("notifications/calendar/close/", views.close, name="close_calendar"),
    path("calendar/<str:token>/", views.feed, name="feed"),
    path("mails/", views.mail_list, name="mail_list"),
    path("mails/<public_id:mail_id>/", views.mail_detail, name="mail_detail"),
    path(
        "mails/<public_id:mail_id>/files/<int:number>/",
        views.mail_attachment,
        name="mail_attachment",
    ),
]
