"""A clock that is moved by an hour, a day, a year, and over both nights of the change; each reminder comes once."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Final

from drills.installation import Installation, installed
from drills.post_office import PostOffice, post_office
from drills.verdict import Report, main

if TYPE_CHECKING:
    from drills.world import World

Key = tuple[str, str, str]
A_YEAR: Final = 366
# Some reviews are over by then, so that there are reminders that a clock set back may repeat.
BEGINS_AFTER: Final = 40
NOT_LATER_THAN: Final = 50
STEP_DAYS: Final = 6
# The last Sundays of March and October, in the hours around the change in London.
CHANGES: Final = ((3, 28), (10, 31))


def drill(report: Report, database_url: str) -> None:
    """Tick at moments that no good clock would show."""
    with post_office() as office, installed(database_url, email_url=office.url) as installation:
        from compagnon.core import clock  # noqa: PLC0415 -- Django is set up by now
        from drills.world import build_world  # noqa: PLC0415 -- as above

        world = build_world(agreed=6, is_released=False)
        begun = clock.now() + timedelta(days=BEGINS_AFTER)
        _set_dates(world, clock.now(), begun)
        ticks = _Ticks(installation, report)
        for hours in (0, 1, -1, 0, 24, -24, 25, 0, 0):
            ticks.at(begun + timedelta(hours=hours))
        ticks.twice_at_once(begun + timedelta(hours=26))
        ticks.compare(office, "an hour and a day")
        for moment in _way_of_a_year(begun):
            ticks.at(moment)
        ticks.compare(office, "a year and both nights")
        before = len(office.received)
        ticks.at(begun)
        # The outbox forgets what is half a year old: it cannot know that the year has not passed.
        report.say(
            f"set back by a year: {len(office.received) - before} reminders of sixty days again"
        )


class _Ticks:
    """`compagnon tick --now`; in this process, because starting one takes longer than what it does."""

    def __init__(self, installation: Installation, report: Report) -> None:
        self._installation = installation
        self._report = report
        self._count = 0
        self._wanted: set[Key] = set()
        self._sent: dict[Key, set[str]] = defaultdict(set)

    def at(self, moment: datetime) -> None:
        """Tick as if it were that moment."""
        from compagnon.cli.main import build_parser  # noqa: PLC0415 -- Django is set up by now

        self._count += 1
        args = build_parser().parse_args(["tick", "--now", moment.isoformat()])
        with redirect_stdout(StringIO()):
            code = args.run(args)
        if code:
            self._report.check(f"the tick at {moment:%Y-%m-%d %H:%M}", holds=False)
        self._look(moment)

    def twice_at_once(self, moment: datetime) -> None:
        """Tick in two processes."""
        self._count += 2
        words = ("tick", "--now", moment.isoformat())
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _number: self._installation.compagnon(*words), range(2)))
        self._look(moment)

    def _look(self, moment: datetime) -> None:
        """Note what was due, and what the outbox says of it; in half a year it has forgotten."""
        from compagnon.core import clock  # noqa: PLC0415 -- Django is set up by now
        from compagnon.notifications.models import Message  # noqa: PLC0415 -- as above
        from compagnon.partnerships.reminders.due import due_reminders  # noqa: PLC0415 -- as above

        with clock.moved_to(moment):
            today = clock.today()
            for one in due_reminders(today):
                if one.due_on > today - timedelta(days=NOT_LATER_THAN):
                    self._wanted.add((one.kind, one.address, one.due_on.isoformat()))
        rows = Message.objects.filter(outcome="sent", context__has_key="due_on")
        for row in rows.only("kind", "address", "context", "message_id"):
            self._sent[row.kind, row.address, row.context["due_on"]].add(row.message_id)

    def compare(self, office: PostOffice, name: str) -> None:
        """Each that was due has come, once."""
        twice = [key for key, letters in self._sent.items() if len(letters) > 1]
        self._report.none(f"{name}: reminders that came twice", twice)
        again = [key for key, count in office.times_by_id().items() if count > 1]
        self._report.none(f"{name}: letters that came twice", again)
        self._report.none(f"{name}: reminders that did not come", self._wanted - set(self._sent))
        self._report.say(f"{name}: {len(self._sent)} reminders after {self._count} ticks")


def _set_dates(world: "World", now: datetime, begun: datetime) -> None:
    """Let reviews and ends fall on both nights of the change, too."""
    from dataclasses import replace  # noqa: PLC0415 -- as above

    from benchmarks.pairs import members  # noqa: PLC0415 -- as above
    from compagnon.core.actors import person  # noqa: PLC0415 -- Django is set up by now
    from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement  # noqa: PLC0415 -- as above
    from compagnon.partnerships.queries.agreement import get_agreement  # noqa: PLC0415 -- as above

    days = [(now + timedelta(days=add)).date() for add in (20, BEGINS_AFTER, BEGINS_AFTER + 1, 90)]
    days += [night.date() for night in _nights(begun)]
    for pair, review_on in zip(world.agreed, days, strict=False):
        mentor, mentee = members(pair)
        by = person(mentor.person_id)
        seen = get_agreement(viewer=by, partnership=pair)
        if seen is None:
            raise SystemExit("A pair has no contract.")
        terms = replace(seen.terms, review_on=review_on, ends_on=review_on + timedelta(days=60))
        agreement = write_agreement(by=by, partnership=pair, terms=terms, based_on=1)
        sign_agreement(by=person(mentee.person_id), agreement=agreement)


def _nights(now: datetime) -> list[datetime]:
    found = [datetime(now.year + add, *day, tzinfo=UTC) for add in (0, 1) for day in CHANGES]
    return sorted(night for night in found if now < night < now + timedelta(days=A_YEAR))


def _way_of_a_year(now: datetime) -> list[datetime]:
    """Return moments in order: every few days, and every half hour of the two nights."""
    steps = [now + timedelta(days=days) for days in range(2, A_YEAR, STEP_DAYS)]
    for night in _nights(now):
        steps += [night - timedelta(hours=2) + timedelta(minutes=30 * half) for half in range(12)]
    return [*sorted(steps), now + timedelta(days=A_YEAR)]


if __name__ == "__main__":
    main("clock", drill, __doc__)
