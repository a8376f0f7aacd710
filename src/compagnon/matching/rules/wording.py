"""What the engine says, in words people read: its reason keys as sentences, its codes as names.

Sentences avoid counting words ("1 place", "2 places"): numbers stand behind a colon or in brackets.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.interests import ASKED
from compagnon.schemes.matching_defaults import MatchingSettings
from compagnon.schemes.matching_shape import CriterionSetting
from compagnon.schemes.vocabularies import VOCABULARIES, names_in
from compagnon.schemes.vocabularies.times import TIMES, times_in_words

SENTENCES: Final[Mapping[str, str]] = {
    "wanted.some": _("Wished for and offered: {values} ({count} of {wanted})"),
    "wanted.none": _("Nothing of what is wished for is offered (0 of {wanted})"),
    "shared.some": _("In common: {values}"),
    "shared.by_all": _("In common: {values}"),
    "shared.none": _("Nothing in common"),
    "likeness.alike_as_wished": _("Alike, as wished: {values}"),
    "likeness.alike_against_wish": _("Alike, though difference was wished for: {values}"),
    "likeness.alike_wishes_differ": _("Alike, as one of the two wished: {values}"),
    "likeness.different_as_wished": _("Different, as wished: {mentee_values} / {mentor_values}"),
    "likeness.different_against_wish": _(
        "Different, though likeness was wished for: {mentee_values} / {mentor_values}"
    ),
    "likeness.different_wishes_differ": _(
        "Different, as one of the two wished: {mentee_values} / {mentor_values}"
    ),
    "likeness.partly_alike": _("Partly alike: {mentee_values} / {mentor_values}"),
    "likeness.no_wish": _("Neither minds, so it does not count"),
    "gap.within": _("Ahead by the right distance: {difference} (wished for: {low} to {high})"),
    "gap.below": _("Not far enough ahead: {difference} (wished for: {low} to {high})"),
    "gap.above": _("Very far ahead: {difference} (wished for: {low} to {high})"),
    "level.met": _("Wished for and offered at that level or above: {values} ({count} of {wanted})"),
    "level.below": _("Offered, but below the level that is wished for: {values} (0 of {wanted})"),
    "distance.near": _("Near enough: {kilometres} km apart"),
    "distance.between": _("{kilometres} km apart"),
    "distance.far": _("Far apart: {kilometres} km"),
    "distance.unknown": _("How far apart they are is not known, so it does not count"),
    "similar.by": _("What the two wrote is alike: {percent} %"),
    "missing.mentee": _("One of the two did not say, so it does not count"),
    "missing.mentor": _("One of the two did not say, so it does not count"),
    "missing.both": _("Neither said, so it does not count"),
    "missing.everything": _("Neither said anything that could be compared"),
    "rule.oneself": _("Nobody is paired with themselves"),
    "rule.mutual": _("Two people are not paired in both directions at the same time"),
    "rule.forbidden_pairs": "{kind}",
    "rule.forbid_same": _("Must not be the same: {attribute}"),
    "rule.require_overlap": _("Too little in common: {attribute} (at least {minimum})"),
    "rule.require_same": _("Must be the same: {attribute}"),
    "rule.require_same_if_only": _("Must be the same if all that is left is “{only}”: {attribute}"),
    "rule.require_level": _("Nothing in common that both have at {least} or above: {attribute}"),
    "rule.require_near": _("Too far apart: {attribute} (at most {most} km)"),
    "rule.require_near_if_only": _(
        "Too far apart if all that is left is “{only}”: {attribute} (at most {most} km)"
    ),
    "rule.require_agreement": _("Must be the same, or have an agreement: {attribute}"),
    "rule.require_choice": _("Whoever chose somebody is paired with nobody else"),
    "swap.free": _("There is a place left (points in all: {total})."),
    "swap.exchange": _(
        "{mentee} could take this place in exchange (points for {mentee}: {theirs}; in all: {total})."
    ),
    "swap.none": _("Nobody could give the place in exchange."),
    "unplaced.no_capacity": _("Has no place to give or to take at present"),
    "unplaced.nobody_fits": _("Nobody passes every rule (people looked at: {candidates})"),
    "unplaced.too_few_places": _(
        "More people than places. People who fit the same partners: {mentees}. Those partners: {mentors}."
        " Their places: {places}."
    ),
    "unplaced.placed_elsewhere": _(
        "Everybody who fits has a partner already (people who fit: {eligible})"
    ),
    "unplaced.pool_full": _(
        "Everybody who fits has a partner already (people who fit: {eligible})"
    ),
    "unplaced.too_few_fit": _(
        "Too few people fit: {eligible}. A circle needs so many others: {needed}."
    ),
    "unplaced.no_facilitator": _("No facilitator fits"),
    "unplaced.circles_full": _("No circle has room (people who fit: {eligible})"),
    "note.no_mentees": _("There is nobody to place."),
    "note.no_mentors": _("There is nobody with a place."),
    "note.nobody_answered": _(
        "No two people answered what “{criterion}” compares, so it decided nothing."
    ),
    "note.mutual_not_proved": _(
        "Two people are never paired in both directions. Keeping to that may have cost a little more than it had to."
    ),
    "note.pin_declined": _(
        "Pins that count no more, because one of the two declined: {count}. You can take them back among the"
        " decisions about pairs."
    ),
    "problem.empty_id": _("Somebody among the applicants has no id."),
    "problem.duplicate_id": _("{id} stands twice on one side."),
    "problem.answer_kind": _("An answer of {id} cannot be compared: {attribute}."),
    "problem.number": _("A number that {id} gave is too large: {attribute}."),
    "problem.not_a_number": _("What {id} gave is not a number: {attribute}."),
    "problem.protected": _("{attribute} must never decide who is paired with whom."),
    "problem.wrong_kind": _("An answer of {id} cannot be compared: {attribute}."),
    "problem.unknown_answer": _("An answer of {id} is on no list: {attribute}."),
    "problem.empty_key": _("Every rule and every criterion needs a key."),
    "problem.duplicate_key": _("“{key}” stands twice among the rules or criteria."),
    "problem.setting": _("A setting of “{key}” is out of range: {setting} ({least} to {most})."),
    "problem.band": _("“{key}”: the lower end is above the upper end."),
    "problem.choice": _("“{key}”: {setting} must be one of {choices}."),
    "problem.groups": _("What places are shared out by must be a list of answers: {attribute}."),
    "problem.group_twice": _("Places are shared out twice by the same answer: {attribute}."),
    "problem.proof_shares": _(
        "Shares of groups that cross each other are met without a proof file."
    ),
    "problem.pin_unknown": _(
        "The pair {mentor} and {mentee} was fixed, and one of them is not among the applicants."
    ),
    "problem.pin_rule": _(
        "The pair {mentor} and {mentee} was fixed, and a rule forbids it: {rule}."
    ),
    "problem.pin_capacity": _("{id} stands in more fixed pairs than there are places."),
    "problem.waiver_unknown": _("A rule was lifted that does not exist: {rule}."),
    "problem.waiver_refused": _("This rule cannot be lifted: {rule}."),
    "problem.too_large": _(
        "There are too many people for one match (possible pairs: {limit} at most)."
    ),
    "problem.places": _(
        "Places (at most {most}) need positions in whole metres, or distances in whole kilometres."
    ),
    "problem.matrix_shape": _("“{name}” must have this shape: {shape}."),
    "problem.matrix_value": _("“{name}” must hold whole numbers only, from 0 to {most}."),
    "problem.facilitator_unknown": _("A facilitator is not in the pool: {id}."),
    "problem.result_format": _("This result was made by another version and cannot be read."),
}

# Said of one criterion in words of its own.
_OF_CRITERION: Final[Mapping[tuple[str, str], str]] = {
    ("availability", "shared.some"): _("Both are free: {values}"),
    ("availability", "shared.none"): _("No time suits both"),
    ("institution", "shared.some"): _("Both work at the same place"),
    ("institution", "shared.by_all"): _("All work at the same place"),
    ("institution", "shared.none"): _("They work at different places"),
}
_SPECIAL_RULES: Final = {"oneself": SENTENCES["rule.oneself"], "mutual": SENTENCES["rule.mutual"]}


def say(
    key: str,
    params: Mapping[str, object],
    *,
    criterion: str = "",
    settings: MatchingSettings | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """Say one of the engine's reasons in the language that is spoken now.

    `criterion`: the key of the criterion it belongs to, which tells the names of its codes. `names`: people by id,
    for the few reasons that name somebody, or interests that the scheme words itself. An unknown code is shown as it is.
    """
    settings = settings or MatchingSettings()
    words = _Words(settings, settings.criterion(criterion), names or {})
    told = {name: words.word(name, value) for name, value in params.items()}
    if "only" in params:
        told["only"] = name_of(str(params["only"]), str(params["shared"]))
    sentence = _OF_CRITERION.get((words.attribute, key)) or SENTENCES[key]
    return spoken(sentence).format(**told)


def say_rule(key: str, settings: MatchingSettings | None = None) -> str:
    """Name what stands in the way, by the key of the rule."""
    rule = (settings or MatchingSettings()).rule(key)
    english = rule.english if rule else _SPECIAL_RULES.get(key)
    if not english:
        return key
    return spoken(english).format(minimum=rule.minimum) if rule else spoken(english)


def name_of(code: str, attribute: str, interests: Mapping[str, str] | None = None) -> str:
    """Name an answer of an applicant (a key of the list that the attribute is chosen from).

    `interests`: what the scheme calls those that it words itself.
    """
    field = FIELD.get(attribute)
    if not field or not field.vocabulary:
        return code
    if interests and attribute in ASKED and code in interests:
        return interests[code]
    names = names_in(VOCABULARIES[field.vocabulary])
    return spoken(names[code].english) if code in names else code


def listed(codes: Sequence[str], attribute: str, interests: Mapping[str, str] | None = None) -> str:
    """Name several answers of an applicant; times are put together, day by day."""
    field = FIELD.get(attribute)
    if field and field.vocabulary in TIMES:
        return "; ".join(map(str, times_in_words(codes)))
    return ", ".join(name_of(code, attribute, interests) for code in codes)


def name_of_attribute(attribute: str) -> StrOrPromise:
    """Name what people were asked."""
    return FIELD[attribute].label if attribute in FIELD else attribute


def spoken(english: str) -> str:
    """Say one of our own constant texts in the language that is spoken now; looked up once for each language."""
    return _spoken(get_language(), english)


@lru_cache(maxsize=4096)
def _spoken(_language: str | None, english: str) -> str:
    return gettext(english)


class _Words(NamedTuple):
    """Turns the values of a reason into names."""

    settings: MatchingSettings
    criterion: CriterionSetting | None
    names: Mapping[str, str]

    @property
    def attribute(self) -> str:
        """What the criterion compares."""
        return self.criterion.attribute if self.criterion else ""

    def word(self, name: str, value: object) -> object:
        if isinstance(value, (tuple, list)):
            attribute = self.attribute
            return listed([str(code) for code in value], attribute, self.names)
        return self._name(name, value) if isinstance(value, str) else value

    def _name(self, name: str, value: str) -> StrOrPromise:
        match name:
            case "attribute" | "shared":
                return name_of_attribute(value)
            case "kind" | "rule":
                return say_rule(value, self.settings)
            case "criterion":
                found = self.settings.criterion(value)
                return spoken(found.english) if found else value
            case "mentor" | "mentee" | "id":
                return self.names.get(value, value)
        return value
