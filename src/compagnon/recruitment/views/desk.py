"""The page of one application as a desk: what was answered, what the group noted, what to do about it."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.recruitment import changes
from compagnon.recruitment.forms.application import FilterForm
from compagnon.recruitment.forms.review import AssignForm, CommentForm
from compagnon.recruitment.models import Application
from compagnon.recruitment.panels import panels_of
from compagnon.recruitment.policy import has_no_interest
from compagnon.recruitment.queries.application import get_application
from compagnon.recruitment.queries.colleagues import list_colleagues, near_to
from compagnon.recruitment.queries.queue import neighbours_of
from compagnon.recruitment.queries.review import get_review
from compagnon.ui.responses import respond


def show_desk(
    request: PageRequest,
    application: Application,
    *,
    commenting: CommentForm | None = None,
    chosen: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show an application to the Coordination Group; to whoever declared an interest, that it is hidden from them.

    What was typed or chosen beside what was sent stays.
    """
    viewer, wanted = request.actor, FilterForm(request.GET).wanted()
    context = {
        "joining_point": application.joining_point,
        "neighbours": neighbours_of(viewer=viewer, application=application, wanted=wanted),
        "queue": wanted.address(),
    }
    near = has_no_interest(viewer, application)
    if not near.allowed:
        return _hidden(request, application, near.reason, context)
    context |= _on_the_desk(viewer, application, chosen)
    context["commenting"] = commenting or CommentForm()
    return respond(request, "recruitment/application.html", context, status=status)


def _hidden(
    request: PageRequest,
    application: Application,
    reason: StrOrPromise,
    context: dict[str, object],
) -> HttpResponse:
    """Say that an application is left to others, and who could appoint some where there are none."""
    hidden = {"application": application, "reason": reason, "near": near_to(application)}
    return respond(request, "recruitment/application_hidden.html", {**context, **hidden})


def _on_the_desk(viewer: Actor, application: Application, chosen: str | None) -> dict[str, object]:
    """Return what is shown to whoever may decide about an application."""
    found = get_application(viewer=viewer, application=application)
    colleagues = list_colleagues(viewer=viewer, joining_point=application.joining_point)
    return {
        "application": found,
        "panels": panels_of(viewer, application),
        "review": get_review(viewer=viewer, application=application),
        "assigning": AssignForm(
            colleagues=colleagues,
            application=application,
            assigned_to=found.assigned_to_id,
            chosen=chosen,
        ),
    }


@page("recruitment.assign_application", on="application")
@require_POST
def assign(request: PageRequest, application: Application) -> HttpResponse:
    """Say who looks at an application, and come back to it, with a comment that was begun."""
    colleagues = list_colleagues(viewer=request.actor, joining_point=application.joining_point)
    form = AssignForm(request.POST, colleagues=colleagues, application=application)
    form.full_clean()
    try:
        changes.assign_application(
            by=request.actor,
            application=application,
            person_id=form.chosen(),
            seen=form.seen_id(),
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("It is noted who looks at this application."))
    if typed := request.POST.get("text"):
        return show_desk(request, application, commenting=CommentForm(initial={"text": typed}))
    return see_other(back_to(request, application))


@page("recruitment.write_comment", on="application")
@require_POST
def comment(request: PageRequest, application: Application) -> HttpResponse:
    """Note something for the group, and come back to the thread, with a colleague who was chosen but not assigned."""
    form, chosen = CommentForm(request.POST), request.POST.get("assigned_to")
    if form.is_valid():
        try:
            changes.write_comment(
                by=request.actor, application=application, text=form.cleaned_data["text"]
            )
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            if chosen in {None, request.POST.get("seen", "")}:
                return see_other(back_to(request, application) + "#comments")
            messages.info(
                request, _("Your comment is written. Whom you chose is not assigned yet.")
            )
            return show_desk(request, application, chosen=chosen)
    return show_desk(request, application, commenting=form, chosen=chosen, status=422)


@page("recruitment.declare_interest", on="application")
def interest(request: PageRequest, application: Application) -> HttpResponse:
    """Say what declaring an interest does; the button declares it. Once declared, there is nothing more to do."""
    if not has_no_interest(request.actor, application).allowed:
        return see_other(back_to(request, application))
    if request.method != "POST":
        queue = FilterForm(request.GET).wanted().address()
        context = {
            "application": application,
            "queue": queue,
            "back": back_to(request, application),
            "near": near_to(application),
        }
        return respond(request, "recruitment/declare_interest.html", context)
    changes.declare_interest(by=request.actor, application=application)
    messages.success(request, _("Your interest is declared. Somebody else of the group decides."))
    return see_other(back_to(request, application))


def may_list(request: PageRequest, application: Application) -> bool:
    """Say whether somebody coordinates the scheme that an application was sent to."""
    point = application.joining_point
    return decide(request.actor, "recruitment.view_applications", point).allowed


def back_to(request: PageRequest, application: Application) -> str:
    """Return the address of an application in the queue along which somebody goes."""
    shown = reverse("recruitment:application", kwargs={"application_id": application.id})
    return shown + FilterForm(request.GET).wanted().address()
