"""Reading the file, asking the engine, writing what comes of it."""

import hashlib
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from compagnon import engine
from compagnon.cli.match.files import Draft, drafts
from compagnon.cli.match.interruption import Interruption
from compagnon.cli.match.overview import Overview, Subject
from compagnon.cli.match.page import as_page, as_text
from compagnon.cli.match.progress import Progress
from compagnon.cli.match.reading import Read, read_applications, remarks
from compagnon.cli.match.report import PAIRS, REASONS, UNPLACED, Matched, Rows
from compagnon.cli.match.summary import overview_of
from compagnon.core.errors import Refused
from compagnon.engine.proving import checker
from compagnon.matching.rules.facts import facts_of
from compagnon.matching.rules.problem import Decisions, build_problem
from compagnon.matching.rules.wording import say
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.managers import Declaring, forbidden_pairs
from compagnon.schemes.matching_defaults import MatchingSettings

MOST_RECRUITING: Final = 3_000_000
"""Mentees x mentors up to which it is computed whom to look for: some ten seconds."""
JUDGED: Final = 0.3
"""What the engine's progress says when every pair is judged …"""
PLACED: Final = 0.9
"""… and when everybody is placed."""


class Outputs(NamedTuple):
    """Where everything goes; `document` only if it was asked for."""

    pairs: Path
    reasons: Path
    unplaced: Path
    summary: Path
    page: Path
    document: Path | None

    @property
    def paths(self) -> list[Path]:
        """Return what will be written, in the order of the fields."""
        return [path for path in self if path is not None]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked on the command line; `columns` as FIELD=HEADING."""

    applications: Path
    outputs: Outputs
    seed: int = 0
    columns: Sequence[str] = ()
    settings: MatchingSettings = field(default_factory=MatchingSettings)
    aims: engine.Aims = field(default_factory=engine.Aims)
    is_strict: bool = False
    is_checked: bool = False


def match_file(
    request: Request, interruption: Interruption, progress: Progress
) -> Generator[str, None, None]:
    """Match a file of applications and yield, line by line, what a person should know of it.

    Refused, with nothing written: a file that cannot be read or used, a column that does not exist, places that
    cannot be written, more pairs than the engine holds and, if it is strict, any line that would be left out.
    """
    _check_paths(request)
    with drafts(request.outputs.paths, interruption) as files, progress:
        progress.stage(_("Reading"))
        read = read_applications(request.applications, request.columns, progress.at)
        yield from remarks(request.applications, read)
        _check_lines(request, read)
        yield ""
        subject = _match(request, read, interruption, progress)
        overview = overview_of(subject)
        progress.stage(_("Writing"))
        _write(files, subject, overview, progress.at)
    yield from as_text(overview, in_short=True).splitlines()
    yield ""
    yield from (str(path) for path in request.outputs.paths)


def _check_paths(request: Request) -> None:
    """Refuse to write one file over another."""
    places = [path.resolve() for path in (request.applications, *request.outputs.paths)]
    if len(set(places)) < len(places):
        raise Refused("The applications and everything that is written need files of their own.")


def _check_lines(request: Request, read: Read) -> None:
    """Refuse to match some of the people only, if that was asked."""
    lines = {problem.line for problem in read.reading.errors}
    if request.is_strict and lines:
        raise Refused(f"{len(lines)} lines would be left out, so nobody is matched (--strict).")


def _match(request: Request, read: Read, interruption: Interruption, progress: Progress) -> Subject:
    """Ask the engine. Refused if there are more pairs than it holds."""
    people = {_opaque(row): row for row in read.reading.rows}
    progress.stage(_("Judging"))
    with interruption.at_once():
        problem = problem_of(people, request)
    with TemporaryDirectory() as folder:
        proof = Path(folder, "proof.npz") if request.is_checked else None
        try:
            result = engine.solve(
                problem, _by_stages(progress), lambda: interruption.is_asked, proof=proof
            )
        except engine.SolveCancelledError:
            interruption.stop()
        if proof is not None:
            progress.stage(_("Checking"))
            with interruption.at_once():
                _check(problem, result, proof)
    recruits = None
    if len(problem.mentees) * len(problem.mentors) <= MOST_RECRUITING:
        progress.stage(_("Looking ahead"))
        with interruption.at_once():
            recruits = engine.what_to_recruit(problem)
    return Subject(
        file_name=request.applications.name,
        lines=read.lines,
        seed=request.seed,
        settings=request.settings,
        matched=Matched(people, result),
        recruits=recruits,
        is_checked=request.is_checked,
    )


def _check(problem: engine.Problem, result: engine.Result, proof: Path) -> None:
    """Hold the pairs against every possible pair afresh. Refused if it is not shown that none does better."""
    try:
        proved = checker.check(problem, proof)
        made = {(pair.mentor_id, pair.mentee_id) for pair in result.pairs}
        checker.require(proved == made, "it is about other pairs")
    except checker.ProofError as error:
        raise Refused(
            f"The proof of the pairs does not hold: {error}. Nothing was written."
        ) from error


def problem_of(people: Mapping[str, ApplicantRow], request: Request) -> engine.Problem:
    """Put these applicants, by id, to the engine, those apart who declared that they must not be paired."""
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
    facts = (
        facts_of(
            key,
            row.answers(),
            is_mentor=row.is_mentor,
            is_mentee=row.is_mentee,
            capacity=row.capacity,
        )
        for key, row in people.items()
    )
    try:
        return build_problem(
            facts,
            request.settings,
            Decisions(kept_apart=kept_apart),
            aims=request.aims,
            seed=request.seed,
        )
    except engine.ProblemError as error:
        raise Refused(say(error.reason.key, error.reason.params)) from error


def _opaque(row: ApplicantRow) -> str:
    """Return an id that does not depend on where the line stands, so that order changes nothing."""
    return hashlib.blake2b(row.email_key.encode(), digest_size=16).hexdigest()


def _by_stages(progress: Progress) -> Callable[[float], None]:
    """Return what shows the engine's one progress as stages, of which the first has begun."""
    stages = deque([(JUDGED, _("Matching")), (PLACED, _("Explaining"))])
    start, end = 0.0, JUDGED

    def at(fraction: float) -> None:
        nonlocal start, end
        while stages and fraction >= stages[0][0]:
            start, name = stages.popleft()
            end = stages[0][0] if stages else 1.0
            progress.stage(name)
        progress.at((fraction - start) / (end - start))

    return at


def _write(
    files: Sequence[Draft], subject: Subject, overview: Overview, watch: Callable[[float], None]
) -> None:
    """Write everything, in the order of `Outputs`."""
    result = subject.result
    whole = 2 * len(result.pairs) + len(result.unplaced) + 1
    rows = Rows(subject.matched, subject.settings, lambda count: watch(count / whole))
    pairs, reasons, unplaced, summary, page, *document = files
    pairs.write_csv(PAIRS, rows.pairs())
    reasons.write_csv(REASONS, rows.reasons())
    unplaced.write_csv(UNPLACED, rows.unplaced())
    summary.write(as_text(overview).encode())
    page.write(as_page(overview))
    for file in document:
        file.write(result.to_json())
