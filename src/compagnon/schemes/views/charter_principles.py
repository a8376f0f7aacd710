"""The principles of a charter's next version: one more, one less, another order."""

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_number
from compagnon.schemes.changes import charter_draft as changes
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.charter_draft import get_draft
from compagnon.ui.responses import respond


@page("schemes.write_charter", on="scheme")
@require_POST
def arrange(request: PageRequest, *, scheme: Scheme) -> HttpResponse:
    """Move a principle one place up or down, or add one; the page opens again where it stands now."""
    key = ""
    if "add" in request.POST:
        key = _tried(request, changes.add_principle, scheme=scheme) or ""
    for way in ("up", "down"):
        if moved := request.POST.get(way):
            key = moved
            _tried(request, changes.move_principle, scheme=scheme, key=key, up=way == "up")
    return see_other(f"{_overview(scheme)}#{quote(key)}" if key else _overview(scheme))


@page("schemes.write_charter", on="scheme")
def remove(request: PageRequest, *, scheme: Scheme, principle_key: str) -> HttpResponse:
    """Show what goes with a principle, and take it away."""
    draft = get_draft(viewer=request.actor, scheme=scheme)
    found = {one.key: one for one in draft.principles_in(get_language() or "")}
    if request.method == "POST":
        _tried(request, changes.remove_principle, scheme=scheme, key=principle_key)
        return see_other(f"{_overview(scheme)}#principles")
    if principle_key not in found:
        raise Http404
    context = {"draft": draft, "principle": found[principle_key], "scheme": scheme}
    return respond(request, "schemes/charter_principle_remove.html", context)


def _tried(request: PageRequest, make: Callable[..., str | None], **asked: object) -> str | None:
    """Make a change on what the page showed; what was refused is said above the charter as it stands now."""
    # A revision that nothing has, where none is named.
    based_on = typed_number(request.POST.get("based_on", ""), otherwise=-1)
    try:
        return make(by=request.actor, based_on=based_on, **asked)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return None


def _overview(scheme: Scheme) -> str:
    return path_to("schemes:charter_draft", scheme_id=scheme.id)
