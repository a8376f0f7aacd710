"""The queue of a joining point: who waits longest comes first, page by page, by key; and the way along it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from compagnon.core.actors import Actor
from compagnon.recruitment.findings import found_as
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import kept_from, sent_at
from compagnon.recruitment.queries.eligibility import is_clear
from compagnon.recruitment.rules.queue import NOBODY, Wanted
from compagnon.schemes.models import Branch, JoiningPoint
from compagnon.schemes.sharing import mark_of_branch

State = Application.State
PAGE_SIZE: Final = 25
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_DIGITS: Final = 18  # a cursor of more cannot be a time that anybody applied at
_IN_ROLE: Final = {
    "mentor": Q(is_mentor=True),
    "mentee": Q(is_mentee=True),
    "both": Q(is_mentor=True, is_mentee=True),
}


@dataclass(frozen=True)
class Place:
    """Where in the list a page begins: after or before the application of a cursor."""

    after: str = ""
    before: str = ""


FIRST: Final = Place()


@dataclass(frozen=True)
class Neighbours:
    """The applications before and after one in a queue; None at its ends."""

    previous: UUID | None
    next: UUID | None


def sent_to(viewer: Actor, joining_point: JoiningPoint) -> QuerySet[Application]:
    """Return what was sent to a joining point; a coordinator's own draft is not in her list either."""
    rows = sent_at(viewer, joining_point)
    return rows.select_related("person", "joining_point__cycle__scheme")


def narrowed(
    rows: QuerySet[Application], wanted: Wanted, *, viewer: Actor, point: JoiningPoint
) -> QuerySet[Application]:
    """Return those of some applications of a joining point that somebody wants to look at.

    What is kept from the viewer is found by name and state alone: looking for more would tell it.
    """
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.name:
        rows = rows.filter(person__name__icontains=wanted.name)
    if further := _further(wanted) & _found(wanted, viewer, point):
        rows = rows.filter(further).exclude(kept_from(viewer))
    return rows


def page_of(rows: QuerySet[Application], place: Place) -> tuple[list[Application], bool, bool]:
    """Return a page, and whether there is one before it and one after it."""
    if (key := _key(place.before)) is not None:
        found = list(_before(rows, *key)[: PAGE_SIZE + 1])
        if found:
            return found[:PAGE_SIZE][::-1], len(found) > PAGE_SIZE, True
    if (key := _key(place.after)) is not None:
        found = list(_after(rows, *key)[: PAGE_SIZE + 1])
        return found[:PAGE_SIZE], bool(found), len(found) > PAGE_SIZE
    found = list(rows.order_by("waiting_since", "id")[: PAGE_SIZE + 1])
    return found[:PAGE_SIZE], False, len(found) > PAGE_SIZE


def count_before(rows: QuerySet[Application], row: Application) -> int:
    """Return how many of some applications have waited longer than one of them; one query."""
    return _before(rows, row.waiting_since, row.id).count()


def neighbours_of(*, viewer: Actor, application: Application, wanted: Wanted) -> Neighbours:
    """Return the way on and back from an application along a queue, whether it is still in it or not; two queries."""
    point = application.joining_point
    rows = narrowed(sent_to(viewer, point), wanted, viewer=viewer, point=point)
    key = (application.waiting_since, application.id)
    return Neighbours(
        _before(rows, *key).values_list("id", flat=True).first(),
        _after(rows, *key).values_list("id", flat=True).first(),
    )


def cursor_of(row: Application) -> str:
    """Return what stands for an application's place in the queue in an address."""
    return f"{(row.waiting_since - _EPOCH) // _MICROSECOND}-{row.id.hex}"


def waiting_since(application: Application) -> datetime:
    """Return since when an applicant waits: whom nobody was found for comes first the next time. One query.

    That is whoever was left approved or waiting at another joining point of the scheme before this application.
    """
    unplaced = (
        Application.objects.filter(
            person=application.person_id,
            joining_point__cycle__scheme=application.joining_point.cycle.scheme_id,
            state__in=[State.APPROVED, State.WAITING],
            submitted_at__lt=application.submitted_at,
        )
        .exclude(joining_point=application.joining_point_id)
        .values_list("waiting_since", flat=True)
    )
    return min([application.submitted_at, *unplaced])


def _further(wanted: Wanted) -> Q:
    """Return what narrows the queue by more than a line says that is kept from its reader; empty where nothing does."""
    further = _IN_ROLE.get(wanted.role, Q())
    if branch_id := _id(wanted.branch):
        further &= Q(source=mark_of_branch(Branch(id=branch_id)))
    if wanted.assignee == NOBODY:
        further &= Q(assigned_to=None)
    elif assignee_id := _id(wanted.assignee):
        further &= Q(assigned_to=assignee_id)
    return further


def _found(wanted: Wanted, viewer: Actor, point: JoiningPoint) -> Q:
    """Return what narrows the queue by what is found about applicants."""
    found = Q()
    if wanted.register:
        found &= found_as(viewer, point, wanted.register)
    if wanted.doubt == "none":
        found &= is_clear(viewer, point)
    elif wanted.doubt:
        found &= Q(state=State.SUBMITTED) & ~is_clear(viewer, point)
    return found


def _before(rows: QuerySet[Application], at: datetime, row_id: UUID) -> QuerySet[Application]:
    return rows.filter(
        Q(waiting_since__lt=at) | Q(waiting_since=at, id__lt=row_id), waiting_since__lte=at
    ).order_by("-waiting_since", "-id")


def _after(rows: QuerySet[Application], at: datetime, row_id: UUID) -> QuerySet[Application]:
    return rows.filter(
        Q(waiting_since__gt=at) | Q(waiting_since=at, id__gt=row_id), waiting_since__gte=at
    ).order_by("waiting_since", "id")


def _key(cursor: str) -> tuple[datetime, UUID] | None:
    """Return what a cursor stands for; one that somebody made up stands for nothing."""
    microseconds, _dash, row_id = cursor.partition("-")
    try:
        at = _EPOCH + int(microseconds[:_DIGITS]) * _MICROSECOND
        return at, UUID(hex=row_id)
    except (ValueError, OverflowError):
        return None


def _id(written: str) -> UUID | None:
    """Return the id that an address names; one that somebody made up names nothing."""
    try:
        return UUID(hex=written)
    except ValueError:
        return None
