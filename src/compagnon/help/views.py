from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.accounts.forms import throttled_address
from compagnon.core import installation
from compagnon.core.actors import ActorKind
from compagnon.core.encryption import master
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, public, see_other
from compagnon.core.policy import decide
from compagnon.help import changes, queries
from compagnon.help.forms import AnswerForm, QuestionForm, VisitorForm
from compagnon.help.models import Question
from compagnon.schemes.models import Scheme
from compagnon.ui.responses import respond


@public(reason="Help is on every page: it says whom to ask; a person sees their own questions.")
def home(request: PageRequest) -> HttpResponse:
    """Say whom to ask, and show a person what they asked and how it stands."""
    if request.actor.kind is not ActorKind.PERSON:
        schemes = queries.list_schemes_for_visitors()
        return _visitor_page(request, VisitorForm(schemes=schemes), schemes)
    schemes = queries.list_schemes_to_ask(viewer=request.actor)
    return _asking_page(request, QuestionForm(schemes=schemes), schemes)


@public(reason="Whoever cannot sign in asks without; throttled by network and by address.")
def write(request: PageRequest) -> HttpResponse:
    """Ask the group of a scheme without signing in; whoever is signed in asks as themselves."""
    if request.actor.kind is ActorKind.PERSON:
        return see_other(reverse("help:home"))
    schemes = queries.list_schemes_for_visitors()
    form = VisitorForm(request.POST or None, schemes=schemes)
    if schemes and form.is_valid():
        throttled_address(form.cleaned_data["email"], action="write_for_help")
        changes.write_as_visitor(by=request.actor, scheme=form.asked(), letter=form.letter())
        messages.success(request, _("Sent. The answer comes to your address by mail."))
        return see_other(reverse("help:home"))
    return _visitor_page(request, form, schemes)


@page("help.ask")
def ask(request: PageRequest) -> HttpResponse:
    """Ask the group of a scheme."""
    schemes = queries.list_schemes_to_ask(viewer=request.actor)
    form = QuestionForm(request.POST or None, schemes=schemes)
    if form.is_valid():
        text = form.cleaned_data["text"]
        changes.ask_question(by=request.actor, scheme=form.asked(), text=text)
        messages.success(request, _("Asked. You get a letter when there is an answer."))
        return see_other(reverse("help:home"))
    return _asking_page(request, form, schemes)


@page("help.view_question", on="question")
def question(request: PageRequest, question: Question) -> HttpResponse:
    """Show a question and its answer; to the group, where to answer."""
    return _question_page(request, question, _answer_form(question))


@page("help.take_question", on="question")
@require_POST
def take(request: PageRequest, question: Question) -> HttpResponse:
    """Take a question on."""
    try:
        changes.take_question(by=request.actor, question=question)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return see_other(_url(question))


@page("help.answer_question", on="question")
def answer(request: PageRequest, question: Question) -> HttpResponse:
    """Answer a question; what was typed stays when a colleague was quicker."""
    form = _answer_form(question, request.POST or None)
    if form.is_valid():
        try:
            changes.answer_question(
                by=request.actor, question=question, text=form.cleaned_data["text"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(question))
            return see_other(_url(question))
    return _question_page(request, question, form)


@page("help.discard_question", on="question")
@require_POST
def discard(request: PageRequest, question: Question) -> HttpResponse:
    """Delete what somebody without an account wrote, without an answer."""
    scheme_id = question.scheme_id
    changes.discard_question(by=request.actor, question=question)
    messages.success(request, _("Deleted."))
    return see_other(reverse("help:question_list", kwargs={"scheme_id": scheme_id}))


@page("help.view_questions", on="scheme")
def listed(request: PageRequest, scheme: Scheme) -> HttpResponse:
    """Show the group what it was asked: what is open, or what is answered."""
    is_answered, after = request.GET.get("show") == "answered", _key(request)
    found = queries.list_questions(
        viewer=request.actor, scheme=scheme, is_answered=is_answered, after=after
    )
    own = f"{request.path}?show=answered&" if is_answered else f"{request.path}?"
    context = {
        "scheme": scheme,
        "found": found,
        "is_answered": is_answered,
        "first_url": own if after else "",
        "next_url": f"{own}after={found.more_after.hex}" if found.more_after else "",
    }
    return respond(request, "help/question_list.html", context)


def _answer_form(question: Question, data: QueryDict | None = None) -> AnswerForm:
    return AnswerForm(data, is_by_mail=question.is_visitors)


def _said(question: Question) -> str:
    if question.is_visitors:
        return _("Answered. The answer goes to their address by mail.")
    return _("Answered. Whoever asked is told by letter.")


def _url(question: Question) -> str:
    return reverse("help:question", kwargs={"question_id": question.id})


def _key(request: PageRequest) -> UUID | None:
    try:
        return UUID(hex=request.GET.get("after", ""))
    except ValueError:
        return None


def _visitor_page(request: PageRequest, form: VisitorForm, schemes: list[Scheme]) -> HttpResponse:
    context = {
        "form": form if schemes and not master.are_missing() else None,
        "contact": installation.contact(),
    }
    return respond(request, "help/visitor.html", context, status=422 if form.errors else 200)


def _asking_page(request: PageRequest, form: QuestionForm, schemes: list[Scheme]) -> HttpResponse:
    context = {
        "form": form,
        "schemes": schemes,
        "contact": installation.contact(),
        "questions": queries.list_own_questions(viewer=request.actor),
        "may_ask": decide(request.actor, "help.ask"),
    }
    status = 422 if form.errors else 200
    return respond(request, "help/home.html", context, status=status)


def _question_page(request: PageRequest, question: Question, form: AnswerForm) -> HttpResponse:
    context = {
        "form": form,
        "question": queries.get_question(viewer=request.actor, question=question),
        "is_of_the_group": decide(request.actor, "help.view_questions", question.scheme).allowed,
        "may_answer": decide(request.actor, "help.answer_question", question),
    }
    status = 422 if form.errors else 200
    return respond(request, "help/question.html", context, status=status)
