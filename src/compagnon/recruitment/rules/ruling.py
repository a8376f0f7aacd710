"""What a decision about an application says besides its outcome, and which criteria a mentor is held against. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

APPROVED: Final = "approved"
WAITING: Final = "waiting"
DECLINED: Final = "declined"
# What a mentor brings (LSIS-24, LSIS-73); the keys stand in the log of decisions.
MENTOR_CRITERIA: Final[dict[str, StrPromise]] = {
    "experienced": _("An experienced colleague who understands the role"),
    "track_record": _("A track record of high-quality practice"),
    "credible": _("Professional credibility, from consistently high standards"),
}


def criteria_of(own: Sequence[str]) -> dict[str, StrOrPromise]:
    """Return what a mentor is held against: a scheme's own criteria, each its own key, or those that ship."""
    return {line: line for line in own} or dict(MENTOR_CRITERIA)


def in_words(criteria: Sequence[str]) -> tuple[StrOrPromise, ...]:
    """Return criteria as they were met; a scheme's own as they were worded then."""
    return tuple(MENTOR_CRITERIA.get(key, key) for key in criteria)


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What comes with a decision. `roles`: as what somebody is approved, empty: as what they applied.

    `reason` is a sentence that the applicant reads; empty: the usual one, in the applicant's own language.
    `is_told`: the applicant gets a letter.
    """

    roles: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    reason: str = ""
    is_told: bool = False


NO_MORE: Final = Ruling()


def usual_reason(outcome: str) -> str:
    """Return the sentence that an applicant reads where nobody wrote another, in the language that is spoken now."""
    match outcome:
        case "waiting":
            return gettext(
                "We have nobody to propose to you at the moment. Those who wait come first when somebody is free,"
                " and at the next joining point."
            )
        case "declined":
            return gettext("You are welcome to write to us, and to apply again next time.")
        case _:
            return ""


def own_reason(outcome: str, written: str) -> str:
    """Return what somebody wrote in the place of the usual sentence, line by line; nothing if they left that as it is."""
    if " ".join(written.split()) == usual_reason(outcome):
        return ""
    return "\n".join(" ".join(line.split()) for line in written.strip().splitlines())
