"""Which rules of a scheme stand between people who choose each other: the same rules that a match is made by."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations
from uuid import UUID

from compagnon.core.actors import SYSTEM
from compagnon.matching.queries.facts import get_inputs
from compagnon.matching.rules.problem import build_problem
from compagnon.recruitment.models import Application
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.matching_shape import RuleSetting

Rules = tuple[RuleSetting, ...]


def rules_between(application: Application, others: Collection[UUID]) -> dict[UUID, Rules]:
    """Return which rules forbid an applicant to be paired with each of these others, or warn of it; of all of them.

    A fixed number of queries, however many others there are. What somebody let go for two people, with a reason, is
    none of them. Never why two are kept apart, and never on whose word (ALL-54): that is one rule. A declaration that
    cannot be opened stops it.
    """
    own = UUID(str(application.pk))
    point = application.joining_point
    settings = matching_settings(point.cycle.scheme.matching)
    inputs = get_inputs(
        viewer=SYSTEM,
        joining_point=point,
        only={*others, own},
        with_agreements=settings.asks_for_agreements,
        with_taken=True,
    )
    problem = build_problem(
        (replace(one, is_mentor=True, is_mentee=True, capacity=1) for one in inputs.applicants),
        settings.strict,
        replace(inputs.decisions, pinned=frozenset()),
    )
    people = {one.id: one for one in problem.mentees}
    let_go = inputs.decisions.waivers
    found = {}
    for other in others:
        one, two = people.get(own.hex), people.get(other.hex)
        broken = {
            rule.key
            for rule in problem.rules
            if one
            and two
            and rule.forbids(one, two)
            and not {(rule.key, own.hex, other.hex), (rule.key, other.hex, own.hex)} & let_go
        }
        found[other] = tuple(rule for rule in settings.rules if rule.key in broken)
    return found


def rules_among(people: Sequence[Application]) -> Rules:
    """Return which rules stand between any two of some people, each once, those that forbid first."""
    found: dict[str, RuleSetting] = {}
    for one, other in combinations(people, 2):
        found |= {rule.key: rule for rule in rules_between(one, [other.pk])[other.pk]}
    return tuple(sorted(found.values(), key=lambda rule: (rule.warns, rule.key)))


def forbid(rules: Rules) -> bool:
    """Say whether one of these rules forbids a pair, and does not only warn."""
    return any(rule.blocks for rule in rules)
