"""People as the engine knows them: an id, a capacity and answers. No names, no addresses."""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from compagnon.engine.messages import ProblemError

Answer = int | str | Collection[str] | None
"""What a person may answer: a whole number, a code, a set of codes, or nothing."""

MAX_NUMBER: Final = 1_000_000_000

_PROTECTED_WORDS: Final = frozenset(
    {"age", "ages", "aged", "sex", "sexes", "race", "races", "racial", "faith", "faiths"}
    | {"belief", "beliefs", "health", "birth", "birthday", "birthdate", "dob", "trans"}
    | {"marriage", "married", "nationality"}
)
_PROTECTED_PARTS: Final = (
    "ethnic",
    "religio",
    "gender",
    "sexual",
    "disab",
    "pregnan",
    "maternity",
    "marital",
    "civilpartner",
    "dateofbirth",
)


def refuse_protected(attribute: str) -> None:
    """Refuse an attribute named after a protected characteristic (Equality Act 2010, section 4).

    Judges the name only, in any spelling (`ageBand`, `marital-status`): what hides behind an
    innocent name cannot be seen from here.
    """
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", attribute).lower()
    words = re.findall(r"[a-z]+", apart)
    run = "".join(words)
    if not _PROTECTED_WORDS.isdisjoint(words) or any(part in run for part in _PROTECTED_PARTS):
        raise ProblemError("problem.protected", attribute=attribute)


def _normal(person_id: str, attribute: str, answer: object) -> int | str | frozenset[str] | None:
    if answer is None:
        return None
    if isinstance(answer, int) and not isinstance(answer, bool):
        if abs(answer) > MAX_NUMBER:
            raise ProblemError(
                "problem.number", id=person_id, attribute=attribute, limit=MAX_NUMBER
            )
        return answer
    if isinstance(answer, str):
        return answer or None
    if isinstance(answer, float) and math.isnan(answer):
        raise ProblemError("problem.not_a_number", id=person_id, attribute=attribute)
    if isinstance(answer, (set, frozenset, list, tuple)) and all(
        isinstance(code, str) for code in answer
    ):
        return frozenset(code for code in answer if code) or None
    raise ProblemError("problem.answer_kind", id=person_id, attribute=attribute)


@dataclass(frozen=True)
class Person:
    """One application: whoever applies as mentor and as mentee appears once on each side.

    `attributes` maps an attribute's name to an answer. An absent name, None, an empty text and an
    empty set all mean "did not answer". `capacity` counts places: mentees a mentor will take on
    (0: none at present), mentors a mentee would like (0: none at present).

    Raises ProblemError for an answer of another kind (floats and NaN included), a capacity that
    is not a whole number of 0 or more, and attributes named after protected characteristics.
    """

    id: str
    attributes: Mapping[str, Answer] = field(default_factory=dict)
    capacity: int = 1

    def __post_init__(self) -> None:
        require_whole(self.id, "capacity", self.capacity, least=0)
        for name in self.attributes:
            refuse_protected(name)
        answers = {name: _normal(self.id, name, value) for name, value in self.attributes.items()}
        object.__setattr__(self, "attributes", MappingProxyType(answers))

    def code(self, attribute: str) -> int | str | None:
        """Return the one answer given (None: not answered); never called on an answer that is a set."""
        answer = self.attributes.get(attribute)
        return answer if isinstance(answer, (int, str)) else None

    def codes(self, attribute: str) -> frozenset[str]:
        """Return the set of answers given (empty: not answered); a single answer counts as a set of one."""
        answer = self.attributes.get(attribute)
        if answer is None:
            return frozenset()
        return frozenset([str(answer)] if isinstance(answer, (int, str)) else answer)


Side = Literal["mentee", "mentor"]
SIDES: Final[tuple[Side, Side]] = ("mentee", "mentor")


@dataclass(frozen=True)
class Reading:
    """What a rule or criterion expects of an attribute, on which sides.

    kind: "codes" (any answer), "code" (one answer), "number" (a whole number), "choice" (one of
    `choices`).
    """

    attribute: str
    kind: Literal["codes", "code", "number", "choice"]
    sides: tuple[Side, ...] = SIDES
    choices: tuple[str, ...] = ()

    def check(self, key: str, person: Person) -> None:
        """Refuse an answer that the rule or criterion of this key cannot read."""
        answer = person.attributes.get(self.attribute)
        if answer is None or self.kind == "codes":
            return
        if self.kind == "choice":
            if answer not in self.choices:
                raise ProblemError(
                    "problem.unknown_answer", key=key, id=person.id, attribute=self.attribute
                )
        elif not isinstance(answer, int if self.kind == "number" else (int, str)):
            raise ProblemError(
                "problem.wrong_kind", key=key, id=person.id, attribute=self.attribute
            )


def require_whole(
    key: str, setting: str, value: object, *, least: int, most: int = MAX_NUMBER
) -> None:
    """Refuse a setting that is not a whole number in its range (NaN and fractions too)."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ProblemError("problem.setting", key=key, setting=setting, least=least, most=most)
