"""`compagnon demo` as a visitor meets it: a process of its own, from nothing to a signed-in mentor, and away again."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from compagnon.cli.main import main; sys.exit(main())"
PATIENCE = 120.0
PERSONAS = [
    "Administrator",
    "Coordinator",
    "Coordinator who is also a mentor",
    "Branch lead",
    "Mentor",
    "Mentee",
    "Somebody who is applying",
]
LINK = re.compile(r"^ {2}(\S.*?) {2,}\S.*?(http://localhost:\d+/sign-in/link/\S+)$", re.MULTILINE)


class Demo:
    """A running demo, and what it has printed."""

    def __init__(self, folder: Path, *options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.log = folder / "said"
        command = [sys.executable, "-c", PROGRAM, "demo", "--port", str(self.port), *options]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- our own command
                command, stdout=log, stderr=subprocess.STDOUT, env=self.environment()
            )

    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("COMPAGNON_", "DJANGO_"))
        }
        data = {"COMPAGNON_DATA": str(self.folder / "data"), "DATABASE_URL": "", "EMAIL_URL": ""}
        return {**kept, **data, "PYTHONPATH": str(ROOT / "src")}

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def wait_until(self, is_so: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < end, self.said
            time.sleep(0.05)

    def wait_until_open(self) -> None:
        self.wait_until(lambda: "is open" in self.said or self.process.poll() is not None)
        assert self.process.poll() is None, self.said

    def family(self) -> set[int]:
        """Return the processes that belong to it, itself included."""
        return set(descendants(self.process.pid))

    def partnerships(self) -> set[bytes]:
        with sqlite3.connect(self.folder / "data" / "compagnon.sqlite3") as database:
            return {row[0] for row in database.execute("SELECT id FROM partnerships_partnership")}


def descendants(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from descendants(int(child))


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Demo]]:
    running: list[Demo] = []

    def begin(*options: str) -> Demo:
        demo = Demo(tmp_path, *options)
        running.append(demo)
        return demo

    yield begin
    for demo in running:
        demo.process.terminate()
        demo.process.wait(PATIENCE)


def browser() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()))


def read(browser: OpenerDirector, url: str, form: dict[str, str] | None = None) -> str:
    data = urlencode(form).encode() if form else None
    with browser.open(url, data, timeout=PATIENCE) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


@pytest.mark.e2e
@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_a_visitor_looks_around_and_comes_back(start: Callable[..., Demo]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the demo brings its own database")
    demo = start()
    demo.wait_until_open()
    links = dict(LINK.findall(demo.said))
    assert list(links) == PERSONAS
    look_around(demo, links["Mentor"])
    is_refused_twice(demo)
    pairs = demo.partnerships()
    goes_away_quietly(demo)

    again = start()
    again.wait_until_open()
    assert again.partnerships() == pairs
    assert not set(dict(LINK.findall(again.said)).values()) & set(links.values())
    again.process.terminate()
    assert again.process.wait(PATIENCE) == 0

    fresh = start("--fresh")
    fresh.wait_until_open()
    assert len(fresh.partnerships()) == len(pairs)
    assert not fresh.partnerships() & pairs


def look_around(demo: Demo, link: str) -> None:
    """Sign in as the mentor by the printed link, and look at the letters."""
    mentor = browser()
    assert "Amal" not in read(mentor, f"{demo.origin}/")
    page = read(mentor, link)
    assert "Amal Haddad" in page
    form = dict(re.findall(r'name="(csrfmiddlewaretoken|once)" value="([^"]+)"', page))
    assert "Bela Kovács" in read(mentor, link, form)
    assert "Bela Kovács" in read(mentor, f"{demo.origin}/")
    assert "amal.haddad@example.org" in read(browser(), f"{demo.origin}/mails/")


def is_refused_twice(demo: Demo) -> None:
    twin = subprocess.run(  # noqa: S603 -- our own command
        demo.process.args, env=demo.environment(), capture_output=True, text=True, check=False
    )
    assert (twin.returncode, twin.stdout) == (1, "")
    assert twin.stderr == (
        f"This demo is running already, at {demo.origin}. Stop it first, with Ctrl-C.\n"
    )


def goes_away_quietly(demo: Demo) -> None:
    """Press Ctrl-C: every process ends, and not a word is said."""
    family = demo.family()
    assert len(family) == 5  # itself, the web server and its worker, the worker, the ticks
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(PATIENCE) == 0
    assert not any(is_alive(pid) for pid in family)
    assert demo.said.endswith(f"\n{demo.origin} is open (stop with Ctrl-C)\n")
