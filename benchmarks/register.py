"""`./dev bench register`: a membership register of fifty thousand lines, from the file to the last line in force.

Each format runs in a process of its own, so that its memory is its own: seconds by the clock, the peak of memory,
and how long one applicant is then looked up.
"""

import argparse
import csv
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from benchmarks.installation import installed
from benchmarks.tables import figure, table

LINES: Final = 50_000
FORMATS: Final = ("csv", "xlsx")
HEADING: Final = ("Membership number", "Name", "Email", "Valid until")
FIRST: Final = ("Amal", "Bela", "Chris", "Dana", "Efa", "Finn", "Gwen", "Huw", "Ines", "Jo")
LAST: Final = ("Haddad", "Kovács", "Okafor", "Rees", "Sinclair", "Duarte", "Whitfield", "Llewellyn")
LOOK_UPS: Final = 50


def rows(count: int) -> list[tuple[str, str, str, date]]:
    """Return invented members, each with a name that few others have."""
    return [
        (
            f"{number:06}",
            f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}{_syllables(number)}",
            f"member{number}@example.org",
            date(2027, 8, 31),
        )
        for number in range(count)
    ]


def _syllables(number: int) -> str:
    said = ""
    while number:
        number, part = divmod(number, 25)
        said += ("ba", "ce", "di", "fo", "gu")[part % 5] + "lmnrs"[part // 5]
    return said


def written(kind: str, count: int) -> bytes:
    """Return the register as a file."""
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text).writerows([HEADING, *rows(count)])
        return text.getvalue().encode()
    from openpyxl import Workbook  # noqa: PLC0415 -- only developers have it

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Members")
    for row in (HEADING, *rows(count)):
        sheet.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def measure(path: Path) -> dict[str, float]:
    """Read a file, keep it, take it in and look applicants up, on a database of its own."""
    point, coordinator = _world()
    from compagnon.membership.changes import start_register, upload_register  # noqa: PLC0415 -- after django.setup
    from compagnon.membership.models import RegisterEntry  # noqa: PLC0415 -- as above
    from compagnon.membership.rules.reading import REGISTER, read_members  # noqa: PLC0415 -- as above
    from compagnon.membership.tasks import take_in  # noqa: PLC0415 -- as above
    from compagnon.recruitment.rules.reading import read_file  # noqa: PLC0415 -- as above

    before = _peak()
    marks = [time.perf_counter()]
    with path.open("rb") as file:
        reading = read_members(read_file(file, REGISTER))
    marks.append(time.perf_counter())
    register = upload_register(
        by=coordinator, joining_point=point, file_name=path.name, reading=reading
    )
    marks.append(time.perf_counter())
    start_register(by=coordinator, register=register)
    take_in.call(register.id.hex)
    marks.append(time.perf_counter())
    count = RegisterEntry.objects.count()
    look_up = _looked_up(point)
    read, kept, taken = (later - earlier for earlier, later in pairwise(marks))
    return {
        "lines": count,
        "read": read,
        "kept": kept,
        "taken": taken,
        "rows_a_second": count / (read + kept + taken),
        "idle_megabytes": before,
        "peak_megabytes": _peak(),
        "look_up_milliseconds": look_up * 1000,
    }


def _world() -> tuple[Any, Any]:
    from compagnon.core.actors import person  # noqa: PLC0415 -- Django is set up by now
    from compagnon.scenarios.association import build_association  # noqa: PLC0415 -- as above

    association = build_association(today=date(2026, 9, 14))
    return association.joining_point, person(association.persona("coordinator").id)


def _looked_up(point: Any) -> float:
    """Return how long one applicant takes whom the register does not hold, but for names that are alike."""
    from compagnon.accounts.models import Person  # noqa: PLC0415 -- after django.setup
    from compagnon.membership.queries import find_member  # noqa: PLC0415 -- as above
    from compagnon.recruitment.models import Application  # noqa: PLC0415 -- as above

    stranger = Person(email="nobody@example.org", name="Amal Haddadd")
    application = Application(joining_point=point, person=stranger, answers={})
    return _timed(lambda: find_member(application)) / LOOK_UPS


def _timed(look_up: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _time in range(LOOK_UPS):
        look_up()
    return time.perf_counter() - start


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def in_a_process(kind: str, count: int) -> dict[str, float]:
    """Measure one format in a process and an installation of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"members.{kind}"
        path.write_bytes(written(kind, count))
        done = subprocess.run(  # noqa: S603 -- our own module
            [sys.executable, "-m", "benchmarks.register", "--file", str(path)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench register", description=__doc__)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.file:
        with installed():
            print(json.dumps(measure(asked.file)))
        return
    found = {kind: in_a_process(kind, asked.lines) for kind in FORMATS}
    names = list(next(iter(found.values())))
    print(
        table(
            ["", *FORMATS],
            [[name, *(figure(found[kind][name]) for kind in FORMATS)] for name in names],
        )
    )


if __name__ == "__main__":
    main()
