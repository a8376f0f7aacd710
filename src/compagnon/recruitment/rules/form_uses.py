"""What Compagnon does with an answer: matching, equity, conflicts, membership, counting; and who sees it.

Read off the scheme's own matching settings: what a scheme has switched off is not said to be used.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.errors import Refused
from compagnon.recruitment.rules.default_form import DEFAULT_FORM, FORMS, OFFERED
from compagnon.recruitment.rules.default_form.seen_by import GROUP
from compagnon.recruitment.rules.form import MENTORS_WANTED, Form, Question
from compagnon.schemes.matching_defaults import MatchingSettings
from compagnon.schemes.matching_shape import Comparison
from compagnon.schemes.vocabularies import ROLES


class Use(StrEnum):
    """What an answer is used for."""

    MATCHING = "matching"
    EQUITY = "equity"
    CONFLICTS = "conflicts"
    MEMBERSHIP = "membership"
    COUNTING = "counting"


USE_LABELS: Final[dict[Use, StrPromise]] = {
    Use.MATCHING: _("Matching"),
    Use.EQUITY: _("Equity"),
    Use.CONFLICTS: _("Conflict check"),
    Use.MEMBERSHIP: _("Membership check"),
    Use.COUNTING: _("Counted in reports"),
}


class Loss(NamedTuple):
    """What is lost when a question is not asked any more."""

    use: Use
    said: StrPromise
    about: StrOrPromise = ""


# A promise of every scheme, whatever is switched off (ALL-54): nobody meets whom they must not meet.
_INDISPENSABLE: Final = ("declared_managers", "declared_conflicts")
_WHY_APART: Final = _(
    "Nobody is ever paired with somebody who manages them, or whom they named. A form that does not ask everybody"
    " cannot keep that, so this question stays, for everybody."
)
# An association's scheme is for its members (ALL-02): who does not say so is doubted, not let in.
_OF_MEMBERS: Final = "association"
_WHY_MEMBERS: Final = _("The scheme is for members, so everybody is asked: this question stays.")
_KNOWN: Final = {question.key: question for question in (*DEFAULT_FORM.questions(), *OFFERED)}
_ELSEWHERE: Final[dict[str, Loss]] = {
    **dict.fromkeys(
        _INDISPENSABLE,
        Loss(
            Use.CONFLICTS, _("Nobody is kept apart from those who manage them, or whom they named.")
        ),
    ),
    "institution": Loss(
        Use.CONFLICTS, _("Nobody can tell whether two people work in the same place.")
    ),
    "capacity": Loss(Use.MATCHING, _("Everybody is taken to have room for one person.")),
    MENTORS_WANTED: Loss(Use.MATCHING, _("Everybody is taken to look for one person.")),
    "membership_category": Loss(
        Use.MEMBERSHIP,
        _(
            "Somebody of the Coordination Group has to find out of each applicant whether they are a member."
        ),
    ),
    "membership_number": Loss(
        Use.MEMBERSHIP, _("Members are looked for in the register by name and address alone.")
    ),
    "how_heard": Loss(
        Use.COUNTING, _("How people heard of the scheme is known from the links alone.")
    ),
    "audiences": Loss(
        Use.COUNTING, _("Nobody can tell whether the scheme reaches everybody it is for.")
    ),
}


def seen_by_of(key: str) -> str:
    """Return who sees an answer: it follows from what is done with it, and nobody words it otherwise."""
    known = _KNOWN.get(key)
    return str(known.seen_by) if known else GROUP


def losses_of(key: str, settings: MatchingSettings) -> tuple[Loss, ...]:
    """Return what a scheme loses when it does not ask a question; nothing where nothing depends on it."""
    return tuple(_losses(key, settings))


def uses_of(key: str, settings: MatchingSettings) -> tuple[Use, ...]:
    """Return what a scheme uses an answer for, each use once."""
    found = {loss.use for loss in _losses(key, settings)}
    return tuple(use for use in Use if use in found)


def staying_in(template: str) -> Mapping[str, StrPromise]:
    """Return the questions without which a scheme of a template cannot keep its promises, each with the reason."""
    of_all = dict.fromkeys(_INDISPENSABLE, _WHY_APART)
    return {"membership_category": _WHY_MEMBERS, **of_all} if template == _OF_MEMBERS else of_all


def lacking(form: Form, template: str) -> tuple[Question, ...]:
    """Return those of them that a form does not ask everybody."""
    asked = {question.key for question in form.questions() if _is_asked_of_all(question)}
    return tuple(_KNOWN[key] for key in staying_in(template) if key not in asked)


def check_staying(before: Form, after: Form, template: str) -> None:
    """Refuse to stop asking everybody what no scheme of a template can do without, with the reason."""
    lacked = {question.key for question in lacking(before, template)}
    for question in lacking(after, template):
        if question.key not in lacked:
            raise Refused(staying_in(template)[question.key])


def unasked(form: Form, template: str, *, has_several: bool = False) -> tuple[Question, ...]:
    """Return the questions that ship and that a form does not ask, as a kind of scheme asks them.

    `has_several`: whether a learner of the scheme may have several mentors; only then are they asked how many.
    """
    asked = {question.key for question in form.questions()}
    asked |= set() if has_several else {MENTORS_WANTED}
    own = {question.key: question for question in FORMS[template].questions()}
    return tuple(own.get(key, known) for key, known in _KNOWN.items() if key not in asked)


def _is_asked_of_all(question: Question) -> bool:
    return set(question.roles) == set(ROLES.keys) and question.shown_if is None


def _losses(key: str, settings: MatchingSettings) -> Iterator[Loss]:
    for one in settings.criteria:
        compared = {one.attribute, one.offered}
        if one.comparison is Comparison.LIKENESS:
            compared.add("match_preference")
        if one.weight and key in compared:
            yield Loss(Use.MATCHING, _("This cannot count any more: {about}."), one.label)
    for rule in settings.rules:
        if rule.is_on and key in {rule.attribute, rule.shared} and key != "institution":
            yield Loss(Use.MATCHING, _("This cannot be ruled out any more: {about}."), rule.label)
    if key in settings.equity_groups:
        yield Loss(Use.EQUITY, _("Places cannot be shared out evenly over it."))
    if key in _ELSEWHERE:
        yield _ELSEWHERE[key]
