"""What another set of weights and rules would change, before anything is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast

from django_stubs_ext import StrOrPromise

from compagnon import engine
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.matching.models import Run
from compagnon.matching.queries.changes import ChangeRow, list_changes
from compagnon.matching.queries.facts import Inputs, count_free, get_inputs
from compagnon.matching.queries.run import Figures, failure_of, figures_of
from compagnon.matching.rules.difference import Changes, difference
from compagnon.matching.rules.facts import codes_of
from compagnon.matching.rules.fingerprint import fingerprint
from compagnon.matching.rules.paging import Page
from compagnon.matching.rules.problem import build_problem, copied, without_declined_pins
from compagnon.matching.rules.stored import StoredResult
from compagnon.matching.rules.targets import Target, groups_by, reasons_by, target_of
from compagnon.schemes.matching_defaults import MatchingSettings, matching_settings
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.role_words import role_words

# Mentees times mentors that are matched while somebody waits: half a second on one core.
MOST_PAIRS: Final = 1_000_000


@dataclass(frozen=True)
class ShareEffect:
    """A share that is tried: how many are missing of it now, and what would fall short of it."""

    missing_now: int
    then: Target


@dataclass(frozen=True)
class Effect:
    """What would be found by what holds now, by what is tried, what moves in between, and how far shares are met."""

    now: Figures
    then: Figures
    changes: Changes
    page: Page[ChangeRow]
    shares: tuple[ShareEffect, ...]


@dataclass(frozen=True)
class Tried:
    """What came of trying: an effect; or too many people to wait for it; or why nothing can be found."""

    effect: Effect | None = None
    is_too_large: bool = False
    problem: StrOrPromise = ""


def try_criteria(
    *, viewer: Actor, joining_point: JoiningPoint, settings: Mapping[str, object]
) -> Tried:
    """Match everybody who is free once by what the scheme says and once by `settings`, and keep neither.

    For the Coordination Group. A finished run that asked the same as the scheme does now is taken for the first
    half. Fourteen queries at most; under a second at 1,000 people, and beyond `MOST_PAIRS` a run is the way.
    """
    decision = decide(viewer, "matching.try_criteria", joining_point)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    scheme = joining_point.cycle.scheme
    asking, offering = count_free(joining_point)
    if asking * offering > MOST_PAIRS:
        return Tried(is_too_large=True)
    kept, tried = matching_settings(scheme.matching), matching_settings(settings)
    try:
        inputs = get_inputs(
            viewer=SYSTEM,
            joining_point=joining_point,
            with_agreements=kept.asks_for_agreements or tried.asks_for_agreements,
        )
        memory = engine.Memory()
        now = _known(joining_point, inputs, kept) or _found(inputs, kept, memory)
        then = _found(inputs, tried, memory)
    except engine.ProblemError as error:
        reason = {"key": error.reason.key, "params": dict(error.reason.params)}
        return Tried(problem=failure_of(viewer, reason, tried))
    except (Closed, master.KeysMissing):
        return Tried(problem=failure_of(viewer, {"key": "run.closed", "params": {}}, tried))
    changes = difference(now, then)
    page = list_changes(viewer=viewer, changes=changes, words=role_words(scheme))
    shares = tuple(_shares(inputs, tried, now, then))
    return Tried(Effect(figures_of(now), figures_of(then), changes, page, shares))


def _shares(
    inputs: Inputs, tried: MatchingSettings, now: StoredResult, then: StoredResult
) -> Iterator[ShareEffect]:
    """Yield how far each share that is tried is met by what holds now, and by what is tried."""
    for attribute, percent in tried.shares:
        answers = {one.id: codes_of(one, attribute) for one in inputs.applicants}
        before, after = (
            target_of(attribute, percent, groups_by(found, answers), reasons_by(found, answers))
            for found in (now, then)
        )
        yield ShareEffect(before.missing, after)


def _known(
    joining_point: JoiningPoint, inputs: Inputs, settings: MatchingSettings
) -> StoredResult | None:
    """Return what a finished run found that asked exactly this."""
    asked = fingerprint(
        inputs.applicants,
        inputs.decisions,
        copied(settings),
        key=master.current().derive("matching inputs"),
    )
    run = Run.objects.filter(
        joining_point=joining_point,
        inputs_fingerprint=asked,
        engine_version=engine.VERSION,
        result__isnull=False,
    ).first()
    return cast("StoredResult", run.result) if run else None


def _found(inputs: Inputs, settings: MatchingSettings, memory: "engine.Memory") -> StoredResult:
    decisions, _let_go = without_declined_pins(inputs.decisions)
    problem = build_problem(inputs.applicants, settings, decisions)
    return cast("StoredResult", engine.solve(problem, memory=memory).to_dict())
