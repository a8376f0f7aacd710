from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine

from compagnon.notifications.models import Message
from compagnon.notifications.ticking import tick
from compagnon.partnerships.changes.agreement import write_agreement
from compagnon.partnerships.changes.partnership import pause_partnership
from compagnon.partnerships.models import Agreement, Partnership
from compagnon.partnerships.rules import DueReminder, PartnershipDates, ReminderKind, due
from tests.cast import NOW, World, actor_of
from tests.partnerships.conftest import TERMS

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


def planned() -> list[tuple[str, str]]:
    rows = Message.objects.filter(kind__in=["partnerships/review_due", "partnerships/end_near"])
    return sorted(rows.values_list("kind", "address"))


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
