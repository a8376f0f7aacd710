from django.urls import path

from compagnon.gatherings import views

app_name = "gatherings"
_ONE = "gatherings/<public_id:gathering_id>/"
urlpatterns = [
    path("gatherings/", views.listing, name="gathering_list"),
    path("gatherings/new/", views.new, name="gathering_new"),
    path(_ONE, views.show, name="gathering"),
    path(f"{_ONE}edit/", views.edit, name="gathering_edit"),
    path(f"{_ONE}cancel/", views.cancel, name="gathering_cancel"),
    path(f"{_ONE}calendar/", views.calendar_file, name="gathering_calendar"),
]
