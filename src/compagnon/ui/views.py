"""The gallery of components, and the pages for errors."""

import sys

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader

from compagnon.core.pages import public
from compagnon.ui import gallery
from compagnon.ui.busy import busy_page, is_passing
from compagnon.ui.responses import respond


@public(
    reason="It shows the components on invented data; the tests of the look need it without sign-in."
)
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in all its states."""
    return respond(request, "ui/gallery.html", gallery.example(request), part="live")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an exception that nothing caught; a busy database is said to be busy, wherever it was met."""
    exception = sys.exception()
    if exception is not None and is_passing(exception):
        return busy_page(request)
    return HttpResponseServerError(loader.get_template("500.html").render())
