"""`./dev bench queue`: what the pages of applications cost as their number grows: queries, and time beside a small page.

One installation grows; what its pages cost is told beside the sign-in page (see `beside.py`).
"""

import argparse
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from benchmarks.beside import analyze, measure, told
from benchmarks.installation import installed

SIZES: Final = (100, 10_000, 100_000)
TODAY: Final = date(2026, 9, 14)
BEGINNING: Final = datetime(2026, 8, 1, tzinfo=UTC)
AT_ONCE: Final = 2_000


def grow(point: Any, before: int, size: int) -> None:
    """Let people apply until there are so many applications; nothing but their rows is made."""
    from compagnon.accounts.models import Person  # noqa: PLC0415 -- Django is set up by now
    from compagnon.recruitment.models import Application  # noqa: PLC0415 -- as above

    states = ("submitted", "submitted", "approved", "waiting", "declined")
    for start in range(before, size, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, size))
        people = Person.objects.bulk_create(
            Person(
                email=f"queue{number}@example.org",
                name=f"Robin {number}",
                language="en",
                created_at=BEGINNING,
                password="!",  # noqa: S106 -- nobody signs in with one
            )
            for number in numbers
        )
        Application.objects.bulk_create(
            Application(
                joining_point=point,
                person=one,
                state=states[number % len(states)],
                is_mentor=number % 3 == 0,
                is_mentee=number % 3 != 0,
                answers={"region": "wales", "sector": "academy", "membership_number": str(number)},
                fingerprint="",
                submitted_at=BEGINNING + timedelta(seconds=number),
                waiting_since=BEGINNING + timedelta(seconds=number),
                saved_at=BEGINNING,
            )
            for number, one in zip(numbers, people, strict=True)
        )


def begin_register(point: Any, coordinator: Any) -> Any:
    """Put a register in force that knows nobody who applies."""
    from compagnon.core.actors import person  # noqa: PLC0415 -- Django is set up by now
    from compagnon.membership import changes, tasks  # noqa: PLC0415 -- as above

    by = person(coordinator.id)
    data = b"Number,Name,Email\nA-1,Robin Reed,robin.reed@example.org\n"
    register = changes.upload_register(
        by=by, joining_point=point, file_name="members.csv", data=data
    )
    changes.start_register(by=by, register=register)
    tasks.take_in.call(register.id.hex)
    register.refresh_from_db()
    return register


def _compare(register: Any) -> None:
    from compagnon.membership import tasks  # noqa: PLC0415 -- Django is set up by now

    tasks.compare.call(register.id.hex)


def pages(point: Any, coordinator: Any, draft: Any) -> list[tuple[str, str, Any]]:
    """Return what is asked: the coordinator's pages, and those of somebody who is filling in a form."""
    from benchmarks.steps import browser  # noqa: PLC0415 -- Django is set up by now

    staff = [(name, path, browser(coordinator)) for name, path in _pages(point).items()]
    return [*staff, *_form(draft)]


def _pages(point: Any) -> dict[str, str]:
    from compagnon.recruitment.models import Application  # noqa: PLC0415 -- Django is set up by now
    from compagnon.recruitment.queries.queue import cursor_of  # noqa: PLC0415 -- as above

    queue = f"/joining-points/{point.id.hex}/applications/"
    rows = Application.objects.filter(joining_point=point).order_by("waiting_since", "id")
    middle = rows[rows.count() // 2]
    return {
        "queue": queue,
        "queue, approved mentees": f"{queue}?state=approved&role=mentee",
        "queue, without a doubt": f"{queue}?state=submitted&doubt=none",
        "queue, with a doubt": f"{queue}?doubt=some",
        "queue, not in the register": f"{queue}?register=not_found",
        "queue, from the middle": f"{queue}?after={cursor_of(middle)}",
        "application": f"/applications/{middle.id.hex}/",
        "public page": f"/join/{point.cycle.scheme_id.hex}/",
        "import": f"/joining-points/{point.id.hex}/import/",
        "home": "/",
        "scheme": f"/schemes/{point.cycle.scheme_id.hex}/",
    }


def _form(draft: Any) -> list[tuple[str, str, Any]]:
    """Return the pages of somebody who is filling in a form."""
    from benchmarks.steps import browser  # noqa: PLC0415 -- Django is set up by now
    from compagnon.recruitment.queries.form import form_of  # noqa: PLC0415 -- as above

    address, applicant = f"/applications/{draft.id.hex}/", browser(draft.person)
    first = form_of(draft).sections[0]
    return [
        ("page of the form", f"{address}form/{first.key}/", applicant),
        ("check your answers", f"{address}check/", applicant),
        ("my applications", "/my-applications/", applicant),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench queue", description=__doc__)
    parser.add_argument("--size", type=int, action="append", help="100, 10000 and 100000")
    parser.add_argument("--rounds", type=int, default=40, help="how often each page is asked (40)")
    parser.add_argument("--database-url", default="", help="a PostgreSQL server to try it on")
    asked = parser.parse_args()
    sizes = sorted(asked.size or SIZES)
    with installed(asked.database_url):
        from compagnon.scenarios.association import build_association  # noqa: PLC0415 -- Django is set up by now
        from compagnon.scenarios.half_finished import begin_to_apply  # noqa: PLC0415 -- as above

        association = build_association(today=TODAY)
        draft = begin_to_apply(association.scheme, association.persona("applicant"), today=TODAY)
        point, before, found = association.joining_point, 0, {}
        register = begin_register(point, association.persona("coordinator"))
        for size in sizes:
            grow(point, before, size)
            before = size
            _compare(register)
            analyze()
            asked_for = pages(point, association.persona("coordinator"), draft)
            found[f"{size:,}"] = measure(asked_for, asked.rounds)
    print(told(found))


if __name__ == "__main__":
    main()
