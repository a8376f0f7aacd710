from django.urls import path

from compagnon.ui import views

app_name = "ui"
urlpatterns = [path("ui/", views.components, name="gallery")]
