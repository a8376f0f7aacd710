"""One pool: peers in twos and threes, or circles of learners with somebody who facilitates. Asking the engine, and its answer."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, Final

from compagnon import engine
from compagnon.engine.document import encode
from compagnon.matching.rules.circle import among_equals
from compagnon.matching.rules.facts import ApplicantFacts, attributes
from compagnon.matching.rules.problem import Decisions, build_problem
from compagnon.schemes.matching_defaults import MatchingSettings
from compagnon.schemes.matching_shape import Comparison

# What all of a circle may have in common. Who is ahead of whom is no question among several.
_IN_COMMON: Final = frozenset({Comparison.SHARED, Comparison.WANTED})
_WHOLE: Final = 10_000  # a rate of one
Watched = dict[str, Any]


@dataclass(frozen=True)
class Gathered:
    """What a run over one pool found, as it is stored: groups, whoever is left out, and the figures of any run."""

    groups: tuple[dict[str, Any], ...]
    alone: tuple[dict[str, Any], ...]
    people: tuple[int, int]
    leaders: tuple[int, int]
    equity: tuple[dict[str, Any], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it beside the parts that a run of pairs has, which are empty here."""
        scores = sorted(one["score"] for one in self.groups)
        return {
            "groups": list(self.groups),
            "alone": list(self.alone),
            "pairs": [],
            "unplaced": [],
            "equity": list(self.equity),
            "notes": [],
            "summary": {
                "mentees": self.people[0],
                "mentees_placed": self.people[1],
                "mentors": self.leaders[0],
                "mentors_placed": self.leaders[1],
                "pairs": len(scores),
                "worst": scores[0] if scores else None,
                "median": scores[(len(scores) - 1) // 2] if scores else None,
            },
        }


def gather_peers(
    applicants: Iterable[ApplicantFacts],
    settings: MatchingSettings,
    decisions: Decisions,
    *,
    trios: bool,
    watched: Watched,
) -> Gathered:
    """Put peers together in twos; with `trios`, whoever is left over joins two who both suit (NF-18, NF-21)."""
    people = [one for one in applicants if one.is_mentor or one.is_mentee]
    pool = _pool(people, settings, decisions, trios=trios)
    found = engine.solve_pool(pool, **watched)
    return _gathered(found, people, settings, frozenset())


def gather_circles(
    applicants: Iterable[ApplicantFacts],
    settings: MatchingSettings,
    decisions: Decisions,
    *,
    sizes: tuple[int, int],
    watched: Watched,
) -> Gathered:
    """Put learners into circles of at least and at most so many people, one who offers to help in each (ALL-41).

    Who offers facilitates, even if they ask as well; any two of a circle pass every rule.
    """
    people = [one for one in applicants if one.is_mentor or one.is_mentee]
    leaders = frozenset(one.id for one in people if one.is_mentor)
    least, most = sizes
    circles = engine.Circles(
        pool=_pool(people, settings, decisions, trios=False),
        least=least,
        most=most,
        facilitators=leaders,
        led=True,
    )
    found = engine.solve_circles(circles, **watched)
    return _gathered(found, people, settings, leaders)


def _pool(
    people: Iterable[ApplicantFacts],
    settings: MatchingSettings,
    decisions: Decisions,
    *,
    trios: bool,
) -> "engine.Pool":
    """Return the pool that rules and criteria make of these people: everybody may be with everybody.

    A rule that warns forbids: among several there is no one pair of which it could be accepted.
    """
    problem = build_problem(
        [replace(one, is_mentor=True, is_mentee=True, capacity=1) for one in people],
        among_equals(settings),
        replace(decisions, pinned=frozenset()),
    )
    return engine.Pool(
        people=problem.mentees,
        rules=problem.rules,
        criteria=problem.criteria,
        waivers=problem.waivers,
        trios=trios,
    )


def _gathered(
    found: "engine.PoolResult | engine.CirclesResult",
    people: list[ApplicantFacts],
    settings: MatchingSettings,
    leaders: frozenset[str],
) -> Gathered:
    by_id = {one.id: one for one in people}
    stored = tuple(_group(one, by_id, settings, leaders) for one in found.groups)
    placed = {key for one in stored for key in one["ids"]}
    return Gathered(
        groups=stored,
        alone=tuple(_alone(one, len(people) - 1, leaders) for one in found.alone),
        people=(len(people) - len(leaders), len(placed - leaders)),
        leaders=(len(leaders), len(placed & leaders)),
        equity=tuple(_equity(people, placed, leaders, settings)),
    )


def _equity(
    people: Iterable[ApplicantFacts],
    placed: AbstractSet[str],
    leaders: AbstractSet[str],
    settings: MatchingSettings,
) -> Iterator[dict[str, Any]]:
    """Yield how many of each group are placed, as the engine tells it of pairs; whoever facilitates apart."""
    counts: dict[tuple[str, str, str], list[int]] = {}
    for one in people:
        side, answers = _side(one.id, leaders), attributes(one)
        for attribute in settings.equity_groups:
            count = counts.setdefault((attribute, side, str(answers[attribute] or "")), [0, 0])
            count[0] += 1
            count[1] += one.id in placed
    for (attribute, side, group), (total, found) in sorted(counts.items()):
        yield {
            "attribute": attribute,
            "group": group or None,
            "side": side,
            "people": total,
            "placed": found,
            "rate": _WHOLE * found // total,
        }


def _side(person_id: str, leaders: AbstractSet[str]) -> str:
    return "mentor" if person_id in leaders else "mentee"


def _group(
    found: "engine.Together",
    by_id: Mapping[str, ApplicantFacts],
    settings: MatchingSettings,
    leaders: frozenset[str],
) -> dict[str, Any]:
    """Return a group as it is stored: who facilitates, first; what makes people suit; what all have in common.

    In a circle that is each learner with the one who facilitates, among peers everybody with everybody.
    """
    leader = next((key for key in found.ids if key in leaders), "")
    ids = sorted(found.ids, key=lambda key: (key != leader, key))
    return {
        "ids": ids,
        "facilitator": leader,
        "score": found.score,
        "views": [
            {
                "person_id": view.person_id,
                "other_id": view.other_id,
                "contributions": [encode(one) for one in view.contributions],
            }
            for view in found.views
            if not leader or view.other_id == leader
        ],
        "common": _in_common([by_id[key] for key in ids], settings) if leader else [],
        "near_ties": [encode(one) for one in found.near_ties],
    }


def _in_common(people: list[ApplicantFacts], settings: MatchingSettings) -> list[dict[str, Any]]:
    """Return what everybody said alike, criterion by criterion, as something that speaks for the circle."""
    answers = [attributes(one) for one in people]
    found = []
    for setting in settings.criteria:
        if setting.comparison not in _IN_COMMON or not setting.weight:
            continue
        said = [_codes(one[setting.attribute]) for one in answers]
        shared = sorted(set.intersection(*said))
        if shared:
            params = {"values": shared, "count": len(shared)}
            reason = {"key": "shared.by_all", "params": params}
            found.append({"criterion": setting.key, "points": 1, "of_points": 1, "reason": reason})
    return found


def _codes(answer: object) -> set[str]:
    if isinstance(answer, tuple):
        return set(answer)
    return {str(answer)} if answer else set()


def _alone(one: "engine.Alone", candidates: int, leaders: AbstractSet[str]) -> dict[str, Any]:
    return {
        "person_id": one.person_id,
        "side": _side(one.person_id, leaders),
        "reason": encode(one.reason),
        "candidates": candidates,
        "eligible": one.eligible,
        "removed": [encode(removal) for removal in one.removed],
        "relaxations": [],
    }
