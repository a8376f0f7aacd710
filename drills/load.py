"""People at work, many at once: each presses a button until it is acknowledged, as people do."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from compagnon.core import clock
from drills.browser import SEE_OTHER, UNAVAILABLE, Browser, Failure, Page
from drills.forms import Form

RETRY_SECONDS: Final = 0.2


@dataclass
class Tally:
    """What was acknowledged, and every answer that was neither that nor a plea for patience."""

    acknowledged: Counter[str] = field(default_factory=Counter)
    meetings: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    strange: list[str] = field(default_factory=list)


class Worker:
    """Does things over and over until told to stop; one that was begun is brought to its end."""

    def __init__(self, tally: Tally, stopping: threading.Event, browser: Browser) -> None:
        self.browser = browser
        self._tally = tally
        self._stopping = stopping

    def record_meetings(self, home: str, marker: str) -> None:
        """Record one meeting after the other."""
        while not self._stopping.is_set():
            number = self._tally.meetings[marker] + 1
            held_on = clock.today() - timedelta(days=number % 30)
            done = self.press(
                f"{home}meetings/record/",
                "/meetings/record/",
                "recorded a meeting",
                held_on=held_on.isoformat(),
                mentor_actions=f"{marker} {number} does",
                next_items=f"{marker} {number}",
            )
            self._tally.meetings[marker] += done

    def press_each(self, presses: Iterable[tuple[str, str, str]]) -> None:
        """Press one button after the other: a page, the end of the button's address, what it does."""
        for path, action, what in presses:
            if self._stopping.is_set():
                return
            self.press(path, action, what)

    def press(self, path: str, action: str, what: str, **values: str) -> bool:
        """Open a page, fill in its form, and send it until it is acknowledged; False if there was no such form."""
        form = self._form(path, action)
        if form is None:
            return False
        fields = form.filled(**values)
        page = self._until_answered(lambda: self.browser.post(form.action, fields))
        if page.status == SEE_OTHER:
            self._tally.acknowledged[what] += 1
            return True
        self._tally.strange.append(f"{what}: {page.status} {form.action}")
        return False

    def _form(self, path: str, action: str) -> Form | None:
        page = self._until_answered(lambda: self.browser.get(path))
        if page.location:
            page = self._until_answered(lambda: self.browser.get(page.location))
        for form in page.forms:
            if form.method == "post" and form.action.endswith(action):
                return form
        if page.status >= 400:  # noqa: PLR2004 -- an error of any kind
            self._tally.strange.append(f"{page.status} {path}")
        return None

    def _until_answered(self, ask: Callable[[], Page]) -> Page:
        pause = threading.Event()
        while True:
            try:
                page = ask()
            except Failure:
                self._tally.broken += 1
            else:
                if page.status != UNAVAILABLE:
                    return page
                self._tally.broken += 1
            pause.wait(RETRY_SECONDS)


@contextmanager
def at_work(jobs: Iterable[Callable[[], None]], stopping: threading.Event) -> Iterator[None]:
    """Let people work while something happens, then let them finish what they have begun."""
    failures: list[str] = []

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as error:  # noqa: BLE001 -- a drill must know of whatever it was
            failures.append(repr(error))

    threads = [threading.Thread(target=run, args=[job], daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopping.set()
        for thread in threads:
            thread.join(120)
    if failures or any(thread.is_alive() for thread in threads):
        raise SystemExit(f"People at work did not come to an end: {failures}")
