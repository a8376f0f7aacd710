from django.urls import path

from compagnon.membership import views

app_name = "membership"
_POINT = "joining-points/<public_id:joining_point_id>/members/"
_REGISTER = "registers/<public_id:register_id>/"
urlpatterns = [
    path(_POINT, views.members, name="members"),
    path(f"{_POINT}export/", views.export, name="export"),
    path(f"{_POINT}confirm/", views.confirm, name="confirm"),
    path(_REGISTER, views.show, name="register"),
    path(f"{_REGISTER}remarks.csv", views.remarks, name="remarks"),
    path(f"{_REGISTER}start/", views.start, name="start"),
    path(f"{_REGISTER}resume/", views.resume, name="resume"),
    path(f"{_REGISTER}drop/", views.drop, name="drop"),
]
