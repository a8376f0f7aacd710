"""Asking an applicant for more information, taking that back, and answering just that."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.recruitment import changes
from compagnon.recruitment.forms.review import AskForm, ReplyForm
from compagnon.recruitment.forms.section import SectionForm
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.history import history_of
from compagnon.recruitment.queries.request import (
    AskedOfYou,
    get_asked_of_you,
    list_askable,
    typed_in_words,
)
from compagnon.recruitment.rules.answering import Typed
from compagnon.recruitment.rules.saving import Overtaken
from compagnon.recruitment.views.desk import back_to
from compagnon.ui.responses import respond


@page("recruitment.ask_for_information", on="application")
def ask(request: PageRequest, application: Application) -> HttpResponse:
    """Choose questions of the applicant's form and say what is missing; the button sends the letter."""
    happenings = list(history_of(application))
    form = AskForm(
        request.POST if request.method == "POST" else None,
        askable=list_askable(viewer=request.actor, application=application),
        seen=len(happenings),
    )
    context = {"application": application, "form": form, "back": back_to(request, application)}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return respond(request, "recruitment/ask.html", context, status=status)
    try:
        changes.ask_for_information(by=request.actor, application=application, **form.asked())
    except Overtaken as overtaken:
        context |= {"overtaken": overtaken.reason, "news": happenings[form.seen_count() :]}
        form.look_again(len(happenings))
        return respond(request, "recruitment/ask.html", context, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return respond(request, "recruitment/ask.html", context, status=422)
    messages.success(request, _("The question is on its way. You hear when it is answered."))
    return see_other(back_to(request, application))


@page("recruitment.withdraw_request", on="application")
@require_POST
def withdraw(request: PageRequest, application: Application) -> HttpResponse:
    """Take back what the applicant was asked, and come back to the application."""
    try:
        changes.withdraw_request(by=request.actor, application=application)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The question is taken back."))
    return see_other(back_to(request, application))


@page("recruitment.answer_request", on="application")
def answer(request: PageRequest, application: Application) -> HttpResponse:
    """Show an applicant just what they are asked; sent, the group goes on to decide."""
    asked = get_asked_of_you(viewer=request.actor, application=application)
    if asked is None:
        return _too_late(request, application)
    if request.method != "POST":
        return _answer(request, asked, asked.typed, ReplyForm())
    sent, seen = dict(request.POST.lists()), request.POST.get("seen", "")
    replying = ReplyForm(request.POST)
    if "more" in request.POST or not replying.is_valid():
        return _answer(request, asked, sent, replying)
    reply = replying.cleaned_data["reply"]
    try:
        changes.answer_request(
            by=request.actor, application=application, sent=sent, seen=seen, reply=reply
        )
    except Refused as refusal:
        return _answer(request, asked, sent, replying, refusal=refusal)
    messages.success(request, _("Thank you. Your answers have been sent."))
    return see_other(_own(application))


def _too_late(request: PageRequest, application: Application) -> HttpResponse:
    """Lead whoever nobody asks any more to their application; what they typed meanwhile is shown, so that it is not lost."""
    if request.method != "POST":
        return see_other(_own(application))
    sent = dict(request.POST.lists())
    typed = typed_in_words(viewer=request.actor, application=application, sent=sent)
    reply = request.POST.get("reply", "").strip()
    if not typed and not reply:
        messages.info(request, _("Nobody waits for an answer of yours here. Thank you."))
        return see_other(_own(application))
    context = {
        "application": application,
        "typed": typed,
        "reply": reply,
        "may_correct": decide(request.actor, "recruitment.correct_answers", application),
    }
    return respond(request, "recruitment/answer_too_late.html", context, status=409)


def _own(application: Application) -> str:
    return reverse("recruitment:application", kwargs={"application_id": application.id})


def _answer(
    request: PageRequest,
    asked: AskedOfYou,
    typed: Typed,
    replying: ReplyForm,
    *,
    refusal: Refused | None = None,
) -> HttpResponse:
    form = SectionForm(asked.form, asked.questions, typed, tells=refusal is not None)
    context = {
        "asked": asked,
        "form": form,
        "replying": replying,
        "problem": refusal if isinstance(refusal, Overtaken) else None,
    }
    status = 422 if refusal or replying.errors else 200
    return respond(request, "recruitment/information_asked.html", context, status=status)
