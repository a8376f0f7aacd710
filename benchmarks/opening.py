"""`./dev bench opening`: from the list of schemes to an open form, in a real browser: pages, taps, seconds, bytes.

An administrator of the demo, who sees the pages for the first time, sets up a scheme from a template, appoints one
coordinator, opens it, and a stranger finds the first page of its form. Everything that can be left as proposed is left;
the script does not read, so its seconds are what the pages take.
"""

import argparse
import os
import shutil
import sys
import time
from functools import partial
from typing import Final, Literal

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.apply import PHONE, Cost, Phone, address_of, demo, tell

NAME: Final = "Mentoring for Science Teachers"


def walk(browser: Browser, origin: str, sign_in: str, *, is_slow: bool) -> Cost:
    """Go from the list of schemes to a form that somebody can begin to fill in."""
    page = browser.new_context(viewport=PHONE, locale="en-GB").new_page()  # type: ignore[arg-type]  # two sizes
    page.goto(sign_in)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{origin}/schemes/")
    phone = Phone(page, is_slow=is_slow)
    button, link = partial(_named, page, "button"), partial(_named, page, "link")
    started = time.perf_counter()
    phone.tap(link("Set up a scheme"), link("Peer mentoring in an association"))
    phone.write("What is it called?", NAME)
    phone.tap(button("Set up the scheme"), link("Add somebody"))
    phone.write("Name", "Robin Reed")
    phone.write("E-mail address", "robin@example.org")
    phone.write("Approved by", "Management Board")
    phone.write("Approved on", "2026-09-01")
    phone.tap(button("Appoint"), button("Open the scheme"))
    page.get_by_text("The scheme is open.").wait_for()
    phone.cost.seconds = time.perf_counter() - started
    stranger = browser.new_page()
    stranger.goto(f"{origin}/join/{page.url.rstrip('/').rpartition('/')[2]}/")
    stranger.get_by_role("link", name="Apply", exact=True).wait_for()
    return phone.cost


def _named(page: Page, role: Literal["button", "link"], words: str) -> Locator:
    return page.get_by_role(role, name=words).first


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench opening", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--slow", action="store_true", help="on a tired 3G connection")
    args = parser.parse_args(arguments)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with demo() as (origin, said), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        cost = walk(browser, origin, address_of("Administrator", said), is_slow=args.slow)
        browser.close()
    tell(cost, as_json=args.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
