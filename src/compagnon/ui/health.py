"""What a monitor asks: whether the process lives, and whether it can answer pages. Neither says more."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from compagnon.core.pages import public
from compagnon.core.readiness import has_database

PLAIN = "text/plain; charset=utf-8"


@public(reason="A monitor asks whether the process lives; the answer says nothing else.")
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Answer at all: that is the answer."""
    return HttpResponse("ok\n", content_type=PLAIN)


@public(reason="A monitor asks whether pages can be answered; the answer is yes or no.")
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether the database answers (503 if not). Without its key file a site is open all the same."""
    if has_database():
        return HttpResponse("ready\n", content_type=PLAIN)
    return HttpResponse("not ready\n", content_type=PLAIN, status=503)
