"""What is asked of the engine, checked before anything is computed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from compagnon.engine.aims import DEFAULT_AIMS, Aims
from compagnon.engine.criteria import Criterion
from compagnon.engine.judging.scoring import Scoring, Weighing
from compagnon.engine.messages import ProblemError
from compagnon.engine.people import (
    MAX_NUMBER,
    Person,
    Reading,
    Side,
    refuse_protected,
    require_whole,
)
from compagnon.engine.rules.base import MUTUAL, Oneself, Rule, Waiver, Warn

MAX_WEIGHT: Final = 1_000_000
MAX_CELLS: Final = 400_000_000
"""Most pairs of a pool or a matrix, or where mentors to look for are asked for: three bytes each, 1.2 GB, beside what the people need."""
MOST_PAIRS: Final = 40_000_000_000
"""Most mentees x mentors: a quarter of an hour and two gigabytes."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Who is to be paired, what is forbidden, what counts, and what ties are broken by.

    - `mentees`, `mentors`: people in any order; somebody with both roles stands on both sides
      under one id. Nobody mentors themself, and unless `allow_mutual` no two people mentor each
      other.
    - `rules`: what forbids a pair. `criteria`: what makes its score, each with a weight.
    - `groups`: single-answer attributes of mentees over which places are shared out evenly, the
      most important first.
    - `shares`: (attribute of mentees, per cent): what share of each group is to be placed at least, before evenness
      counts, the most important first; whoever gave several answers counts in each group. None leaves anybody out
      who could be placed, and each is met as far as those before it allow.
    - `pinned`: (mentor id, mentee id) that must be in the result; each takes a place on both sides.
    - `waivers`: rules lifted for single pairs. `emphasis`: what people say themselves of how much
      criteria weigh, as `Emphasis` or `OwnWeights`.
    - `aims`: what comes between equity and the highest total, and how far it is taken.
    - `kept`: (mentor id, mentee id) of pairs that there were before and that should stay, as far as
      `aims.keep_points` says; ids of others are ignored. `warnings`: rules that only warn.
    - `waiting`: an attribute of mentees, how long each has waited (a whole number of 0 or more; 0 if not
      answered): of two who are alike to equity, who has waited longer is placed.
    - `served`: ids of mentees who have a mentor already and would take another one: they are placed after everybody who
      has none, and if they are not, they are left out of nothing and counted nowhere. Ids of others are ignored.
    - `near_tie_points`: how close another mentor must come to be shown as nearly as good.
    - `seed`: decides ties, together with people's ids; a whole number.

    Raises ProblemError, whose text says what is wrong: duplicate or empty ids, answers of a wrong
    kind, weights and settings out of range, keys used twice, protected characteristics, fixed
    pairs that a rule forbids (ALL-54: not silently overridden) or that have no place, waivers of
    rules that cannot be waived, and more than MOST_PAIRS possible pairs. Empty sides are no error:
    nobody is placed. O(people x attributes + pairs named) time.
    """

    mentees: tuple[Person, ...]
    mentors: tuple[Person, ...]
    rules: tuple[Rule, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    groups: tuple[str, ...] = ()
    shares: tuple[tuple[str, int], ...] = ()
    pinned: frozenset[tuple[str, str]] = frozenset()
    waivers: frozenset[Waiver] = frozenset()
    emphasis: Weighing | None = None
    aims: Aims = DEFAULT_AIMS
    kept: frozenset[tuple[str, str]] = frozenset()
    warnings: tuple[Warn, ...] = ()
    waiting: str = ""
    served: frozenset[str] = frozenset()
    allow_mutual: bool = False
    near_tie_points: int = 250
    seed: int = 0

    def __post_init__(self) -> None:
        _check_people(self)
        for side in ("mentees", "mentors"):
            people = sorted(getattr(self, side), key=lambda person: person.id)
            object.__setattr__(self, side, tuple(people))
        _check_settings(self)
        _check_answers(self)
        _check_waivers(self)
        _check_pinned(self)

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """Return the rules that judge a pair by itself, with the one that every problem has."""
        return (Oneself(), *self.rules)

    @property
    def every_rule(self) -> tuple[Rule, ...]:
        """Return the same with those that only warn."""
        return (*self.all_rules, *(warning.rule for warning in self.warnings))

    @property
    def first_percent(self) -> int:
        """Return the first share, if it is of the first of the groups: then it is an aim of a flow."""
        attribute, percent = (*self.shares, ("", 0))[0]
        return percent if self.groups[:1] == (attribute,) else 0

    @property
    def has_crossing_shares(self) -> bool:
        """Say whether there are shares that no flow keeps in order: further ones, or of no group."""
        return len(self.shares) > bool(self.first_percent)

    @property
    def scoring(self) -> Scoring:
        """Return the criteria that count: those of weight 0 are switched off."""
        return Scoring(tuple(c for c in self.criteria if c.weight), self.emphasis)


def _check_people(problem: Problem) -> None:
    sides: tuple[tuple[Side, tuple[Person, ...]], ...] = (
        ("mentee", problem.mentees),
        ("mentor", problem.mentors),
    )
    for side, people in sides:
        for person_id, count in Counter(person.id for person in people).items():
            if not person_id or not isinstance(person_id, str):
                raise ProblemError("problem.empty_id", side=side)
            if count > 1:
                raise ProblemError("problem.duplicate_id", side=side, id=person_id)
    refuse_large(len(problem.mentees), len(problem.mentors), MOST_PAIRS)


def refuse_large(mentees: int, mentors: int, limit: int) -> None:
    """Refuse so many possible pairs."""
    if mentees * mentors > limit:
        raise ProblemError("problem.too_large", mentees=mentees, mentors=mentors, limit=limit)


def _check_settings(problem: Problem) -> None:
    _check_keys([rule.key for rule in problem.every_rule] + [MUTUAL])
    _check_keys([criterion.key for criterion in problem.criteria])
    for criterion in problem.criteria:
        refuse_protected(criterion.key)
        require_whole(criterion.key, "weight", criterion.weight, least=0, most=MAX_WEIGHT)
    require_whole("problem", "near_tie_points", problem.near_tie_points, least=0)
    for attribute, percent in problem.shares:
        require_whole(attribute, "percent", percent, least=1, most=100)
    require_whole("problem", "seed", problem.seed, least=-MAX_NUMBER)
    if problem.emphasis is not None:
        problem.emphasis.check()
    _check_groups(problem.groups)
    _check_groups(attribute for attribute, _percent in problem.shares)


def _check_groups(groups: Iterable[str]) -> None:
    if isinstance(groups, str):  # its letters would be taken for names
        raise ProblemError("problem.groups", attribute=groups)
    for attribute, count in Counter(groups).items():
        if count > 1:
            raise ProblemError("problem.group_twice", attribute=attribute)


def _check_keys(keys: list[str]) -> None:
    for key, count in Counter(keys).items():
        if not key:
            raise ProblemError("problem.empty_key")
        if count > 1:
            raise ProblemError("problem.duplicate_key", key=key)


def _check_answers(problem: Problem) -> None:
    readings = [(rule.key, reading) for rule in problem.every_rule for reading in rule.reads()]
    readings += [(c.key, reading) for c in problem.criteria for reading in c.reads()]
    readings += [("groups", Reading(attribute, "code")) for attribute in problem.groups]
    readings += [
        ("shares", Reading(name, "codes", ("mentee",))) for name, _percent in problem.shares
    ]
    if problem.waiting:
        readings.append(("waiting", Reading(problem.waiting, "number", ("mentee",))))
    if problem.emphasis is not None:
        readings.append(("emphasis", problem.emphasis.reading()))
    for key, reading in readings:
        refuse_protected(reading.attribute)
        people = problem.mentees * ("mentee" in reading.sides)
        for person in people + problem.mentors * ("mentor" in reading.sides):
            reading.check(key, person)
    for person in problem.mentees * bool(problem.waiting):
        require_whole("waiting", person.id, person.code(problem.waiting) or 0, least=0)


def _check_waivers(problem: Problem) -> None:
    rules = {rule.key: rule for rule in problem.rules}
    for waiver in sorted(problem.waivers, key=lambda waiver: waiver.rule):
        if waiver.rule not in rules:
            raise ProblemError("problem.waiver_unknown", rule=waiver.rule)
        if not rules[waiver.rule].waivable:
            raise ProblemError("problem.waiver_refused", rule=waiver.rule)


def _check_pinned(problem: Problem) -> None:
    pinned = sorted(problem.pinned)
    mentees = {person.id: person for person in problem.mentees}
    mentors = {person.id: person for person in problem.mentors}
    for mentor, mentee in pinned:
        if mentor not in mentors or mentee not in mentees:
            raise ProblemError("problem.pin_unknown", mentor=mentor, mentee=mentee)
        _check_pin(problem, mentors[mentor], mentees[mentee])
    for side, people in ((0, mentors), (1, mentees)):
        for person_id, count in Counter(pair[side] for pair in pinned).items():
            if count > people[person_id].capacity:
                raise ProblemError("problem.pin_capacity", id=person_id)


def _check_pin(problem: Problem, mentor: Person, mentee: Person) -> None:
    waived = {
        waiver.rule
        for waiver in problem.waivers
        if (waiver.mentor_id, waiver.mentee_id) == (mentor.id, mentee.id)
    }
    broken = [
        rule.key
        for rule in problem.all_rules
        if rule.key not in waived and rule.forbids(mentee, mentor)
    ]
    if not problem.allow_mutual and (mentee.id, mentor.id) in problem.pinned:
        broken.append(MUTUAL)
    if broken:
        raise ProblemError("problem.pin_rule", mentor=mentor.id, mentee=mentee.id, rule=broken[0])
