"""Several times for a meeting, with what is known of each: holidays of everybody's own, and who could when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.core.errors import NotAllowed, Refused
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.meeting import arrange_meeting
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.changes.proposed_time import accept_time, propose_times
from compagnon.partnerships.models import Meeting, Partnership, ProposedTime, TimesProposal
from compagnon.partnerships.queries.proposed_time import get_times
from compagnon.partnerships.rules import part_of_week
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_peers import cai, peers
from tests.partnerships.test_views import as_person, page, url
from tests.partnerships.test_workspace import asked

__all__ = ["cai", "peers"]  # fixtures, found here by their names

pytestmark = pytest.mark.django_db
TERM = datetime(2026, 9, 22, 15, 0, tzinfo=UTC)  # a Tuesday, four o'clock in London
HALF_TERM = datetime(2026, 10, 27, 16, 0, tzinfo=UTC)
SUMMER = datetime(2027, 8, 3, 15, 0, tzinfo=UTC)
BANK_HOLIDAY = datetime(2027, 5, 3, 15, 0, tzinfo=UTC)


def propose(by: Person, partnership: Partnership, *times: datetime) -> TimesProposal:
    return propose_times(
        by=actor_of(by),
        partnership=partnership,
        times=times or [TERM, HALF_TERM],
        length_minutes=45,
    )


def share(partnership: Partnership, person: Person, **shared: object) -> None:
    partnership.members.filter(person=person).update(shared=shared)


def test_the_other_chooses_one_and_the_meeting_is_arranged(
    client: Client, world: World, partnership: Partnership
) -> None:
    typed = {
        "day": ["2026-09-22", "2026-10-27"],
        "time": ["16:00", "16:00"],
        "length_minutes": "45",
    }
    as_person(client, world.amal).post(url(partnership, "meetings/times/"), typed)
    waits = page(client, url(partnership))
    time = ProposedTime.objects.order_by("starts_at")[0]
    with pytest.raises(NotAllowed, match="now the others choose"):
        accept_time(by=actor_of(world.amal), proposed_time=time)
    as_person(client, world.bela)

    home, shown = page(client, url(partnership)), page(client, url(partnership, "meetings/times/"))
    answer = client.post(f"/proposed-times/{time.id.hex}/accept/", follow=True)

    assert "You proposed times for your next meeting" in waits
    assert "Amal proposes times for your next meeting" in home
    assert "This suits me" in shown
    assert "Arranged." in answer.content.decode()
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.length_minutes) == (TERM, 45)
    letters = list(Message.objects.order_by("planned_at").values_list("kind", "address"))
    assert letters[0] == ("partnerships/times_proposed", "bela@example.org")
    assert {kind for kind, _address in letters[1:]} == {"partnerships/meeting_arranged"}
    late = client.post(f"/proposed-times/{time.id.hex}/accept/", follow=True)
    assert "Meanwhile another time was chosen" in late.content.decode()


def test_the_page_says_who_could_when_as_far_as_they_shared_it(
    client: Client, world: World, partnership: Partnership
) -> None:
    as_person(client, world.bela)
    assert "Who could when" not in page(client, url(partnership, "meetings/times/"))

    share(partnership, world.amal, availability=["evenings"])

    shown = page(client, url(partnership, "meetings/times/"))
    assert "Who could when" in shown
    assert "Weekday evenings" in shown


def test_whoever_is_asked_may_propose_other_times(world: World, partnership: Partnership) -> None:
    first = propose(world.amal, partnership)
    propose(world.bela, partnership, SUMMER)

    found = get_times(viewer=actor_of(world.amal), partnership=partnership).proposal

    assert found is not None
    assert (found.proposer_name, [one.starts_at for one in found.times]) == ("Bela", [SUMMER])
    with pytest.raises(Refused, match="others were proposed"):
        accept_time(by=actor_of(world.bela), proposed_time=first.times.all()[0])


def test_of_three_a_time_is_arranged_once_it_suits_both_others(
    client: Client, world: World, peers: Partnership, cai: Person
) -> None:
    time = propose(world.amal, peers).times.order_by("starts_at")[0]
    as_person(client, world.bela)
    accept = f"/proposed-times/{time.id.hex}/accept/"
    client.post(accept)
    twice = client.post(accept, follow=True).content.decode()

    assert "Once a time suits everybody" in twice
    shown = page(client, url(peers, "meetings/times/"))
    assert ("Suits you" in shown, "Said yes:" in shown) == (True, True)
    assert accept_time(by=actor_of(cai), proposed_time=time) == Meeting.objects.get()


@pytest.mark.parametrize("count", [0, 6])
def test_one_to_five_times_are_proposed(world: World, partnership: Partnership, count: int) -> None:
    times = [TERM + timedelta(days=days) for days in range(count)]

    with pytest.raises(Refused, match="one to 5"):
        propose_times(
            by=actor_of(world.amal), partnership=partnership, times=times, length_minutes=45
        )


def test_a_time_that_has_passed_is_neither_proposed_nor_chosen(
    client: Client, world: World, partnership: Partnership, clock_stands_still: object
) -> None:
    typed = {"day": ["2026-09-01", ""], "time": ["16:00", "12:00"], "length_minutes": "45"}
    as_person(client, world.amal)
    half = client.post(url(partnership, "meetings/times/"), typed)
    past = client.post(
        url(partnership, "meetings/times/"), {**typed, "day": ["2026-09-01"], "time": ["16:00"]}
    )
    assert (half.status_code, past.status_code) == (422, 422)
    assert "Row 2: give a day and a time." in half.content.decode()
    assert "Choose times to come." in past.content.decode()
    time = propose(world.amal, partnership, NOW + timedelta(hours=1)).times.get()
    clock_stands_still.shift(timedelta(hours=2))  # type: ignore[attr-defined]  # time-machine's traveller

    with pytest.raises(Refused, match="This time has passed"):
        accept_time(by=actor_of(world.bela), proposed_time=time)
    assert "Has passed" in page(as_person(client, world.bela), url(partnership, "meetings/times/"))


@pytest.mark.requirement("LSIS-47")
@pytest.mark.requirement("ALL-39")
def test_each_time_says_whose_holidays_it_lies_in_and_who_could(
    world: World, partnership: Partnership
) -> None:
    share(partnership, world.amal, region="wales", availability=["tue_after_school"])
    share(partnership, world.bela, region="london", availability=["holidays", "mon_evening"])

    found = get_times(
        viewer=actor_of(world.bela),
        partnership=partnership,
        looked_at=[TERM, HALF_TERM, BANK_HOLIDAY, SUMMER],
    )

    said = [(list(map(str, one.suits)), list(map(str, one.warnings))) for one in found.looked_at]
    assert said[0] == (["Amal could then"], ["Not among the times that Bela gave"])
    assert said[1] == (
        ["Bela could then"],
        ["Half term (Wales) for Amal", "Half term (England) for Bela"],
    )
    assert [line.split(" (")[0] for line in said[2][1]] == ["Day off", "Day off"]
    assert said[3][1] == [
        "School holidays (Wales) for Amal",
        "School holidays (England) for Bela",
    ]
    assert [one.name for one in found.free_times] == ["Amal", "Bela"]


def test_whose_terms_a_partner_chose_to_go_by_is_not_said(
    world: World, partnership: Partnership
) -> None:
    partnership.members.filter(person=world.amal).update(calendar="wales")

    found = get_times(
        viewer=actor_of(world.bela), partnership=partnership, looked_at=[HALF_TERM]
    ).looked_at[0]

    assert "Half term for Amal" in found.warnings


def test_of_a_year_that_nobody_knows_nothing_is_said(
    world: World, partnership: Partnership
) -> None:
    looked_at = [datetime(2040, 8, 1, 15, tzinfo=UTC)]

    found = get_times(viewer=actor_of(world.bela), partnership=partnership, looked_at=looked_at)

    assert found.looked_at[0].warnings == ()


def test_times_are_looked_at_before_they_are_proposed(
    client: Client, world: World, partnership: Partnership
) -> None:
    as_person(client, world.amal)
    typed = {"day": ["2026-10-27", ""], "time": ["16:00", ""], "more": "times"}

    shown = client.post(url(partnership, "meetings/times/"), typed)

    assert shown.status_code == 200
    assert "Half term (England) for Amal" in shown.content.decode()
    assert not TimesProposal.objects.exists()


def test_the_page_of_times_takes_the_same_number_of_queries_however_many_there_are(
    client: Client, world: World, partnership: Partnership
) -> None:
    propose(world.amal, partnership, *(TERM + timedelta(days=days) for days in range(5)))

    found = asked(as_person(client, world.bela), url(partnership, "meetings/times/"))

    assert (len(found), len(set(found))) == (12, 12)


@pytest.mark.parametrize("way", ["arrange", "leave"])
def test_arranging_a_meeting_or_leaving_settles_what_was_proposed(
    world: World, partnership: Partnership, way: str
) -> None:
    propose(world.amal, partnership)
    if way == "arrange":
        arrange_meeting(
            by=actor_of(world.bela), partnership=partnership, starts_at=TERM, length_minutes=30
        )
    else:
        leave_partnership(by=actor_of(world.bela), partnership=partnership)

    assert get_times(viewer=actor_of(world.amal), partnership=partnership).proposal is None


@pytest.mark.parametrize(
    ("day", "hour", "code"),
    [
        (21, 8, "mon_before_school"),
        (22, 9, "tue_morning"),
        (23, 13, "wed_lunch"),
        (24, 15, "thu_afternoon"),
        (25, 17, "fri_after_school"),
        (25, 18, "fri_evening"),
        (26, 11, "sat_morning"),
        (27, 17, "sun_afternoon"),
        (27, 19, "sun_evening"),
    ],
)
def test_a_time_lies_in_a_part_of_a_day_as_the_form_has_it(day: int, hour: int, code: str) -> None:
    assert part_of_week(datetime(2026, 9, day, hour, tzinfo=UTC)) == code
