"""Reading the file, asking the engine, writing the two files."""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from compagnon import engine
from compagnon.cli.match.files import as_csv, drafts
from compagnon.cli.match.report import (
    PAIRS,
    UNPLACED,
    Matched,
    outcome,
    pair_rows,
    read_so_far,
    unplaced_rows,
)
from compagnon.core.errors import Refused
from compagnon.matching.rules.facts import facts_of
from compagnon.matching.rules.problem import Decisions, build_problem
from compagnon.matching.rules.wording import say
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.columns import ColumnMapping, understand_columns
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.managers import Declaring, forbidden_pairs
from compagnon.recruitment.rules.reading import read_table
from compagnon.recruitment.rules.rows import Reading, read_applicants
from compagnon.recruitment.rules.table import MAX_BYTES, Table
from compagnon.schemes.matching_defaults import MatchingSettings


class Request(NamedTuple):
    """What was asked on the command line; `columns` as FIELD=HEADING."""

    applications: Path
    out: Path
    unplaced: Path
    seed: int
    columns: Sequence[str]


def match_file(request: Request) -> Iterator[str]:
    """Match a file of applications and yield, line by line, what a person should know of it.

    Refused, with nothing written: a file that cannot be read or used, a column that does not exist, places that
    cannot be written, and more pairs than the engine holds.
    """
    _check_paths(request)
    with drafts(request.out, request.unplaced) as (pairs, unplaced):
        table, mapping, reading = _read(request)
        yield from read_so_far(request.applications, table, mapping, reading)
        matched = match_rows(reading.rows, seed=request.seed)
        pairs.write(as_csv(PAIRS, pair_rows(matched)))
        unplaced.write(as_csv(UNPLACED, unplaced_rows(matched)))
    yield from outcome(matched)
    yield f"Pairs:    {request.out}"
    yield f"Left out: {request.unplaced}"


def _check_paths(request: Request) -> None:
    """Refuse to write one file over another of the three."""
    places = {path.resolve() for path in (request.applications, request.out, request.unplaced)}
    if len(places) < 3:  # noqa: PLR2004 -- the three files
        raise Refused("The applications, the pairs and those left out need three different files.")


def _read(request: Request) -> tuple[Table, ColumnMapping, Reading]:
    try:
        with request.applications.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused(f"{request.applications} cannot be read: {error.strerror}.") from error
    table = read_table(data)
    mapping = understand_columns(
        table, chosen=dict(_chosen(table, text) for text in request.columns)
    )
    return table, mapping, read_applicants(table, mapping)


def _chosen(table: Table, text: str) -> tuple[int, str]:
    """Find the column that FIELD=HEADING means."""
    field, _equals, heading = text.partition("=")
    if field not in FIELD:
        raise Refused(f"--column {text}: there is no such field. There are: {', '.join(FIELD)}.")
    if heading not in table.header:
        headings = ", ".join(f"“{one}”" for one in table.header)
        raise Refused(f"--column {text}: there is no such column. There are: {headings}.")
    return table.header.index(heading), field


def match_rows(rows: Sequence[ApplicantRow], *, seed: int) -> Matched:
    """Pair these applicants by the template's settings. Refused if there are more pairs than the engine holds."""
    people = {_opaque(row): row for row in rows}
    kept_apart = forbidden_pairs(
        Declaring(
            id=key,
            name=row.name,
            email=row.email,
            institution=row.institution,
            named=row.declared_managers + row.declared_conflicts,
        )
        for key, row in people.items()
    )
    facts = [
        facts_of(
            key,
            row.answers(),
            is_mentor=row.is_mentor,
            is_mentee=row.is_mentee,
            capacity=row.capacity,
        )
        for key, row in people.items()
    ]
    try:
        problem = build_problem(
            facts, MatchingSettings(), Decisions(kept_apart=kept_apart), seed=seed
        )
    except engine.ProblemError as error:
        raise Refused(say(error.reason.key, error.reason.params)) from error
    return Matched(people, engine.solve(problem, _show_progress if sys.stderr.isatty() else None))


def _opaque(row: ApplicantRow) -> str:
    """Return an id that does not depend on where the line stands, so that order changes nothing."""
    return hashlib.blake2b(row.email_key.encode(), digest_size=16).hexdigest()


def _show_progress(fraction: float) -> None:
    end = "\n" if fraction == 1 else ""
    print(f"\r{fraction:4.0%}", end=end, file=sys.stderr, flush=True)
