"""The preview of an uploaded file: how it was understood, and what importing it would do, line by line."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from compagnon.recruitment.queries.import_plan import ImportPlan, get_import_plan
from compagnon.recruitment.rules.columns import CONFIDENCE_LABELS, Column, understand_columns
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.managers import masked
from compagnon.recruitment.rules.plan import STEP_LABELS, PlannedLine, Step
from compagnon.recruitment.rules.problems import Kind, RowProblem
from compagnon.recruitment.rules.table import Table
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.vocabularies import ROLES

PAGE_SIZE: Final = 25
_SAMPLES: Final = 3
_SAMPLE_LENGTH: Final = 40
_LATEST: Final = 10


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
    def steps(self) -> tuple[Tab, ...]:
        """The tabs that together make up the whole file."""
        return tuple(tab for tab in self.tabs if tab.show in _STEPS)


def get_preview(*, viewer: Actor, import_file: ImportFile, show: Show, page: int) -> Preview:
    """Return one page of what importing a file would do, and how its columns were understood.

    Declared managers and conflicts are masked: how many, never who (ALL-54). Refuses (`Closed`) everybody but
    whoever uploaded the file. Five queries at most.
    """
    plan = get_import_plan(viewer=viewer, import_file=import_file)
    remarks = _remarks(plan)
    shown = [line for line in plan.lines if _is_shown(line, show, remarks)]
    page_count = max(1, -(-len(shown) // PAGE_SIZE))
    page = min(max(page, 1), page_count)
    months = _months(plan.lines, import_file.joining_point)
    return Preview(
        columns=tuple(_columns(plan)),
        missing=tuple(field.label for field in plan.mapping.missing),
        unknown_count=len(plan.mapping.unknown),
        tabs=tuple(_tabs(plan.lines, show, remarks)),
        lines=tuple(
            _line(line, plan, remarks, months)
            for line in shown[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        ),
        page=page,
        page_count=page_count,
        previous=_address(show, page - 1) if page > 1 else "",
        next=_address(show, page + 1) if page < page_count else "",
        start=_may_start(viewer, import_file, plan),
    )


def _may_start(viewer: Actor, file: ImportFile, plan: ImportPlan) -> Decision:
    if plan.mapping.missing:
        return Decision(
            allowed=False,
            reason=_("Say first which columns hold the name, the address and the role."),
        )
    return decide(viewer, "recruitment.start_import", file)


def _remarks(plan: ImportPlan) -> Mapping[int, list[RowProblem]]:
    remarks: dict[int, list[RowProblem]] = defaultdict(list)
    for problem in plan.reading.problems if plan.reading else ():
        remarks[problem.line].append(problem)
    return remarks


def _is_shown(line: PlannedLine, show: Show, remarks: Mapping[int, list[RowProblem]]) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.PROBLEMS:
            return bool(remarks.get(line.line) or line.reason)
        case _:
            return line.step.value == show.value


def _tabs(
    lines: Sequence[PlannedLine], current: Show, remarks: Mapping[int, list[RowProblem]]
) -> Iterable[Tab]:
    steps = Counter(line.step.value for line in lines)
    counts = {
        **{show: steps[show.value] for show in Show},
        Show.ALL: len(lines),
        Show.PROBLEMS: sum(_is_shown(line, Show.PROBLEMS, remarks) for line in lines),
    }
    for show in Show:
        yield Tab(show, SHOW_LABELS[show], counts[show], _address(show), show is current)


def _address(show: Show, page: int = 1) -> str:
    further = f"&page={page}" if page > 1 else ""
    return f"?show={show.value}{further}#lines"


def _months(lines: Iterable[PlannedLine], chosen: JoiningPoint) -> dict[UUID | None, StrOrPromise]:
    """Return the names of the joining points at which latecomers join; the chosen one goes without saying."""
    others = {line.joining_point_id for line in lines if line.joining_point_id} - {chosen.id}
    points = JoiningPoint.objects.filter(id__in=others) if others else ()
    return {point.id: point.month_name for point in points}


def _line(
    line: PlannedLine,
    plan: ImportPlan,
    remarks: Mapping[int, list[RowProblem]],
    months: Mapping[UUID | None, StrOrPromise],
) -> LineView:
    row = line.row
    named = (*row.declared_managers, *row.declared_conflicts) if row else ()
    said = [_said(problem) for problem in remarks.get(line.line, ())]
    return LineView(
        number=line.line,
        name=row.name if row else _name_of(line, plan, remarks),
        roles=tuple(ROLES[role].label for role in row.roles) if row else (),
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


def _name_of(line: PlannedLine, plan: ImportPlan, remarks: Mapping[int, list[RowProblem]]) -> str:
    """Return the name on a line that is left out. Where cells have shifted it might be anybody's: then nothing."""
    column = plan.mapping.by_field.get("name")
    kinds = {problem.kind for problem in remarks.get(line.line, ())}
    if column is None or Kind.TOO_MANY_CELLS in kinds:
        return ""
    cells = next(known.cells for known in plan.table.lines if known.number == line.line)
    return cells[column] if column < len(cells) else ""


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
    different = list(dict.fromkeys(answer for answer in answers if answer))[:_SAMPLES]
    return " · ".join(answer[:_SAMPLE_LENGTH] for answer in different)
