"""Reminders on or off, and the demo's mail viewer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from compagnon.core import installation
from compagnon.core.actors import Actor, holder_of_link
from compagnon.core.pages import ONCE_FIELD, PageRequest, page, public, see_other
from compagnon.notifications import feeds, mailbox
from compagnon.notifications.changes import (
    choose_news,
    choose_reminders,
    close_calendar,
    open_calendar,
)
from compagnon.notifications.forms import NO, YES, MailFilterForm, NewsForm, RemindersForm
from compagnon.notifications.models import ReminderChoice
from compagnon.notifications.news import has_news
from compagnon.notifications.queries import find_calendar, news_of, wants_reminders
from compagnon.notifications.unsubscribing import person_of
from compagnon.ui.responses import respond

MAILS_A_PAGE = 25
DEMO_ONLY = "The demo's letters, all of them invented; 404 on every other installation."


@page("notifications.choose_reminders")
def preferences(request: PageRequest) -> HttpResponse:
    """Choose whether to be reminded; whoever coordinates something, how often to hear of it."""
    person_id = request.actor.person_id or UUID(int=0)
    kind = NewsForm if has_news(request.actor) else RemindersForm
    if request.method == "POST":
        form = kind(request.POST)
        if form.is_valid():
            _choose(request.actor, person_id, form.cleaned_data)
            messages.success(request, _("Your choice is saved."))
            return see_other(reverse("notifications:preferences"))
        return respond(request, "notifications/preferences.html", {"form": form}, status=422)
    chosen = {"wants_reminders": YES if wants_reminders(person_id) else NO}
    if kind is NewsForm:
        chosen["news"] = news_of(person_id)
    return respond(request, "notifications/preferences.html", {"form": kind(initial=chosen)})


def _choose(by: Actor, person_id: UUID, chosen: Mapping[str, Any]) -> None:
    choose_reminders(by=by, person_id=person_id, wants_reminders=chosen["wants_reminders"])
    if news := chosen.get("news"):
        choose_news(by=by, person_id=person_id, news=ReminderChoice.News(news))


@csrf_exempt
@public(
    reason="The link at the foot of a reminder turns reminders off without signing in (RFC 8058)."
)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and turn reminders off by a press of the button or of the mail program's own (POST)."""
    person_id = person_of(token)
    if person_id is None:
        raise Http404
    if request.method == "POST":
        choose_reminders(by=holder_of_link(person_id), person_id=person_id, wants_reminders=False)
        if ONCE_FIELD in request.POST:
            return see_other(request.path)
    context = {"wants_reminders": wants_reminders(person_id)}
    return respond(request, "notifications/unsubscribe.html", context)


@page("notifications.keep_calendar")
def own_calendar(request: PageRequest) -> HttpResponse:
    """Say where a person's calendar can be read; give it an address, or another one."""
    if request.method == "POST":
        open_calendar(by=request.actor, person_id=request.actor.person_id or UUID(int=0))
        return see_other(reverse("notifications:own_calendar"))
    found = find_calendar(viewer=request.actor)
    context = {"address": feeds.address_of(found) if found else ""}
    return respond(request, "notifications/own_calendar.html", context)


@page("notifications.keep_calendar")
@require_POST
def close(request: PageRequest) -> HttpResponse:
    """Take the address away."""
    close_calendar(by=request.actor, person_id=request.actor.person_id or UUID(int=0))
    messages.success(request, _("Your calendar has no address any more."))
    return see_other(reverse("notifications:own_calendar"))


@public(
    reason="A calendar program cannot sign in: the address itself is the key, and its owner can replace it."
)
@require_safe
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """Give a person's calendar to whoever knows its address."""
    found = feeds.feed_of(token)
    if found is None:
        raise Http404
    return HttpResponse(feeds.written(found), content_type="text/calendar; charset=utf-8")


@public(reason=DEMO_ONLY)
@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """List the demo's letters, newest first."""
    _demo_or_404()
    form = MailFilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    to, number = asked.get("to", ""), asked.get("page") or 1
    mails = mailbox.list_mails(to=to, page=number, size=MAILS_A_PAGE)
    more = len(mailbox.list_mails(to=to, page=number + 1, size=MAILS_A_PAGE)) > 0
    context = {
        "form": form,
        "mails": mails,
        "previous": _page_address(to, number - 1) if number > 1 else "",
        "next": _page_address(to, number + 1) if more else "",
    }
    return respond(request, "notifications/mail_list.html", context)


@public(reason=DEMO_ONLY)
@require_safe
def mail_detail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """Show one letter as plain text: what a mail holds is never markup in our pages (ASVS 3.2.1)."""
    _demo_or_404()
    opened = mailbox.open_mail(mail_id)
    if opened is None:
        raise Http404
    return respond(request, "notifications/mail_detail.html", {"opened": opened})


@public(reason=DEMO_ONLY)
@require_safe
def mail_attachment(_request: HttpRequest, mail_id: UUID, number: int) -> HttpResponse:
    """Download a letter's file."""
    _demo_or_404()
    opened = mailbox.open_mail(mail_id)
    if opened is None or number >= len(opened.attachments):
        raise Http404
    file = opened.attachments[number]
    disposition = content_disposition_header(as_attachment=True, filename=file.filename)
    return HttpResponse(
        file.content,
        content_type="application/octet-stream",
        headers={"Content-Disposition": disposition or "attachment"},
    )


def _demo_or_404() -> None:
    if not installation.is_demo():
        raise Http404


def _page_address(to: str, number: int) -> str:
    query: dict[str, str | int] = {"to": to, "page": number} if to else {"page": number}
    return f"{reverse('notifications:mail_list')}?{urlencode(query)}"
