"""Every form that a role can find, sent five times at once; the last place, wanted by fifty; two writers of one contract."""

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from drills.installation import installed
from drills.site import serving
from drills.verdict import Report, main

if TYPE_CHECKING:
    from drills.browser import Page
    from drills.crawl import Found
    from drills.world import World

TIMES: Final = 5
CROWD: Final = 50
# They end what the others need, in this order.
_LAST: Final = (
    *(
        "recruitment:withdraw",
        "partnerships:pause",
        "partnerships:resume",
        "partnerships:leave_now",
    ),
    *("accounts:end_session", "accounts:end_other_sessions", "accounts:sign_out"),
)
# A letter a press: the code belongs to the session that the answer brings, and which answer arrives, nobody knows.
_TAKEN_TWICE: Final = {"account_login"}


def drill(report: Report, database_url: str) -> None:
    """Send everything twice and more."""
    with installed(database_url) as installation:
        from drills.world import build_world  # noqa: PLC0415 -- Django is set up by now

        world = build_world(agreed=3, unsigned=1)
        with serving(installation) as site:
            _every_form(report, world, site.port)
            _same_contract(report, world, site.port)
            _same_proposal(report, world, site.port)
            _last_place(report, world, site.port)
        from drills.ledger import check_rows  # noqa: PLC0415 -- as above

        check_rows(report)


def _every_form(report: Report, world: "World", port: int) -> None:
    from drills.roles import forms_of_every_role  # noqa: PLC0415 -- Django is set up by now

    found = forms_of_every_role(world, port)
    places = {route: number for number, route in enumerate(_LAST, start=1)}
    found.sort(key=lambda one: places.get(one.route, 0))
    answers: Counter[int] = Counter()
    refused = []
    for one in found:
        statuses = _press(report, one, is_same=True)
        if min(statuses) >= 400:  # noqa: PLR2004 -- not one was accepted
            refused.append(f"{one.route} as {one.role} ({statuses[0]})")
        answers.update(statuses + _press(report, one, is_same=False))
    report.say(f"{len(found)} forms, each {TIMES} times with one token and with {TIMES}")
    report.say(f"refused for a reason: {', '.join(refused)}")
    report.say(", ".join(f"{count} x {status}" for status, count in sorted(answers.items())))


def _press(report: Report, one: "Found", *, is_same: bool) -> list[int]:
    """Send a form five times at once; with one token it may take effect once."""
    from drills.crowd import together  # noqa: PLC0415 -- Django is set up by now
    from drills.filling import FILE, filled  # noqa: PLC0415 -- as above
    from drills.happenings import Since  # noqa: PLC0415 -- as above

    fields = filled(one.form)

    def send(token: str) -> "Page":
        own = [(name, token if name == "once" else value) for name, value in fields]
        return one.browser.twin().send_filled(one.form, own, FILE.read_bytes())

    same, since = secrets.token_urlsafe(16), Since.now()
    tokens = [same if is_same else secrets.token_urlsafe(16) for _ in range(TIMES)]
    pages = together([partial(send, token) for token in tokens])
    where = f"{one.route} as {one.role}, {'one token' if is_same else 'five tokens'}"
    _judge(report, where, pages)
    if is_same and one.route not in _TAKEN_TWICE and (twice := since.twice()):
        report.check(f"{where} takes effect once", holds=False, found=str(twice))
    if is_same and len({page.location for page in pages}) > 1:
        found = str([(page.status, page.location) for page in pages])
        report.check(f"{where} gives one answer", holds=False, found=found)
    return [page.status for page in pages]


def _judge(report: Report, where: str, pages: "list[Page]") -> None:
    for status in sorted({page.status for page in pages if page.status >= 500}):  # noqa: PLR2004 -- our fault
        report.check(f"{where} is answered", holds=False, found=str(status))


def _same_contract(report: Report, world: "World", port: int) -> None:
    """Let both members of a pair write the next version at the same moment."""
    from benchmarks.pairs import members  # noqa: PLC0415 -- as above
    from drills.crowd import together  # noqa: PLC0415 -- Django is set up by now
    from drills.world import browser_of  # noqa: PLC0415 -- as above

    pair = world.agreed[1]
    path = f"/partnerships/{pair.id.hex}/agreement/"
    for turn in range(TIMES):
        before = pair.agreements.count()
        browsers = [browser_of(port, member.person) for member in members(pair)]
        forms = [browser.get(path).form("/agreement/") for browser in browsers]
        calls = [
            partial(browser.post, path, form.filled(focus_note=f"Words {turn} of {number}"))
            for number, (browser, form) in enumerate(zip(browsers, forms, strict=True))
        ]
        pages = together(calls)
        statuses = sorted(page.status for page in pages)
        report.same("two write one contract: one is told of the other", statuses, [303, 422])
        report.same("versions written", pair.agreements.count() - before, 1)
        for page in pages:
            if page.status == 422:  # noqa: PLR2004 -- refused
                kept = page.text.count(f"Words {turn} of ")
                report.check("both texts stand on the page", holds=kept > 1, found=str(kept))


def _same_proposal(report: Report, world: "World", port: int) -> None:
    """Let both sides of one proposal say yes, from fifty windows."""
    from compagnon.matching.models import Proposal  # noqa: PLC0415 -- Django is set up by now
    from compagnon.partnerships.models import Partnership  # noqa: PLC0415 -- as above

    proposal = Proposal.objects.filter(
        state="released", release__run__joining_point=world.september
    ).first()
    if proposal is None:
        raise SystemExit("There is no proposal to accept.")
    pages = _accept(port, [proposal.pk] * (CROWD // 2))
    _judge(report, "one proposal", pages)
    report.same("one proposal, fifty times accepted", {page.status for page in pages}, {303})
    opened = Partnership.objects.filter(proposal_id=proposal.pk).count()
    report.same("partnerships opened by it", opened, 1)


def _last_place(report: Report, world: "World", port: int) -> None:
    """Take all places but one from a mentor who was proposed to several, and let all accept."""
    from django.db.models import Count  # noqa: PLC0415 -- Django is set up by now

    from compagnon.matching.models import Proposal  # noqa: PLC0415 -- as above
    from compagnon.recruitment.models import Application  # noqa: PLC0415 -- as above

    waiting = Proposal.objects.filter(state="released", release__run__joining_point=world.september)
    mentors = waiting.values("mentor").annotate(count=Count("pk")).order_by("-count", "mentor")
    mentor, count = mentors[0]["mentor"], mentors[0]["count"]
    report.check("several want the last place", holds=count > 1)
    Application.objects.filter(pk=mentor).update(capacity=1)
    ids = list(waiting.filter(mentor=mentor).values_list("pk", flat=True))
    pages = _accept(port, (ids * CROWD)[: CROWD // 2])
    _judge(report, "the last place", pages)
    opened = Proposal.objects.filter(mentor=mentor, state="opened").count()
    report.same(f"pairs opened of {count} who want one place", opened, 1)


def _accept(port: int, proposals: Sequence[UUID]) -> "list[Page]":
    """Let both sides of each accept, all at the same moment, each from a browser of its own."""
    from compagnon.matching import links  # noqa: PLC0415 -- Django is set up by now
    from compagnon.matching.models import Answer  # noqa: PLC0415 -- as above
    from drills.browser import Browser  # noqa: PLC0415 -- as above
    from drills.crowd import together  # noqa: PLC0415 -- as above

    calls: list[Callable[[], Page]] = []
    for key in proposals:
        for answer in Answer.objects.filter(proposal=key):
            browser = Browser(port)
            page = browser.get(browser.get(links.path(answer.id)).location)
            form = page.form("/accept/")
            calls.append(partial(browser.post, form.action, form.filled()))
    return together(calls)


if __name__ == "__main__":
    main("twice", drill, __doc__)
