"""Every route. A package declares its own; routes of third parties declare their reason here."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, register_converter

from compagnon.accounts.views.sign_in import set_language
from compagnon.config.sign_in import sign_in_routes
from compagnon.core.ids import PublicIdConverter

register_converter(PublicIdConverter, "public_id")

handler429 = "compagnon.accounts.views.sign_in.too_many_requests"
handler500 = "compagnon.ui.views.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", set_language, name="set_language"),
    *sign_in_routes(passwords=settings.COMPAGNON_PASSWORDS),
    path("", include("compagnon.notifications.urls")),
    path("", include("compagnon.dashboard.urls")),
    path("", include("compagnon.schemes.urls")),
    path("", include("compagnon.resources.urls")),
    path("", include("compagnon.recruitment.urls")),
    path("", include("compagnon.membership.urls")),
    path("", include("compagnon.help.urls")),
    path("", include("compagnon.introductions.urls")),
    path("", include("compagnon.gatherings.urls")),
    path("", include("compagnon.choosing.urls")),
    path("", include("compagnon.matching.urls")),
    path("", include("compagnon.partnerships.urls")),
    path("", include("compagnon.ui.urls")),
]
