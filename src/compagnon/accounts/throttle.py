"""How often one network may ask for something that costs work, signed in or not; the settings say how often."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.http import HttpRequest


def throttle_network(request: HttpRequest, *, action: str) -> None:
    """Count that a network asks; answers 429 (`ImmediateHttpResponse`) where it has asked too often.

    Also of a page that is only read: the library's public door lets every GET pass.
    """
    is_within = ratelimit.consume(request, app="allauth.account", action=action, limit_get=True)
    if not is_within:
        raise ImmediateHttpResponse(ratelimit.respond_429(request))
