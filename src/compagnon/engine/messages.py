"""Every sentence the engine can say, as a key with parameters, so that any language can say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from types import MappingProxyType
from typing import Final

Parameter = str | int | tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """Something to be said: a key of `MESSAGES` and the values its template needs.

    Values are whole numbers, codes as the caller gave them (attribute names, answers, ids), or
    sorted tuples of codes. The caller turns codes into words.
    """

    key: str
    params: Mapping[str, Parameter] = field(default_factory=dict)


MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Why a pair scores what it scores: one reason a criterion.
        "wanted.some": "{count} of {wanted} wishes are offered: {values}",
        "wanted.none": "none of {wanted} wishes is offered",
        "shared.some": "{count} in common: {values}",
        "shared.none": "nothing in common",
        "likeness.alike_as_wished": "alike, as wished: {values}",
        "likeness.alike_against_wish": "alike, though difference was wished: {values}",
        "likeness.alike_wishes_differ": "alike, as one of the two wished: {values}",
        "likeness.different_as_wished": "different, as wished: {mentee_values} and {mentor_values}",
        "likeness.different_against_wish": (
            "different, though likeness was wished: {mentee_values} and {mentor_values}"
        ),
        "likeness.different_wishes_differ": (
            "different, as one of the two wished: {mentee_values} and {mentor_values}"
        ),
        "likeness.partly_alike": "partly alike: {mentee_values} and {mentor_values}",
        "likeness.no_wish": "neither minds, so it does not count",
        "gap.within": "a difference of {difference}, within {low} to {high}",
        "gap.below": "a difference of {difference}, below {low} to {high}",
        "gap.above": "a difference of {difference}, above {low} to {high}",
        "level.met": "{count} of {wanted} wishes are offered at that level or above: {values}",
        "level.below": "none of {wanted} wishes is offered at that level, only below: {values}",
        "distance.near": "{kilometres} km apart, as near as is wished",
        "distance.between": "{kilometres} km apart",
        "distance.far": "{kilometres} km apart, too far to count for anything",
        "distance.unknown": "how far apart is not known, so it does not count",
        "similar.by": "what the two wrote is alike to {percent} per cent",
        "missing.mentee": "the mentee did not answer {attribute}, so it does not count",
        "missing.mentor": "the mentor did not answer {attribute}, so it does not count",
        "missing.both": "neither answered {attribute}, so it does not count",
        "missing.everything": "no answers to compare, so neither good nor bad",
        # What a hard rule forbids.
        "rule.oneself": "nobody mentors themself",
        "rule.mutual": "two people do not mentor each other",
        "rule.forbidden_pairs": "must not be paired ({kind})",
        "rule.forbid_same": "must not have the same {attribute}",
        "rule.require_overlap": "must share at least {minimum} of {attribute}",
        "rule.require_same": "must have the same {attribute}",
        "rule.require_same_if_only": (
            "must have the same {attribute} when {only} is all they share of {shared}"
        ),
        "rule.require_level": "must share one of {attribute} at {least} or above",
        "rule.require_near": "must be at most {most} km apart ({attribute})",
        "rule.require_near_if_only": (
            "must be at most {most} km apart ({attribute}) when {only} is all they share of {shared}"
        ),
        "rule.require_agreement": "must have the same {attribute}, or two with an agreement",
        "rule.require_choice": "must have chosen each other, if either chose anybody",
        # What it would cost to swap a mentor for another who comes close.
        "swap.free": "there is a place free: {total} points in total",
        "swap.exchange": (
            "in exchange with {mentee}: {theirs} points for {mentee}, {total} points in total"
        ),
        "swap.none": "nobody can give the place in exchange",
        # Why somebody is left out.
        "unplaced.no_capacity": "has no place to offer or to take up",
        "unplaced.nobody_fits": "none of {candidates} candidates passes every rule",
        "unplaced.too_few_places": (
            "these {mentees} mentees have only these {mentors} mentors, with {places} places"
        ),
        "unplaced.placed_elsewhere": "all {eligible} mentees who fit are placed elsewhere",
        "unplaced.pool_full": "all {eligible} people who fit have a partner",
        "unplaced.too_few_fit": "only {eligible} people fit, and a circle needs {needed} others",
        "unplaced.no_facilitator": "no facilitator fits",
        "unplaced.circles_full": ("no circle has room for somebody whom {eligible} people fit"),
        # What the reader of a result should know.
        "note.no_mentees": "there is no mentee to place",
        "note.no_mentors": "there is no mentor with a place",
        "note.nobody_answered": "no two people answered what {criterion} compares",
        "note.mutual_not_proved": (
            "keeping people from mentoring each other may have cost more than it had to"
        ),
        # Why a problem is refused.
        "problem.empty_id": "Every {side} needs an id, which is text.",
        "problem.duplicate_id": "The id {id} is used by more than one {side}.",
        "problem.answer_kind": (
            "The answer of {id} to {attribute} must be text, a whole number, a set of texts "
            "or nothing."
        ),
        "problem.number": "The answer of {id} to {attribute} must lie within {limit} of 0.",
        "problem.not_a_number": "The answer of {id} to {attribute} is not a number (NaN).",
        "problem.protected": (
            "{attribute} is a protected characteristic and must never decide who is paired."
        ),
        "problem.wrong_kind": "{key} cannot read the answer of {id} to {attribute}.",
        "problem.unknown_answer": "The answer of {id} to {attribute} is not one that {key} knows.",
        "problem.empty_key": "Every rule and criterion needs a key.",
        "problem.duplicate_key": "The key {key} is used more than once.",
        "problem.setting": (
            "The {setting} of {key} must be a whole number (an int) from {least} to {most}."
        ),
        "problem.band": "The lower end of {key} is above its upper end.",
        "problem.choice": "The {setting} of {key} must be one of {choices}.",
        "problem.groups": "The groups are a tuple of names of attributes, not one text: {attribute}.",
        "problem.group_twice": "The grouping {attribute} is named twice.",
        "problem.proof_shares": (
            "A proof shows one least share, of the first group; shares that cross each other are met without one."
        ),
        "problem.pin_unknown": "The fixed pair {mentor} and {mentee} names somebody who is absent.",
        "problem.pin_rule": (
            "{mentor} and {mentee} cannot be a fixed pair: the rule {rule} forbids it."
        ),
        "problem.pin_capacity": "{id} has more fixed pairs than places.",
        "problem.waiver_unknown": "The rule {rule}, to be waived for a pair, does not exist.",
        "problem.waiver_refused": "The rule {rule} cannot be waived.",
        "problem.too_large": (
            "{mentees} mentees and {mentors} mentors make more than {limit} pairs, "
            "which is more than this engine holds in memory."
        ),
        "problem.places": (
            "Places, {most} at most, need whole metres in two or three directions, "
            "or a whole number of kilometres for two of them."
        ),
        "problem.matrix_shape": "{name} must have the shape {shape}.",
        "problem.matrix_value": "{name} must hold whole numbers from 0 to {most}, and no NaN.",
        "problem.facilitator_unknown": "The facilitator {id} is not in the pool.",
        "problem.result_format": "This is not a result that this version can read.",
    }
)


def parameters(key: str) -> frozenset[str]:
    """Names of the values that the message of this key needs."""
    return frozenset(name for _, name, _, _ in Formatter().parse(MESSAGES[key]) if name is not None)


def sentence(reason: Reason) -> str:
    """Say a reason in English with the codes as they are: for logs, tests and the command line."""
    words = {
        name: ", ".join(value) if isinstance(value, tuple) else str(value)
        for name, value in reason.params.items()
    }
    return MESSAGES[reason.key].format_map(words)


class ProblemError(ValueError):
    """The problem as given cannot be solved; `reason` says why, `str()` says it in English."""

    def __init__(self, message: str, /, **params: Parameter) -> None:
        self.reason = Reason(message, params)
        super().__init__(sentence(self.reason))
