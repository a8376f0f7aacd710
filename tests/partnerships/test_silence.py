from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from compagnon.core.errors import NotAllowed
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.ticking import tick
from compagnon.partnerships.changes.meeting import arrange_meeting
from compagnon.partnerships.changes.partnership import continue_partnership
from compagnon.partnerships.models import Agreement, Partnership, Progress
from compagnon.partnerships.reminders.asked import about_silence, silence_reminders
from compagnon.partnerships.stages import Stage
from tests.cast import World, actor_of
from tests.partnerships.test_meeting import record
from tests.partnerships.test_reminders import go_to, live_apart, planned
from tests.partnerships.test_views import as_person, page, url

pytestmark = pytest.mark.django_db
QUESTION = "Do you go on?"
BOTH = [("partnerships/silence", f"{name}@example.org") for name in ("amal", "bela")]


def stage() -> str:
    return Progress.objects.get().stage


def test_after_a_silence_each_is_asked_and_only_if_nobody_answers_the_group_sees_it(
    client: Client,
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: time_machine.Traveller,
) -> None:
    Agreement.objects.update(frequency="fortnightly")
    tick()
    for day, told in ((23, []), (30, [])):  # six working weeks have not passed; half term
        go_to(clock_stands_still, 2026, 10, day)
        assert planned("silence") == told
    for day in (2, 3):
        go_to(clock_stands_still, 2026, 11, day)
    assert (planned("silence"), stage()) == (BOTH, Stage.FIRST_MEETING)
    assert QUESTION in page(as_person(client, world.amal), url(partnership))
    facts = Facts(Message.objects.filter(kind="partnerships/silence")[0].context)
    reader = Recipient(world.bela.id, world.bela.email, "en")
    told_to_bela = about_silence(facts, reader)
    assert told_to_bela is not None
    assert told_to_bela["path"] == url(partnership) + "#silence"

    said = as_person(client, world.bela).post(url(partnership, "go-on/"), follow=True)

    assert QUESTION not in said.content.decode()
    assert QUESTION not in page(as_person(client, world.amal), url(partnership))
    assert about_silence(facts, reader) is None
    assert "You said that you go on" in page(client, url(partnership, "timeline/"))
    go_to(clock_stands_still, 2026, 12, 14)  # six working weeks after the answer
    assert planned("silence") == BOTH
    go_to(clock_stands_still, 2026, 12, 15)
    assert (len(planned("silence")), stage()) == (4, Stage.FIRST_MEETING)
    go_to(clock_stands_still, 2027, 1, 18)
    assert stage() == Stage.FIRST_MEETING
    go_to(clock_stands_still, 2027, 1, 19)  # three more, and the holidays
    assert (stage(), Partnership.objects.get().state) == (Stage.QUIET, "open")


def test_who_meets_or_plans_to_is_not_asked_at_once_and_nobody_in_their_holidays(
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: time_machine.Traveller,
) -> None:
    live_apart(world)
    tick()
    Progress.objects.update(asks_on=date(2026, 10, 12), changes_on=None)
    found = [one.address for one in silence_reminders(date(2026, 10, 14))]
    assert found == ["amal@example.org"]  # Scotland has its week off

    arrange_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        starts_at=datetime(2026, 10, 20, 9, tzinfo=UTC),
        length_minutes=30,
    )
    assert Progress.objects.get().asks_on is None
    tick()
    assert Progress.objects.get().asks_on is None
    Progress.objects.update(asks_on=date(2026, 9, 14))
    record(world, partnership)
    assert Progress.objects.get().asks_on is None


def test_a_member_lets_it_rest_until_a_day_on_which_it_goes_on_by_itself(
    client: Client,
    world: World,
    partnership: Partnership,
    clock_stands_still: time_machine.Traveller,
) -> None:
    as_person(client, world.bela)
    address = url(partnership, "leave/pause/")
    assert address in page(client, url(partnership, "leave/"))
    assert "Until" in page(client, address)
    assert client.post(address, {"until": "2026-09-14"}).status_code == 422

    said = client.post(address, {"until": "2026-10-05"}, follow=True).content.decode()

    assert ("It goes on by itself on" in said, "5 October 2026" in said) == (True, True)
    assert client.post(address).status_code == 422
    go_to(clock_stands_still, 2026, 10, 5)
    partnership.refresh_from_db()
    assert (partnership.state, partnership.paused_until) == ("open", None)


def test_only_a_member_says_that_they_go_on(world: World, partnership: Partnership) -> None:
    with pytest.raises(NotAllowed):
        continue_partnership(by=actor_of(world.chris), partnership=partnership)
