"""The preview of an uploaded file: how it was understood, and what importing it would do, line by line."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.actors import Actor
from compagnon.core.policy import Decision, decide
from compagnon.recruitment.models import ImportFile
from compagnon.recruitment.queries.import_plan import ImportPlan, ReadLine, get_import_plan
from compagnon.recruitment.queries.upload import Holds, texts_of
from compagnon.recruitment.rules.columns import CONFIDENCE_LABELS, Column, understand_columns
from compagnon.recruitment.rules.excerpt import SAMPLES
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.managers import masked
from compagnon.recruitment.rules.plan import STEP_LABELS, Step
from compagnon.recruitment.rules.problems import Kind, RowProblem
from compagnon.recruitment.rules.table import Table
from compagnon.recruitment.rules.understanding import problems_from_data, reason_of, step_of
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.role_words import RoleWords, role_words

PAGE_SIZE: Final = 25
_SAMPLE_LENGTH: Final = 40


class Show(StrEnum):
    """Which lines of a preview are shown."""

    ALL = "all"
    PROBLEMS = "problems"
    CREATE = Step.CREATE.value
    UPDATE = Step.UPDATE.value
    UNCHANGED = Step.UNCHANGED.value
    LEFT_OUT = Step.LEFT_OUT.value


SHOW_LABELS: Final[dict[Show, StrPromise]] = {
    Show.ALL: gettext_lazy("All lines"),
    Show.PROBLEMS: gettext_lazy("With a remark"),
    Show.CREATE: STEP_LABELS[Step.CREATE],
    Show.UPDATE: STEP_LABELS[Step.UPDATE],
    Show.UNCHANGED: STEP_LABELS[Step.UNCHANGED],
    Show.LEFT_OUT: STEP_LABELS[Step.LEFT_OUT],
}
_STEPS: Final = (Show.CREATE, Show.UPDATE, Show.UNCHANGED, Show.LEFT_OUT)
_TONES: Final = {
    Step.CREATE: "good",
    Step.UPDATE: "warn",
    Step.UNCHANGED: "plain",
    Step.LEFT_OUT: "bad",
}


@dataclass(frozen=True)
class ColumnView:
    """A column, what it was understood to hold, and a few of its answers unless they are confidential."""

    number: int
    heading: str
    field: str | None
    confidence: StrOrPromise
    sample: str


@dataclass(frozen=True)
class LineView:
    """A line of the file: who, what will happen, and everything there is to say about it."""

    number: int
    name: str
    roles: tuple[StrOrPromise, ...]
    joins_in: StrOrPromise
    step: StrOrPromise
    tone: str
    declared: str
    remarks: tuple[StrOrPromise, ...]


@dataclass(frozen=True)
class Tab:
    """A choice of lines, with how many there are."""

    show: Show
    label: StrOrPromise
    count: int
    href: str
    is_current: bool


@dataclass(frozen=True)
class Preview:
    """What importing a file would do. `missing` names the columns without which nothing can be done."""

    columns: tuple[ColumnView, ...]
    missing: tuple[StrOrPromise, ...]
    unknown_count: int
    tabs: tuple[Tab, ...]
    lines: tuple[LineView, ...]
    page: int
    page_count: int
    previous: str
    next: str
    start: Decision

    @property
    def remark_count(self) -> int:
        """How many lines somebody should look at."""
        return next(tab.count for tab in self.tabs if tab.show is Show.PROBLEMS)

    @property
    def steps(self) -> tuple[Tab, ...]:
        """The tabs that together make up the whole file."""
        return tuple(tab for tab in self.tabs if tab.show in _STEPS)


def get_preview(*, viewer: Actor, import_file: ImportFile, show: Show, page: int) -> Preview:
    """Return one page of what importing a file would do, and how its columns were understood.

    Declared managers and conflicts are masked: how many, never who (ALL-54). Refuses (`Closed`) everybody but
    whoever uploaded the file. Five queries at most, however long the file is.
    """
    plan = get_import_plan(viewer=viewer, import_file=import_file)
    steps = plan.understood.steps
    places = [place for place, letter in enumerate(steps) if _is_shown(letter, show)]
    page_count = max(1, -(-len(places) // PAGE_SIZE))
    page = min(max(page, 1), page_count)
    months, words = _months(plan), role_words(import_file.joining_point.cycle.scheme)
    return Preview(
        columns=tuple(_columns(plan)),
        missing=tuple(field.label for field in plan.mapping.missing),
        unknown_count=len(plan.mapping.unknown),
        tabs=tuple(_tabs(steps, show)),
        lines=tuple(
            _line(one, plan, months, words)
            for one in plan.pick(places[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
        ),
        page=page,
        page_count=page_count,
        previous=_address(show, page - 1) if page > 1 else "",
        next=_address(show, page + 1) if page < page_count else "",
        start=_may_start(viewer, import_file, plan),
    )


def list_remarks(*, viewer: Actor, import_file: ImportFile) -> Iterator[tuple[str, ...]]:
    """Yield every remark about a file, in the order of its lines: line, column, sentence, whether it is left out.

    Refuses (`Closed`) everybody but whoever uploaded the file. Two queries.
    """
    plan = get_import_plan(viewer=viewer, import_file=import_file)
    left_out = str(STEP_LABELS[Step.LEFT_OUT])
    yield (_("Line"), _("Column"), _("Remark"), left_out)
    across = dict(plan.understood.across)
    place = 0
    for kept in texts_of(plan.grant, import_file, Holds.REMARKS):
        numbers, problems = json.loads(kept)
        own: dict[int, list[RowProblem]] = defaultdict(list)
        for problem in problems_from_data(problems):
            own[problem.line].append(problem)
        for number in numbers:
            letter = plan.understood.steps[place]
            place += 1
            is_out = left_out if step_of(letter) is Step.LEFT_OUT else ""
            for problem in (*own[number], *across.get(number, ())):
                yield (str(number), problem.column, str(problem.sentence), is_out)
            if reason := reason_of(letter):
                yield (str(number), "", str(reason), is_out)


def _may_start(viewer: Actor, file: ImportFile, plan: ImportPlan) -> Decision:
    if plan.mapping.missing:
        return Decision(allowed=False, reason=plan.mapping.demand)
    return decide(viewer, "recruitment.start_import", file)


def _is_shown(letter: str, show: Show) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.PROBLEMS:
            return letter.isupper()
        case _:
            return step_of(letter).value == show.value


def _tabs(letters: str, current: Show) -> Iterable[Tab]:
    numbers = Counter(letters)
    for show in Show:
        count = sum(number for letter, number in numbers.items() if _is_shown(letter, show))
        yield Tab(show, SHOW_LABELS[show], count, _address(show), show is current)


def _address(show: Show, page: int = 1) -> str:
    further = f"&page={page}" if page > 1 else ""
    return f"?show={show.value}{further}#lines"


def _months(plan: ImportPlan) -> dict[UUID | None, StrOrPromise]:
    """Return the names of the joining points at which latecomers join; the chosen one goes without saying."""
    others = set(plan.understood.joins.values())
    points = JoiningPoint.objects.filter(id__in=others) if others else ()
    return {point.id: point.month_name for point in points}


def _line(
    one: ReadLine,
    plan: ImportPlan,
    months: Mapping[UUID | None, StrOrPromise],
    words: RoleWords,
) -> LineView:
    line, row = one.planned, one.planned.row
    named = (*row.declared_managers, *row.declared_conflicts) if row else ()
    said = [_said(problem) for problem in one.problems]
    return LineView(
        number=line.line,
        name=row.name if row else _name_of(one, plan),
        roles=words.listed(row.roles) if row else (),
        joins_in=months.get(line.joining_point_id, ""),
        step=STEP_LABELS[line.step],
        tone=_TONES[line.step],
        declared=masked(named) if named else "",
        remarks=(*said, line.reason) if line.reason else tuple(said),
    )


def _said(problem: RowProblem) -> StrOrPromise:
    if not problem.column:
        return problem.sentence
    return f"{problem.column}: {problem.sentence}"


def _name_of(one: ReadLine, plan: ImportPlan) -> str:
    """Return the name on a line that is left out. Where cells have shifted it might be anybody's: then nothing."""
    column = plan.mapping.by_field.get("name")
    kinds = {problem.kind for problem in one.problems}
    if column is None or Kind.TOO_MANY_CELLS in kinds:
        return ""
    return one.line.cells[column] if column < len(one.line.cells) else ""


def _columns(plan: ImportPlan) -> Iterable[ColumnView]:
    by_itself = understand_columns(plan.table).columns
    for column, alone in zip(plan.mapping.columns, by_itself, strict=True):
        yield ColumnView(
            number=column.number,
            heading=column.heading,
            field=column.field,
            confidence=CONFIDENCE_LABELS[column.confidence],
            sample=_sample(plan.table, column) if _is_harmless(column, alone) else "",
        )


def _is_harmless(column: Column, alone: Column) -> bool:
    """Say whether answers may be shown: not of a column nobody knows, and not where managers are asked for."""
    fields = [FIELD[name] for name in (column.field, alone.field) if name]
    return column.field is not None and not any(field.is_sensitive for field in fields)


def _sample(table: Table, column: Column) -> str:
    """Return a few different answers of a column, cut short; none of a line whose cells have shifted."""
    number, width = column.number, len(table.header)
    answers = (line.cells[number] for line in table.lines if number < len(line.cells) <= width)
    different = list(dict.fromkeys(answer for answer in answers if answer))[:SAMPLES]
    return " · ".join(answer[:_SAMPLE_LENGTH] for answer in different)
