"""Deciding about one application: what comes with the decision is filled in, and made on what was seen."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.recruitment import changes
from compagnon.recruitment.forms.review import DecideForm
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.decision_letter import preview_letters
from compagnon.recruitment.queries.history import history_of
from compagnon.recruitment.rules.ruling import (
    APPROVED,
    DECLINED,
    NO_MORE,
    WAITING,
    criteria_of,
)
from compagnon.recruitment.rules.saving import Overtaken
from compagnon.recruitment.views.desk import back_to
from compagnon.recruitment.waiting import MENTORS_WAIT, reason_for_mentors
from compagnon.schemes.role_words import role_words
from compagnon.schemes.template import settings_of
from compagnon.ui.responses import respond

TITLES = {
    APPROVED: (_("Approve the application"), _("Approve and send the letter")),
    WAITING: (
        _("Put the application on the waiting list"),
        _("Put on the waiting list and send the letter"),
    ),
    DECLINED: (_("Decline the application"), _("Decline and send the letter")),
}
# Where the scheme holds its letters, none is sent by a decision.
HELD_LABELS = {
    APPROVED: _("Approve, and hold the letter"),
    WAITING: _("Put on the waiting list, and hold the letter"),
    DECLINED: _("Decline, and hold the letter"),
}


@page("recruitment.approve_application", on="application")
def approve(request: PageRequest, application: Application) -> HttpResponse:
    """Let the applicant be considered in matching, as mentor, mentee or both."""
    return _decide(request, application, APPROVED)


@page("recruitment.put_on_waiting_list", on="application")
def wait(request: PageRequest, application: Application) -> HttpResponse:
    """Let the applicant wait, with a reason they read."""
    return _decide(request, application, WAITING)


@page("recruitment.decline_application", on="application")
def decline(request: PageRequest, application: Application) -> HttpResponse:
    """Decline the application, with a letter."""
    return _decide(request, application, DECLINED)


def _decide(request: PageRequest, application: Application, outcome: str) -> HttpResponse:
    form = _form(request, application, outcome)
    if request.method != "POST" or not form.is_valid():
        return _answer(request, application, form, status=422 if form.is_bound else 200)
    if "show" in request.POST:
        return _answer(request, application, form, status=200)
    try:
        changes.decide_application(
            by=request.actor,
            application=application,
            outcome=outcome,
            ruling=form.ruling(),
            seen=form.seen_count(),
        )
    except Overtaken as overtaken:
        return _overtaken(request, application, form, overtaken)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _answer(request, application, form, status=422)
    is_held = application.joining_point.cycle.scheme.holds_letters
    held = _("Decided. The letter waits in the outbox until it is released.")
    messages.success(request, held if is_held else _("Decided. The letter is on its way."))
    return see_other(back_to(request, application))


def _form(request: PageRequest, application: Application, outcome: str) -> DecideForm:
    scheme = application.joining_point.cycle.scheme
    return DecideForm(
        request.POST if request.method == "POST" else None,
        outcome=outcome,
        roles=application.roles,
        offered=application.offered_roles,
        is_pool=settings_of(scheme).is_pool,
        seen=len(list(history_of(application))),
        words=role_words(scheme),
        mentor_criteria=criteria_of(settings_of(scheme).mentor_criteria),
    )


def _overtaken(
    request: PageRequest, application: Application, form: DecideForm, overtaken: Overtaken
) -> HttpResponse:
    """Show what happened meanwhile beside what was typed; what is sent next is decided on that."""
    happenings = list(history_of(application))
    news = happenings[form.seen_count() :]
    form.look_again(len(happenings))
    return _answer(request, application, form, status=409, news=news, overtaken=overtaken.reason)


def _answer(
    request: PageRequest, application: Application, form: DecideForm, *, status: int, **more: object
) -> HttpResponse:
    title, label = TITLES[form.outcome]
    if application.joining_point.cycle.scheme.holds_letters:
        label = HELD_LABELS[form.outcome]
    context = {
        "application": application,
        "form": form,
        "title": title,
        "label": label,
        "back": back_to(request, application),
        "mentors_wait": _mentors_wait(application, form),
        "letters": preview_letters(
            viewer=request.actor,
            applications=[application],
            outcome=form.outcome,
            ruling=form.ruling() if form.is_valid() else NO_MORE,
        ),
        **more,
    }
    return respond(request, "recruitment/decide.html", context, status=status)


def _mentors_wait(application: Application, form: DecideForm) -> StrOrPromise:
    """Say so where whoever offers to mentor cannot be approved as that yet."""
    asks = form.outcome == APPROVED and "mentor" in application.offered_roles
    return MENTORS_WAIT if asks and reason_for_mentors(application.joining_point) else ""
