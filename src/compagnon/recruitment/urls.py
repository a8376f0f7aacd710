from django.urls import path

from compagnon.recruitment.views import application, eligibility, import_file

app_name = "recruitment"
_POINT = "joining-points/<public_id:joining_point_id>/"
_FILE = "imports/<public_id:import_file_id>/"
_APPLICATION = "applications/<public_id:application_id>/"
urlpatterns = [
    path(f"{_POINT}import/", import_file.upload, name="upload"),
    path(_FILE, import_file.show, name="import_file"),
    path(f"{_FILE}columns/", import_file.columns, name="columns"),
    path(f"{_FILE}start/", import_file.start, name="start"),
    path(f"{_FILE}resume/", import_file.resume, name="resume"),
    path(f"{_FILE}drop/", import_file.drop, name="drop"),
    path(f"{_POINT}applications/", application.listing, name="application_list"),
    path(f"{_POINT}approve/", eligibility.approve, name="approve_eligible"),
    path(_APPLICATION, application.show, name="application"),
    path(f"{_APPLICATION}approve/", application.approve, name="approve"),
    path(f"{_APPLICATION}wait/", application.wait, name="wait"),
    path(f"{_APPLICATION}decline/", application.decline, name="decline"),
    path(f"{_APPLICATION}withdraw/", application.withdraw, name="withdraw"),
    path(f"{_APPLICATION}confirm/", application.confirm, name="confirm_membership"),
]
