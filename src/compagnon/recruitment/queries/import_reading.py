"""From the lines of a file to what importing it would do: each is read once, and compared with what is there."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Protocol
from uuid import UUID

from compagnon.core.encryption.opening import Grant
from compagnon.recruitment.models import Application, ImportFile
from compagnon.recruitment.policy import OPEN_STATES
from compagnon.recruitment.queries.import_plan import (
    is_same,
    lists_for,
    mapping_of,
    slim,
    whole_file,
)
from compagnon.recruitment.queries.upload import Holds, texts_of
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.columns import ColumnMapping
from compagnon.recruitment.rules.dates import date_order
from compagnon.recruitment.rules.duplicates import alike
from compagnon.recruitment.rules.facts import NaturalKey
from compagnon.recruitment.rules.line_reader import LineReader
from compagnon.recruitment.rules.plan import (
    Known,
    PlannedLine,
    Point,
    Situation,
    Step,
    is_kept_out,
    plan_lines,
)
from compagnon.recruitment.rules.problems import RowProblem
from compagnon.recruitment.rules.rows import Reading, ambiguous_date, read_across
from compagnon.recruitment.rules.table import Line
from compagnon.recruitment.rules.understanding import (
    Understood,
    letter_of,
    lines_from_data,
)
from compagnon.schemes.models import JoiningPoint


class KeepRemarks(Protocol):
    """Keeps the remarks on a part of the file; False where somebody else is at it."""

    def __call__(self, *, number: int, lines: list[int], remarks: list[RowProblem]) -> bool: ...


_NO_DATE: Final = -1


@dataclass(frozen=True)
class _Earlier:
    """An application that is there already, as far as a file is compared with it."""

    key: NaturalKey
    known: Known
    as_row: ApplicantRow


@dataclass
class _Lines:
    """What is remembered of the lines that were read: little, for there may be many."""

    rows: list[ApplicantRow] = field(default_factory=list)
    wrong: list[RowProblem] = field(default_factory=list)
    noted: set[int] = field(default_factory=set)
    same: set[tuple[int, str]] = field(default_factory=set)
    ambiguous: RowProblem | None = None


def understand(
    grant: Grant, import_file: ImportFile, seen: Understood, keep: KeepRemarks
) -> Understood | None:
    """Read every line, and say what importing each would do as things stand. For whoever has the grant.

    `keep` is handed each part's remarks; where it says no, somebody else is at it, and the answer is None.
    Without a required column nothing is planned. What is remembered of a line is a name, an address and a workplace.
    """
    mapping = mapping_of(import_file, seen)
    if mapping.missing:
        return replace(seen, steps="")
    dates = mapping.by_field.get("submitted_at", _NO_DATE)
    order = date_order(
        line.cells[dates]
        for lines in _parts(grant, import_file)
        for line in lines
        if 0 <= dates < len(line.cells)
    )
    seen = replace(seen, order=order)
    points = _points(import_file.joining_point)
    earlier = list(_earlier(points))
    lines = _read(grant, import_file, seen=seen, mapping=mapping, earlier=earlier, keep=keep)
    if lines is None:
        return None
    whole = read_across(lines.rows, seen.table.header, mapping)
    situation = Situation(
        points,
        {one.key: one.known for one in earlier},
        lambda row, stored: (row.line, stored) in lines.same,
    )
    planned = plan_lines(replace(whole, problems=(*whole.problems, *lines.wrong)), situation)
    return _understood(
        seen,
        lines,
        whole=whole,
        planned=planned,
        alike_lines=_alike(whole, planned, earlier),
        chosen=import_file.joining_point_id,
    )


def _read(
    grant: Grant,
    import_file: ImportFile,
    *,
    seen: Understood,
    mapping: ColumnMapping,
    earlier: Iterable[_Earlier],
    keep: KeepRemarks,
) -> _Lines | None:
    known: dict[str, list[str]] = defaultdict(list)
    for one in earlier:
        known[one.key.email_key].append(one.known.fingerprint)
    file = whole_file(seen, mapping, lists_for(import_file))
    dates = _NO_DATE if seen.order.is_proven else mapping.by_field.get("submitted_at", _NO_DATE)
    found = _Lines()
    for number, part in enumerate(_parts(grant, import_file)):
        remarks: list[RowProblem] = []
        for line in part:
            reader = LineReader(line, file)
            row = reader.read()
            remarks += reader.problems
            if row is None:
                found.wrong.append(
                    next(p for p in reader.problems if is_kept_out(p.kind, p.severity))
                )
            else:
                found.rows.append(slim(row))
                stored = known.get(row.email_key, ()) if known else ()
                found.same |= {(row.line, one) for one in stored if is_same(row, one)}
            if dates != _NO_DATE and found.ambiguous is None:
                found.ambiguous = ambiguous_date(line, dates, seen.table.header)
        found.noted |= {problem.line for problem in remarks}
        if not keep(number=number, lines=[line.number for line in part], remarks=remarks):
            return None
    return found


def _understood(
    seen: Understood,
    lines: _Lines,
    *,
    whole: Reading,
    planned: tuple[PlannedLine, ...],
    alike_lines: frozenset[int],
    chosen: UUID,
) -> Understood:
    across: dict[int, tuple[RowProblem, ...]] = {}
    for problem in (*whole.problems, *([lines.ambiguous] if lines.ambiguous else [])):
        across[problem.line] = (*across.get(problem.line, ()), problem)
    noted = lines.noted | across.keys()
    return replace(
        seen,
        steps="".join(letter_of(one, has_remark=one.line in noted) for one in planned),
        joins={
            one.line: one.joining_point_id
            for one in planned
            if one.joining_point_id and one.joining_point_id != chosen
        },
        across=across,
        alike=alike_lines,
    )


def _parts(grant: Grant, import_file: ImportFile) -> Iterator[tuple[Line, ...]]:
    for text in texts_of(grant, import_file, Holds.LINES):
        yield lines_from_data(json.loads(text))


def _points(chosen: JoiningPoint) -> tuple[Point, ...]:
    """Return the chosen joining point, then the later ones of its scheme."""
    later = (
        JoiningPoint.objects.filter(
            cycle__scheme=chosen.cycle.scheme_id, closes_on__gt=chosen.closes_on
        )
        .order_by("closes_on", "id")
        .values_list("id", "closes_on")
    )
    return (Point(chosen.id, chosen.closes_on), *(Point(*row) for row in later))


def _earlier(points: Iterable[Point]) -> Iterable[_Earlier]:
    sent = Application.objects.exclude(state=Application.State.DRAFT)
    rows = sent.filter(joining_point__in=[point.id for point in points]).values_list(
        "joining_point_id",
        "person__email",
        "person__name",
        "answers__institution",
        "fingerprint",
        "state",
    )
    for number, (point_id, email, name, institution, known, state) in enumerate(rows, start=1):
        row = ApplicantRow(
            line=-number, name=name, email=email, roles=(), institution=institution or ""
        )
        yield _Earlier(NaturalKey(point_id, row.email_key), Known(known, state in OPEN_STATES), row)


def _alike(
    reading: Reading, lines: Iterable[PlannedLine], earlier: Iterable[_Earlier]
) -> frozenset[int]:
    """Return the lines that may be somebody of another line, or somebody who applied before."""
    new = [line.row for line in lines if line.step is Step.CREATE and line.row]
    addresses = {row.email_key for row in reading.rows}
    others = [one.as_row for one in earlier if one.key.email_key not in addresses]
    pairs = alike([*new, *others]) if others else ()
    return reading.alike | {row.line for pair in pairs for row in pair if row.line > 0}
