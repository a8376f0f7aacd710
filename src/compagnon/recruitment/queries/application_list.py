"""The queue of a joining point as the Coordination Group reads it: a line for each application."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.actors import Actor
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import has_no_interest, is_not_own
from compagnon.recruitment.queries.queue import FIRST, Place, cursor_of, narrowed, page_of, sent_to
from compagnon.recruitment.rules.facts import DOUBT_SENTENCES, EligibilityFacts, doubts
from compagnon.recruitment.rules.queue import EVERYTHING, Wanted
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.queries.charter import signed_person_ids
from compagnon.schemes.vocabularies import REGIONS, ROLES, SECTORS, Vocabulary

State = Application.State
STATE_LABELS: Final[dict[str, StrPromise]] = {
    State.SUBMITTED: _("To be decided"),
    State.ASKED: _("More information asked"),
    State.APPROVED: _("Approved"),
    State.WAITING: _("Waiting"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Withdrawn"),
    State.MATCHED: _("Matched"),
}
STATE_TONES: Final[dict[str, str]] = {
    State.SUBMITTED: "warn",
    State.ASKED: "plain",
    State.APPROVED: "good",
    State.WAITING: "plain",
    State.DECLINED: "bad",
    State.WITHDRAWN: "plain",
    State.MATCHED: "good",
}


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
    assignee: str
    has_waited: bool
    hidden: StrOrPromise


@dataclass(frozen=True)
class StateTab:
    """A state with how many applications are in it; the empty one stands for all."""

    state: str
    label: StrOrPromise
    count: int
    href: str
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


def list_applications(
    *,
    viewer: Actor,
    joining_point: JoiningPoint,
    wanted: Wanted = EVERYTHING,
    place: Place = FIRST,
) -> ApplicationPage:
    """Return a page of 25 applications, who has waited longest first, in four queries at most whatever their number.

    Of the viewer's own, and of those in which they declared an interest, it says no more than name and state.
    """
    rows = narrowed(_rows(viewer, joining_point), wanted, viewer=viewer)
    page, has_before, has_after = page_of(rows, place)
    signed = _signed(viewer, joining_point, page)
    return ApplicationPage(
        lines=tuple(
            _hidden(row, why) if why else _line(row, is_signed=row.person_id in signed)
            for row, why in ((row, _why_hidden(viewer, row)) for row in page)
        ),
        tabs=tuple(_tabs(viewer, joining_point, wanted)),
        before=cursor_of(page[0]) if has_before else "",
        after=cursor_of(page[-1]) if has_after else "",
    )


def _rows(viewer: Actor, joining_point: JoiningPoint) -> QuerySet[Application]:
    """Return the applications of a joining point with what a line shows, and no more: sorting looks at each column."""
    shown = ("state", "is_mentor", "is_mentee", "submitted_at", "waiting_since", "answers")
    names = ("person__name", "assigned_to__name")
    doubtful = ("is_member_confirmed", "has_possible_duplicate")
    return (
        sent_to(viewer, joining_point)
        .select_related(None)
        .select_related("person", "assigned_to")
        .only(*shown, *names, *doubtful)
    )


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
    return sent_to(viewer, joining_point).annotate(
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
        is_member_confirmed=row.is_member_confirmed or not _is_asked_for_membership(answers),
        is_charter_signed=is_signed or answers.get("charter_signed") is True,
        has_possible_duplicate=row.has_possible_duplicate,
    )
    return tuple(DOUBT_SENTENCES[doubt] for doubt in doubts(facts))


def _is_asked_for_membership(answers: Mapping[str, Any]) -> bool:
    """Say whether the form asked about membership: a scheme that is not for members need not (an association's does).

    What came in a file has a place for it, filled or not; and erased answers say nothing.
    """
    return not answers or not {"membership_number", "membership_category"}.isdisjoint(answers)


def roles_of(row: Application) -> tuple[StrOrPromise, ...]:
    """Return as what somebody applies, in words (ALL-28)."""
    return tuple(ROLES[role].label for role in row.roles)


def label_of(vocabulary: Vocabulary, key: str) -> StrOrPromise:
    """Return a choice in words; one that is not on the list any more stands as it is."""
    return vocabulary[key].label if key in vocabulary else key


def _tabs(viewer: Actor, joining_point: JoiningPoint, wanted: Wanted) -> Iterable[StateTab]:
    """Yield how many there are in each state of whatever else is wanted."""
    whatever_state = replace(wanted, state="")
    counts = dict(
        narrowed(sent_to(viewer, joining_point), whatever_state, viewer=viewer)
        .values_list("state")
        .annotate(count=Count("id"))
        .order_by()
    )
    everywhere = whatever_state.address() or "?"
    yield StateTab("", _("All"), sum(counts.values()), everywhere, not wanted.state)
    for state, label in STATE_LABELS.items():
        href = whatever_state.address(state=state)
        yield StateTab(state, label, counts.get(state, 0), href, state == wanted.state)


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
        assignee=row.assigned_to.known_as if row.assigned_to else "",
        has_waited=row.waiting_since < row.submitted_at,
        hidden="",
    )


def _why_hidden(viewer: Actor, row: Application) -> StrOrPromise:
    """Return why somebody of the group may not decide an application; empty where they may. No query a row."""
    own = is_not_own(viewer, row)
    if not own.allowed:
        return own.reason
    near = has_no_interest(viewer, row)
    return "" if near.allowed else _("Hidden from you: you declared an interest.")


def _hidden(row: Application, why: StrOrPromise) -> ApplicationLine:
    """Return a line that tells a coordinator who stands too near nothing but that there is an application."""
    return ApplicationLine(
        id=row.id,
        name=row.person.known_as,
        roles=(),
        region="",
        sector="",
        submitted_at=row.submitted_at,
        state=STATE_LABELS[row.state],
        tone=STATE_TONES[row.state],
        doubts=(),
        assignee="",
        has_waited=False,
        hidden=why,
    )
