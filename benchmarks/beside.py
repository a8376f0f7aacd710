"""What pages cost beside a small one: each is asked in turns with the sign-in page, which reads nothing.

The machine's other work falls on both, and what is told is the ratio. On SQLite the time of the processor is taken,
which other work does not lengthen much; on PostgreSQL, whose server works beside us, the time on the wall.
"""

import time
from collections.abc import Iterable, Mapping
from statistics import median, quantiles
from typing import Any, Final

from benchmarks.tables import figure, table

WARMING_UP: Final = 3
SMALL: Final = "/sign-in/"
Found = Mapping[str, tuple[float, ...]]


def measure(pages: Iterable[tuple[str, str, Any]], rounds: int) -> dict[str, tuple[float, ...]]:
    """Return for each page (its name, its path, its reader's browser) queries, median and p95 as multiples of the small one's."""
    from django.db import connection  # noqa: PLC0415 -- Django is set up by now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- as above

    from benchmarks.steps import browser  # noqa: PLC0415 -- as above

    stranger = browser()
    found: dict[str, tuple[float, ...]] = {}
    for name, path, reader in pages:
        _asked(reader, path)
        with CaptureQueriesContext(connection) as captured:
            _asked(reader, path)
        queries = len(captured)  # the next request forgets them
        small, ours = [], []
        for _round in range(rounds + WARMING_UP):
            small.append(_asked(stranger, SMALL))
            ours.append(_asked(reader, path))
        floor, waits = small[WARMING_UP:], ours[WARMING_UP:]
        found[name] = (
            queries,
            median(waits) / median(floor),
            _p95(waits) / _p95(floor),
        )
    return found


def analyze() -> None:
    """Let the database look at what came, as a server does by itself some minutes later."""
    from django.db import connection  # noqa: PLC0415 -- Django is set up by now

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def told(found: Mapping[str, Found]) -> str:
    """Return a table: a line a page, three columns for each size."""
    heading = [
        "page",
        *(f"{what} at {size}" for size in found for what in ("queries", "median", "p95")),
    ]
    names = next(iter(found.values()))
    lines = [
        [
            name,
            *(
                figure(one, 2 if place else 0)
                for pages in found.values()
                for place, one in enumerate(pages[name])
            ),
        ]
        for name in names
    ]
    return table(heading, lines)


def _asked(client: Any, path: str) -> float:
    from django.db import connection  # noqa: PLC0415 -- Django is set up by now

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    start = clock()
    answer = client.get(path)
    seconds = clock() - start
    if answer.status_code != 200:  # noqa: PLR2004 -- a page
        raise SystemExit(f"{path} answered {answer.status_code} {dict(answer.headers)}.")
    return seconds


def _p95(waits: list[float]) -> float:
    return quantiles(waits, n=20, method="inclusive")[-1]
