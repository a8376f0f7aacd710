from django.urls import path

from compagnon.schemes import views

app_name = "schemes"
urlpatterns = [
    path("schemes/", views.scheme_list, name="scheme_list"),
    path("schemes/<public_id:scheme_id>/", views.scheme, name="scheme"),
    path("schemes/<public_id:scheme_id>/charter/", views.charter, name="charter"),
    path("charters/<public_id:charter_id>/sign/", views.charter_sign, name="charter_sign"),
]
