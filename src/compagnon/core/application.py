"""The application as a web server calls it, with room for the frames of a page.

Python keeps the frames of running functions in pieces of 16 kB, and asks the system for another piece as soon as one
is full: about eighty calls deep, which is where our templates are drawn. A loop that stands just before such an end asks
for a piece and gives it back at every call, and the page costs up to four times as much, by chance of its depth. A frame
that asks for much at once gets a piece of a size to match, and all that is called from it finds room there.
"""

from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from django.core.handlers.wsgi import WSGIHandler

P = ParamSpec("P")
R = TypeVar("R")

SLOTS: Final = 9_000  # of 8 bytes: a piece of 128 kB, of which more than 50 kB are left for the frames of a page


def with_room(function: Callable[P, R]) -> Callable[P, R]:
    """Run a function from a frame behind which there is room; it costs ten microseconds a call."""

    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    called.__code__ = called.__code__.replace(co_stacksize=SLOTS)
    return called


class Application(WSGIHandler):
    """Answers requests."""

    __call__ = with_room(WSGIHandler.__call__)
