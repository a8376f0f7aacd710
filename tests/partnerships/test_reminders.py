from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.ticking import tick
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.partnership import pause_partnership
from compagnon.partnerships.models import Agreement, Member, Partnership, Progress
from compagnon.partnerships.reminders.due import about_owed, owed_reminders
from compagnon.partnerships.rules import DueReminder, PartnershipDates, ReminderKind, due
from compagnon.partnerships.stages import Stage
from compagnon.schemes.changes.term_calendar import add_term_calendar
from compagnon.schemes.queries.term_calendar import do_holidays_end
from tests.cast import NOW, World, actor_of
from tests.partnerships.conftest import TERMS
from tests.partnerships.test_action_item import take_on
from tests.partnerships.test_partnership import open_for

DATES = PartnershipDates(UUID(int=1), review_on=date(2027, 1, 15), ends_on=date(2027, 5, 28))
REVIEW = DueReminder(ReminderKind.REVIEW_DUE, UUID(int=1), date(2027, 1, 15))
END = DueReminder(ReminderKind.END_NEAR, UUID(int=1), date(2027, 5, 14))


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2027, 1, 14), []),
        (date(2027, 1, 15), [REVIEW]),
        (date(2027, 2, 20), [REVIEW]),
        (date(2027, 5, 13), [REVIEW]),
        (date(2027, 5, 14), [END]),
        (date(2027, 6, 20), [END]),
    ],
)
def test_due_says_the_review_and_then_the_end(today: date, said: list[DueReminder]) -> None:
    assert list(due([DATES], today)) == said


def planned(*stems: str) -> list[tuple[str, str]]:
    kinds = [f"partnerships/{stem}" for stem in stems or ("review_due", "end_near")]
    rows = Message.objects.filter(kind__in=kinds)
    return sorted(rows.values_list("kind", "address"))


def go_to(traveller: time_machine.Traveller, year: int, month: int, day: int) -> None:
    traveller.move_to(datetime(year, month, day, 9, tzinfo=UTC))
    tick()


def live_apart(world: World) -> None:
    """Amal goes by Welsh terms, Bela by Scottish ones."""
    for who, region in ((world.amal, "wales"), (world.bela, "scotland")):
        Member.objects.filter(person=who).update(shared={"region": region})


@pytest.mark.django_db
@pytest.mark.requirement("ALL-34")
@pytest.mark.requirement("ALL-65")
def test_tick_reminds_both_of_the_review_once_however_often_it_runs(
    agreement: Agreement, clock_stands_still: time_machine.Traveller
) -> None:
    clock_stands_still.move_to(NOW + timedelta(days=125))

    tick()
    tick()

    assert planned() == [
        ("partnerships/review_due", "amal@example.org"),
        ("partnerships/review_due", "bela@example.org"),
    ]


@pytest.mark.django_db
def test_tick_leaves_a_resting_partnership_in_peace(
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: time_machine.Traveller,
) -> None:
    pause_partnership(by=actor_of(world.bela), partnership=partnership)
    clock_stands_still.move_to(NOW + timedelta(days=125))

    tick()

    assert planned() == []


@pytest.mark.django_db
def test_tick_asks_for_no_review_of_a_contract_that_is_not_in_force(
    world: World, partnership: Partnership, clock_stands_still: time_machine.Traveller
) -> None:
    write_agreement(by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=0)
    clock_stands_still.move_to(NOW + timedelta(days=125))

    tick()

    assert planned() == []


@pytest.mark.django_db
@pytest.mark.requirement("ALL-65")
def test_a_review_waits_for_the_first_school_day_of_each_by_their_own_calendar(
    world: World, agreement: Agreement, clock_stands_still: time_machine.Traveller
) -> None:
    live_apart(world)
    Agreement.objects.update(review_on=date(2026, 12, 24))

    go_to(clock_stands_still, 2026, 12, 28)
    assert planned() == []
    go_to(clock_stands_still, 2027, 1, 4)  # Wales is back, Scotland has two more days
    assert planned() == [("partnerships/review_due", "amal@example.org")]
    go_to(clock_stands_still, 2027, 1, 6)
    assert planned() == [
        ("partnerships/review_due", "amal@example.org"),
        ("partnerships/review_due", "bela@example.org"),
    ]


@pytest.mark.django_db
def test_an_action_item_that_is_due_in_the_holidays_is_said_on_the_first_school_day(
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: time_machine.Traveller,
) -> None:
    live_apart(world)
    take_on(world, partnership, date(2026, 10, 14))  # Bela, while Scotland has its week off

    for day in (12, 14, 17):
        go_to(clock_stands_still, 2026, 10, day)
    assert planned("action_items_due") == []
    go_to(clock_stands_still, 2026, 10, 19)
    assert planned("action_items_due") == [("partnerships/action_items_due", "bela@example.org")]
    assert Message.objects.get(kind="partnerships/action_items_due").outcome == "sent"
    go_to(clock_stands_still, 2026, 10, 20)
    assert len(planned("action_items_due")) == 1


@pytest.mark.django_db
@pytest.mark.requirement("ALL-61")
def test_whoever_has_not_signed_is_reminded_once_and_nobody_else(
    world: World, clock_stands_still: time_machine.Traveller
) -> None:
    partnership = open_for(world)
    version = write_agreement(
        by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=0
    )
    sign_agreement(by=actor_of(world.amal), agreement=version)

    go_to(clock_stands_still, 2026, 9, 25)
    assert planned("contract_unsigned") == []
    for day in (28, 29):
        go_to(clock_stands_still, 2026, 9, day)
    assert planned("contract_unsigned") == [("partnerships/contract_unsigned", "bela@example.org")]
    reader = Recipient(world.bela.id, world.bela.email, "en")
    facts = Facts(Message.objects.get(kind="partnerships/contract_unsigned").context)
    assert about_owed(facts, reader) is not None
    sign_agreement(by=actor_of(world.bela), agreement=version)
    assert about_owed(facts, reader) is None


@pytest.mark.django_db
@pytest.mark.requirement("ALL-39")
def test_a_pair_without_a_meeting_is_reminded_in_school_time_unless_it_rests_or_has_planned_one(
    world: World, clock_stands_still: time_machine.Traveller
) -> None:
    partnership = open_for(world)
    version = write_agreement(
        by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=0
    )
    clock_stands_still.move_to(datetime(2026, 10, 2, 9, tzinfo=UTC))
    for who in (world.amal, world.bela):
        sign_agreement(by=actor_of(who), agreement=version)
    live_apart(world)

    go_to(clock_stands_still, 2026, 10, 23)
    assert Progress.objects.get().stage == Stage.FIRST_MEETING
    go_to(clock_stands_still, 2026, 10, 23)
    assert planned("meeting_unplanned") == [
        ("partnerships/meeting_unplanned", "amal@example.org"),
        ("partnerships/meeting_unplanned", "bela@example.org"),
    ]
    facts = Facts(Message.objects.filter(kind="partnerships/meeting_unplanned")[0].context)
    reader = Recipient(world.amal.id, world.amal.email, "en")
    assert about_owed(facts, reader) is not None
    pause_partnership(by=actor_of(world.bela), partnership=partnership)
    assert about_owed(facts, reader) is None


@pytest.mark.django_db
def test_nobody_is_reminded_of_what_waits_in_their_holidays(
    world: World, clock_stands_still: time_machine.Traveller
) -> None:
    live_apart(world)
    open_for(world)
    live_apart(world)
    Progress.objects.update(stage=Stage.UNSIGNED, begins_on=date(2026, 10, 12), changes_on=None)

    found = {one.address for one in owed_reminders(date(2026, 10, 14))}

    assert found == {"amal@example.org"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "is_first"),
    [
        (date(2026, 10, 19), True),  # Scotland's October week is over
        (date(2026, 10, 20), False),
        (date(2026, 11, 2), True),
    ],
)
def test_holidays_end_by_any_calendar_there_is(world: World, today: date, is_first: bool) -> None:
    add_term_calendar(
        by=actor_of(world.chris),
        organisation=world.organisation,
        nation="scotland",
        place="Borders",
        year=2026,
    )

    assert do_holidays_end(today) is is_first
