"""`./dev bench meeting`: a meeting that is over, recorded on a phone, in a real browser: pages, taps, seconds, bytes.

The mentee of the demo, signed in, begins at the home page of the partnership: once with where it was alone, the rest as proposed,
once with minutes, an action point for each and something for next time. The script does not think, so its seconds are
what the pages take.
"""

import argparse
import os
import shutil
import sys
import time

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.apply import PHONE, Cost, Phone, address_of, demo, tell


def sign_in(browser: Browser, origin: str, address: str) -> Page:
    """Return the page of the mentee's partnership."""
    page = browser.new_context(viewport=PHONE, locale="en-GB").new_page()  # type: ignore[arg-type]  # two sizes
    page.goto(address)
    page.get_by_role("button", name="Sign in").click()
    page.goto(origin)
    page.get_by_role("link", name="Open your partnership").click()
    page.get_by_role("link", name="Log a meeting that is over").wait_for()
    return page


def walk(home: Page, *, is_slow: bool, brief: bool) -> Cost:
    """Record one meeting, from the partnership's page and back to it."""
    page = home.context.new_page()
    page.goto(home.url)
    phone = Phone(page, is_slow=is_slow)
    started = time.perf_counter()
    phone.tap(page.get_by_role("link", name="Log a meeting that is over"))
    if brief:
        phone.tap(page.get_by_label("Online"), page.get_by_role("button", name="Log the meeting"))
    else:
        phone.tap(page.get_by_role("link", name="With action points, and who was there"))
        _write_minutes(phone, page)
    page.wait_for_url(home.url)
    phone.cost.seconds = time.perf_counter() - started
    page.close()
    return phone.cost


def _write_minutes(phone: Phone, page: Page) -> None:
    phone.tap(page.get_by_label("Online"))
    phone.write("What Amal Haddad will do", "Send the speaking games")
    phone.write("What Bela Kovács will do", "Try one with year 8")
    phone.write("For next time", "How it went")
    phone.tap(page.get_by_role("button", name="Record the meeting"))


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="./dev bench meeting", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--slow", action="store_true", help="on a tired 3G connection")
    args = parser.parse_args(arguments)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with demo() as (origin, said), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        home = sign_in(browser, origin, address_of("Mentee", said))
        for brief in (True, False):
            tell(walk(home, is_slow=args.slow, brief=brief), as_json=args.json)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
