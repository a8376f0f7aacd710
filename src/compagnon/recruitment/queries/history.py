"""What has become of an application so far, as its event log tells it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.accounts.models import Person
from compagnon.core.models import EventRow
from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.saving import Overtaken

_SAID: Final[dict[str, StrPromise]] = {
    "ApplicationSubmitted": _("Sent by the applicant"),
    "ApplicationCorrected": _("Changed by the applicant"),
    "RolesChanged": _("Would like to take part as something else"),
    "ApplicationImported": _("Imported from a file"),
    "ApplicationUpdated": _("Changed by a later file"),
    "CommentWritten": _("Commented on"),
    "InterestDeclared": _("Declared an interest"),
    "InformationAsked": _("More information asked"),
    "RequestAnswered": _("Answered by the applicant"),
    "RequestWithdrawn": _("The question was taken back"),
    "MembershipConfirmed": _("Membership confirmed"),
    "ApplicationApproved": _("Approved"),
    "ApplicationPutOnWaitingList": _("Was put on the waiting list"),
    "ApplicationDeclined": _("Declined"),
    "ApplicationWithdrawn": _("Withdrawn"),
    "ApplicationMatched": _("Matched"),
    "ApplicationEmptied": _("Emptied, a year after the cycle"),
}
_ASSIGNED: Final = "ApplicationAssigned"


@dataclass(frozen=True)
class Happening:
    """What became of the application, when, and who did it (nobody: the system)."""

    what: StrOrPromise
    at: datetime
    by: str


def count_happenings(row: Application) -> int:
    """Return how much has happened to an application: what a decision is made on. One query."""
    return EventRow.objects.filter(about_id=row.id, name__in=_SAID).count()


def happenings_of(ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how much has happened to each of many applications. One query."""
    rows = EventRow.objects.filter(about_id__in=ids, name__in=_SAID).order_by()
    return dict(rows.values_list("about_id").annotate(count=Count("id")))


def check_news(row: Application, seen: int) -> None:
    """Refuse (`Overtaken`) to go on where more has happened to an application than somebody has seen. One query."""
    if count_happenings(row) != seen:
        raise Overtaken(_("Something has happened to this application since you opened the page."))


def history_of(row: Application) -> Iterator[Happening]:
    """Yield what a decision is made on, in order, with who did it; two queries."""
    return _told(row, _SAID.keys())


def whole_history_of(row: Application) -> Iterator[Happening]:
    """Yield all that happened, who was to look at it included, in order, with who did it; two queries."""
    return _told(row, {*_SAID, _ASSIGNED})


def _told(row: Application, kinds: Collection[str]) -> Iterator[Happening]:
    events = list(EventRow.objects.filter(about_id=row.id, name__in=kinds).order_by("id"))
    given_to = {event.id: _id(event.data.get("person_id")) for event in events}
    known = {event.actor_id for event in events} | set(given_to.values())
    ids = [one for one in known if one]
    names: dict[UUID | None, str] = dict(
        Person.objects.filter(id__in=ids).values_list("id", "name")
    )
    for event in events:
        by = names.get(event.actor_id, "") if event.actor_id else ""
        if event.name == _ASSIGNED:
            yield Happening(_given_to(names.get(given_to[event.id], "")), event.at, by)
        else:
            yield Happening(_SAID[event.name], event.at, by)


def _given_to(name: str) -> StrOrPromise:
    if name:
        return format_lazy(_("Given to {name} to look at"), name=name)
    return _("Given to nobody to look at")


def _id(written: str | None) -> UUID | None:
    return UUID(hex=written) if written else None
