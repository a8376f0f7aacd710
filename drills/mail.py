"""A mail server that is dead, silent, slow, refuses, or hangs up; then it is well again, and every letter comes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from drills.installation import Installation, installed
from drills.post_office import PostOffice, post_office
from drills.site import serving
from drills.verdict import Report, main

if TYPE_CHECKING:
    from drills.browser import Browser

LETTERS: Final = 4
SLOWEST_PAGE: Final = 5.0
SUFFERING_SECONDS: Final = 8
MOODS: Final = ("well", "dead", "silent", "slow", "later", "drop", "drop-after", "never")


def drill(report: Report, database_url: str) -> None:
    """Let people go on working in every mood of the mail server."""
    with post_office() as office, installed(database_url, email_url=office.url) as installation:
        from benchmarks.pairs import members  # noqa: PLC0415 -- Django is set up by now
        from drills.world import browser_of, build_world  # noqa: PLC0415 -- Django is set up by now

        world = build_world(agreed=len(MOODS), is_released=False)
        hours = _Hours(installation, report)
        with serving(installation) as site:
            hours.pass_until_quiet()
            pairs = []
            for pair in world.agreed:
                mentor, mentee = members(pair)
                browser = browser_of(site.port, mentor.person)
                home = f"/partnerships/{pair.id.hex}/"
                pairs.append(_Pair(browser, home, mentee.person.email))
            for mood, one in zip(MOODS, pairs, strict=True):
                one.suffer(report, office, mood)
                hours.pass_until_quiet()
                one.compare(report, office, mood)
            pairs[0].be_a_day_without(report, office, hours)
        _count(report, office)


@dataclass
class _Pair:
    """A mentor who records meetings, each of which is a letter to the mentee."""

    browser: "Browser"
    home: str
    address: str

    def record(self, *, days_ago: int) -> int:
        """Record a meeting; return the status of the answer."""
        from compagnon.core import clock  # noqa: PLC0415 -- Django is set up by now

        day = clock.today() - timedelta(days=days_ago)
        path = f"{self.home}meetings/record/"
        return self.browser.press(path, "/meetings/record/", held_on=day.isoformat()).status

    def suffer(self, report: Report, office: PostOffice, mood: str) -> None:
        """Record meetings, and look at pages meanwhile."""
        slowest, statuses = 0.0, set[int]()
        with _in_mood(office, mood):
            end = time.monotonic() + SUFFERING_SECONDS
            for number in range(LETTERS):
                begun = time.monotonic()
                statuses.add(self.record(days_ago=number))
                slowest = max(slowest, time.monotonic() - begun)
            while time.monotonic() < end:
                begun = time.monotonic()
                statuses.add(self.browser.get(self.home).status)
                slowest = max(slowest, time.monotonic() - begun)
                time.sleep(0.2)
        report.same(f"{mood}: answers of pages", statuses, {200, 303})
        found = f"{slowest:.1f} s"
        report.check(f"{mood}: no page waits for it", holds=slowest < SLOWEST_PAGE, found=found)

    def compare(self, report: Report, office: PostOffice, mood: str) -> None:
        """See whether each letter has come, once."""
        from compagnon.notifications.models import AddressProblem, Message  # noqa: PLC0415 -- Django is set up by now

        letters = Message.objects.filter(address=self.address, kind="partnerships/meeting_recorded")
        outcomes = list(letters.values_list("outcome", flat=True))
        is_marked = AddressProblem.objects.filter(address=self.address).exists()
        refused = mood == "never"
        wanted = ["refused" if refused else "sent"] * LETTERS
        report.same(f"{mood}: what became of the letters", outcomes, wanted)
        report.same(f"{mood}: the address is marked", is_marked, refused)
        ids = set(letters.values_list("message_id", flat=True))
        came = [one for one in office.of(self.address) if one in ids]
        report.same(f"{mood}: letters that came", len(set(came)), 0 if refused else LETTERS)
        again = len(came) - len(set(came))
        if mood == "drop-after":
            report.say(f"drop-after: {again} came again with the same Message-ID")
        else:
            report.same(f"{mood}: letters that came again", again, 0)

    def be_a_day_without(self, report: Report, office: PostOffice, hours: "_Hours") -> None:
        """Let the mail server be away for a day, ticking; no letter pays for it with its tries."""
        from compagnon.notifications.models import Message  # noqa: PLC0415 -- Django is set up by now

        office.close()
        self.record(days_ago=LETTERS)
        for hour in (1, 2, 4, 8, 16, 24):
            hours.tick(hour)
        letter = Message.objects.filter(address=self.address).latest("planned_at")
        report.same("after a day: tries that the letter has paid for", letter.attempts, 0)
        office.open()
        hours.tick(25)
        came = office.of(self.address).count(letter.message_id)
        report.same("after a day: times that the letter came", came, 1)


@contextmanager
def _in_mood(office: PostOffice, mood: str) -> Iterator[None]:
    with office.silent() if mood == "silent" else nullcontext():
        if mood == "dead":
            office.close()
        elif mood != "silent":
            office.mood = mood
        yield
    office.mood = "well"
    if mood == "dead":
        office.open()


class _Hours:
    """Moves the clock of `tick` forward, as waiting would."""

    def __init__(self, installation: Installation, report: Report) -> None:
        self._installation = installation
        self._report = report

    def tick(self, hours: float) -> None:
        """Tick as if so many hours had passed."""
        from compagnon.core import clock  # noqa: PLC0415 -- Django is set up by now

        moment = clock.now() + timedelta(hours=hours)
        self._installation.compagnon("tick", "--now", moment.isoformat())

    def pass_until_quiet(self) -> None:
        """Tick later and later until no letter waits."""
        from compagnon.notifications.models import Message  # noqa: PLC0415 -- Django is set up by now

        waiting = Message.objects.filter(work_state="waiting", held_for=None)
        for hours in (0, 0.1, 0.5, 1, 7, 14):
            if not waiting.exists():
                return
            self.tick(hours)
        self._report.none("letters that still wait after half a day", list(waiting.all()))


def _count(report: Report, office: PostOffice) -> None:
    from compagnon.notifications.models import Message  # noqa: PLC0415 -- Django is set up by now

    known = set(Message.objects.values_list("message_id", flat=True))
    report.none("letters that came without a row", set(office.times_by_id()) - known)


if __name__ == "__main__":
    main("mail", drill, __doc__)
