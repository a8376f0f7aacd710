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
    from compagnon.recruitment.models import ImportFile
    from drills.load import Tally
    from drills.world import World

KILLS: Final = 24
LISTED: Final = 1_500
# A claim of a killed worker runs out after five minutes, and a minute later the tick takes it up.
HEALING_SECONDS: Final = 480
KINDS: Final = {
    "accepted a proposal",
    "approved an application",
    "started an import",
    "recorded a meeting",
    "signed a contract",
    "started a match",
}


def drill(report: Report, database_url: str) -> None:
    """Set it up, kill it again and again, let it heal, and count."""
    with post_office() as office, installed(database_url, email_url=office.url) as installation:
        from drills.world import build_world  # noqa: PLC0415 -- Django is set up by now

        world = build_world(agreed=3, unsigned=12)
        lists = _lists(world)
        report.say("a world is built; the site starts")
        with serving(installation) as site:
            _Kills(report, installation, site, office).run(world, lists)


class _Kills:
    def __init__(
        self, report: Report, installation: Installation, site: Site, office: PostOffice
    ) -> None:
        self._report = report
        self._installation = installation
        self._site = site
        self._office = office
        self._chance = random.Random(7)  # noqa: S311 -- the same moments every time

    def run(self, world: "World", lists: "tuple[ImportFile, ImportFile]") -> None:
        from drills.load import Tally, at_work  # noqa: PLC0415 -- Django is set up by now

        tally, stopping = Tally(), threading.Event()
        with at_work(_jobs(world, self._site.port, tally, stopping, lists=lists), stopping):
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
        _compare_lists(self._report, lists)
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
        from compagnon.recruitment.models import ImportFile  # noqa: PLC0415 -- as above

        begun = time.monotonic()
        while time.monotonic() - begun < HEALING_SECONDS:
            waiting = Message.objects.filter(work_state="waiting", held_for=None).count()
            runs = Run.objects.filter(work_state="waiting").count()
            lists = ImportFile.objects.filter(work_state="waiting").count()
            if not waiting + runs + lists:
                break
            time.sleep(2)
        self._report.say(f"healed after {time.monotonic() - begun:.0f} s")


def _lists(world: "World") -> "tuple[ImportFile, ImportFile]":
    """Upload two long lists: one is looked at, and will be imported; one is still to be read."""
    from compagnon.core.actors import person  # noqa: PLC0415 -- Django is set up by now
    from compagnon.recruitment.changes import upload_file  # noqa: PLC0415 -- as above
    from compagnon.recruitment.tasks import import_file  # noqa: PLC0415 -- as above

    def upload(stem: str) -> "ImportFile":
        lines = (
            f'{stem}{number},{stem}{number}@list.example,Mentor,"{"x" * 150}"'
            for number in range(LISTED)
        )
        return upload_file(
            by=person(world.coordinator.id),
            joining_point=world.january,
            file_name=f"{stem}.csv",
            data="\n".join(("Name,Email,Role,Said", *lines)).encode(),
        )

    looked_at = upload("robin")
    import_file.call(looked_at.id.hex)
    return looked_at, upload("wren")


def _compare_lists(report: Report, lists: "tuple[ImportFile, ImportFile]") -> None:
    """Count what came of the lists, however often whoever read and imported them was killed."""
    from compagnon.recruitment.models import Application, UploadPart  # noqa: PLC0415 -- Django is set up by now

    imported, read = lists
    for row in lists:
        row.refresh_from_db()
    report.same("the state of the list that was started", imported.state, "imported")
    report.same("lines of it that are new", imported.created_count, LISTED)
    came = Application.objects.filter(person__email__startswith="robin").count()
    report.same("applications from it", came, LISTED)
    report.same("the state of the list that was read", read.state, "preview")
    report.same("lines of it", read.total_count, LISTED)
    kept = UploadPart.objects.filter(upload_id=read.pk, holds="lines").count()
    report.same("its parts", kept, -(-LISTED // 250))


def _jobs(
    world: "World",
    port: int,
    tally: "Tally",
    stopping: threading.Event,
    *,
    lists: "tuple[ImportFile, ImportFile]",
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
    start = [(f"/imports/{lists[0].id.hex}/", "/start/", "started an import")]
    jobs.append(partial(worker(coordinator.twin()).press_each, start))
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
