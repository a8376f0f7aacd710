from django.urls import path

from compagnon.resources import views

app_name = "resources"
_LIST = "schemes/<public_id:scheme_id>/resources/"
_ONE = "resources/<public_id:resource_id>/"
urlpatterns = [
    path(_LIST, views.listed, name="resource_list"),
    path(f"{_LIST}new/", views.add, name="resource_add"),
    path(f"{_LIST}suggest/", views.suggest, name="resource_suggest"),
    path(_ONE, views.revise, name="resource"),
    path(f"{_ONE}check/", views.check, name="resource_check"),
    path(f"{_ONE}move/", views.move, name="resource_move"),
    path(f"{_ONE}remove/", views.remove, name="resource_remove"),
]
