"""An uploaded file, opened and read, and what importing it would do as things stand."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from compagnon.core.actors import Actor
from compagnon.core.encryption import master
from compagnon.recruitment.models import Application, ImportFile
from compagnon.recruitment.policy import OPEN_STATES, file_grant
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.columns import ColumnMapping, understand_columns
from compagnon.recruitment.rules.duplicates import alike
from compagnon.recruitment.rules.facts import NaturalKey, fingerprint
from compagnon.recruitment.rules.plan import (
    Known,
    PlannedLine,
    Point,
    Situation,
    Step,
    plan_lines,
    sent_first,
)
from compagnon.recruitment.rules.rows import Reading, read_applicants
from compagnon.recruitment.rules.table import Line, Table
from compagnon.schemes.models import JoiningPoint


@dataclass(frozen=True)
class ImportPlan:
    """A file as it was understood. Without a required column there is no reading and nothing is planned.

    `alike` holds the lines of people who may have applied under another address, in the file or before.
    """

    table: Table
    mapping: ColumnMapping
    reading: Reading | None
    lines: tuple[PlannedLine, ...]
    alike: frozenset[int]


@dataclass(frozen=True)
class _Earlier:
    """An application that is there already, as far as a file is compared with it."""

    key: NaturalKey
    known: Known
    as_row: ApplicantRow


def get_import_plan(*, viewer: Actor, import_file: ImportFile) -> ImportPlan:
    """Open an uploaded file and say what importing it would do, line by line.

    Refuses (`Closed`) everybody but whoever uploaded it and the system; three queries.
    """
    grant = file_grant(viewer, import_file)
    table = table_from_text(grant.read(import_file, "content"))
    chosen = {int(number): field for number, field in import_file.columns.items()}
    mapping = understand_columns(table, chosen=chosen)
    if mapping.missing:
        return ImportPlan(table, mapping, None, (), frozenset())
    reading = read_applicants(table, mapping)
    points = _points(import_file.joining_point)
    earlier = list(_earlier(points))
    lines = plan_lines(
        reading,
        Situation(points, {one.key: one.known for one in earlier}, is_same),
        first_sent=sent_first(table, mapping, reading),
    )
    return ImportPlan(table, mapping, reading, lines, _alike(reading, lines, earlier))


def fingerprint_of(row: ApplicantRow) -> str:
    """Return what tells an application's later answers from its earlier ones, with the name of its key."""
    key = master.current()
    return f"{key.id}:{fingerprint(row, key=key.derive('fingerprint'))}"


def is_same(row: ApplicantRow, stored: str) -> bool:
    """Say whether a line says what it said when its fingerprint was taken, under whichever key that was."""
    key_id, _colon, digest = stored.partition(":")
    try:
        key = master.by_id(key_id)
    except master.KeysMissing:
        return False
    return fingerprint(row, key=key.derive("fingerprint")) == digest


def table_as_text(table: Table) -> str:
    """Return a table as the file's row keeps it, encrypted."""
    return json.dumps(
        [table.header, [[line.number, line.cells] for line in table.lines]], ensure_ascii=False
    )


def table_from_text(text: str) -> Table:
    """Return the table that was kept."""
    header, lines = json.loads(text)
    return Table(tuple(header), tuple(Line(number, tuple(cells)) for number, cells in lines))


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
