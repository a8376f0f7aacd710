"""`./dev bench workspace`: what the pages of a partnership cost as others meet, and as there are more of them.

One pair's pages, and those by which coordinators look after all pairs, in one installation that grows: from ten pairs
that met once to 10,000 meetings of their scheme, then to 50,000 partnerships (see `beside.py`). The other pairs have
members, meetings and stages, but wrote nothing: no page of one pair opens another's words.
"""

import argparse
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NamedTuple

from benchmarks.beside import analyze, measure, told
from benchmarks.installation import installed

TODAY: Final = date(2026, 9, 14)
BEGINNING: Final = datetime(2026, 8, 1, tzinfo=UTC)
AT_ONCE: Final = 1_000


class Size(NamedTuple):
    """How many pairs there are beside the one whose pages are asked, and how many meetings they held."""

    pairs: int
    meetings: int

    def __str__(self) -> str:
        return f"{self.pairs:,} pairs, {self.meetings:,} meetings"


SIZES: Final = (Size(10, 10), Size(1_250, 10_000), Size(50_000, 10_000))
NOTHING: Final = Size(0, 0)


def grow(point: Any, before: Size, size: Size) -> None:
    """Let pairs begin, and meet, until there are so many of each; nothing but their rows is made."""
    for start in range(before.pairs, size.pairs, AT_ONCE):
        _begin(point, range(start, min(start + AT_ONCE, size.pairs)))
    _meet(point, size.meetings - before.meetings)


def _begin(point: Any, numbers: range) -> None:
    from compagnon.accounts.models import Person  # noqa: PLC0415 -- Django is set up by now
    from compagnon.core import sealing  # noqa: PLC0415 -- as above
    from compagnon.core.ids import new_public_id  # noqa: PLC0415 -- as above
    from compagnon.partnerships.models import Member, Partnership, Progress  # noqa: PLC0415 -- as above

    people = Person.objects.bulk_create(
        Person(
            email=f"pair{number}{side}@example.org",
            name=f"Robin {number}{side}",
            language="en",
            created_at=BEGINNING,
            password="!",  # noqa: S106 -- nobody signs in with one
        )
        for number in numbers
        for side in "ab"
    )
    pairs = Partnership.objects.bulk_create(
        Partnership(
            organisation_id=point.cycle.scheme.organisation_id,
            joining_point=point,
            proposal_id=new_public_id(),
            opened_at=BEGINNING + timedelta(seconds=number),
            planned_end_on=TODAY + timedelta(days=240),
        )
        for number in numbers
    )
    members = [
        Member(partnership=pairs[place // 2], person=one, role=("mentor", "mentee")[place % 2])
        for place, one in enumerate(people)
    ]
    for member in members:
        sealing.put(member)
    Member.objects.bulk_create(members)
    Progress.objects.bulk_create(
        Progress(
            partnership=pair,
            scheme=point.cycle.scheme,
            stage=("unsigned", "on_track", "quiet")[place % 3],
            since_on=TODAY - timedelta(days=place % 90),
        )
        for place, pair in enumerate(pairs)
    )


def _meet(point: Any, count: int) -> None:
    """Let the pairs of a joining point meet in turns, each meeting on a day of its own."""
    from compagnon.partnerships.models import Attendance, Meeting, Member  # noqa: PLC0415 -- Django is set up by now

    if not count:
        return
    members = Member.objects.filter(partnership__joining_point=point, person__name__startswith="R")
    of_pair: dict[Any, list[Any]] = {}
    for member in members:
        of_pair.setdefault(member.partnership_id, []).append(member)
    pairs = list(of_pair)
    held = Meeting.objects.bulk_create(
        Meeting(
            partnership_id=pairs[number % len(pairs)],
            state="held",
            held_on=TODAY - timedelta(days=number // len(pairs)),
            length_minutes=50,
        )
        for number in range(count)
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=one, member=member)
        for one in held
        for member in of_pair[one.partnership_id]
    )


def pages(association: Any) -> list[tuple[str, str, Any]]:
    """Return what is asked: a member's pages, and the coordinators' of all pairs."""
    from benchmarks.steps import browser  # noqa: PLC0415 -- Django is set up by now

    mentor, coordinator = (browser(association.persona(role)) for role in ("mentor", "coordinator"))
    pair = f"/partnerships/{association.partnership.id.hex}/"
    own = {
        "partnership": "",
        "agenda": "agenda/",
        "record a meeting": "meetings/record/",
        "development plan": "plan/",
        "messages": "messages/",
        "everything since": "timeline/",
    }
    scheme, point = association.scheme.id.hex, association.joining_point.id.hex
    return [
        *((name, pair + rest, mentor) for name, rest in own.items()),
        ("who is stuck", f"/schemes/{scheme}/partnerships/", coordinator),
        ("pairs at work", f"/joining-points/{point}/partnerships/", coordinator),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench workspace", description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="how often each page is asked (40)")
    parser.add_argument("--database-url", default="", help="a PostgreSQL server to try it on")
    asked = parser.parse_args()
    with installed(asked.database_url):
        from compagnon.scenarios.association import build_association  # noqa: PLC0415 -- Django is set up by now

        association = build_association(today=TODAY)
        before, found = NOTHING, {}
        for size in SIZES:
            grow(association.joining_point, before, size)
            before = size
            analyze()
            found[str(size)] = measure(pages(association), asked.rounds)
    print(told(found))


if __name__ == "__main__":
    main()
