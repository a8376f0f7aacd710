"""What a scheme calls those who take part: by its kind, or in its own words. The one place that says them.

A word stands as a label ("Coach", "Coach: 3 places"), never inside a sentence: there it would have to be bent.
"""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import get_languages
from django_stubs_ext import StrPromise

from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of
from compagnon.schemes.vocabularies import ROLES, Vocabulary, fold

Side = Literal["mentor", "mentee"]
SIDES: Final[tuple[Side, Side]] = ("mentor", "mentee")
LONGEST_WORD: Final = 40
Shipped = Mapping[str, StrPromise]

MENTORING: Final[Shipped] = {
    "mentor": _("Mentor"),
    "mentors": _("Mentors"),
    "mentee": _("Mentee"),
    "mentees": _("Mentees"),
}
_OF_KIND: Final[Mapping[str, Shipped]] = {
    Scheme.Kind.MENTORING: MENTORING,
    Scheme.Kind.COACHING: {
        "mentor": _("Coach"),
        "mentors": _("Coaches"),
        "mentee": _("Coachee"),
        "mentees": _("Coachees"),
    },
    Scheme.Kind.PEER_COACHING: {
        "mentor": _("Peer"),
        "mentors": _("Peers"),
        "mentee": _("Peer"),
        "mentees": _("Peers"),
    },
}
# Where both are called the same, they are told apart by what they do.
_DOES: Final = {"mentor": _("offers"), "mentee": _("asks")}


@dataclass(frozen=True)
class RoleWords:
    """The words of one scheme, in the language that is spoken when one is read.

    `own`: by language, the scheme's own word for each of the shipped four; a language without them has the shipped.
    """

    shipped: Shipped
    own: Mapping[str, Mapping[str, str]]

    @property
    def mentor(self) -> str:
        """Whoever listens, asks and thinks along."""
        return self._word("mentor")

    @property
    def mentors(self) -> str:
        """Several of them."""
        return self._word("mentors")

    @property
    def mentee(self) -> str:
        """Whoever is listened to."""
        return self._word("mentee")

    @property
    def mentees(self) -> str:
        """Several of them."""
        return self._word("mentees")

    def of(self, side: str) -> str:
        """Return the word for one person of a side, told apart from the other side where both are called the same."""
        return self._apart(side, self.mentor == self.mentee, self._word(side))

    def of_member(self, role: str) -> str:
        """Return the word for a member of a partnership; peers are all called the same, whatever the kind of scheme.

        Of a circle one facilitates; the others are called what learners of this scheme are.
        """
        if role in SIDES:
            return self.of(role)
        if role == "facilitator":
            return str(_("Facilitator"))
        if role == "learner":
            return self.mentee
        return self.mentor if self.mentor == self.mentee else str(_("Peer"))

    def several(self, side: str) -> str:
        """Return the word for several people of a side, told apart where both sides are called the same."""
        return self._apart(side, self.mentors == self.mentees, self._word(f"{side}s"))

    def listed(self, roles: Collection[str]) -> tuple[str, ...]:
        """Return as what somebody takes part; who is both, where both are called the same, is that."""
        if set(roles) == set(SIDES) and self.mentor == self.mentee:
            return (self.mentor,)
        return tuple(self.of(role) for role in roles)

    def recognised(self) -> Vocabulary:
        """Return the list of roles in which a file's words are looked up: the scheme's own too, in every language.

        A word that means both is what both are called.
        """
        said: dict[Side, set[str]] = {side: set() for side in SIDES}
        for code in get_languages():
            with override(code):
                for side in SIDES:
                    plain = (self._word(side), self._word(f"{side}s"))
                    said[side] |= set(map(fold, (*plain, self.of(side), self.several(side))))
        both = said["mentor"] & said["mentee"]
        known = {one: set(ROLES[one].spellings()) for one in SIDES}
        other: dict[Side, Side] = {"mentor": "mentee", "mentee": "mentor"}
        return replace(
            ROLES,
            choices=tuple(
                replace(
                    ROLES[side],
                    aliases=(
                        *ROLES[side].aliases,
                        *_without(said[side] - both, known[other[side]]),
                    ),
                )
                for side in SIDES
            ),
            everything=(
                *ROLES.everything,
                *_without(both, known["mentor"] | known["mentee"]),
            ),
        )

    def _word(self, name: str) -> str:
        own = self.own.get((get_language() or "").partition("-")[0], {})
        return own.get(name) or str(self.shipped[name])

    def _apart(self, side: str, is_same: bool, word: str) -> str:  # noqa: FBT001 -- read in one place
        return f"{word} ({_DOES[side]})" if is_same else word


def _without(words: Collection[str], taken: Container[str]) -> list[str]:
    """Return those of some words that mean nothing else, in one order."""
    return sorted(word for word in words if word and word not in taken)


MENTOR_AND_MENTEE: Final = RoleWords(MENTORING, {})


def role_words(scheme: Scheme, kind: str = "") -> RoleWords:
    """Return what a scheme calls those who take part; no query.

    `kind`: what a partnership of it has become; the scheme's own words are for its own kind.
    """
    if kind and kind != scheme.kind:
        return RoleWords(_OF_KIND[kind], {})
    return RoleWords(_OF_KIND[scheme.kind], settings_of(scheme).role_words)


def shipped_words(scheme: Scheme) -> Shipped:
    """Return what a scheme of this kind calls them without words of its own."""
    return _OF_KIND[scheme.kind]
