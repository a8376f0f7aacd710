"""What importing a file will do, line by line, before anything is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.facts import NaturalKey, natural_key
from compagnon.recruitment.rules.problems import Kind, Severity
from compagnon.recruitment.rules.rows import Reading
from compagnon.schemes.rules import next_joining_point

DECIDED = _("This application has been decided or matched already; it stays as it is.")
CLOSED = _("This was sent after the last joining point had closed. Open the next one first.")


class Step(StrEnum):
    """What will happen to a line."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left_out"


STEP_LABELS: dict[Step, StrPromise] = {
    Step.CREATE: _("New"),
    Step.UPDATE: _("Changed"),
    Step.UNCHANGED: _("Unchanged"),
    Step.LEFT_OUT: _("Left out"),
}


@dataclass(frozen=True)
class Known:
    """An application that is there already; open as long as other answers may still change it."""

    fingerprint: str
    is_open: bool


@dataclass(frozen=True)
class Point:
    """A joining point."""

    id: UUID
    closes_on: date


@dataclass(frozen=True)
class PlannedLine:
    """A line with what will happen to it; `reason` is empty where the line's own problems say it."""

    line: int
    step: Step
    row: ApplicantRow | None = None
    joining_point_id: UUID | None = None
    reason: StrOrPromise = ""


@dataclass(frozen=True)
class Situation:
    """What is there when a file comes: joining points, the chosen one first, and applications by their key."""

    points: tuple[Point, ...]
    known: Mapping[NaturalKey, Known]
    is_same: Callable[[ApplicantRow, str], bool]

    @property
    def chosen(self) -> Point:
        """The joining point that the file was uploaded to."""
        return self.points[0]


def plan_lines(reading: Reading, situation: Situation) -> tuple[PlannedLine, ...]:
    """Say for each line what importing it does.

    Whoever is late joins at the next joining point (ALL-22); who was on time may correct an answer later. What is
    as it was stays untouched, so the same file twice changes nothing. An application that has been declined,
    withdrawn or matched is never changed by a file.
    """
    planned = [
        _plan_row(row, reading.first_sent.get(row.line, row.submitted_at), situation)
        for row in reading.rows
    ]
    counted = {line.line for line in planned}
    planned += [PlannedLine(line, Step.LEFT_OUT) for line in _left_out(reading) - counted]
    return tuple(sorted(planned, key=lambda line: line.line))


def is_kept_out(kind: Kind, severity: Severity) -> bool:
    """Tell whether a problem keeps its line out of the import."""
    return severity is Severity.ERROR or kind is Kind.ANSWERED_AGAIN


def _left_out(reading: Reading) -> set[int]:
    return {
        problem.line for problem in reading.problems if is_kept_out(problem.kind, problem.severity)
    }


def _plan_row(row: ApplicantRow, sent: datetime | None, situation: Situation) -> PlannedLine:
    here = situation.known.get(natural_key(row, situation.chosen.id))
    if here is not None and (here.is_open or situation.is_same(row, here.fingerprint)):
        return _plan_known(row, here, situation.chosen.id, situation)
    sent_on = timezone.localtime(sent).date() if sent else situation.chosen.closes_on
    if sent_on <= situation.chosen.closes_on:
        point: Point | None = situation.chosen
    else:
        point = next_joining_point(situation.points, on=sent_on)
    if point is None:
        return PlannedLine(row.line, Step.LEFT_OUT, row, reason=CLOSED)
    known = situation.known.get(natural_key(row, point.id))
    return _plan_known(row, known, point.id, situation)


def _plan_known(
    row: ApplicantRow, known: Known | None, point_id: UUID, situation: Situation
) -> PlannedLine:
    if known is None:
        return PlannedLine(row.line, Step.CREATE, row, point_id)
    if situation.is_same(row, known.fingerprint):
        return PlannedLine(row.line, Step.UNCHANGED, row, point_id)
    if known.is_open:
        return PlannedLine(row.line, Step.UPDATE, row, point_id)
    return PlannedLine(row.line, Step.LEFT_OUT, row, point_id, DECIDED)
