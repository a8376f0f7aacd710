"""Reports to a mentor's own line manager: when they are due, who says yes, and what the manager reads."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core import sealing
from compagnon.core.actors import SYSTEM, holder_of_link
from compagnon.core.encryption.opening import Closed, RowGrant
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.retired import settle
from compagnon.notifications.models import AddressProblem, Message
from compagnon.notifications.rendering import as_it_stands
from compagnon.partnerships import links
from compagnon.partnerships.changes.goal import set_goal
from compagnon.partnerships.changes.partnership import leave_partnership, pause_partnership
from compagnon.partnerships.changes.report import (
    approve_report,
    ask_approval,
    return_report,
    withdraw_report,
    write_report,
)
from compagnon.partnerships.models import Member, Partnership, ProcessReport, SharedReport
from compagnon.partnerships.queries.copy import get_copy
from compagnon.partnerships.queries.report import ManagersReport, get_shared_report
from compagnon.partnerships.reporting import Period, ReportWords, due_period, next_due
from compagnon.partnerships.rules import GoalWords
from compagnon.privacy.changes import erase_person
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_meeting import record
from tests.partnerships.test_reminders import go_to, live_apart, planned
from tests.partnerships.test_views import as_person, page, url

OPENED = date(2026, 9, 14)
MANAGER = "greta@employer.example"
WORDS = ReportWords("Greta", MANAGER, "We talk weekly", "Calmer lessons", "A quiet room")
TYPED = {**asdict(WORDS), "based_on": "0"}


@pytest.mark.requirement("LSIS-57")
def test_a_report_is_due_after_two_weeks_a_month_and_then_each_month() -> None:
    days = [OPENED]
    while len(days) < 6:
        days.append(next_due(OPENED, days[-1]))

    assert days[1:] == [
        date(2026, 9, 28),
        date(2026, 10, 14),
        date(2026, 11, 14),
        date(2026, 12, 14),
        date(2027, 1, 14),
    ]
    assert next_due(date(2027, 1, 31), date(2027, 3, 1)) == date(2027, 3, 31)
    assert next_due(date(2027, 1, 31), date(2027, 3, 31)) == date(2027, 4, 30)


@pytest.mark.requirement("LSIS-57")
@pytest.mark.parametrize(
    ("until", "today", "period"),
    [
        (None, date(2026, 9, 27), None),
        (None, date(2026, 9, 28), Period(OPENED, date(2026, 9, 28))),
        (None, date(2026, 11, 20), Period(OPENED, date(2026, 11, 14))),
        (date(2026, 9, 28), date(2026, 10, 13), None),
        (date(2026, 9, 28), date(2026, 10, 14), Period(date(2026, 9, 29), date(2026, 10, 14))),
    ],
)
def test_a_report_reaches_back_to_the_one_before(
    until: date | None, today: date, period: Period | None
) -> None:
    assert due_period(OPENED, until, today) == period


@pytest.fixture
def partnership(
    world: World, partnership: Partnership, clock_stands_still: time_machine.Traveller
) -> Partnership:
    """A pair at work since two weeks, of a scheme that switched reports on."""
    world.scheme.template = "in_house"
    world.scheme.settings = {"reports_to_managers": True}
    world.scheme.save()
    clock_stands_still.move_to(NOW + timedelta(days=15))
    return Partnership.objects.get(pk=partnership.pk)


def written(world: World, partnership: Partnership, based_on: int = 0) -> ProcessReport:
    return write_report(
        by=actor_of(world.amal), partnership=partnership, words=WORDS, based_on=based_on
    )


def asked(world: World, partnership: Partnership) -> ProcessReport:
    return ask_approval(by=actor_of(world.amal), process_report=written(world, partnership))


def sent(world: World, partnership: Partnership) -> ProcessReport:
    report = asked(world, partnership)
    return approve_report(by=actor_of(world.bela), process_report=report, seen=1)


def to_the_manager() -> list[Message]:
    return list(Message.objects.filter(address=MANAGER))


def letters(stem: str) -> list[str]:
    rows = Message.objects.filter(kind=f"partnerships/{stem}")
    return sorted(rows.values_list("address", flat=True))


def read_by_manager() -> ManagersReport | None:
    return get_shared_report(viewer=holder_of_link(SharedReport.objects.get().id))


database = pytest.mark.django_db


@database
@pytest.mark.requirement("LSIS-56")
@pytest.mark.requirement("ALL-16")
def test_nothing_leaves_before_the_mentees_yes(world: World, partnership: Partnership) -> None:
    amal, bela = actor_of(world.amal), actor_of(world.bela)
    report = written(world, partnership)
    with pytest.raises(Refused, match="not possible any more"):
        approve_report(by=bela, process_report=report, seen=1)
    ask_approval(by=amal, process_report=report)
    assert letters("approval_asked") == ["bela@example.org"]
    with pytest.raises(Refused, match="Take it back first"):
        written(world, partnership, based_on=1)
    with pytest.raises(NotAllowed, match="Only whoever is mentored"):
        approve_report(by=amal, process_report=report, seen=1)
    return_report(by=bela, process_report=report)
    assert letters("report_news") == ["amal@example.org"]

    # Reworded while the mentee had the earlier version before her eyes: her yes was to that one.
    report = written(world, partnership, based_on=1)
    ask_approval(by=amal, process_report=report)
    with pytest.raises(Refused, match="worded anew meanwhile"):
        approve_report(by=bela, process_report=report, seen=1)
    assert (to_the_manager(), SharedReport.objects.count()) == ([], 0)

    approve_report(by=bela, process_report=report, seen=2)
    with pytest.raises(Refused, match="No report is due yet"):
        written(world, partnership)
    (letter,) = to_the_manager()
    assert (letter.recipient_id, letter.scheme_id) == (None, None)
    mail = as_it_stands(letter)
    assert mail is not None
    assert ("Dear Greta" in mail.text, "Amal" in mail.text) == (True, True)
    assert [word for word in ("Bela", *asdict(WORDS).values()) if word in mail.text] == ["Greta"]


@database
@pytest.mark.requirement("LSIS-56")
@pytest.mark.requirement("ALL-16")
def test_no_scheme_whose_kind_promises_otherwise_has_reports(
    world: World, partnership: Partnership
) -> None:
    report = sent(world, partnership)
    # Whoever writes to the database cannot switch it on either, and what was sent is closed.
    world.scheme.template = "association"
    world.scheme.save()
    partnership = Partnership.objects.get(pk=partnership.pk)

    assert read_by_manager() is None
    assert as_it_stands(to_the_manager()[0]) is None
    with pytest.raises(NotAllowed, match="nobody reports to a line manager"):
        written(world, partnership)
    report = ProcessReport.objects.get(pk=report.pk)
    with pytest.raises(NotAllowed, match="nobody reports to a line manager"):
        approve_report(by=actor_of(world.bela), process_report=report, seen=1)


@database
@pytest.mark.usefixtures("agreement")
@pytest.mark.requirement("LSIS-56")
def test_the_manager_reads_the_report_and_can_read_nothing_else(
    world: World, partnership: Partnership
) -> None:
    record(world, partnership, date(2026, 9, 20))
    goal = set_goal(
        by=actor_of(world.amal), partnership=partnership, words=GoalWords("Dare"), target_on=None
    )
    report = sent(world, partnership)

    shown = read_by_manager()

    assert shown is not None
    assert asdict(shown) == {
        "id": SharedReport.objects.get().id,
        "scheme_name": world.scheme.name,
        "mentor_name": "Amal",
        "language": "en",
        "period": {"begins_on": OPENED, "ends_on": date(2026, 9, 28)},
        "together": {"count": 1, "minutes": 45},
        "readable_until": date(2026, 11, 28),
        **asdict(WORDS),
    }
    grant = RowGrant(report)
    assert grant.read(report, "process") == "We talk weekly"
    goal.partnership = partnership
    with pytest.raises(Closed):
        grant.read(goal, "title")


@database
def test_a_link_opens_only_what_we_sealed_and_for_sixty_days(
    world: World, partnership: Partnership, clock_stands_still: time_machine.Traveller
) -> None:
    report = sent(world, partnership)
    shared = SharedReport.objects.get()
    assert get_shared_report(viewer=actor_of(world.dana)) is None
    for forged in ({"text_version": 2}, {"shared_at": NOW + timedelta(days=40)}):
        before = {name: getattr(shared, name) for name in forged}
        SharedReport.objects.update(**forged)
        assert read_by_manager() is None
        SharedReport.objects.update(**before)
    ProcessReport.objects.update(text_version=2)
    assert read_by_manager() is None
    ProcessReport.objects.update(text_version=1)

    clock_stands_still.move_to(NOW + timedelta(days=74))
    assert read_by_manager() is not None
    clock_stands_still.move_to(NOW + timedelta(days=76))
    assert read_by_manager() is None

    # Withdrawn, and put back by somebody who writes to the database: its seal has ended.
    clock_stands_still.move_to(NOW + timedelta(days=20))
    withdraw_report(by=actor_of(world.bela), process_report=report)
    SharedReport.objects.bulk_create([shared])
    settle()
    assert read_by_manager() is None


@database
@pytest.mark.requirement("LSIS-58")
def test_the_mentor_writes_on_a_page_that_draws_on_log_and_plan(
    client: Client, world: World, partnership: Partnership
) -> None:
    amal, bela = as_person(Client(), world.amal), as_person(client, world.bela)
    assert "A report is due: a few sentences" in page(amal, url(partnership))
    assert "No report has been sent yet" in page(bela, url(partnership))
    assert "Write the report" in page(amal, url(partnership, "reports/"))
    assert "The next report is due on" in page(bela, url(partnership, "reports/"))
    write = url(partnership, "reports/write/")
    assert bela.get(write).status_code == 403
    assert amal.post(write, {"process": ""}).status_code == 422

    at = amal.post(write, TYPED)["Location"]

    assert bela.get(at).status_code == 404
    assert "Show it to your partner" in page(amal, at)
    form = page(amal, write)
    assert [rest for rest in ("timeline/", "plan/") if url(partnership, rest) not in form] == []
    assert "We talk weekly" in form
    overtaken = amal.post(write, TYPED)
    assert overtaken.status_code == 422
    assert "in the other window" in overtaken.content.decode()
    amal.post(f"{at}ask/")
    refused = amal.post(write, {**TYPED, "based_on": "1"})
    assert "Take it back first" in refused.content.decode()


@database
def test_the_mentee_answers_and_either_withdraws(
    client: Client, world: World, partnership: Partnership
) -> None:
    amal, bela = as_person(Client(), world.amal), as_person(client, world.bela)
    at = f"/process-reports/{asked(world, partnership).id.hex}/"
    assert "waits for your partner" in page(amal, url(partnership))
    assert "waits for your yes" in page(bela, url(partnership))
    assert "It waits for your partner" in page(amal, at)
    assert "May this go?" in page(bela, at)
    assert "To be approved" in page(bela, url(partnership, "reports/"))
    bela.post(f"{at}return/")
    words = {**TYPED, "based_on": "1", "support": ""}
    amal.post(url(partnership, "reports/write/"), words)
    amal.post(f"{at}ask/")
    bela.post(f"{at}approve/", {"seen": "1"})
    assert "worded anew meanwhile" in page(bela, at)
    bela.post(f"{at}approve/", {"seen": "2"})
    assert "The last one was about" in page(amal, url(partnership))
    assert "Withdraw the report" in page(amal, at)
    assert "Sent" in page(amal, url(partnership, "reports/"))

    bela.post(f"{at}withdraw/")

    assert "cannot read it any more" in page(amal, at)
    # A report that was withdrawn stands for no time, and the next one begins with the manager of the last.
    assert MANAGER in page(amal, url(partnership, "reports/write/"))


@database
def test_the_managers_page_needs_no_account_and_is_gone_once_it_is_withdrawn(
    client: Client, world: World, partnership: Partnership
) -> None:
    report, shared = sent(world, partnership), SharedReport.objects.get()

    address = client.get(links.path(shared.id))["Location"]

    assert address == f"/shared-reports/{shared.id.hex}/"
    shown = page(client, address)
    assert ("Calmer lessons" in shown, "Bela" in shown, MANAGER in shown) == (True, False, False)
    assert Client().get(address).status_code == 404
    assert client.get(f"{address}made-up/").status_code == 404
    withdraw_report(by=actor_of(world.amal), process_report=report)
    gone = client.get(address)
    assert (gone.status_code, "It was withdrawn" in gone.content.decode()) == (410, True)


@database
@pytest.mark.parametrize("count", [1, 3])
def test_the_reports_of_a_pair_take_a_fixed_number_of_queries(
    client: Client,
    world: World,
    partnership: Partnership,
    clock_stands_still: time_machine.Traveller,
    count: int,
) -> None:
    for month in range(count):
        clock_stands_still.move_to(NOW + timedelta(days=15 + 31 * month))
        sent(world, partnership)
    as_person(client, world.bela)
    page(client, url(partnership, "reports/"))

    with CaptureQueriesContext(connection) as captured:
        page(client, url(partnership, "reports/"))

    assert len(captured) == 10


@database
@pytest.mark.requirement("LSIS-57")
def test_the_mentor_is_reminded_once_outside_the_holidays_and_of_what_is_due_alone(
    world: World, partnership: Partnership, clock_stands_still: time_machine.Traveller
) -> None:
    live_apart(world)
    go_to(clock_stands_still, 2026, 9, 27)
    assert planned("report_due") == []
    for day in (28, 29):
        go_to(clock_stands_still, 2026, 9, day)
    (reminder,) = Message.objects.filter(kind="partnerships/report_due")
    assert reminder.address == "amal@example.org"
    assert as_it_stands(reminder) is not None

    report = asked(world, partnership)
    assert as_it_stands(reminder) is None
    return_report(by=actor_of(world.amal), process_report=report)
    assert as_it_stands(reminder) is not None
    # The Welsh autumn holiday begins on 26 October; the next report is due on 14 November.
    pause_partnership(by=actor_of(world.bela), partnership=partnership)
    go_to(clock_stands_still, 2026, 11, 16)
    assert len(planned("report_due")) == 1
    assert as_it_stands(reminder) is None


@database
@pytest.mark.parametrize("gone", ["amal", "bela"])
def test_erasing_either_closes_the_report_and_forgets_the_manager(
    world: World, partnership: Partnership, gone: str
) -> None:
    report = sent(world, partnership)
    AddressProblem.objects.create(address=MANAGER, code=550, noticed_at=NOW)
    shared = SharedReport.objects.get()

    erase_person(by=SYSTEM, email=f"{gone}@example.org")

    assert get_shared_report(viewer=holder_of_link(shared.id)) is None
    assert (to_the_manager(), AddressProblem.objects.count()) == ([], 0)
    row = ProcessReport.objects.get(pk=report.pk)
    assert (row.state, bool(row.manager_address)) == ("withdrawn", gone == "bela")


@database
def test_circles_and_peers_have_no_reports_and_an_ended_pair_writes_none(
    client: Client, world: World, partnership: Partnership
) -> None:
    report = sent(world, partnership)
    leave_partnership(by=actor_of(world.bela), partnership=partnership)
    with pytest.raises(NotAllowed, match="has ended"):
        written(world, partnership)
    assert "Reports so far" in page(as_person(client, world.amal), url(partnership, "reports/"))
    copy = get_copy(viewer=actor_of(world.bela), partnership=partnership)
    assert [one.words for one in copy.reports] == [WORDS]
    taken = client.post(url(partnership, "copy/")).content.decode()
    assert ("Calmer lessons" in taken, "Report to a line manager" in taken) == (True, True)
    withdraw_report(by=actor_of(world.amal), process_report=report)

    for row in partnership.members.all():
        row.role = Member.Role.PEER
        sealing.put(row)
        row.save()
    assert client.get(url(partnership, "reports/")).status_code == 403
