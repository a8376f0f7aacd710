"""Every route. A package declares its own; routes of third parties declare their reason here."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from compagnon.core.ids import PublicIdConverter

register_converter(PublicIdConverter, "public_id")

handler500 = "compagnon.ui.views.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("compagnon.notifications.urls")),
    path("", include("compagnon.ui.urls")),
]
