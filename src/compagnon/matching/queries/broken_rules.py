"""Which rules of a scheme forbid a pair now, or warn of it, whatever a run said."""

from dataclasses import replace

from compagnon import engine
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import Refused
from compagnon.matching.queries.facts import get_inputs
from compagnon.matching.rules.problem import build_problem
from compagnon.matching.rules.swapping import judged
from compagnon.matching.rules.wording import say
from compagnon.recruitment.models import Application
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.matching_shape import RuleSetting
from compagnon.schemes.models import JoiningPoint


def broken_rules(
    joining_point: JoiningPoint, pair: tuple[Application, Application]
) -> tuple[RuleSetting, ...]:
    """Return the rules that forbid two people, or warn of them, and were not let go for them; nine queries.

    An earlier "never" of a coordinator on the two is none of them: a later word takes its place. None where one of the
    two is not free any more. Refused where the settings of the scheme make no sense.
    """
    mentor, mentee = (one.id.hex for one in pair)
    settings = matching_settings(joining_point.cycle.scheme.matching)
    inputs = get_inputs(
        viewer=SYSTEM,
        joining_point=joining_point,
        only={one.id for one in pair},
        with_agreements=settings.asks_for_agreements,
    )
    decisions = replace(
        inputs.decisions,
        pinned=frozenset(),
        set_apart=inputs.decisions.set_apart - {(mentor, mentee), (mentee, mentor)},
    )
    try:
        found = judged(
            build_problem(inputs.applicants, settings.strict, decisions), (mentor, mentee)
        )
    except engine.ProblemError as error:
        raise Refused(say(error.reason.key, error.reason.params, settings=settings)) from error
    return tuple(rule for rule in settings.rules if found and rule.key in found.broken)
