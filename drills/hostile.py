"""Hostile files, and every field of every form that a role can find with every nasty value: always a sentence."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from drills.installation import installed
from drills.site import serving
from drills.verdict import Report, main

if TYPE_CHECKING:
    from drills.browser import Browser, Page
    from drills.crawl import Found
    from drills.world import World

SLOWEST: Final = 30.0
FAULT: Final = 500
PEOPLE: Final = 3
# They would end the role that sends them.
_SPARED: Final = {"accounts:sign_out", "accounts:end_other_sessions", "accounts:end_session"}
# How two of the values would stand on a page that does not escape them.
_SCRIPTS: Final = ("<script>alert(1)", "<img src=x")
_ASKED: Final = ("after", "before", "page", "pair", "state", "name", "show", "language", "next")


@dataclass
class Sent:
    """How often something was answered how, and the worst of it."""

    report: Report
    statuses: Counter[int]
    slowest: float = 0.0

    def judge(self, what: str, ask: "Callable[[], Page]") -> "Page | None":
        """Send something; note an answer that is our fault, has no words, or takes too long."""
        begun = time.monotonic()
        try:
            page = ask()
        except OSError as error:
            self.report.check(what, holds=False, found=f"no answer ({type(error).__name__})")
            return None
        seconds = time.monotonic() - begun
        self.slowest = max(self.slowest, seconds)
        self.statuses[page.status] += 1
        if page.status >= FAULT:
            self.report.check(what, holds=False, found=str(page.status))
        if seconds > SLOWEST:
            self.report.check(what, holds=False, found=f"{seconds:.0f} s")
        if page.status >= 400 and not page.text.strip():  # noqa: PLR2004 -- refused, whatever the reason
            self.report.check(what, holds=False, found=f"{page.status} without a word")
        return page

    def say(self, what: str) -> None:
        """Tell how it was answered."""
        told = ", ".join(f"{count} x {status}" for status, count in sorted(self.statuses.items()))
        self.report.say(f"{what}: {told}; the slowest {self.slowest:.1f} s")


def drill(report: Report, database_url: str) -> None:
    """Send what no honest person sends."""
    with installed(database_url) as installation:
        from drills.world import browser_of, build_world  # noqa: PLC0415 -- Django is set up by now

        world = build_world(agreed=3, unsigned=1)
        with serving(installation) as site:
            from drills.roles import forms_of_every_role  # noqa: PLC0415 -- as above

            found = forms_of_every_role(world, site.port)
            _files(report, world, browser_of(site.port, world.coordinator))
            _bodies(report, found)
            _addresses(report, found)
            _fields(report, found)
            _look_again(report, world, site.port)
        from drills.ledger import check_rows  # noqa: PLC0415 -- as above

        check_rows(report)
        log = installation.log.read_text(errors="replace")
        report.same("processes that ended and were started again", log.count("started again"), 0)
        report.same("web processes that hung", log.count("WORKER TIMEOUT"), 0)


def _files(report: Report, world: "World", browser: "Browser") -> None:
    """Upload each file as applications and as members; what is taken in is read, looked at, imported, waited for."""
    from compagnon.membership.models import Register  # noqa: PLC0415 -- Django is set up by now
    from compagnon.recruitment.models import ImportFile, UploadPart  # noqa: PLC0415 -- as above
    from drills.nasty import csv_files, workbooks  # noqa: PLC0415 -- as above

    sent = Sent(report, Counter())
    point = f"/joining-points/{world.january.id.hex}"
    for rows, place in ((ImportFile, "import/"), (Register, "members/")):
        for name, content in (*csv_files(), *workbooks()):
            form = browser.get(f"{point}/{place}").form(place)
            what = f"a file for {place} {name}"
            page = sent.judge(what, partial(browser.send_filled, form, form.filled(), content))
            if page is not None and page.status == 422:  # noqa: PLR2004 -- refused
                report.check(
                    f"{what} is refused with a sentence", holds='class="wrong"' in page.text
                )
            elif page is not None and page.location:
                _take_in(sent, what, browser, page.location, rows=rows)
    sent.say("files")
    left = UploadPart.objects.exclude(
        upload_id__in=[
            key
            for rows in (ImportFile, Register)
            for key in rows.objects.filter(state="preview").values_list("pk", flat=True)
        ]
    )
    report.same("pieces of files that are done with", left.count(), 0)


def _take_in(sent: Sent, what: str, browser: "Browser", path: str, *, rows: Any) -> None:
    _wait(sent, f"{what}, read", rows, "reading")
    page = sent.judge(f"{what}, looked at", partial(browser.get, path))
    if page is None or rows.objects.filter(state="refused", trouble="").exists():
        sent.report.check(f"{what} has its sentence", holds=False)
        return
    starts = [form for form in page.forms if form.action.endswith("/start/")]
    if not starts:
        return
    sent.judge(f"{what}, started", partial(browser.post, starts[0].action, starts[0].filled()))
    _wait(sent, f"{what}, taken in", rows, "importing")


def _wait(sent: Sent, what: str, rows: Any, state: str) -> None:
    """Wait for the background; a long list may take its time, as long as it gets on.

    On a busy machine a batch may find the database locked, and is then tried again: a minute later, once a tick sees it.
    """
    from compagnon.core.work import FIRST_WAIT  # noqa: PLC0415 -- Django is set up by now
    from compagnon.notifications.ticking import NUDGED_AGAIN_AFTER  # noqa: PLC0415 -- as above

    patience = 2 * SLOWEST + (FIRST_WAIT + 2 * NUDGED_AGAIN_AFTER).total_seconds()
    end, mark = time.monotonic() + patience, None
    while time.monotonic() < end:
        stands = list(rows.objects.filter(state=state).values_list("position", flat=True))
        if not stands:
            return
        if stands != mark:
            end, mark = time.monotonic() + patience, stands
        time.sleep(0.3)
    sent.report.check(what, holds=False, found=str(mark))


def _bodies(report: Report, found: "list[Found]") -> None:
    """Send bodies that are no forms at all."""
    sent = Sent(report, Counter())
    form_kind, parts_kind = "application/x-www-form-urlencoded", "multipart/form-data"
    bodies = (
        (b"%ff%fe=%zz&=&&&", form_kind),
        (b"a=1&" * 5000, form_kind),
        (b"a=" + b"x" * 4_000_000, form_kind),
        (b"{", "application/json"),
        (b"x", parts_kind),
        (b"x" * 1000, f"{parts_kind}; boundary={'b' * 300}"),
        (b"--b\r\nContent-Disposition: form-data\r\n\r\n", f"{parts_kind}; boundary=b"),
        (
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="',
            f"{parts_kind}; boundary=b",
        ),
        (b"\xff" * 1000, "text/plain; charset=nonsense"),
        (b"", form_kind),
    )
    for one in _each_route(found):
        for number, (body, kind) in enumerate(bodies):
            what = f"{one.route}, body {number}"
            sent.judge(what, partial(one.browser.twin().send, one.form.action, body, kind))
    sent.say("bodies")


def _addresses(report: Report, found: "list[Found]") -> None:
    """Ask each page with nasty values in its address."""
    from urllib.parse import quote  # noqa: PLC0415 -- for this alone

    from drills.nasty import VALUES  # noqa: PLC0415 -- Django is set up by now

    sent = Sent(report, Counter())
    paths = {one.path.partition("?")[0]: one.browser for one in found}
    for path, browser in sorted(paths.items()):
        for value in VALUES:
            written = quote(value[:2000], errors="surrogatepass", safe="")
            asked = "&".join(f"{name}={written}" for name in _ASKED)
            sent.judge(
                f"{path} asked with {value[:20]!r}", partial(browser.get, f"{path}?{asked[:7000]}")
            )
    for place in (
        "/sign-in/link/{}/",
        "/notifications/off/{}/",
        f"/answers/{'0' * 32}/{{}}/",
        "/{}/",
    ):
        for value in VALUES:
            written = quote(value[:1000], errors="surrogatepass", safe="")
            sent.judge(f"{place} with {value[:20]!r}", partial(browser.get, place.format(written)))
    sent.say("addresses")


def _fields(report: Report, found: "list[Found]") -> None:
    """Put each value into each field of each form, the others filled in as they should be."""
    from drills.filling import filled  # noqa: PLC0415 -- Django is set up by now
    from drills.nasty import VALUES  # noqa: PLC0415 -- as above

    def tries() -> Iterator[tuple[str, Callable[[], "Page"]]]:
        for one in found:
            if one.route in _SPARED:
                continue
            fields = filled(one.form)
            for name in sorted({name for name, _value in fields} | set(one.form.kinds)):
                for value in VALUES:
                    own = [(key, given) for key, given in fields if key != name]
                    send = partial(one.browser.twin().send_filled, one.form, [*own, (name, value)])
                    yield f"{one.route} as {one.role}, {name}={value[:20]!r}", send

    sent = Sent(report, Counter())
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(lambda one: sent.judge(*one), tries()))
    sent.say("fields")


def _look_again(report: Report, world: "World", port: int) -> None:
    """Let each role look at what was stored."""
    from drills.crawl import crawl  # noqa: PLC0415 -- Django is set up by now
    from drills.roles import starts_of  # noqa: PLC0415 -- as above
    from drills.world import browser_of  # noqa: PLC0415 -- as above

    sent = Sent(report, Counter())
    for role, (who, starts) in starts_of(world).items():
        if who is not None:
            browser = browser_of(port, who)
            paths = {one.path for one in crawl(role, browser, starts)}
            for path in sorted(paths):
                sent.judge(f"{path} as {role}", partial(browser.get, path))
    sent.say("pages afterwards")


def _each_route(found: "list[Found]") -> "list[Found]":
    """Return one form of each route."""
    return list({one.route: one for one in found if one.route not in _SPARED}.values())


if __name__ == "__main__":
    main("hostile", drill, __doc__)
