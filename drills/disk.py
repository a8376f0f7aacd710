"""A data folder that is full, and a database that another process has locked: a sentence, the text kept, healing."""

import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from drills.installation import Installation, installed
from drills.post_office import PostOffice, post_office
from drills.site import serving
from drills.verdict import Report, main

if TYPE_CHECKING:
    from drills.browser import Browser, Page
    from drills.world import World

SIZE: Final = "96m"
BLOCK: Final = 64 * 1024
TRIES: Final = 400
REFUSALS: Final = 6
LOCKED_SECONDS: Final = 10
# A letter that was handed over, and could not be marked, is claimed for five minutes.
HEALING_SECONDS: Final = 420
WORDS: Final = "Kept, whatever happens: café, Łódź."
# What a page may say while there is no room or the database is locked.
PATIENCE: Final = {503, 507}
_HOLD_SQLITE: Final = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
"""
_HOLD_POSTGRESQL: Final = """
import psycopg, sys, time
with psycopg.connect(sys.argv[1]) as connection:
    connection.execute("LOCK TABLE partnerships_meeting, core_submission IN ACCESS EXCLUSIVE MODE")
    print("locked", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def drill(report: Report, database_url: str) -> None:
    """Fill the disk (where the database stands on it), free it, then lock the database."""
    with (
        _small_disk() as folder,
        post_office() as office,
        installed(database_url, email_url=office.url, folder=folder) as installation,
    ):
        from drills.world import build_world  # noqa: PLC0415 -- Django is set up by now

        world = build_world(agreed=2, is_released=False)
        with serving(installation) as site:
            if installation.is_sqlite:
                _fill(report, world, site.port, folder)
            else:
                report.say("the disk of a PostgreSQL server is not ours to fill")
            _lock(report, installation, world, site.port)
            _letters_come(report, office)
        from drills.ledger import check_rows  # noqa: PLC0415 -- as above

        check_rows(report)


@contextmanager
def _small_disk() -> Iterator[Path]:
    """Give a folder on a small disk of its own."""
    with tempfile.TemporaryDirectory(prefix="drill-disk-") as name:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "drill", name]
        if subprocess.run(mount, check=False).returncode:  # noqa: S603 -- words of our own
            raise SystemExit("A small disk can only be mounted by root.")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "--lazy", name], check=True)  # noqa: S603, S607 -- as above


@contextmanager
def _full(folder: Path) -> Iterator[None]:
    """Leave no room on a disk."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * BLOCK)
        except OSError:
            pass
    try:
        yield
    finally:
        ballast.unlink()


def _fill(report: Report, world: "World", port: int, folder: Path) -> None:
    """Record meetings while there is no room, look at pages, then press again on the page that was left open."""
    from benchmarks.pairs import members  # noqa: PLC0415 -- as above
    from drills.browser import SEE_OTHER, Browser  # noqa: PLC0415 -- Django is set up by now
    from drills.world import browser_of  # noqa: PLC0415 -- as above

    pair = world.agreed[0]
    home = f"/partnerships/{pair.id.hex}/"
    browser = browser_of(port, members(pair)[0].person)
    before = _held(world)
    form = browser.get(f"{home}meetings/record/").form("/meetings/record/")
    with _full(folder):
        # What was deleted before leaves room in the files: press until there is none.
        acknowledged = 0
        refused: list[Page] = []
        while acknowledged < TRIES and len(refused) < REFUSALS:
            words = {"next_items": WORDS * 50, "once": secrets.token_urlsafe(16)}
            page = browser.post(form.action, form.filled(**words))
            acknowledged += page.status == SEE_OTHER
            refused += [page] if page.status != SEE_OTHER else []
        report.say(f"full: {acknowledged} meetings had room after all, {len(refused)} had not")
        report.check("full: some had no room", holds=bool(refused))
        _judge(report, "full: record a meeting", refused)
        seen = [browser.get(path) for path in (home, "/", "/account/", f"{home}agreement/")]
        report.same("full: pages can be read", {page.status for page in seen}, {200})
        stranger = Browser(port)
        asked = stranger.get("/sign-in/").form("/sign-in/")
        page = stranger.post(asked.action, asked.filled(email=members(pair)[1].person.email))
        # A throttle that cannot count says that it was too often: it fails shut.
        report.check(
            "full: ask for a code", holds=page.status in {302, 429, *PATIENCE}, found=str(page)
        )
        _say_health(report, browser)
    report.same("freed: meetings held, and those acknowledged", _held(world) - before, acknowledged)
    _press_again(report, "freed", browser, refused)
    report.same("freed: meetings held", _held(world) - before, acknowledged + len(refused))


def _say_health(report: Report, browser: "Browser") -> None:
    health = [browser.get(path).status for path in ("/healthz", "/readyz")]
    report.say(f"full: healthz and readyz answer {health}")


def _lock(report: Report, installation: Installation, world: "World", port: int) -> None:
    """Record a meeting while another process has the database for itself."""
    from benchmarks.pairs import members  # noqa: PLC0415 -- Django is set up by now
    from drills.world import browser_of  # noqa: PLC0415 -- Django is set up by now

    pair = world.agreed[1]
    browser = browser_of(port, members(pair)[0].person)
    form = browser.get(f"/partnerships/{pair.id.hex}/meetings/record/").form("/meetings/record/")
    before = _held(world)
    with _locked(installation):
        begun = time.monotonic()
        page = browser.post(form.action, form.filled(next_items=WORDS))
        report.say(f"locked: answered {page.status} after {time.monotonic() - begun:.1f} s")
        _judge(report, "locked: record a meeting", [page])
        if installation.is_sqlite:
            report.same("locked: pages can be read", browser.get("/").status, 200)
    report.same("unlocked: nothing was half done", _held(world) - before, 0)
    _press_again(report, "unlocked", browser, [page])
    report.same("unlocked: meetings held", _held(world) - before, 1)


@contextmanager
def _locked(installation: Installation) -> Iterator[None]:
    """Let another process hold the database for ten seconds."""
    if installation.is_sqlite:
        program, where = _HOLD_SQLITE, str(installation.folder / "compagnon.sqlite3")
    else:
        program, where = _HOLD_POSTGRESQL, installation.environment["DATABASE_URL"]
    command = [sys.executable, "-c", program, where, str(LOCKED_SECONDS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:  # noqa: S603 -- a program of our own
        if holder.stdout is None or holder.stdout.readline() != b"locked\n":
            raise SystemExit("The database could not be locked.")
        yield
        holder.wait()


def _judge(report: Report, what: str, pages: "list[Page]") -> None:
    """Each page asks for patience, says when, and is a page with words."""
    report.none(
        f"{what}: answers other than a plea for patience", {p.status for p in pages} - PATIENCE
    )
    report.none(
        f"{what}: without Retry-After", [p for p in pages if "retry-after" not in p.headers]
    )
    report.none(
        f"{what}: without a sentence", [p for p in pages if "Nothing is lost" not in p.text]
    )


def _press_again(report: Report, when: str, browser: "Browser", pages: "list[Page]") -> None:
    """Press the one button of the pages that were left open: what was typed goes with it."""
    sent, lost = [], 0
    for page in pages:
        form = page.form("/meetings/record/")
        typed = dict(form.sent).get("next_items", "")
        lost += WORDS not in typed
        sent.append(browser.post(form.action, form.filled()).status)
    report.same(f"{when}: texts that were not kept", lost, 0)
    report.same(f"{when}: one press sends them", set(sent), {303})


def _held(world: "World") -> int:
    from compagnon.partnerships.models import Meeting  # noqa: PLC0415 -- Django is set up by now

    return Meeting.objects.filter(partnership__in=world.agreed, state="held").count()


def _letters_come(report: Report, office: PostOffice) -> None:
    """Wait for the letters; the worker and the tick have lived through it, or were started again."""
    from compagnon.notifications.models import Message  # noqa: PLC0415 -- Django is set up by now
    from drills.ledger import check_letters  # noqa: PLC0415 -- as above

    end = time.monotonic() + HEALING_SECONDS
    while time.monotonic() < end and Message.objects.filter(work_state="waiting").exists():
        time.sleep(1)
    check_letters(report, office)


if __name__ == "__main__":
    main("disk", drill, __doc__)
