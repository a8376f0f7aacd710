"""What was measured, beside what was promised; what misses is said."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from benchmarks.tables import figure, table
from benchmarks.visitor import Visit

# Times the CPU of the floor's list, on SQLite as on PostgreSQL.
MOST: Final = {
    "list": 2.5,
    "detail": 2.5,
    "post": 2.0,
    "public": 1.5,
    "dashboard": 6.0,
    "matching room": 6.0,
}
MOST_QUERIES: Final = 12
MOST_QUERIES_OF_A_POST: Final = 10
MOST_INSTANCES_A_ROW: Final = 5
MOST_REQUESTS: Final = 8
MOST_KILOBYTES: Final = 100.0
MOST_KILOBYTES_AGAIN: Final = 12.0


@dataclass(frozen=True)
class Queries:
    """What a page asks of the database: statements, those asked twice word by word, and rows that became objects."""

    count: int
    duplicates: int
    instances: int


@dataclass(frozen=True)
class Times:
    """What a page costs: CPU as a multiple of the floor's list, and what a visitor waits."""

    ratio: float
    cpu_ms: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Result:
    """One page; `rows` where it is a list."""

    name: str
    kind: str
    rows: int
    times: Times
    queries: Queries
    kilobytes: float

    @property
    def most_queries(self) -> int:
        return MOST_QUERIES_OF_A_POST if self.kind == "post" else MOST_QUERIES

    def misses(self) -> Iterator[str]:
        """Say in words what is above what was promised."""
        if self.times.ratio > MOST[self.kind]:
            yield f"{self.times.ratio:.2f} times the floor, at most {MOST[self.kind]}"
        if self.queries.count > self.most_queries:
            yield f"{self.queries.count} queries, at most {self.most_queries}"
        if self.queries.duplicates:
            yield f"{self.queries.duplicates} queries asked again"
        if self.rows and self.queries.instances > MOST_INSTANCES_A_ROW * self.rows:
            yield f"{self.queries.instances} rows made into objects for {self.rows} shown"


@dataclass(frozen=True)
class Run:
    """Everything that one run of the benchmark found."""

    database: str
    floor: Times
    start_seconds: float
    memory_mb: float
    pages: list[Result] = field(default_factory=list)
    visits: dict[str, Visit] = field(default_factory=dict)

    def misses(self) -> Iterator[str]:
        """Say in words everything that is above what was promised."""
        for page in self.pages:
            for miss in page.misses():
                yield f"{page.name}: {miss}"
        for name, visit in self.visits.items():
            for miss in _misses_of(visit):
                yield f"{name}, first visit: {miss}"


def _misses_of(visit: Visit) -> Iterator[str]:
    if visit.requests > MOST_REQUESTS:
        yield f"{visit.requests} requests, at most {MOST_REQUESTS}"
    if visit.kilobytes > MOST_KILOBYTES:
        yield f"{visit.kilobytes:.1f} kB, at most {MOST_KILOBYTES:.0f}"
    if visit.again_kilobytes > MOST_KILOBYTES_AGAIN:
        yield f"{visit.again_kilobytes:.1f} kB the second time, at most {MOST_KILOBYTES_AGAIN:.0f}"
    if visit.third_party:
        yield f"{visit.third_party} files from elsewhere, at most 0"


def report(run: Run) -> str:
    """Write the tables, then plainly what is missed."""
    missed = [f"  {miss}" for miss in run.misses()]
    verdict = ["Missed:", *missed] if missed else ["Everything is within what was promised."]
    lines = (
        f"Database: {run.database}",
        "",
        _pages(run),
        "",
        _visits(run),
        "",
        *verdict,
        "",
        NOTES,
    )
    return "\n".join(lines)


def _pages(run: Run) -> str:
    heading = (
        *("page", "kind", "x", "at most", "queries", "at most", "again", "objects"),
        *("CPU ms", "p50 ms", "p95 ms", "kB"),
    )
    return table(heading, [_floor(run), *map(_page, run.pages)])


def _floor(run: Run) -> tuple[str, ...]:
    times = run.floor
    waits = (figure(one, 1) for one in (times.cpu_ms, times.p50_ms, times.p95_ms))
    return ("(floor's list)", "", figure(times.ratio), "", "3", "", "0", "27", *waits, "")


def _page(page: Result) -> tuple[str, ...]:
    times, queries = page.times, page.queries
    return (
        *(page.name, page.kind, figure(times.ratio), figure(MOST[page.kind], 1)),
        *(str(queries.count), str(page.most_queries), str(queries.duplicates)),
        *(str(queries.instances), figure(times.cpu_ms, 1)),
        *(figure(times.p50_ms, 1), figure(times.p95_ms, 1), figure(page.kilobytes, 1)),
    )


def _visits(run: Run) -> str:
    visits = table(
        ("first visit", "requests", "at most", "kB", "at most", "again kB", "at most"),
        (
            (
                *(name, str(visit.requests), str(MOST_REQUESTS)),
                *(figure(visit.kilobytes, 1), figure(MOST_KILOBYTES, 0)),
                *(figure(visit.again_kilobytes, 1), figure(MOST_KILOBYTES_AGAIN, 0)),
            )
            for name, visit in run.visits.items()
        ),
    )
    start = f"Open after {run.start_seconds:.1f} s; {run.memory_mb:.0f} MB with one web process after the run."
    return f"{visits}\n\n{start}"


NOTES: Final = """\
x: CPU of a request (server and database) divided by that of the floor's list right before and after it, the
median of the rounds. queries: statements but BEGIN, COMMIT and savepoints; again: reads asked twice word by word.
objects: rows made into model instances. kB: body as it travels, packed by gzip."""
