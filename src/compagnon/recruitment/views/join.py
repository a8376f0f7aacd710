"""From a scheme's public page to a begun application, for whoever comes without an account."""

import re
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compagnon.accounts.forms import NewcomerForm, SignInCodeForm
from compagnon.accounts.newcomers import Newcomer
from compagnon.core.actors import ActorKind
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, public, see_other
from compagnon.recruitment import changes
from compagnon.recruitment.forms.joining import BeginForm
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.join import JoinPage, find_joining_point, get_join_page
from compagnon.recruitment.queries.own_application import last_roles
from compagnon.ui.responses import respond

# The mark of a channel, as a share link carries it; anything else in its place is nobody's.
_MARK: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@public(
    reason="What a scheme is, asks and offers is read before anybody gives a name (ALL-03, ALL-42)."
)
@require_safe
def show(request: PageRequest, scheme_id: UUID) -> HttpResponse:
    """Show a scheme to anybody, with one way to apply."""
    found = _page(request, scheme_id)
    context = {"found": found, "apply_url": _url("apply", found, mark_of(request))}
    return respond(request, "recruitment/join.html", context)


@public(
    reason="Whoever applies has no account yet; throttled by network and by address.", once=False
)
def apply(request: PageRequest, scheme_id: UUID) -> HttpResponse:
    """Ask for a name and an address, and mail a code; the answer is the same whoever is known already."""
    found, mark = _page(request, scheme_id), mark_of(request)
    if request.actor.kind is ActorKind.PERSON or found.next_point is None:
        return redirect(_url("begin", found, mark) if found.next_point else _url("join", found))
    form = NewcomerForm(request.POST or None)
    if form.is_valid():
        Newcomer.start(
            request,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            next_url=_url("begin", found, mark),
        )
        return see_other(_url("code", found))
    context = {"found": found, "form": form}
    return respond(request, "recruitment/apply.html", context, status=422 if form.errors else 200)


@public(
    reason="The code itself is the right: three tries, ten minutes, in one browser.", once=False
)
def code(request: PageRequest, scheme_id: UUID) -> HttpResponse:
    """Take the mailed code; only then is anybody admitted (ASVS 6.5.1, 6.5.5)."""
    found, newcomer = _page(request, scheme_id), Newcomer.resume(request)
    if newcomer is None:
        return redirect(_url("apply", found))
    form = SignInCodeForm(data=request.POST or None, code=newcomer.code)
    if form.is_valid():
        return newcomer.come_in()
    if form.is_bound and not newcomer.record_invalid_attempt():
        messages.error(request, _("That was tried too often. Ask for a new code."))
        return see_other(_url("apply", found))
    context = {"found": found, "form": form, "address": newcomer.email}
    return respond(
        request, "recruitment/apply_code.html", context, status=422 if form.is_bound else 200
    )


@page("recruitment.view_own_applications")
def begin(request: PageRequest, scheme_id: UUID) -> HttpResponse:
    """Ask as what somebody would like to join, and when; a draft that is there already goes on."""
    found = _page(request, scheme_id)
    if found.next_point is None:
        return redirect(_url("join", found))
    initial: dict[str, Any] = {
        "roles": last_roles(viewer=request.actor, scheme_id=scheme_id),
        "joining_point": found.next_point.id.hex,
        "source": mark_of(request),
    }
    form = BeginForm(request.POST or None, words=found.words, points=found.points, initial=initial)
    if found.is_pool:
        form.take_as_peer()
    if form.is_valid():
        try:
            return _begun(request, form)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal.reason))
    context = {"found": found, "form": form, "is_draft": bool(found.own and found.own.is_draft)}
    return respond(request, "recruitment/begin.html", context, status=422 if form.errors else 200)


def mark_of(request: HttpRequest) -> str:
    """Return the mark of the channel that led here, if the address carries one."""
    mark = request.GET.get("from", "").lower()
    return mark if _MARK.fullmatch(mark) else ""


def _begun(request: PageRequest, form: BeginForm) -> HttpResponse:
    """Begin, and lead to the first page of the form, or to what was sent before."""
    point = find_joining_point(form.point_id())
    mark = form.cleaned_data["source"]
    application = changes.begin_application(
        by=request.actor,
        joining_point=point,
        roles=form.chosen_roles(),
        source=mark if _MARK.fullmatch(mark) else "",
    )
    is_draft = application.state == Application.State.DRAFT
    name = "recruitment:fill_in" if is_draft else "recruitment:application"
    return see_other(reverse(name, kwargs={"application_id": application.id}))


def _page(request: PageRequest, scheme_id: UUID) -> JoinPage:
    language = request.GET.get("language") or translation.get_language() or ""
    found = get_join_page(viewer=request.actor, scheme_id=scheme_id, language=language)
    if found is None:
        raise Http404
    return found


def _url(name: str, found: JoinPage, mark: str = "") -> str:
    path = reverse(f"recruitment:{name}", kwargs={"scheme_id": found.scheme_id})
    return f"{path}?{urlencode({'from': mark})}" if mark else path
