"""Filling in an application, a page at a time; each page is saved as it is sent, complete or not."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core import clock
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_number
from compagnon.recruitment import changes
from compagnon.recruitment.forms.section import SectionForm
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.form_page import FormPage, changed_elsewhere, get_form_page
from compagnon.recruitment.queries.own_application import get_own_application
from compagnon.recruitment.rules.answering import Typed
from compagnon.recruitment.rules.saving import Overtaken
from compagnon.schemes.charter import CharterText, Passage
from compagnon.schemes.models import Charter
from compagnon.schemes.queries.charter import get_charter
from compagnon.ui.responses import respond


@page("recruitment.fill_in", on="application")
def start(request: PageRequest, application: Application) -> HttpResponse:
    """Go to the first page on which something is missing."""
    own = get_own_application(viewer=request.actor, application=application)
    return redirect(_url("section", application, own.first_open))


@page("recruitment.fill_in", on="application", once=False)
def section(request: PageRequest, application: Application, section_key: str) -> HttpResponse:
    """Show one page of the form; sent, it is saved first, and then says what is missing."""
    found = _page(request, application, section_key)
    if request.method != "POST":
        return _answer(request, found, found.typed)
    sent = _sent(request)
    try:
        _save(request, found, sent)
    except Overtaken:
        return _answer(
            request, _page(request, application, section_key), sent, overtaken=True, status=409
        )
    except Refused:
        return _answer(request, found, sent, tells=True, status=422)
    if "more" in request.POST or request.POST.get("go") == "back":
        return see_other(_onwards(request, found))
    form = SectionForm(found.form, found.questions, sent, tells=True)
    if form.is_valid() or request.POST.get("go") == "later":
        return see_other(_onwards(request, found))
    return _answer(request, _page(request, application, section_key), sent, tells=True, status=422)


@page("recruitment.save_draft", on="application", once=False)
@require_POST
def save(request: PageRequest, application: Application, section_key: str) -> HttpResponse:
    """Save while somebody types, where scripts run; says when, or that something else stands there by now."""
    found = _page(request, application, section_key)
    try:
        seen = _save(request, found, _sent(request))
    except Overtaken as overtaken:
        return JsonResponse({"said": str(overtaken.reason)}, status=409)
    time = date_format(timezone.localtime(clock.now()), "TIME_FORMAT")
    return JsonResponse({"said": _("Saved at %(time)s") % {"time": time}, "seen": seen})


@page("recruitment.fill_in", on="application")
@require_safe
def check(request: PageRequest, application: Application) -> HttpResponse:
    """Show every answer once more, each with the way to change it, before anything is sent."""
    own = get_own_application(viewer=request.actor, application=application)
    return respond(request, "recruitment/check_answers.html", {"own": own})


@page("recruitment.submit_application", on="application")
def sign(request: PageRequest, application: Application) -> HttpResponse:
    """Show the charter; the button signs it and sends the application (ALL-11)."""
    if application.state != Application.State.DRAFT:
        return see_other(_application_url(application))
    scheme_id = application.joining_point.cycle.scheme_id
    language = request.GET.get("language") or translation.get_language() or ""
    found = get_charter(viewer=request.actor, scheme_id=scheme_id, language=language)
    if found is None:
        raise Http404
    problem = None
    if request.method == "POST":
        problem = _submit(request, application)
        if problem is None:
            return see_other(_application_url(application))
    context = {
        "own": get_own_application(viewer=request.actor, application=application),
        "charter": found,
        "passages": _passages(found.text),
        "problem": problem,
    }
    return respond(
        request, "recruitment/sign_and_send.html", context, status=422 if problem else 200
    )


def _submit(request: PageRequest, application: Application) -> Refused | None:
    """Sign the charter that was shown and send; return why not."""
    scheme_id = application.joining_point.cycle.scheme_id
    try:
        changes.submit_application(
            by=request.actor,
            application=application,
            charter=Charter.objects.get(scheme=scheme_id, version=_version(request)),
        )
    except Charter.DoesNotExist:
        return Refused(_("Please read the charter first; it stands below."))
    except Refused as refusal:
        return refusal
    messages.success(request, _("Your application is sent. A receipt is on its way to you."))
    return None


def _passages(text: CharterText) -> tuple[Passage, ...]:
    """Return what follows the principles of a charter, in the order in which it is read."""
    return (text.confidentiality_limits, text.taking_part, text.leaving, text.not_appraisal)


def _version(request: PageRequest) -> int:
    """Return the version of the charter that was shown; 0, which nobody publishes, where none is named."""
    return typed_number(request.POST.get("charter", ""), otherwise=0)


def _page(request: PageRequest, application: Application, key: str) -> FormPage:
    found = get_form_page(viewer=request.actor, application=application, key=key)
    if found is None:
        raise Http404
    return found


def _sent(request: PageRequest) -> Typed:
    return dict(request.POST.lists())


def _save(request: PageRequest, found: FormPage, sent: Typed) -> str:
    """Save a page: of a draft whatever was typed, of a sent application only what is an answer."""
    seen = request.POST.get("seen", "")
    if found.is_draft:
        return changes.save_draft(
            by=request.actor,
            application=found.application,
            questions=found.questions,
            sent=sent,
            seen=seen,
        )
    changes.correct_answers(
        by=request.actor,
        application=found.application,
        questions=found.questions,
        sent=sent,
        seen=seen,
    )
    return seen


def _answer(
    request: PageRequest,
    found: FormPage,
    typed: Typed,
    *,
    tells: bool = False,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Show the page with what was typed, and what stands elsewhere by now if somebody was quicker."""
    context = {
        "found": found,
        "form": SectionForm(
            found.form, found.questions, typed, tells=tells, suggested=found.suggested
        ),
        "elsewhere": changed_elsewhere(found, typed) if overtaken else [],
    }
    return respond(request, "recruitment/form_page.html", context, status=status)


def _onwards(request: PageRequest, found: FormPage) -> str:
    """Return where somebody goes from a page: further, back, away for now, or to the same page with a row more."""
    go = request.POST.get("go", "")
    if "more" in request.POST:
        return _url("section", found.application, found.key) + f"#id_{request.POST['more']}"
    if go == "back" and found.previous:
        return _url("section", found.application, found.previous)
    if go == "back" and found.is_draft:
        return reverse(
            "recruitment:begin",
            kwargs={"scheme_id": found.application.joining_point.cycle.scheme_id},
        )
    if go in {"later", "back"} or not found.is_draft:
        return _application_url(found.application)
    # What was just answered may decide what is asked next.
    again = _page(request, found.application, found.key)
    if again.next:
        return _url("section", found.application, again.next)
    return _url("check_answers", found.application)


def _application_url(application: Application) -> str:
    return _url("application", application)


def _url(name: str, application: Application, key: str = "") -> str:
    kwargs = {"application_id": application.id, **({"section_key": key} if key else {})}
    return reverse(f"recruitment:{name}", kwargs=kwargs)
