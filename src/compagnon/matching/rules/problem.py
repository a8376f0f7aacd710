"""From applicants and a scheme's settings to what is asked of the engine."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never

from compagnon import engine
from compagnon.matching.rules.facts import ApplicantFacts, attributes
from compagnon.matching.rules.told import POINTS
from compagnon.schemes.matching_defaults import MatchingSettings
from compagnon.schemes.matching_shape import Ban, Comparison, CriterionSetting, RuleSetting

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """What has been decided about single pairs before the engine is asked. Pairs are (mentor id, mentee id).

    `kept_apart` come from declarations, `set_apart` and `pinned` from a coordinator, `past` from
    what came to nothing; order within a pair matters for `pinned` only. `waivers`: (rule key, mentor id, mentee id).
    `agreements`: workplaces that lend each other mentors, two keys each.
    """

    kept_apart: Pairs = frozenset()
    set_apart: Pairs = frozenset()
    past: Pairs = frozenset()
    pinned: Pairs = frozenset()
    waivers: frozenset[tuple[str, str, str]] = frozenset()
    agreements: Pairs = frozenset()

    @property
    def named_pairs(self) -> dict[str, Pairs]:
        """The forbidden pairs by the key of the rule that forbids them."""
        return {
            "kept_apart": self.kept_apart,
            "set_apart": self.set_apart,
            "declined_before": self.past,
        }


def copied(settings: MatchingSettings) -> dict[str, object]:
    """Return every weight, how each rule holds and what share is aimed at, so that later changes of the scheme leave a run as it was."""
    least = {one.key: one.minimum for one in settings.rules if one.asks_how_many and one.is_on}
    return {
        "weights": {one.key: one.weight for one in settings.criteria},
        "rules": {one.key: one.force.value for one in settings.rules if not one.is_locked},
        **({"least": least} if least else {}),
        **({"targets": dict(settings.shares)} if settings.shares else {}),
    }


def without_declined_pins(decisions: Decisions) -> tuple[Decisions, int]:
    """Let go of pins on two people with whom it came to nothing since, and say how many: no pin overrides a no."""
    past = {frozenset(pair) for pair in decisions.past}
    kept = frozenset(pair for pair in decisions.pinned if frozenset(pair) not in past)
    return replace(decisions, pinned=kept), len(decisions.pinned - kept)


def build_problem(
    applicants: Iterable[ApplicantFacts],
    settings: MatchingSettings,
    decisions: Decisions | None = None,
    *,
    aims: "engine.Aims | None" = None,
    seed: int = 0,
) -> "engine.Problem":
    """Ask the engine for the best pairs among these applicants.

    Whoever applies as both stands on both sides. A mentee takes one mentor in a match, and those who have one already
    come after everybody who has none (NF-02); a mentor takes as many mentees as they said (ALL-23). Of two mentees who are alike to equity, whoever was left over last time is placed. Rules that are off and
    criteria of weight 0 are left out, and so is a waiver of a rule that forbids nothing or is not to be waived. Raises ProblemError,
    with a sentence, if a pinned pair is forbidden or has no place (ALL-54: nothing is overridden silently).
    """
    decisions = decisions or Decisions()
    people = tuple(applicants)
    return engine.Problem(
        mentees=tuple(engine.Person(one.id, attributes(one)) for one in people if one.is_mentee),
        mentors=tuple(
            engine.Person(one.id, attributes(one), capacity=one.capacity)
            for one in people
            if one.is_mentor
        ),
        rules=tuple(_rule(one, decisions) for one in settings.rules if one.blocks),
        warnings=tuple(
            engine.Warn(_rule(one, decisions), POINTS * one.price)
            for one in settings.rules
            if one.warns
        ),
        criteria=tuple(_criterion(one) for one in settings.criteria),
        groups=settings.equity_groups,
        shares=settings.shares,
        pinned=decisions.pinned,
        waivers=frozenset(
            engine.Waiver(*waiver)
            for waiver in decisions.waivers
            if any(
                one.key == waiver[0] and one.blocks and one.is_waivable for one in settings.rules
            )
        ),
        served=frozenset(one.id for one in people if one.is_mentee and one.is_served),
        waiting="postponed" if any(one.was_postponed for one in people) else "",
        aims=aims or engine.Aims(),
        seed=seed,
    )


def _criterion(setting: CriterionSetting) -> "engine.Criterion":
    key, weight, attribute = setting.key, setting.weight, setting.attribute
    match setting.comparison:
        case Comparison.WANTED:
            return engine.Wanted(key, weight, attribute, setting.offered, enough=setting.enough)
        case Comparison.SHARED:
            return engine.Shared(key, weight, attribute, enough=setting.enough)
        case Comparison.LIKENESS:
            return engine.Likeness(key, weight, attribute)
        case Comparison.GAP:
            return engine.Gap(
                key, weight, attribute, low=setting.low, high=setting.high, fade=setting.fade
            )
        case _:
            assert_never(setting.comparison)


def _rule(setting: RuleSetting, decisions: Decisions) -> "engine.Rule":
    key, attribute, waivable = setting.key, setting.attribute, setting.is_waivable
    match setting.ban:
        case Ban.NAMED_PAIRS:
            return engine.ForbiddenPairs(key, decisions.named_pairs[key], waivable=waivable)
        case Ban.SAME:
            return engine.ForbidSame(attribute, waivable=waivable, key=key)
        case Ban.NOTHING_SHARED:
            return engine.RequireOverlap(attribute, setting.minimum, waivable=waivable, key=key)
        case Ban.APART_WHEN_ONLY:
            only = engine.OnlyShared(setting.shared, setting.only)
            return engine.RequireSame(attribute, only, waivable=waivable, key=key)
        case Ban.WITHOUT_AGREEMENT:
            agreements = decisions.agreements
            return engine.RequireAgreement(attribute, agreements, waivable=waivable, key=key)
        case _:
            assert_never(setting.ban)
