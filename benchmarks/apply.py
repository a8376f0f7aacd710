"""`./dev bench apply`: a first application on a phone, in a real browser: pages, taps, seconds, bytes.

Somebody without an account applies to the demo as a mentee and answers every question that must be answered. The
script types without thinking, so its seconds are what the pages take; reading and thinking come on top.
"""

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.servers import compagnon, free_port, serving
from benchmarks.tables import figure, table

PHONE: Final = {"width": 390, "height": 844}
# A tired 3G connection: 400 kbit/s each way, 400 ms there and back.
SLOW: Final = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
CODE: Final = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


@dataclass
class Cost:
    """What a way through pages cost whoever went it."""

    pages: int = 0
    taps: int = 0
    fields_typed: int = 0
    kilobytes: float = 0
    seconds: float = 0


class Phone:
    """A page that counts what is done with it. Choosing from a list that folds up takes two taps."""

    def __init__(self, page: Page, *, is_slow: bool) -> None:
        self.page = page
        self.cost = Cost()
        page.on("framenavigated", lambda frame: self._came(frame is page.main_frame))
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._loaded)
        if is_slow:
            session.send("Network.emulateNetworkConditions", SLOW)

    def tap(self, *targets: Locator) -> None:
        """Press one thing after another."""
        for target in targets:
            self.cost.taps += 1
            target.click()

    def go_on(self, heading: str) -> None:
        """Press the button at the end of a page, and wait for the next."""
        self.tap(self.page.get_by_role("button", name="Save and go on"))
        self.page.get_by_role("heading", name=heading, exact=True).wait_for()

    def write(self, label: str, text: str) -> None:
        """Tap into a field and type."""
        self.cost.taps += 1
        self.cost.fields_typed += 1
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, answer: str) -> None:
        """Open a list and tap an answer."""
        self.cost.taps += 2
        self.page.get_by_label(label, exact=True).first.select_option(answer)

    def _came(self, is_whole_page: bool) -> None:  # noqa: FBT001 -- the one thing it is told
        self.cost.pages += is_whole_page

    def _loaded(self, told: dict[str, Any]) -> None:
        self.cost.kilobytes += told["encodedDataLength"] / 1000


def walk(browser: Browser, origin: str, join: str, *, is_slow: bool) -> Cost:
    """Go from the public page to the receipt once."""
    page = browser.new_context(viewport=PHONE, locale="en-GB").new_page()  # type: ignore[arg-type]  # two sizes
    phone = Phone(page, is_slow=is_slow)
    started = time.perf_counter()
    page.goto(join)
    phone.tap(page.get_by_role("link", name="Apply", exact=True))
    address = f"phone{time.time_ns()}@example.org"
    phone.write("Your name", "Nia Bowen")
    phone.write("Your e-mail address", address)
    phone.tap(page.get_by_role("button", name="Send me a code"))
    page.get_by_role("heading", name="Enter your code").wait_for()
    asked = time.perf_counter()
    code = read_code(browser, origin, address)
    started += time.perf_counter() - asked  # the letter's way is not the pages' doing
    phone.write("Code", code)
    phone.tap(page.get_by_role("button", name="Go on"))
    fill_in(phone)
    phone.tap(page.get_by_role("button", name="I sign, and send my application"))
    page.get_by_text("Your application has arrived.").wait_for()
    phone.cost.seconds = time.perf_counter() - started
    return phone.cost


def fill_in(phone: Phone) -> None:
    """Answer what must be answered."""
    page = phone.page
    tick = page.get_by_label
    phone.tap(tick("Mentee"), page.get_by_role("button", name="Go on"))
    phone.tap(tick("Individual member"), tick("Language teacher", exact=True))
    phone.go_on("Where you work")
    phone.choose("Which region are you in?", "Wales")
    phone.choose("Which sector do you work in?", "Academy or trust")
    phone.tap(page.get_by_role("checkbox", name="Secondary"))
    phone.go_on("Your teaching")
    phone.choose("Where are you in your career?", "Early career")
    phone.write("How many years have you taught?", "2")
    phone.choose("Language", "French")
    phone.go_on("What you hope for")
    phone.tap(page.get_by_role("checkbox", name="Progression"))
    phone.tap(tick("Speaking"), tick("Grammar"), tick("AI and technology"))
    phone.go_on("How you would like to meet")
    every_weekday = page.get_by_role("group", name="Every weekday").get_by_label("evening")
    phone.tap(tick("Online"), tick("Once a month"), every_weekday)
    phone.tap(tick("A balance of both"))
    phone.go_on("Whom we should not pair you with")
    phone.write("Name", "Huw Prys")
    phone.go_on("Check your answers")
    phone.tap(page.get_by_role("link", name="Go on to the charter"))


def read_code(browser: Browser, origin: str, address: str) -> str:
    """Return the code from the demo's own letter box; it comes within a few seconds."""
    page = browser.new_page()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        page.goto(f"{origin}/mails/?to={address}")
        letters = page.get_by_role("link", name="Your Compagnon code")
        if letters.count():
            letters.first.click()
            if found := CODE.search(page.content()):
                page.close()
                return found[0]
        time.sleep(0.5)
    raise SystemExit("No letter with a code came.")


@contextmanager
def demo() -> Iterator[tuple[str, str]]:
    """Start a demo in a folder of its own; give its address and what it printed, the sign-in links among it."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="compagnon-bench-") as folder:
        log = Path(folder) / "log"
        with serving(compagnon("demo", "--port", str(port)), {"COMPAGNON_DATA": folder}, port, log):
            yield f"http://localhost:{port}", log.read_text(encoding="utf-8")


def address_of(what: str, said: str) -> str:
    """Return the address that a demo printed beside something."""
    found = re.search(rf"^  {what}\s.*?(http://\S+)", said, re.MULTILINE)
    if not found:
        raise SystemExit(f"The demo did not print an address for “{what}”.")
    return found[1]


def tell(cost: Cost, *, as_json: bool) -> None:
    """Print what a way cost."""
    if as_json:
        print(json.dumps(asdict(cost), indent=2))
        return
    lines = [(name.replace("_", " "), figure(value)) for name, value in asdict(cost).items()]
    print(table(("what", "how much"), lines))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench apply", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--slow", action="store_true", help="on a tired 3G connection")
    args = parser.parse_args(arguments)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with demo() as (origin, said), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        join = address_of("Where people apply", said)
        cost = walk(browser, origin, join, is_slow=args.slow)
        browser.close()
    tell(cost, as_json=args.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
