"""Kill everything, and the worker alone, at random moments under load; nothing acknowledged may be lost or doubled."""

import random
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from drills.installation import Installation, installed
from drills.post_office import PostOffice, post_office
from drills.site import Site, serving
from drills.verdict import Report, main

if TYPE_CHECKING:
    from drills.load import Tally
    from drills.world import World

KILLS: Final = 24
# A claim of a killed worker runs out after five minutes, and a minute later the tick takes it up.
HEALING_SECONDS: Final = 480
KINDS: Final = {
    "accepted a proposal",
    "approved an application",
    "recorded a meeting",
    "signed a contract",
    "started a match",
}


def drill(report: Report, database_url: str) -> None:
    """Set it up, kill it again and again, let it heal, and count."""
    with post_office() as office, installed(database_url, email_url=office.url) as installation:
        from drills.world import build_world  # noqa: PLC0415 -- Django is set up by now

        world = build_world(agreed=3, unsigned=12)
        report.say("a world is built; the site starts")
        with serving(installation) as site:
            _Kills(report, installation, site, office).run(world)


class _Kills:
    def __init__(
        self, report: Report, installation: Installation, site: Site, office: PostOffice
    ) -> None:
        self._report = report
        self._installation = installation
        self._site = site
        self._office = office
        self._chance = random.Random(7)  # noqa: S311 -- the same moments every time

    def run(self, world: "World") -> None:
        from drills.load import Tally, at_work  # noqa: PLC0415 -- Django is set up by now

        tally, stopping = Tally(), threading.Event()
        with at_work(_jobs(world, self._site.port, tally, stopping), stopping):
            for number in range(KILLS):
                time.sleep(self._chance.uniform(0.3, 3))
                self._kill(number)
            time.sleep(3)
        acknowledged = sum(tally.acknowledged.values())
        self._report.say(f"{KILLS} kills, {acknowledged} changes acknowledged, {tally.broken} not")
        for what, count in sorted(tally.acknowledged.items()):
            self._report.say(f"  {count} x {what}")
        idle = sorted(KINDS - tally.acknowledged.keys())
        self._report.none("kinds of changes of which not one was acknowledged", idle)
        self._report.none("answers that were neither a yes nor a plea for patience", tally.strange)
        self._heal()
        _compare(self._report, world, tally, self._site.port)
        from drills.ledger import check_letters, check_rows  # noqa: PLC0415 -- as above

        check_rows(self._report)
        check_letters(self._report, self._office)

    def _kill(self, number: int) -> None:
        if number % 3 == 2:  # noqa: PLR2004 -- every third is the worker's alone
            self._site.kill_worker()
            return
        self._site.kill()
        seconds = self._site.start()
        if seconds > 10:  # noqa: PLR2004 -- the machine may be busy; a recovery is not that long
            self._report.check("it is back soon", holds=False, found=f"{seconds:.1f} s")

    def _heal(self) -> None:
        """Wait until nothing waits any more; nobody lends a hand."""
        from compagnon.matching.models import Run  # noqa: PLC0415 -- Django is set up by now
        from compagnon.notifications.models import Message  # noqa: PLC0415 -- as above

        begun = time.monotonic()
        while time.monotonic() - begun < HEALING_SECONDS:
            waiting = Message.objects.filter(work_state="waiting", held_for=None).count()
            runs = Run.objects.filter(work_state="waiting").count()
            if not waiting + runs:
                break
            time.sleep(2)
        self._report.say(f"healed after {time.monotonic() - begun:.0f} s")


def _jobs(
    world: "World", port: int, tally: "Tally", stopping: threading.Event
) -> list[Callable[[], None]]:
    from benchmarks.pairs import members  # noqa: PLC0415 -- as above
    from drills.browser import Browser  # noqa: PLC0415 -- Django is set up by now
    from drills.load import Worker  # noqa: PLC0415 -- as above
    from drills.world import browser_of, latest_agreement  # noqa: PLC0415 -- as above

    def worker(browser: Browser) -> Worker:
        return Worker(tally, stopping, browser)

    jobs: list[Callable[[], None]] = []
    for number, pair in enumerate(world.agreed):
        one = worker(browser_of(port, members(pair)[number % 2].person))
        home = f"/partnerships/{pair.id.hex}/"
        jobs.append(partial(one.record_meetings, home, pair.id.hex))
    links = world.answer_links()
    for half in (links[::2], links[1::2]):
        presses = [(link, "/accept/", "accepted a proposal") for link in half]
        jobs.append(partial(worker(Browser(port)).press_each, presses))
    coordinator = browser_of(port, world.coordinator)
    decisions = [
        (f"/applications/{key.hex}/approve/", "/approve/", "approved an application")
        for key in world.undecided()
    ]
    jobs.append(partial(worker(coordinator.twin()).press_each, decisions))
    room = f"/joining-points/{world.january.id.hex}/matching/"
    runs = [(room, "/matching/start/", "started a match")] * 1000
    jobs.append(partial(worker(coordinator.twin()).press_each, runs))
    for pair in world.unsigned:
        signer = worker(browser_of(port, members(pair)[1].person))
        page = f"/agreements/{latest_agreement(pair).id.hex}/"
        jobs.append(partial(signer.press_each, [(page, "/sign/", "signed a contract")]))
    return jobs


def _compare(report: Report, world: "World", tally: "Tally", port: int) -> None:
    """Compare what people were told with what is there."""
    from benchmarks.pairs import members  # noqa: PLC0415 -- as above
    from compagnon.matching.models import Answer  # noqa: PLC0415 -- Django is set up by now
    from compagnon.partnerships.models import Meeting, Signature  # noqa: PLC0415 -- as above
    from compagnon.recruitment.models import Application  # noqa: PLC0415 -- as above
    from drills.world import browser_of  # noqa: PLC0415 -- as above

    for pair in world.agreed:
        marker = pair.id.hex
        held = Meeting.objects.filter(partnership=pair, state="held").count()
        report.same("meetings of a pair, and those acknowledged", held, tally.meetings[marker])
        page = browser_of(port, members(pair)[0].person).get(f"/partnerships/{marker}/")
        last = f"{marker} {tally.meetings[marker]}"
        report.check("the words of the last meeting can be read", holds=last in page.text)
    told = tally.acknowledged
    yes = Answer.objects.filter(
        state="accepted", proposal__release__run__joining_point=world.september
    ).count()
    report.same("proposals accepted, and those acknowledged", yes, told["accepted a proposal"])
    approved = Application.objects.filter(joining_point=world.january, state="approved").count()
    report.same("applications approved", approved, told["approved an application"])
    signed = Signature.objects.filter(agreement__partnership__in=world.unsigned).count()
    wanted = told["signed a contract"] + len(world.unsigned)
    report.same("contracts signed", signed, wanted)


if __name__ == "__main__":
    main("kill", drill, __doc__)
