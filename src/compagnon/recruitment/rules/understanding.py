"""How a file was understood and what importing it does to each line: small enough to keep beside the file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.recruitment.rules.dates import DateOrder
from compagnon.recruitment.rules.plan import CLOSED, DECIDED, PlannedLine, Step
from compagnon.recruitment.rules.problems import Kind, RowProblem
from compagnon.recruitment.rules.table import Line, Table

# One letter a line, a capital where there is a remark.
_LETTERS: Final = {"c": Step.CREATE, "u": Step.UPDATE, "s": Step.UNCHANGED, "l": Step.LEFT_OUT}
_REASONS: Final[dict[str, StrOrPromise]] = {"d": DECIDED, "k": CLOSED}


@dataclass(frozen=True)
class Understood:
    """The heading, an excerpt, the order of days and months, and a letter for what is done with each line.

    `joins` says where latecomers join, `across` what is the matter with lines because of others, `alike` which lines
    may be one person with another; all by the line's number.
    """

    table: Table
    order: DateOrder = field(default=DateOrder(day_first=True, is_proven=False))
    steps: str = ""
    joins: Mapping[int, UUID] = field(default_factory=dict)
    across: Mapping[int, tuple[RowProblem, ...]] = field(default_factory=dict)
    alike: frozenset[int] = frozenset()


def letter_of(planned: PlannedLine, *, has_remark: bool) -> str:
    """Return the letter that stands for what is done with a line."""
    for letter, reason in _REASONS.items():
        if planned.reason is reason:
            return letter.upper()
    letter = next(one for one, step in _LETTERS.items() if step is planned.step)
    return letter.upper() if has_remark else letter


def step_of(letter: str) -> Step:
    """Return what is done with a line."""
    return _LETTERS.get(letter.lower(), Step.LEFT_OUT)


def reason_of(letter: str) -> StrOrPromise:
    """Return why a sound line is left out; empty where the line's own remarks say it."""
    return _REASONS.get(letter.lower(), "")


def as_text(understood: Understood) -> str:
    """Return it as it is kept, encrypted."""
    table = understood.table
    return json.dumps(
        {
            "header": table.header,
            "excerpt": lines_as_data(table.lines),
            "order": asdict(understood.order),
            "steps": understood.steps,
            "joins": {line: point.hex for line, point in understood.joins.items()},
            "across": {line: problems_as_data(some) for line, some in understood.across.items()},
            "alike": sorted(understood.alike),
        },
        ensure_ascii=False,
    )


def from_text(text: str) -> Understood:
    """Return what was kept."""
    kept = json.loads(text)
    return Understood(
        table=Table(tuple(kept["header"]), lines_from_data(kept["excerpt"])),
        order=DateOrder(**kept["order"]),
        steps=kept["steps"],
        joins={int(line): UUID(hex=point) for line, point in kept["joins"].items()},
        across={int(line): problems_from_data(some) for line, some in kept["across"].items()},
        alike=frozenset(kept["alike"]),
    )


def lines_as_data(lines: Sequence[Line]) -> list[list[object]]:
    """Return lines as JSON holds them."""
    return [[line.number, line.cells] for line in lines]


def lines_from_data(data: Sequence[tuple[int, list[str]]]) -> tuple[Line, ...]:
    """Return lines that JSON held."""
    return tuple(Line(number, tuple(cells)) for number, cells in data)


def problems_as_data(problems: Sequence[RowProblem]) -> list[list[object]]:
    """Return remarks as JSON holds them."""
    return [[one.line, one.column, one.kind, one.value, one.other] for one in problems]


def problems_from_data(data: Sequence[tuple[int, str, str, str, int]]) -> tuple[RowProblem, ...]:
    """Return remarks that JSON held."""
    return tuple(
        RowProblem(line, column, Kind(kind), value, other)
        for line, column, kind, value, other in data
    )
