"""The review list of a joining point: page by page, by key, in the order in which people applied."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.actors import Actor
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import visible_applications
from compagnon.recruitment.rules.facts import DOUBT_SENTENCES, EligibilityFacts, doubts
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.queries.charter import signed_person_ids
from compagnon.schemes.vocabularies import REGIONS, ROLES, SECTORS, Vocabulary

State = Application.State
PAGE_SIZE: Final = 25
STATE_LABELS: Final[dict[str, StrPromise]] = {
    State.SUBMITTED: _("To be decided"),
    State.APPROVED: _("Approved"),
    State.WAITING: _("Waiting"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Withdrawn"),
    State.MATCHED: _("Matched"),
}
STATE_TONES: Final[dict[str, str]] = {
    State.SUBMITTED: "warn",
    State.APPROVED: "good",
    State.WAITING: "plain",
    State.DECLINED: "bad",
    State.WITHDRAWN: "plain",
    State.MATCHED: "good",
}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_DIGITS: Final = 18  # a cursor of more cannot be a time that anybody applied at


@dataclass(frozen=True)
class ApplicationLine:
    """An application as it stands in the list."""

    id: UUID
    name: str
    roles: tuple[StrOrPromise, ...]
    region: StrOrPromise
    sector: StrOrPromise
    submitted_at: datetime
    state: StrOrPromise
    tone: str
    doubts: tuple[StrOrPromise, ...]


@dataclass(frozen=True)
class StateTab:
    """A state with how many applications are in it; the empty one stands for all."""

    state: str
    label: StrOrPromise
    count: int
    is_current: bool


@dataclass(frozen=True)
class ApplicationPage:
    """A page of the list; an empty cursor means that there is no page there."""

    lines: tuple[ApplicationLine, ...]
    tabs: tuple[StateTab, ...]
    before: str
    after: str

    @property
    def undecided_count(self) -> int:
        """How many applications wait for a decision, on whichever page."""
        return sum(tab.count for tab in self.tabs if tab.state == State.SUBMITTED)


@dataclass(frozen=True)
class Place:
    """Where in the list a page begins: after or before the application of a cursor."""

    after: str = ""
    before: str = ""


def list_applications(
    *,
    viewer: Actor,
    joining_point: JoiningPoint,
    state: str = "",
    name: str = "",
    place: Place = Place(),
) -> ApplicationPage:
    """Return a page of 25 applications, first come first, in three queries at most whatever their number."""
    rows = _rows(viewer, joining_point)
    if state:
        rows = rows.filter(state=state)
    if name:
        rows = rows.filter(person__name__icontains=name)
    page, has_before, has_after = _page(rows, place)
    signed = _signed(viewer, joining_point, page)
    return ApplicationPage(
        lines=tuple(_line(row, is_signed=row.person_id in signed) for row in page),
        tabs=tuple(_tabs(joining_point, state)),
        before=_cursor(page[0]) if has_before else "",
        after=_cursor(page[-1]) if has_after else "",
    )


def _rows(viewer: Actor, joining_point: JoiningPoint) -> QuerySet[Application]:
    """Return the applications of a joining point with what a line shows, and no more: sorting looks at each column."""
    shown = ("state", "is_mentor", "is_mentee", "submitted_at", "answers", "person__name")
    doubtful = ("is_member_confirmed", "has_possible_duplicate")
    return (
        _sent(viewer, joining_point)
        .select_related(None)
        .select_related("person")
        .only(*shown, *doubtful)
    )


def _sent(viewer: Actor, joining_point: JoiningPoint) -> QuerySet[Application]:
    """Return what was sent to a joining point; a coordinator's own draft is not in her list either."""
    rows = visible_applications(viewer).filter(joining_point=joining_point)
    return rows.exclude(state=State.DRAFT)


def _signed(viewer: Actor, joining_point: JoiningPoint, page: Iterable[Application]) -> set[UUID]:
    """Return who of those that are still to be decided has signed the charter; nothing is asked about the others."""
    asked = [row.person_id for row in page if row.state == State.SUBMITTED]
    if not asked:
        return set()
    signed = signed_person_ids(viewer=viewer, scheme=joining_point.cycle.scheme)
    return set(signed.filter(person__in=asked))


def with_signatures(viewer: Actor, joining_point: JoiningPoint) -> QuerySet[Application]:
    """Return the applications of a joining point with `is_signed`: whether the charter as it stands is signed."""
    signed = signed_person_ids(viewer=viewer, scheme=joining_point.cycle.scheme)
    return _sent(viewer, joining_point).annotate(
        is_signed=ExpressionWrapper(Q(person__in=signed), output_field=BooleanField())
    )


def doubts_about(row: Application) -> tuple[StrPromise, ...]:
    """Return why somebody should look at an application that `with_signatures` found."""
    return _doubts(row, is_signed=row.is_signed)  # type: ignore[attr-defined]  # annotated there


def _doubts(row: Application, *, is_signed: bool) -> tuple[StrPromise, ...]:
    """Return why somebody should look at an application; the form's own "I agree" counts until it is signed."""
    answers: dict[str, Any] = row.answers
    facts = EligibilityFacts(
        membership_number=answers.get("membership_number", ""),
        membership_category=answers.get("membership_category", ""),
        is_member_confirmed=row.is_member_confirmed,
        is_charter_signed=is_signed or answers.get("charter_signed") is True,
        has_possible_duplicate=row.has_possible_duplicate,
    )
    return tuple(DOUBT_SENTENCES[doubt] for doubt in doubts(facts))


def roles_of(row: Application) -> tuple[StrOrPromise, ...]:
    """Return as what somebody applies, in words (ALL-28)."""
    return tuple(ROLES[role].label for role in row.roles)


def label_of(vocabulary: Vocabulary, key: str) -> StrOrPromise:
    """Return a choice in words; one that is not on the list any more stands as it is."""
    return vocabulary[key].label if key in vocabulary else key


def _page(rows: QuerySet[Application], place: Place) -> tuple[list[Application], bool, bool]:
    """Return a page, and whether there is one before it and one after it."""
    if (key := _key(place.before)) is not None:
        at, row_id = key
        earlier = rows.filter(
            Q(submitted_at__lt=at) | Q(submitted_at=at, id__lt=row_id), submitted_at__lte=at
        )
        found = list(earlier.order_by("-submitted_at", "-id")[: PAGE_SIZE + 1])
        if found:
            return found[:PAGE_SIZE][::-1], len(found) > PAGE_SIZE, True
    key = _key(place.after)
    if key is not None:
        at, row_id = key
        rows = rows.filter(
            Q(submitted_at__gt=at) | Q(submitted_at=at, id__gt=row_id), submitted_at__gte=at
        )
    found = list(rows.order_by("submitted_at", "id")[: PAGE_SIZE + 1])
    return found[:PAGE_SIZE], key is not None and bool(found), len(found) > PAGE_SIZE


def _cursor(row: Application) -> str:
    return f"{(row.submitted_at - _EPOCH) // _MICROSECOND}-{row.id.hex}"


def _key(cursor: str) -> tuple[datetime, UUID] | None:
    """Return what a cursor stands for; one that somebody made up stands for nothing."""
    microseconds, _dash, row_id = cursor.partition("-")
    try:
        at = _EPOCH + int(microseconds[:_DIGITS]) * _MICROSECOND
        return at, UUID(hex=row_id)
    except (ValueError, OverflowError):
        return None


def _tabs(joining_point: JoiningPoint, current: str) -> Iterable[StateTab]:
    counts = dict(
        Application.objects.filter(joining_point=joining_point)
        .exclude(state=State.DRAFT)
        .values_list("state")
        .annotate(count=Count("id"))
        .order_by()
    )
    yield StateTab("", _("All"), sum(counts.values()), not current)
    for state, label in STATE_LABELS.items():
        yield StateTab(state, label, counts.get(state, 0), state == current)


def _line(row: Application, *, is_signed: bool) -> ApplicationLine:
    return ApplicationLine(
        id=row.id,
        name=row.person.known_as,
        roles=roles_of(row),
        region=label_of(REGIONS, row.answers.get("region", "")),
        sector=label_of(SECTORS, row.answers.get("sector", "")),
        submitted_at=row.submitted_at,
        state=STATE_LABELS[row.state],
        tone=STATE_TONES[row.state],
        doubts=_doubts(row, is_signed=is_signed) if row.state == State.SUBMITTED else (),
    )
