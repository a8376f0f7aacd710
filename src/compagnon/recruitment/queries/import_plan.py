"""An uploaded file as it was understood, and what importing it does to each of its lines."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from compagnon.core.actors import Actor
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Grant
from compagnon.recruitment.models import ImportFile
from compagnon.recruitment.policy import file_grant
from compagnon.recruitment.queries.form import form_of_scheme
from compagnon.recruitment.queries.upload import some_texts
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.columns import ColumnMapping, understand_columns
from compagnon.recruitment.rules.default_form import DEFAULT_FORM
from compagnon.recruitment.rules.facts import fingerprint
from compagnon.recruitment.rules.form_content import from_content
from compagnon.recruitment.rules.line_reader import LineReader, WholeFile
from compagnon.recruitment.rules.lists import lists_of
from compagnon.recruitment.rules.plan import PlannedLine
from compagnon.recruitment.rules.problems import RowProblem
from compagnon.recruitment.rules.table import Line, Table
from compagnon.recruitment.rules.understanding import (
    Understood,
    from_text,
    lines_from_data,
    reason_of,
    step_of,
)
from compagnon.schemes.role_words import role_words
from compagnon.schemes.template import settings_of
from compagnon.schemes.vocabularies import Vocabulary

PART: Final = 250
"""How many lines stand in a part of a file."""


@dataclass(frozen=True)
class ReadLine:
    """A line of the file: as it stands there, what is done with it, and everything that is the matter with it."""

    line: Line
    planned: PlannedLine
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True)
class ImportPlan:
    """A file as it was understood; without a required column nothing is planned. `table` is the heading and an excerpt."""

    import_file: ImportFile
    grant: Grant
    understood: Understood
    mapping: ColumnMapping

    @property
    def table(self) -> Table:
        """The heading, and lines that show what stands in each column."""
        return self.understood.table

    @cached_property
    def _lists(self) -> Mapping[str, Vocabulary]:
        return lists_for(self.import_file)

    def pick(self, places: Sequence[int]) -> list[ReadLine]:
        """Return the lines at some places of the file, counted from 0 without the heading; one query (the first time, the form's)."""
        parts = some_texts(self.grant, self.import_file, {place // PART for place in places})
        held = {number: lines_from_data(json.loads(text)) for number, text in parts.items()}
        file = whole_file(self.understood, self.mapping, self._lists)
        return [self._read(held[place // PART][place % PART], place, file) for place in places]

    def after(self, position: int) -> Iterator[PlannedLine]:
        """Yield what is done with the lines behind one, a part at a time."""
        count = len(self.understood.steps)
        for start in range(0, count, PART):
            for one in self.pick(range(start, min(start + PART, count))):
                if one.planned.line > position:
                    yield one.planned

    def _read(self, line: Line, place: int, file: WholeFile) -> ReadLine:
        reader = LineReader(line, file)
        row = reader.read()
        letter = self.understood.steps[place]
        planned = PlannedLine(
            line=line.number,
            step=step_of(letter),
            row=row,
            joining_point_id=self.understood.joins.get(
                line.number, self.import_file.joining_point_id
            ),
            reason=reason_of(letter),
        )
        across = self.understood.across.get(line.number, ())
        return ReadLine(line, planned, (*reader.problems, *across))


def get_import_plan(*, viewer: Actor, import_file: ImportFile) -> ImportPlan:
    """Open what is known of an uploaded file; its lines are opened when they are picked.

    Refuses (`Closed`) everybody but whoever uploaded it and the system; one query.
    """
    grant = file_grant(viewer, import_file)
    understood = from_text(grant.read(import_file, "content"))
    return ImportPlan(import_file, grant, understood, mapping_of(import_file, understood))


def mapping_of(import_file: ImportFile, understood: Understood) -> ColumnMapping:
    """Return what each column of a file means, as far as anybody knows."""
    chosen = {int(number): field for number, field in import_file.columns.items()}
    return understand_columns(understood.table, chosen=chosen, is_pool=_is_pool(import_file))


def lists_for(import_file: ImportFile) -> Mapping[str, Vocabulary]:
    """Return the lists in which a file's words are looked up: those of the version of the form it is read with."""
    scheme, form = import_file.joining_point.cycle.scheme, import_file.form
    content = from_content(form.content) if form else DEFAULT_FORM
    return lists_of(content, role_words(scheme).recognised())


def is_overtaken(import_file: ImportFile) -> bool:
    """Say whether a newer version of the form was published since a file was read; one query."""
    newer = form_of_scheme(import_file.joining_point.cycle.scheme_id).row
    return newer is not None and newer.id != import_file.form_id


def whole_file(
    understood: Understood,
    mapping: ColumnMapping,
    lists: Mapping[str, Vocabulary],
) -> WholeFile:
    """Return what is needed to read any line of a file."""
    return WholeFile(
        understood.table.header, mapping.by_field, lists, understood.order, {}, mapping.is_pool
    )


def _is_pool(import_file: ImportFile) -> bool:
    return settings_of(import_file.joining_point.cycle.scheme).is_pool


def slim(row: ApplicantRow) -> ApplicantRow:
    """Return an applicant with no more than it takes to compare them with others: there may be many."""
    return ApplicantRow(
        line=row.line,
        name=row.name,
        email=row.email,
        roles=(),
        submitted_at=row.submitted_at,
        institution=row.institution,
    )


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
