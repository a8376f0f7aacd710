"""`./dev bench imports`: applications and a register of members, fifty thousand lines each, from CSV and from XLSX.

Each is measured in a process of its own, so that its memory is its own: how long somebody waits for the upload, how
long the file is then read in the background, how long it is taken in, and how high memory rises above an idle worker.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from benchmarks.installation import installed
from benchmarks.tables import figure, table

LINES: Final = 50_000
FORMATS: Final = ("csv", "xlsx")
KINDS: Final = ("members", "applications")
DEMO: Final = Path("demo/applications.csv")
HEADING: Final = ("Membership number", "Name", "Email", "Valid until")
FIRST: Final = ("Amal", "Bela", "Chris", "Dana", "Efa", "Finn", "Gwen", "Huw", "Ines", "Jo")
LAST: Final = ("Haddad", "Kovács", "Okafor", "Rees", "Sinclair", "Duarte", "Whitfield", "Llewellyn")


def members(count: int) -> Iterator[tuple[str, ...]]:
    """Yield a heading and invented members, each with a name that few others have."""
    yield HEADING
    for number in range(count):
        yield (f"{number:06}", _name(number), f"member{number}@example.org", "2027-08-31")


def applications(count: int) -> Iterator[tuple[str, ...]]:
    """Yield the demo's heading and its answers, given again and again by people of other names and workplaces."""
    with DEMO.open(encoding="utf-8-sig", newline="") as file:
        heading, *answers = csv.reader(file)
    yield tuple(heading)
    asked = ("Your full name", "Your e-mail address", "Name of your school")
    name, email, place = (
        next(number for number, title in enumerate(heading) if title.startswith(start))
        for start in asked
    )
    for number in range(count):
        said = list(answers[number % len(answers)])
        said[name] = _name(number)
        said[email] = f"person{number}@example.org"
        said[place] = f"{said[place]} {number // 40}"
        yield tuple(said)


def _name(number: int) -> str:
    said = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
    while number:
        number, part = divmod(number, 25)
        said += ("ba", "ce", "di", "fo", "gu")[part % 5] + "lmnrs"[part // 5]
    return said


def write(path: Path, rows: Iterator[tuple[str, ...]]) -> None:
    """Write a file of the format that its name says."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return
    from openpyxl import Workbook  # noqa: PLC0415 -- for workbooks alone

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet")
    for row in rows:
        sheet.append(row)
    book.save(path)


@dataclass(frozen=True)
class Way:
    """How one kind of list goes through the installation."""

    upload: Callable[[bytes], Any]
    work: Callable[[str], None]
    look: Callable[[Any], object]
    start: Callable[[Any], object]
    count: Callable[[], int]


def measure(path: Path) -> dict[str, float]:
    """Upload a file, let it be read, look at it, and take it in, on a database of its own."""
    way = _ways()[path.stem]
    idle = _peak()
    upload, row = _timed(lambda: way.upload(path.read_bytes()))
    began = time.process_time()
    read, _done = _timed(lambda: way.work(row.id.hex))
    computed_reading = time.process_time() - began
    row.refresh_from_db()
    if row.state != "preview":
        raise SystemExit(f"{path.name}: {row.state}: {row.trouble}")
    looked, _page = _timed(lambda: way.look(row))
    way.start(row)
    began = time.process_time()
    taken, _done = _timed(lambda: way.work(row.id.hex))
    computed_taking = time.process_time() - began
    lines = way.count()
    return {
        "lines": lines,
        "uploaded_in": upload,
        "read_in": read,
        "looked_at_in": looked,
        "taken_in_in": taken,
        "rows_read_a_second": lines / read,
        "rows_taken_in_a_second": lines / taken,
        "rows_read_a_second_of_cpu": lines / computed_reading,
        "rows_taken_in_a_second_of_cpu": lines / computed_taking,
        "idle_megabytes": idle,
        "megabytes_above_idle": _peak() - idle,
    }


def _ways() -> dict[str, Way]:
    from compagnon.core.actors import person  # noqa: PLC0415 -- Django is set up by now
    from compagnon.membership import changes as registers  # noqa: PLC0415 -- as above
    from compagnon.membership.models import RegisterEntry  # noqa: PLC0415 -- as above
    from compagnon.membership.queries.register import list_remarks  # noqa: PLC0415 -- as above
    from compagnon.membership.tasks import take_in  # noqa: PLC0415 -- as above
    from compagnon.recruitment import changes  # noqa: PLC0415 -- as above
    from compagnon.recruitment.models import Application  # noqa: PLC0415 -- as above
    from compagnon.recruitment.queries.import_preview import Show, get_preview  # noqa: PLC0415 -- as above
    from compagnon.recruitment.tasks import import_file  # noqa: PLC0415 -- as above
    from compagnon.scenarios.association import build_association  # noqa: PLC0415 -- as above

    association = build_association(today=date(2026, 9, 14))
    by, point = person(association.persona("coordinator").id), association.joining_point
    before = Application.objects.count()
    return {
        "members": Way(
            upload=lambda data: registers.upload_register(
                by=by, joining_point=point, file_name="a", data=data
            ),
            work=take_in.call,
            look=list_remarks,
            start=lambda row: registers.start_register(by=by, register=row),
            count=RegisterEntry.objects.count,
        ),
        "applications": Way(
            upload=lambda data: changes.upload_file(
                by=by, joining_point=point, file_name="a", data=data
            ),
            work=import_file.call,
            look=lambda row: get_preview(viewer=by, import_file=row, show=Show.ALL, page=99),
            start=lambda row: changes.start_import(by=by, import_file=row),
            count=lambda: Application.objects.count() - before,
        ),
    }


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def in_a_process(kind: str, form: str, count: int, database_url: str) -> dict[str, float]:
    """Measure one list in a process and an installation of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}.{form}"
        write(path, members(count) if kind == "members" else applications(count))
        done = subprocess.run(  # noqa: S603 -- our own module
            [
                *(sys.executable, "-m", "benchmarks.imports", "--file", str(path)),
                *("--database-url", database_url),
            ],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench imports", description=__doc__)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--format", choices=FORMATS, action="append")
    parser.add_argument("--database-url", default="", help="a PostgreSQL server to try it on")
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.file:
        with installed(asked.database_url):
            print(json.dumps(measure(asked.file)))
        return
    wanted = [(kind, form) for kind in asked.kind or KINDS for form in asked.format or FORMATS]
    found = {
        f"{kind} {form}": in_a_process(kind, form, asked.lines, asked.database_url)
        for kind, form in wanted
    }
    names = list(next(iter(found.values())))
    rows = [[name, *(figure(one[name]) for one in found.values())] for name in names]
    print(table(["", *found], rows))


if __name__ == "__main__":
    main()
