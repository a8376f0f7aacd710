"""A backup under load, everything lost, and restored: whoever was erased is erased again; without keys no words."""

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg

from drills.installation import Installation, installed
from drills.post_office import post_office
from drills.site import serving
from drills.verdict import Report, main

if TYPE_CHECKING:
    from drills.load import Tally
    from drills.world import World

BACKUPS: Final = 3
FAULT: Final = 500
WORDS: Final = "Words that only two may read"


def drill(report: Report, database_url: str) -> None:
    """Back up while people write, erase somebody, lose everything, restore."""
    with post_office() as office, installed(database_url, email_url=office.url) as installation:
        from benchmarks.pairs import members  # noqa: PLC0415 -- Django is set up by now
        from drills.world import build_world  # noqa: PLC0415 -- Django is set up by now

        world = build_world(agreed=4, is_released=False)
        _backups(installation).mkdir(mode=0o700)
        with serving(installation) as site:
            least, most = _back_up_under_load(report, installation, world, site.port)
        erased = members(world.agreed[3])[0].person
        before = installation.compagnon("dump")
        report.check("before: the person stands in the dump", holds=erased.email in before)
        installation.compagnon("erase", erased.email)
        last = _backups(installation) / f"{BACKUPS - 1}"
        _lose_everything(installation)
        _restore(report, installation, last)
        _judge(report, installation, world, erased.email, least, most)
        last.with_name(f"{last.name}.keys").unlink()
        _lose_everything(installation)
        said = installation.compagnon("restore", str(last))
        report.check("without its keys: it says so", holds="stays closed" in said, found=said)
        _no_words(report, installation, world, "without the backup's keys")


def _back_up_under_load(
    report: Report, installation: Installation, world: "World", port: int
) -> tuple["Tally", "Tally"]:
    """Take backups while people record meetings; return what was acknowledged before and after the last."""
    from copy import deepcopy  # noqa: PLC0415 -- for this alone

    from benchmarks.pairs import members  # noqa: PLC0415 -- as above
    from drills.load import Tally, Worker, at_work  # noqa: PLC0415 -- Django is set up by now
    from drills.world import browser_of  # noqa: PLC0415 -- as above

    tally, stopping, jobs = Tally(), threading.Event(), []
    least, said = Tally(), ""
    for pair in world.agreed:
        worker = Worker(tally, stopping, browser_of(port, members(pair)[1].person))
        home = f"/partnerships/{pair.id.hex}/"
        jobs.append(partial(worker.record_meetings, home, pair.id.hex))
    with at_work(jobs, stopping):
        for number in range(BACKUPS):
            least = deepcopy(tally)
            said = installation.compagnon("backup", str(_backups(installation) / str(number)))
        most = deepcopy(tally)
    report.say(
        f"{BACKUPS} backups, {sum(tally.meetings.values())} meetings meanwhile; {said.strip()}"
    )
    report.none("answers that were no yes", tally.strange)
    report.same("pleas for patience while a backup was made", tally.broken, 0)
    return least, most


def _backups(installation: Installation) -> Path:
    return installation.folder.parent / "backups"


def _lose_everything(installation: Installation) -> None:
    """Delete the database, and make an empty one of the same version."""
    from django.db import connections  # noqa: PLC0415 -- Django is set up by now

    connections.close_all()
    if installation.is_sqlite:
        for path in installation.folder.glob("compagnon.sqlite3*"):
            path.unlink()
    else:
        with psycopg.connect(installation.environment["DATABASE_URL"], autocommit=True) as database:
            database.execute("DROP SCHEMA public CASCADE")
            database.execute("CREATE SCHEMA public")
    installation.compagnon("migrate")


def _restore(report: Report, installation: Installation, backup: Path) -> None:
    said = installation.compagnon("restore", str(backup))
    report.check("restored: one is erased again", holds="1 erased again" in said, found=said)
    again = installation.compagnon("restore", str(backup), expect=1)
    report.check("restored: not into a database with people", holds="There is data" in again)


def _judge(  # noqa: PLR0917 -- what was there before, by name
    report: Report,
    installation: Installation,
    world: "World",
    erased: str,
    least: "Tally",
    most: "Tally",
) -> None:
    """Compare what is there with what was acknowledged before and after the backup."""
    from benchmarks.pairs import members  # noqa: PLC0415 -- as above
    from compagnon.partnerships.models import Meeting  # noqa: PLC0415 -- Django is set up by now
    from drills.ledger import check_rows  # noqa: PLC0415 -- as above
    from drills.world import browser_of  # noqa: PLC0415 -- as above

    report.check(
        "restored: no trace of the erased", holds=erased not in installation.compagnon("dump")
    )
    for pair in world.agreed:
        held = Meeting.objects.filter(partnership=pair, state="held").count()
        low, high = least.meetings[pair.id.hex], most.meetings[pair.id.hex] + 1
        found = f"{held}, not {low} to {high}"
        report.check("restored: what was acknowledged", holds=low <= held <= high, found=found)
    check_rows(report)
    pair = world.agreed[0]
    marker = f"{pair.id.hex} {Meeting.objects.filter(partnership=pair, state='held').count()}"
    with serving(installation) as site:
        browser = browser_of(site.port, members(pair)[0].person)
        page = browser.get(f"/partnerships/{pair.id.hex}/")
        report.check("restored: the words can be read", holds=marker in page.text)
        keys = installation.folder / "keys"
        keys.rename(keys.with_name("keys.away"))
        page = browser.get(f"/partnerships/{pair.id.hex}/")
        report.check(
            "keys taken away: a page, not a fault", holds=page.status < FAULT, found=str(page)
        )
        keys.with_name("keys.away").rename(keys)
        page = browser.get(f"/partnerships/{pair.id.hex}/")
        report.check("keys back: the words can be read", holds=marker in page.text, found=str(page))


def _no_words(report: Report, installation: Installation, world: "World", when: str) -> None:
    """Look at a pair's pages: they open, and no word can be read."""
    from benchmarks.pairs import WORDS as AGREED  # noqa: PLC0415 -- Django is set up by now
    from benchmarks.pairs import members  # noqa: PLC0415 -- as above
    from drills.world import browser_of, latest_agreement  # noqa: PLC0415 -- as above

    pair = world.agreed[0]
    paths = [f"/partnerships/{pair.id.hex}/", f"/agreements/{latest_agreement(pair).id.hex}/", "/"]
    with serving(installation) as site:
        browser = browser_of(site.port, members(pair)[0].person)
        pages = [browser.get(path) for path in paths]
    report.none(f"{when}: faults", [page for page in pages if page.status >= FAULT])
    leaks = [page for page in pages if f"{pair.id.hex} 1" in page.text or AGREED in page.text]
    report.none(f"{when}: pages with words", leaks)
    report.say(f"{when}: pages answer {[page.status for page in pages]}")


if __name__ == "__main__":
    main("restore", drill, __doc__)
