"""Where one shows oneself and finds others."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.choosing.changes import profile as changes
from compagnon.choosing.changes.request import send_request
from compagnon.choosing.forms.search import RequestForm, SearchForm
from compagnon.choosing.models import Profile, Request
from compagnon.choosing.policy import SEARCHING, is_pooled, mode_at
from compagnon.choosing.queries.profile import get_own_profile, get_profile, list_profiles, narrowed
from compagnon.choosing.queries.request import find_own_waiting, list_requests_of
from compagnon.choosing.rules.days import DAYS_TO_ANSWER
from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_number
from compagnon.core.policy import decide
from compagnon.recruitment.models import Application
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.queries.charter import find_charter, get_charter
from compagnon.ui.responses import respond


@page("choosing.choose", on="application")
@require_safe
def choose(request: PageRequest, application: Application) -> HttpResponse:
    """Show what one shows, what one asked and was asked, and whom one can ask."""
    everybody = list_profiles(viewer=request.actor, application=application)
    scheme = application.joining_point.cycle.scheme
    form = SearchForm(
        request.GET or None,
        answers=[one.answers for one in everybody],
        interests=interest_names(scheme),
    )
    wanted = form.wanted()
    context = {
        "application": application,
        "scheme": scheme,
        "own": get_own_profile(application=application),
        "may_show": decide(request.actor, "choosing.show_profile", application),
        "requests": list_requests_of(viewer=request.actor, application=application),
        "profiles": narrowed(everybody, wanted),
        "form": form,
        "is_searched": any(wanted.values()),
        "may_search": mode_at(application.joining_point) in SEARCHING,
        "is_among_peers": is_pooled(application),
    }
    return respond(request, "choosing/choose.html", context)


@page("choosing.show_profile", on="application")
@require_POST
def show(request: PageRequest, application: Application) -> HttpResponse:
    """Be found from now on."""
    try:
        changes.show_profile(
            by=request.actor, application=application, seen=request.POST.getlist("seen")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Others find you now. You can withdraw at any time."))
    return see_other(path_to("choosing:choose", application_id=application.id))


@page("choosing.withdraw_profile", on="application")
@require_POST
def withdraw(request: PageRequest, application: Application) -> HttpResponse:
    """Be found no more."""
    changes.withdraw_profile(by=request.actor, application=application)
    messages.success(request, _("Nobody finds you any more."))
    return see_other(path_to("choosing:choose", application_id=application.id))


@page("choosing.send_request", on="profile")
def ask(request: PageRequest, profile: Profile) -> HttpResponse:
    """Read a profile, and ask whoever it is in a few words."""
    found = get_profile(viewer=request.actor, profile=profile)
    if found is None:
        raise Http404
    card, others = found
    scheme = profile.application.joining_point.cycle.scheme
    charter = get_charter(viewer=request.actor, scheme_id=scheme.id, language=get_language() or "")
    form = RequestForm(request.POST or None)
    made = _asked(request, profile, form)
    if made is not None:
        messages.success(request, _("Your request is on its way."))
        return see_other(path_to("choosing:request", partner_request_id=made.id))
    context = {
        "card": card,
        "others": others,
        "waiting": find_own_waiting(viewer=request.actor, application_id=card.learner_id),
        "form": form,
        "charter": charter,
        "scheme": scheme,
        "days": DAYS_TO_ANSWER,
    }
    return respond(request, "choosing/ask.html", context, status=422 if form.errors else 200)


def _asked(request: PageRequest, profile: Profile, form: RequestForm) -> Request | None:
    """Ask, if the form is filled in, and sign the charter that was shown; a refusal stands at the field it is about."""
    if not form.is_valid():
        return None
    charter = find_charter(
        scheme_id=profile.application.joining_point.cycle.scheme_id,
        version=typed_number(request.POST.get("charter", ""), otherwise=0),
    )
    if charter is None:
        raise Http404
    try:
        return send_request(
            by=request.actor,
            profile=profile,
            words=form.cleaned_data["words"],
            charter=charter,
            read=request.POST.getlist("read"),
        )
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
    return None
