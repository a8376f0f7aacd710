"""With which other pairs a pair could exchange partners, and what the two new pairs would be like."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon import engine
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.addresses import path_to
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed
from compagnon.matching.models import Run
from compagnon.matching.queries.facts import get_inputs
from compagnon.matching.queries.pairs import pairs_in_order
from compagnon.matching.queries.people import Applicant, get_applicants
from compagnon.matching.queries.run import failure_of
from compagnon.matching.rules.paging import Page, page_after
from compagnon.matching.rules.problem import build_problem
from compagnon.matching.rules.releasing import PairIds, ids_of
from compagnon.matching.rules.stored import StoredPair
from compagnon.matching.rules.swapping import Judged, Swap, judged, swaps_of
from compagnon.matching.rules.told import Teller, Told, points_of
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import interests_of
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.matching_shape import RuleSetting

People = tuple[Applicant, Applicant]


@dataclass(frozen=True)
class SwapRow:
    """Another pair, what it scores, and what both would score after an exchange; None where a rule forbids it."""

    people: People
    url: str
    before: int
    own_mentor_after: int | None
    own_mentee_after: int | None
    gain: int | None


@dataclass(frozen=True)
class SwapsView:
    """A pair and those with whom it could exchange partners, the best exchange first; or why none can be told."""

    people: People
    before: int
    page: Page[SwapRow]
    problem: StrOrPromise = ""


@dataclass(frozen=True)
class Side:
    """A pair as it is or would be: `told` and `broken` (rules that forbid it) only of what would be."""

    people: People
    score: int
    told: Told
    broken: tuple[RuleSetting, ...] = ()


@dataclass(frozen=True)
class SwapView:
    """Two pairs, what they would be like with their partners exchanged, and by how many points the sum changes."""

    now: tuple[Side, Side]
    then: tuple[Side, ...]
    gain: int
    problem: StrOrPromise = ""

    @property
    def is_possible(self) -> bool:
        """Whether no rule forbids it."""
        return bool(self.then) and not any(side.broken for side in self.then)


def get_swaps(*, viewer: Actor, run: Run, pair: PairIds, after: str = "") -> SwapsView | None:
    """Return the exchanges of partners that a pair of a run could make, the best first; 25 at a time.

    Those that a rule forbids come last. None if the run has no such pair, and for a pair that the reader leaves to
    others; pairs that she leaves to others are not among them. Fourteen queries, however many pairs there are.
    """
    pairs = pairs_in_order(viewer, run)
    own = next((one for one in pairs if ids_of(one) == pair), None)
    hidden = _left_to_others(viewer, run)
    if own is None or hidden.intersection(pair):
        return None
    settings = matching_settings(run.settings)
    problem: StrOrPromise = ""
    found: list[Swap] = []
    try:
        found = _found(run, own, [one for one in pairs if not hidden.intersection(ids_of(one))])
    except (Closed, master.KeysMissing):
        problem = failure_of(viewer, {"key": "run.closed", "params": {}}, settings)
    page = page_after(found, lambda one: one.other[1], after)
    ids = {key for one in page.rows for key in one.other}
    people = get_applicants(viewer=viewer, ids={*ids, *pair})
    return SwapsView(
        people=(people[pair[0]], people[pair[1]]),
        before=points_of(own["score"]),
        page=page.of(
            tuple(
                _row(run, pair, (people[one.other[0]], people[one.other[1]]), one)
                for one in page.rows
            )
        ),
        problem=problem,
    )


def _left_to_others(viewer: Actor, run: Run) -> set[str]:
    own = Application.objects.filter(joining_point=run.joining_point_id, person=viewer.person_id)
    return {key.hex for key in {*own.values_list("id", flat=True), *interests_of(viewer)}}


def _found(run: Run, own: StoredPair, others: Sequence[StoredPair]) -> list[Swap]:
    """Ask the engine for the scores of both people with everybody who still takes part.

    A rule that warns forbids here: an exchange asks nobody for a reason.
    """
    settings = matching_settings(run.settings).strict
    inputs = get_inputs(
        viewer=SYSTEM,
        joining_point=run.joining_point,
        with_agreements=settings.asks_for_agreements,
    )
    mentors = {one.id for one in inputs.applicants if one.is_mentor}
    mentees = {one.id for one in inputs.applicants if one.is_mentee}
    mentor, mentee = ids_of(own)
    if mentor not in mentors or mentee not in mentees:
        return []
    decisions = replace(inputs.decisions, pinned=frozenset())
    problem = build_problem(inputs.applicants, settings, decisions)
    return swaps_of(
        own,
        [one for one in others if one["mentor_id"] in mentors and one["mentee_id"] in mentees],
        engine.scores_with(problem, mentee, "mentee"),
        engine.scores_with(problem, mentor, "mentor"),
    )


def _row(run: Run, pair: PairIds, people: People, one: Swap) -> SwapRow:
    ids = [UUID(hex=key) for key in (*pair, *one.other)]
    names = ("mentor_id", "mentee_id", "other_mentor_id", "other_mentee_id")
    return SwapRow(
        people=people,
        url=path_to("matching:swap", run_id=run.id, **dict(zip(names, ids, strict=True))),
        before=points_of(one.other_before),
        own_mentor_after=None if one.mentor_after is None else points_of(one.mentor_after),
        own_mentee_after=None if one.mentee_after is None else points_of(one.mentee_after),
        gain=_signed(one.gain),
    )


def _signed(gain: int | None) -> int | None:
    if gain is None:
        return None
    return points_of(gain) if gain > 0 else -points_of(-gain)


def get_swap(*, viewer: Actor, run: Run, pair: PairIds, other: PairIds) -> SwapView | None:
    """Return what two pairs of a run would be like with their partners exchanged; twelve queries.

    None unless both are pairs of the run with four different people, and for a pair that the reader leaves to others.
    """
    found = {ids_of(one): one for one in pairs_in_order(viewer, run)}
    people = get_applicants(viewer=viewer, ids={*pair, *other})
    is_hidden = any(one.is_for_others for one in people.values())
    if not {pair, other} <= found.keys() or len({*pair, *other}) != 4 or is_hidden:  # noqa: PLR2004 -- two pairs
        return None
    settings = matching_settings(run.settings)
    teller = Teller(settings, interest_names(run.joining_point.cycle.scheme))
    now = tuple(
        Side((people[ids[0]], people[ids[1]]), points_of(one["score"]), teller.pair([]))
        for ids, one in ((pair, found[pair]), (other, found[other]))
    )
    new = ((pair[0], other[1]), (other[0], pair[1]))
    try:
        then = _judged(run, new)
    except (Closed, master.KeysMissing):
        said = failure_of(viewer, {"key": "run.closed", "params": {}}, settings)
        return SwapView((now[0], now[1]), (), 0, said)
    sides = tuple(
        Side(
            people=(people[ids[0]], people[ids[1]]),
            score=points_of(one.score),
            told=teller.pair(one.contributions),
            broken=tuple(rule for key in one.broken if (rule := settings.rule(key))),
        )
        for ids, one in zip(new, then, strict=False)
    )
    before = sum(one.score for one in now)
    gain = sum(one.score for one in sides) - before if sides else 0
    return SwapView((now[0], now[1]), sides, gain)


def _judged(run: Run, pairs: Sequence[PairIds]) -> list[Judged]:
    """Judge pairs by the settings of a run; none at all where somebody does not take part any more."""
    ids = {UUID(hex=key) for pair in pairs for key in pair}
    settings = matching_settings(run.settings).strict
    inputs = get_inputs(
        viewer=SYSTEM,
        joining_point=run.joining_point,
        only=ids,
        with_agreements=settings.asks_for_agreements,
    )
    decisions = replace(inputs.decisions, pinned=frozenset())
    problem = build_problem(inputs.applicants, settings, decisions)
    found = [one for pair in pairs if (one := judged(problem, pair))]
    return found if len(found) == len(pairs) else []
