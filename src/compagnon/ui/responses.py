"""The one place that knows whether htmx asks."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def respond(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with the whole page, or with its named part where htmx asks for one.

    Going back in the browser's history asks for the whole page, even by htmx.
    """
    headers = request.headers
    wants_part = "HX-Request" in headers and "HX-History-Restore-Request" not in headers
    name = f"{template}#{part}" if part and wants_part else template
    response = render(request, name, dict(context or {}), status=status)
    if part:
        patch_vary_headers(response, ["HX-Request"])
    return response
