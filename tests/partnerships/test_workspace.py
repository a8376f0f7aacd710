from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.ids import new_public_id
from compagnon.core.pages import once_token
from compagnon.partnerships.changes.goal import set_goal, write_goal_note
from compagnon.partnerships.changes.meeting import arrange_meeting
from compagnon.partnerships.changes.partnership import Joining, open_partnership
from compagnon.partnerships.models import ActionItem, Member, Partnership, Signature
from compagnon.partnerships.queries.partnership import NextStep
from compagnon.partnerships.queries.workspace import get_workspace
from compagnon.partnerships.rules import GoalWords
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_meeting import record
from tests.partnerships.test_views import MET, as_person, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreement")]
ASIDE = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def statements(captured: CaptureQueriesContext) -> list[str]:
    """Return what the database was asked, but for the frames of transactions."""
    return [
        query["sql"] for query in captured.captured_queries if not query["sql"].startswith(ASIDE)
    ]


def asked(client: Client, address: str) -> list[str]:
    """Return what a page asks the database."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return statements(captured)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_pair_takes_twenty_three_queries_and_asks_nothing_twice(
    client: Client, world: World, partnership: Partnership, count: int
) -> None:
    for days in range(count):
        record(world, partnership, date(2026, 9, 1 + days))
        goal = set_goal(
            by=actor_of(world.bela), partnership=partnership, words=GoalWords("A"), target_on=None
        )
        write_goal_note(by=actor_of(world.amal), goal=goal, text="B")
    as_person(client, world.bela)

    found = asked(client, url(partnership))

    assert (len(found), len(set(found))) == (23, 23)


def test_recording_a_meeting_takes_twenty_statements_and_a_nudge(
    client: Client, world: World, partnership: Partnership
) -> None:
    record(world, partnership)
    as_person(client, world.amal)
    attended = [member.id.hex for member in Member.objects.all()]

    with CaptureQueriesContext(connection) as captured:
        answer = client.post(
            url(partnership, "meetings/record/"),
            {**MET, "attended": attended, "once": once_token()},
        )

    assert answer.status_code == 303
    found = statements(captured)
    assert (len(found), len(set(found))) == (20, 20)


def test_an_open_action_item_stays_on_the_agenda_when_its_meeting_is_no_longer_shown(
    world: World, partnership: Partnership
) -> None:
    for days in range(26):
        record(world, partnership, date(2026, 8, 1) + timedelta(days))
    arrange_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        starts_at=NOW + timedelta(days=1),
        length_minutes=30,
    )

    found = get_workspace(viewer=actor_of(world.bela), partnership=partnership)

    assert [len(found.meetings), len(found.agenda.action_items)] == [25, 26]
    assert found.meetings[0].held_on == date(2026, 8, 26)
    assert found.meetings[-1].held_on == date(2026, 8, 2)
    assert found.partnership.next_meeting_at == NOW + timedelta(days=1)


def test_a_row_that_names_somebody_of_another_pair_opens_nothing(
    world: World, partnership: Partnership, caplog: pytest.LogCaptureFixture
) -> None:
    record(world, partnership)
    other = open_partnership(
        by=SYSTEM,
        joining_point=world.joining_point,
        proposal_id=new_public_id(),
        mentor=Joining(world.chris.id, {}),
        mentee=Joining(world.dana.id, {}),
        starts_on=NOW.date(),
    )
    ActionItem.objects.update(owner=other.members.first())

    with pytest.raises(Closed):
        get_workspace(viewer=actor_of(world.bela), partnership=partnership)
    assert "a row names no member of its partnership" in caplog.text


def test_a_contract_that_nobody_has_signed_asks_to_be_signed(
    world: World, partnership: Partnership
) -> None:
    Signature.objects.all().delete()

    found = get_workspace(viewer=actor_of(world.bela), partnership=partnership)

    assert found.partnership.next_step == NextStep.SIGN_AGREEMENT
    assert found.agreement is not None
    assert (found.agreement.signatures, found.agreement.is_in_force) == ((), False)


def test_a_stranger_opens_nothing(world: World, partnership: Partnership) -> None:
    with pytest.raises(Closed):
        get_workspace(viewer=actor_of(world.dana), partnership=partnership)
