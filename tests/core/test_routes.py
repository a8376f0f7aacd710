import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from pytest_django import Settings

from compagnon.core.pages import page, public
from compagnon.core.routes import Route, list_routes


def view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


inner = (
    [path("<uuid:scheme_id>/", page("schemes.view_scheme", on="scheme")(view), name="scheme")],
    "schemes",
)
urlpatterns = [
    path("open/", public(reason="A reason.")(view), name="open"),
    path("schemes/", include(inner)),
    path("more/", include([path("bare/", view, name="bare")])),
]


@pytest.fixture(autouse=True)
def _these_routes(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def test_routes_are_listed_in_the_order_in_which_they_are_tried() -> None:
    assert list_routes() == [
        Route("open", "/open/", None, None, "A reason."),
        Route(
            "schemes:scheme",
            "/schemes/<uuid:scheme_id>/",
            "schemes.view_scheme",
            "scheme",
            None,
        ),
        Route("bare", "/more/bare/", None, None, None),
    ]


def test_a_route_as_json_shows_it() -> None:
    assert list_routes()[0].as_dict() == {
        "name": "open",
        "pattern": "/open/",
        "permission": None,
        "on": None,
        "public_reason": "A reason.",
    }
