"""Who would suit one person: for a coordinator who pairs somebody by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon import engine
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.matching.models import PairRule
from compagnon.matching.queries.facts import get_inputs
from compagnon.matching.queries.people import Applicant, get_applicants
from compagnon.matching.queries.run import failure_of
from compagnon.matching.rules.problem import build_problem
from compagnon.matching.rules.stored import StoredContribution
from compagnon.matching.rules.told import Teller, Told, points_of
from compagnon.recruitment.models import Application
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.role_words import RoleWords, role_words

MOST: Final = 5
_OTHER: Final[dict["engine.Side", "engine.Side"]] = {"mentee": "mentor", "mentor": "mentee"}


@dataclass(frozen=True)
class SuggestionRow:
    """Somebody who would suit, in words; `people` (mentor, mentee), `word` what was decided about the two already."""

    people: tuple[Applicant, Applicant]
    other: Applicant
    score: int
    told: Told
    word: str


@dataclass(frozen=True)
class SuggestionList:
    """Who suits somebody on one side; `hidden` counts those whom the reader leaves to others."""

    title: StrOrPromise
    rows: tuple[SuggestionRow, ...]
    hidden: int


@dataclass(frozen=True)
class SuggestionsView:
    """Who suits somebody, by each side on which they are still free; or why nobody can be suggested."""

    lists: tuple[SuggestionList, ...]
    problem: StrOrPromise = ""


def get_suggestions(*, viewer: Actor, application: Application) -> SuggestionsView:
    """Return the five who would suit an applicant best among all who are free, by the scheme's criteria.

    For the Coordination Group, but not about an application that a coordinator leaves to others; whom she leaves
    to others is counted and not named. Eleven queries, however many people there are.
    """
    decision = decide(viewer, "matching.view_suggestions", application)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    scheme = application.joining_point.cycle.scheme
    settings = matching_settings(scheme.matching)
    try:
        inputs = get_inputs(
            viewer=SYSTEM,
            joining_point=application.joining_point,
            with_agreements=settings.asks_for_agreements,
        )
    except (Closed, master.KeysMissing):
        problem = {"key": "run.closed", "params": {}}
        return SuggestionsView((), failure_of(viewer, problem, settings))
    own = application.id.hex
    decisions = replace(inputs.decisions, pinned=frozenset())
    asked = build_problem(inputs.applicants, settings, decisions)
    found = {
        side: engine.suggest(asked, own, side, most=MOST)
        for side in _OTHER
        if any(one.id == own and getattr(one, f"is_{side}") for one in inputs.applicants)
    }
    ids = {own, *(one.other_id for some in found.values() for one in some)}
    known = _Known(
        own,
        get_applicants(viewer=viewer, ids=ids),
        _words(application),
        Teller(settings, interest_names(scheme)),
        role_words(scheme),
    )
    return SuggestionsView(tuple(known.list_of(side, some) for side, some in found.items()))


@dataclass(frozen=True)
class _Known:
    """What there is to say of everybody on the page: names, decisions, reasons."""

    own: str
    people: Mapping[str, Applicant]
    words: Mapping[tuple[str, str], str]
    teller: Teller
    called: RoleWords

    def list_of(self, side: "engine.Side", found: Sequence["engine.Suggestion"]) -> SuggestionList:
        shown = [one for one in found if not self.people[one.other_id].is_for_others]
        rows = tuple(self._row(side, one) for one in shown)
        title = format_lazy(_("{who}: who would suit"), who=self.called.of(_OTHER[side]))
        return SuggestionList(title, rows, len(found) - len(rows))

    def _row(self, side: "engine.Side", one: "engine.Suggestion") -> SuggestionRow:
        own, other = self.people[self.own], self.people[one.other_id]
        pair = (other, own) if side == "mentee" else (own, other)
        contributions = cast("list[StoredContribution]", one.to_dict()["contributions"])
        return SuggestionRow(
            people=pair,
            other=other,
            score=points_of(one.score),
            told=self.teller.pair(contributions),
            word=self.words.get((pair[0].id.hex, pair[1].id.hex), ""),
        )


def _words(application: Application) -> dict[tuple[str, str], str]:
    """Return what coordinators have decided about pairs with somebody; one query."""
    rows = PairRule.objects.filter(Q(mentor=application) | Q(mentee=application))
    return {
        (mentor.hex, mentee.hex): kind
        for mentor, mentee, kind in rows.values_list("mentor_id", "mentee_id", "kind")
    }
