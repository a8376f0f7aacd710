from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed
from compagnon.core.models import EventRow
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.ticking import tick
from compagnon.partnerships.changes.check_in import answer_check_in, ask_rematch, open_check_ins
from compagnon.partnerships.changes.partnership import pause_partnership, resume_partnership
from compagnon.partnerships.letters import about_rematch
from compagnon.partnerships.models import Agreement, CheckIn, Partnership
from compagnon.partnerships.queries.check_in import list_members_to_ask
from compagnon.partnerships.reminders.asked import about_check_in, check_in_reminders
from compagnon.partnerships.rules import is_time_to_ask
from tests.cast import World, actor_of, make_partnership
from tests.partnerships.test_meeting import record
from tests.partnerships.test_reminders import go_to, live_apart, planned
from tests.partnerships.test_views import as_person, page, url

QUESTION = "Is it working for you?"
BOTH = [("partnerships/check_in", f"{name}@example.org") for name in ("amal", "bela")]
AMAL, BELA = ([one] for one in BOTH)


def asked(who: object) -> date | None:
    return CheckIn.objects.get(member__person=who).asks_on


@pytest.mark.parametrize(
    ("met_count", "weeks", "is_due"), [(2, 0, True), (1, 5, False), (0, 6, True)]
)
def test_whether_it_works_is_asked_after_two_meetings_or_six_working_weeks(
    met_count: int, weeks: int, is_due: bool
) -> None:
    assert is_time_to_ask(met_count, weeks) is is_due


@pytest.mark.django_db
@pytest.mark.requirement("ALL-89")
def test_each_is_asked_alone_after_two_meetings_and_who_is_not_sure_is_asked_again(
    client: Client,
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: time_machine.Traveller,
) -> None:
    record(world, partnership, date(2026, 9, 3))
    tick()
    assert CheckIn.objects.count() == 0
    record(world, partnership, date(2026, 9, 10))
    for _count in range(3):
        tick()
    assert planned("check_in") == BOTH
    for person in (world.bela, world.amal):
        assert QUESTION in page(as_person(client, person), url(partnership))

    client.post(url(partnership, "check-in/works/"))
    said = as_person(client, world.bela).post(url(partnership, "check-in/later/"), follow=True)

    assert QUESTION not in said.content.decode()
    assert (asked(world.amal), asked(world.bela)) == (None, date(2026, 11, 2))
    reader = Recipient(world.bela.id, world.bela.email, "en")
    facts = Facts(Message.objects.get(kind="partnerships/check_in", recipient=world.bela).context)
    assert about_check_in(facts, reader) is None
    kept = list(EventRow.objects.filter(name="CheckInAnswered").values_list("data", flat=True))
    assert [sorted(one) for one in kept] == [["member_id", "partnership_id"]] * 2
    for_amal = page(as_person(client, world.amal), url(partnership, "timeline/"))
    assert "sure" not in for_amal
    go_to(clock_stands_still, 2026, 11, 2)
    assert planned("check_in") == sorted([*BOTH, *BELA])
    assert QUESTION not in page(as_person(client, world.amal), url(partnership))
    assert QUESTION in page(as_person(client, world.bela), url(partnership))


@pytest.mark.django_db
def test_who_has_not_met_is_asked_after_six_weeks_of_their_own_terms_outside_holidays_and_rest(
    world: World, partnership: Partnership, clock_stands_still: time_machine.Traveller
) -> None:
    live_apart(world)
    bela = actor_of(world.bela)
    Partnership.objects.update(opened_at=datetime(2026, 9, 11, 9, tzinfo=UTC))
    clock_stands_still.move_to(datetime(2026, 10, 27, 9, tzinfo=UTC))
    pause_partnership(by=bela, partnership=partnership)
    assert list_members_to_ask(date(2026, 10, 27)) == []
    resume_partnership(by=bela, partnership=partnership)

    for _count in range(2):
        tick()  # Wales has seen six weeks, and its half term begins; Scotland had its own before, and has seen five
    assert (planned("check_in"), CheckIn.objects.count()) == ([], 1)
    for month, day, told in ((10, 30, []), (10, 31, BELA), (11, 2, BOTH), (11, 3, BOTH)):
        go_to(clock_stands_still, 2026, month, day)
        assert planned("check_in") == told
    assert open_check_ins(by=SYSTEM) == 0
    pause_partnership(by=bela, partnership=partnership)
    assert list(check_in_reminders(date(2026, 11, 3))) == []


@pytest.mark.django_db
@pytest.mark.requirement("ALL-89")
def test_who_would_rather_be_matched_anew_leaves_without_a_reason_and_the_group_looks(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    answer_check_in(by=actor_of(world.amal), partnership=partnership, works=False)
    as_person(client, world.bela)
    assert url(partnership, "leave/rematch/") in page(client, url(partnership, "leave/"))
    assert "ends at once" in page(client, url(partnership, "leave/rematch/"))
    Message.objects.all().delete()

    said = client.post(url(partnership, "leave/rematch/"), follow=True).content.decode()

    partnership.refresh_from_db()
    assert "somebody is looked for" in said
    assert (partnership.state, CheckIn.objects.count()) == ("ended", 0)
    letters = Message.objects.order_by("kind").values_list("kind", "address")
    assert list(letters) == [
        ("partnerships/partnership_left", "amal@example.org"),
        ("partnerships/rematch_asked", "chris@example.org"),
    ]
    facts = Facts(Message.objects.get(kind="partnerships/rematch_asked").context)
    told = about_rematch(facts, Recipient(world.chris.id, world.chris.email, "en"))
    assert told == {
        "scheme_name": world.scheme.name,
        "reader_name": "Chris",
        "names": "Amal and Bela",
        "path": f"/progress/{partnership.progress.id.hex}/",
    }
    assert about_rematch(facts, Recipient(world.dana.id, world.dana.email, "en")) is None
    assert client.post(url(partnership, "leave/rematch/")).status_code == 403
    assert client.post(url(partnership, "check-in/works/")).status_code == 403


@pytest.mark.django_db
def test_only_a_member_answers_or_asks_for_somebody_else(
    world: World, partnership: Partnership
) -> None:
    with pytest.raises(NotAllowed):
        answer_check_in(by=actor_of(world.chris), partnership=partnership, works=True)
    with pytest.raises(NotAllowed):
        ask_rematch(by=actor_of(world.dana), partnership=partnership)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_whom_to_ask_takes_two_queries(world: World, count: int) -> None:
    for _count in range(count):
        make_partnership(world)
    Partnership.objects.update(opened_at=datetime(2026, 5, 4, 9, tzinfo=UTC))

    with CaptureQueriesContext(connection) as captured:
        found = list_members_to_ask(date(2026, 9, 14))

    assert (len(found), len(captured)) == (2 * count, 2)
