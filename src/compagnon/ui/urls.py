from django.urls import path

from compagnon.ui import health, views

app_name = "ui"
urlpatterns = [
    path("ui/", views.components, name="gallery"),
    path("healthz", health.live, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
