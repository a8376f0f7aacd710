from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import clock
from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.schemes.changes import term_calendar as changes
from compagnon.schemes.forms.term_calendar import (
    ConfirmForm,
    EntriesForm,
    NewCalendarForm,
    TermFileForm,
    rows_of,
)
from compagnon.schemes.models import Organisation, TermCalendar
from compagnon.schemes.queries.term_calendar import (
    compare_entries,
    get_term_calendar,
    list_term_calendars,
)
from compagnon.schemes.term_calendars import from_stored
from compagnon.ui.responses import respond


@page("schemes.view_term_calendars")
def listing(request: PageRequest) -> HttpResponse:
    """Show the term calendars of the organisations somebody serves."""
    context = {"organisations": list_term_calendars(viewer=request.actor)}
    return respond(request, "schemes/term_calendar_list.html", context)


@page("schemes.add_term_calendar", on="organisation")
@require_POST
def begin(request: PageRequest, *, organisation: Organisation) -> HttpResponse:
    """Begin with the usual calendars of the four nations."""
    changes.begin_term_calendars(by=request.actor, organisation=organisation)
    messages.success(
        request, _("Here they are. Hold each against the official days, then confirm it.")
    )
    return see_other(path_to("schemes:term_calendar_list"))


@page("schemes.add_term_calendar", on="organisation")
def new(request: PageRequest, *, organisation: Organisation) -> HttpResponse:
    """Begin the calendar of a council, an institution or a further year."""
    form = NewCalendarForm(request.POST or None, today=clock.today())
    if form.is_valid():
        try:
            added = changes.add_term_calendar(
                by=request.actor, organisation=organisation, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _shown(
                request, added, _("It begins from its nation's. Correct it, then confirm it.")
            )
    context = {"form": form, "organisation": organisation}
    status = 422 if form.errors else 200
    return respond(request, "schemes/term_calendar_new.html", context, status=status)


@page("schemes.view_term_calendar", on="term_calendar")
def show(request: PageRequest, *, term_calendar: TermCalendar) -> HttpResponse:
    """Show a calendar and the half terms that follow from it."""
    context = {"calendar": get_term_calendar(viewer=request.actor, term_calendar=term_calendar)}
    return respond(request, "schemes/term_calendar.html", context)


@page("schemes.write_term_calendar", on="term_calendar")
def edit(request: PageRequest, *, term_calendar: TermCalendar) -> HttpResponse:
    """Correct the terms, breaks and days off of a calendar."""
    year = term_calendar.year
    form = EntriesForm(request.POST or None, year=year, initial=_as_it_stands(term_calendar))
    if form.asks_for_more():
        return _edit_page(request, form.as_typed(year), term_calendar)
    if form.is_valid():
        try:
            changes.write_term_calendar(
                by=request.actor, term_calendar=term_calendar, **form.cleaned_data
            )
        except changes.Overtaken as refusal:
            form = form.as_typed(year, based_on=term_calendar.revision)
            return _edit_page(request, form, term_calendar, overtaken=refusal.reason)
        return _shown(request, term_calendar, _("Saved."))
    return _edit_page(request, form, term_calendar)


@page("schemes.write_term_calendar", on="term_calendar")
def upload(request: PageRequest, *, term_calendar: TermCalendar) -> HttpResponse:
    """Look at a calendar file: nothing is written before what it brings was seen and saved."""
    year = term_calendar.year
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TermFileForm(*sent, year=year)
    if form.is_valid():
        found = form.cleaned_data["file"]
        initial = {**_as_it_stands(term_calendar), "entries": rows_of(found.entries)}
        preview = EntriesForm(year=year, initial={**initial, "is_confirmed": False})
        return _edit_page(
            request,
            preview,
            term_calendar,
            remarks=found.remarks,
            replacement=compare_entries(term_calendar, found.entries),
        )
    context = {
        "form": form,
        "calendar": get_term_calendar(viewer=request.actor, term_calendar=term_calendar),
    }
    status = 422 if form.errors else 200
    return respond(request, "schemes/term_calendar_upload.html", context, status=status)


@page("schemes.write_term_calendar", on="term_calendar")
@require_POST
def confirm(request: PageRequest, *, term_calendar: TermCalendar) -> HttpResponse:
    """Say that the days were held against the official ones, as they stood on the page."""
    form = ConfirmForm(request.POST)
    try:
        changes.write_term_calendar(
            by=request.actor,
            term_calendar=term_calendar,
            entries=from_stored(term_calendar.entries),
            is_confirmed=True,
            based_on=form.cleaned_data["revision"] if form.is_valid() else 0,
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return see_other(path_to("schemes:term_calendar", term_calendar_id=term_calendar.id))
    return _shown(request, term_calendar, _("Confirmed."))


@page("schemes.drop_term_calendar", on="term_calendar")
@require_POST
def drop(request: PageRequest, *, term_calendar: TermCalendar) -> HttpResponse:
    """Give up the calendar of a council or institution."""
    try:
        changes.drop_term_calendar(by=request.actor, term_calendar=term_calendar)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Gone. The nation's calendar counts there again."))
    return see_other(path_to("schemes:term_calendar_list"))


def _as_it_stands(calendar: TermCalendar) -> dict[str, Any]:
    return {
        "entries": rows_of(from_stored(calendar.entries)),
        "is_confirmed": calendar.confirmed_on is not None,
        "based_on": calendar.revision,
    }


def _edit_page(
    request: PageRequest, form: EntriesForm, calendar: TermCalendar, **more: object
) -> HttpResponse:
    context = {
        "form": form,
        "calendar": get_term_calendar(viewer=request.actor, term_calendar=calendar),
        **more,
    }
    status = 422 if form.errors or more.get("overtaken") else 200
    return respond(request, "schemes/term_calendar_edit.html", context, status=status)


def _shown(request: PageRequest, calendar: TermCalendar, said: str) -> HttpResponse:
    messages.success(request, said)
    return see_other(path_to("schemes:term_calendar", term_calendar_id=calendar.id))
