"""The demo's world: what a visitor finds, and that nothing leaves it."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from compagnon.accounts.models import Person
from compagnon.core.actors import person
from compagnon.matching.models import Proposal, Run
from compagnon.notifications import mailbox
from compagnon.notifications.models import Message
from compagnon.partnerships.models import Meeting, Partnership
from compagnon.partnerships.queries.activity import list_activity
from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.columns import Confidence, understand_columns
from compagnon.recruitment.rules.reading import read_table
from compagnon.scenarios.association import build_association
from compagnon.scenarios.demo import build_demo
from compagnon.scenarios.half_finished import begin_to_apply
from compagnon.scenarios.intake import applications_rows
from compagnon.scenarios.letters import drop_letters, post_letters
from compagnon.ui.spreadsheet import to_csv
from tests.cast import make_world
from tests.recruitment.demo import demo

pytestmark = pytest.mark.django_db


def test_the_april_intake_has_pairs_at_different_points_of_their_way() -> None:
    association = build_demo()
    chris = person(association.persona("coordinator").id)
    point = association.partnership.joining_point

    seen = {
        one.names: (one.state, one.held_count, one.agreement_signed_count)
        for one in list_activity(viewer=chris, joining_point=point)
    }

    assert seen == {
        ("Amal Haddad", "Bela Kovács"): ("open", 2, 2),
        ("Carys Llewellyn", "Sunita Rao"): ("open", 0, 1),
        ("Oriel Vaughan", "Freya Lindqvist"): ("open", 3, 2),
        ("Tomasz Zieliński", "Callum Reid"): ("paused", 1, 2),
    }
    assert {row.partnership_id for row in Meeting.objects.filter(state="arranged")} >= {
        association.partnership.id
    }
    states = Counter(point.applications.values_list("state", flat=True))
    assert states == {"matched": 8, "approved": 1, "waiting": 1}
    assert Counter(Proposal.objects.values_list("state", flat=True)) == {
        "opened": 4,
        "declined": 1,
    }
    assert Run.objects.get().summary["pinned"] == 1
    assert association.joining_point.applications.count() == 0


def test_nobody_in_the_demo_applies_a_second_time_under_another_address() -> None:
    build_demo()

    assert set(Person.objects.values_list("name", flat=True)).isdisjoint(
        row.name for row in demo().rows
    )


def test_the_demos_letters_arrive_when_they_were_written_and_leave_it_never(
    settings: Settings, tmp_path: Path
) -> None:
    settings.COMPAGNON_DEMO, settings.COMPAGNON_DATA = True, tmp_path
    settings.EMAIL_BACKEND = "compagnon.notifications.backends.ViewerBackend"

    build_demo(today=date(2026, 9, 14))

    bela = mailbox.list_mails(to="bela.kovacs@example.org", size=100)
    assert [str(mail.sent_at.date()) for mail in bela] == [
        *(
            "2026-09-13",
            "2026-08-17",
            "2026-08-16",
            "2026-08-15",
            "2026-07-18",
            "2026-07-16",
            "2026-07-13",
            "2026-07-05",
        ),
    ]
    ada = mailbox.list_mails(to="ada.whitfield@example.org")
    assert [str(mail.sent_at.date()) for mail in ada] == ["2026-06-16"]
    assert not Message.objects.exclude(work_state="done").exists()

    drop_letters()

    assert Message.objects.exists()


def test_elsewhere_no_letter_is_sent_to_people_who_are_nobody(
    mailoutbox: list[object],
) -> None:
    build_association()
    assert Message.objects.exists()

    post_letters()
    drop_letters()

    assert (mailoutbox, Message.objects.count()) == ([], 0)


def test_the_intakes_columns_are_all_recognised() -> None:
    columns = understand_columns(read_table(to_csv(applications_rows()))).columns

    assert {column.confidence for column in columns} == {Confidence.CERTAIN}


@pytest.mark.parametrize(
    ("today", "cycles"),
    [
        (date(2026, 7, 31), ["2024/25", "2025/26"]),
        (date(2026, 8, 1), ["2025/26", "2026/27"]),
    ],
)
def test_the_association_has_last_years_and_this_years_cycle(
    today: date, cycles: list[str]
) -> None:
    association = build_association(today=today)

    found = association.scheme.cycle_set.order_by("starts_on").values_list("name", flat=True)
    assert list(found) == cycles
    assert (association.joining_point.month, association.joining_point.cycle.name) == (9, cycles[1])
    assert Partnership.objects.count() == 1
    assert Person.objects.count() == 7
    assert Application.objects.count() == 0


def test_in_summer_somebody_begins_to_apply_for_the_year_to_come() -> None:
    world = make_world()

    draft = begin_to_apply(world.scheme, world.dana, today=date(2027, 6, 1))

    assert (draft.joining_point.month, draft.joining_point.cycle.name) == (9, "2027/28")
