"""People as the engine knows them: an id, a capacity and answers. No names, no addresses."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from compagnon.engine.messages import ProblemError

Vector = tuple[int, ...]
"""What a text means, as whole numbers: an embedding rounded to -127 .. 127."""
Answer = int | str | Collection[str] | Vector | None
"""What a person may answer: a whole number, a code, a set of codes, a vector, or nothing."""

MAX_NUMBER: Final = 1_000_000_000
MOST_IN_VECTOR: Final = 127
LONGEST_VECTOR: Final = 1024
"""So long and so far from 0, and no product of two vectors passes 2^24: exact in single precision."""

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


@lru_cache(maxsize=1024)
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


def _normal(
    person_id: str, attribute: str, answer: object
) -> int | str | frozenset[str] | Vector | None:
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
    if isinstance(answer, (list, tuple)) and _is_vector(answer):
        return tuple(answer) if any(answer) else None
    raise ProblemError("problem.answer_kind", id=person_id, attribute=attribute)


def _is_vector(answer: Sequence[object]) -> bool:
    return len(answer) <= LONGEST_VECTOR and all(
        isinstance(part, int) and not isinstance(part, bool) and abs(part) <= MOST_IN_VECTOR
        for part in answer
    )


@dataclass(frozen=True)
class Person:
    """One application: whoever applies as mentor and as mentee appears once on each side.

    `attributes` maps an attribute's name to an answer. An absent name, None, an empty text and an
    empty set all mean "did not answer", and so does a vector of zeros, which points nowhere. A code
    may carry a grade behind a colon, "cy:B2", where something asks for it. `capacity` counts places: mentees a mentor will take on
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
        if isinstance(answer, frozenset):
            return answer
        if answer is None:
            return frozenset()
        return frozenset([str(answer)] if isinstance(answer, (int, str)) else map(str, answer))

    def grades(self, attribute: str) -> dict[str, str]:
        """Return the grade behind the colon of each code given: {"cy": "B2"} for "cy:B2"."""
        parts = (code.rpartition(":") for code in self.codes(attribute))
        return {name: grade for name, _colon, grade in parts}

    def vector(self, attribute: str) -> Vector | None:
        """Return the vector given (None: not answered)."""
        answer = self.attributes.get(attribute)
        return answer if isinstance(answer, tuple) else None


Side = Literal["mentee", "mentor"]
SIDES: Final[tuple[Side, Side]] = ("mentee", "mentor")


@dataclass(frozen=True)
class Reading:
    """What a rule or criterion expects of an attribute, on which sides.

    kind: "codes" (any answer but a vector), "code" (one answer), "number" (a whole number), "choice"
    (one of `choices`), "grades" (codes with a grade each, no code twice; a grade is one of
    `choices`, or a whole number of 0 or more if there are none), "vector" (of this `length`).
    """

    attribute: str
    kind: Literal["codes", "code", "number", "choice", "grades", "vector"]
    sides: tuple[Side, ...] = SIDES
    choices: tuple[str, ...] = ()
    length: int = 0

    def check(self, key: str, person: Person) -> None:
        """Refuse an answer that the rule or criterion of this key cannot read."""
        answer = person.attributes.get(self.attribute)
        if answer is None:
            return
        if self.kind == "choice" and answer not in self.choices:
            raise ProblemError(
                "problem.unknown_answer", key=key, id=person.id, attribute=self.attribute
            )
        if not self._can_be_read(person, answer):
            raise ProblemError(
                "problem.wrong_kind", key=key, id=person.id, attribute=self.attribute
            )

    def _can_be_read(self, person: Person, answer: Answer) -> bool:
        match self.kind:
            case "vector":
                return isinstance(answer, tuple) and len(answer) == self.length
            case "codes":
                return not isinstance(answer, tuple)
            case "grades":
                return not isinstance(answer, tuple) and self._are_grades(person)
            case "number":
                return isinstance(answer, int)
            case _:
                return isinstance(answer, (int, str))

    def _are_grades(self, person: Person) -> bool:
        grades = person.grades(self.attribute)
        return len(grades) == len(person.codes(self.attribute)) and all(
            name and (grade in self.choices if self.choices else _is_count(grade))
            for name, grade in grades.items()
        )


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(MAX_NUMBER))


def require_whole(
    key: str, setting: str, value: object, *, least: int, most: int = MAX_NUMBER
) -> None:
    """Refuse a setting that is not a whole number in its range (NaN and fractions too)."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ProblemError("problem.setting", key=key, setting=setting, least=least, most=most)
