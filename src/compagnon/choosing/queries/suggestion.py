"""Suggestions as the Coordination Group looks through them, and as their learner reads them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.choosing.letters import SUGGESTED
from compagnon.choosing.models import Profile, Request, Suggestion
from compagnon.choosing.policy import released_to
from compagnon.choosing.queries.request import LABELS
from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.matching.queries.facts import CONSIDERED, get_taken
from compagnon.matching.queries.guided import Thought, think_of
from compagnon.matching.rules.reasons import reasons_for_pair
from compagnon.matching.rules.told import Teller, tell_warnings
from compagnon.notifications.letters import Recipient
from compagnon.notifications.rendering import preview
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_left_to_others
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.models import JoiningPoint, Scheme

AT_ONCE: Final = 40
MOST_RELEASED: Final = 200
NOT_ASKED: Final = (_("Not asked"), "plain")
_IN_VAIN: Final = (Request.State.DECLINED, Request.State.LAPSED)


@dataclass(frozen=True)
class PreparedRow:
    """Somebody whom a learner might be suggested: the reasons as the learner will read them, and what speaks against."""

    id: UUID
    name: str
    reasons: tuple[str, ...]
    speaks_against: tuple[str, ...]


@dataclass(frozen=True)
class PreparedFor:
    """A learner, and who is prepared for them."""

    name: str
    rows: tuple[PreparedRow, ...]


@dataclass(frozen=True)
class ReleasedRow:
    """Who was suggested to whom, and what came of it; no names where the reader leaves one of the two to others."""

    people: tuple[str, str] | None
    label: StrOrPromise
    tone: str


@dataclass(frozen=True)
class LetterView:
    """The letter of the first of these learners, as it would leave now."""

    to: str
    language: str
    subject: str
    text: str


@dataclass(frozen=True)
class SuggestionsView:
    """What a coordinator looks through: the first learners, how many come after them, and what was released.

    `hidden`: learners whom she leaves to others; `shown`, `unshown`: who takes learners and shows a profile, or not.
    """

    prepared: tuple[PreparedFor, ...]
    later: int
    hidden: int
    in_need: int
    shown: int
    unshown: int
    released: tuple[ReleasedRow, ...]
    letter: LetterView | None

    @property
    def kind_of_finding(self) -> str:
        """Finding is what there is to do, until there is something to release."""
        return "secondary" if self.prepared else "primary"

    @property
    def ids(self) -> list[UUID]:
        """The suggestions that would be released."""
        return [row.id for one in self.prepared for row in one.rows]


def get_suggestions(*, viewer: Actor, joining_point: JoiningPoint) -> SuggestionsView:
    """Return what is prepared and what was released at a joining point; a fixed number of queries."""
    decision = decide(viewer, "choosing.view_suggestions", joining_point)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    rows = Suggestion.objects.filter(learner__joining_point=joining_point).select_related(
        "learner__person", "suggested__person"
    )
    groups = _by_learner(rows.filter(released_at=None))
    mine = [some for some in groups if not _is_for_others(viewer, some)]
    in_need = _in_need(joining_point)
    showing = _showing(joining_point)
    teller = _Words(joining_point.cycle.scheme)
    return SuggestionsView(
        prepared=tuple(teller.prepared(some) for some in mine[:AT_ONCE]),
        later=len(mine[AT_ONCE:]),
        hidden=len(groups) - len(mine),
        in_need=len(in_need - {some[0].learner_id for some in groups}),
        shown=len(showing.shown),
        unshown=showing.others,
        released=_released(viewer, joining_point, rows.exclude(released_at=None)),
        letter=_letter(mine[0][0].learner) if mine else None,
    )


def find_thoughts(*, viewer: Actor, joining_point: JoiningPoint) -> list[Thought]:
    """Return whom to suggest to the learners who have nobody to choose among; a fixed number of queries.

    Only people who agreed to show a profile; nobody twice to the same learner, nor who was asked in vain.
    """
    return think_of(
        viewer=viewer,
        joining_point=joining_point,
        mentors=_showing(joining_point).shown,
        mentees=_in_need(joining_point),
        already=frozenset(
            (one.hex, other.hex) for one, other in _known(joining_point) | _in_vain(joining_point)
        ),
    )


def reasons_for_learner(application: Application) -> Mapping[UUID, tuple[int, tuple[str, ...]]]:
    """Return who is suggested to a learner, by application: how well they suit, and why, in words; one query."""
    words = _Words(application.joining_point.cycle.scheme)
    rows = released_to([application])
    return {row.suggested_id: (row.score, words.reasons(row)) for row in rows}


@dataclass(frozen=True)
class _Showing:
    shown: set[UUID]
    others: int


class _Words:
    """Words the reasons of a page in the language that is spoken now."""

    def __init__(self, scheme: Scheme) -> None:
        self._settings = matching_settings(scheme.matching)
        self._interests = interest_names(scheme)
        self._teller = Teller(self._settings, self._interests)

    def reasons(self, row: Suggestion) -> tuple[str, ...]:
        return tuple(reasons_for_pair(row.reasons, self._settings, self._interests))

    def prepared(self, rows: Collection[Suggestion]) -> PreparedFor:
        first = next(iter(rows))
        return PreparedFor(
            first.learner.person.name,
            tuple(
                PreparedRow(
                    row.id,
                    row.suggested.person.name,
                    self.reasons(row),
                    (
                        *tell_warnings(row.warnings, self._settings),
                        *self._teller.pair(row.reasons).speaks_against,
                    ),
                )
                for row in rows
            ),
        )


def _by_learner(rows: Iterable[Suggestion]) -> list[list[Suggestion]]:
    """Return suggestions learner by learner, by name, the best first."""
    found: dict[UUID, list[Suggestion]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (-row.score, row.pk.hex)):
        found[row.learner_id].append(row)
    return sorted(
        found.values(), key=lambda some: (some[0].learner.person.name, some[0].learner_id)
    )


def _is_for_others(viewer: Actor, rows: Iterable[Suggestion]) -> bool:
    return any(
        is_left_to_others(viewer, one) for row in rows for one in (row.learner, row.suggested)
    )


def _letter(learner: Application) -> LetterView | None:
    person = learner.person
    mail = preview(
        SUGGESTED,
        {"application_id": learner.id},
        Recipient(person.id, person.email, person.language),
    )
    return LetterView(person.name, person.language, mail.subject, mail.text) if mail else None


def _showing(joining_point: JoiningPoint) -> _Showing:
    """Return who takes learners and shows a profile, and how many show none; two queries."""
    offering = Application.objects.filter(
        joining_point=joining_point, is_mentor=True, state__in=CONSIDERED
    )
    shown = Profile.objects.filter(application__in=offering).values_list(
        "application_id", flat=True
    )
    ids = set(shown)
    return _Showing(ids, offering.count() - len(ids))


def _in_need(joining_point: JoiningPoint) -> set[UUID]:
    """Return the learners who have nobody, ask nobody, and have nobody left to ask; six queries."""
    taken = get_taken(joining_point)
    learners = Application.objects.filter(
        joining_point=joining_point, is_mentee=True, state__in=CONSIDERED
    ).values_list("id", flat=True)
    asking = Request.objects.filter(
        asker__joining_point=joining_point, state=Request.State.WAITING
    ).values_list("asker_id", flat=True)
    places = dict(
        Profile.objects.filter(
            application__joining_point=joining_point, application__state__in=CONSIDERED
        ).values_list("application_id", "application__capacity")
    )
    vain = _in_vain(joining_point)
    choosing = {
        learner
        for mentor, learner in _known(joining_point)
        if taken.places.get(mentor, 0) < places.get(mentor, 0) and (mentor, learner) not in vain
    }
    return set(learners) - taken.mentees - set(asking) - choosing


def _known(joining_point: JoiningPoint) -> set[tuple[UUID, UUID]]:
    """Return what was released, as (who was suggested, to whom)."""
    rows = Suggestion.objects.filter(
        learner__joining_point=joining_point, released_at__isnull=False
    )
    return set(rows.values_list("suggested_id", "learner_id"))


def _in_vain(joining_point: JoiningPoint) -> set[tuple[UUID, UUID]]:
    """Return who was asked in vain, and by whom."""
    rows = Request.objects.filter(asker__joining_point=joining_point, state__in=_IN_VAIN)
    return set(rows.values_list("asked_id", "asker_id"))


def _released(
    viewer: Actor, joining_point: JoiningPoint, rows: QuerySet[Suggestion]
) -> tuple[ReleasedRow, ...]:
    """Return what was released, the newest first, with the last that was asked of the two; one query."""
    asked = Request.objects.filter(asker__joining_point=joining_point).order_by("asked_at", "id")
    states = {
        (one, other): state
        for one, other, state in asked.values_list("asked_id", "asker_id", "state")
    }
    newest = rows.order_by("-released_at", "learner__person__name", "-score", "id")
    return tuple(
        ReleasedRow(
            None
            if _is_for_others(viewer, [row])
            else (row.learner.person.name, row.suggested.person.name),
            *(
                LABELS[state]
                if (state := states.get((row.suggested_id, row.learner_id)))
                else NOT_ASKED
            ),
        )
        for row in newest[:MOST_RELEASED]
    )
