"""The routes of an installation whose host allows passwords."""

from compagnon.config.sign_in import sign_in_routes
from compagnon.config.urls import handler429, handler500
from compagnon.config.urls import urlpatterns as usual

__all__ = ["handler429", "handler500", "urlpatterns"]

urlpatterns = [*sign_in_routes(passwords=True), *usual]
