"""What a coordinator sees and does about partnerships that are stuck, without a word of theirs."""

import dataclasses
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.notifications.ticking import tick
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.meeting import arrange_meeting
from compagnon.partnerships.changes.partnership import leave_partnership, pause_partnership
from compagnon.partnerships.changes.pause import arrange_pause
from compagnon.partnerships.changes.progress import (
    contact_members,
    note_progress,
)
from compagnon.partnerships.models import (
    Agreement,
    CoordinatorLetter,
    Member,
    Partnership,
    Progress,
)
from compagnon.partnerships.queries import progress as queries
from compagnon.partnerships.queries.progress import get_progress, list_progress
from compagnon.partnerships.stages import Stage
from compagnon.partnerships.tasks import end_pauses, note_what_changed_by_itself
from compagnon.privacy.changes import erase_person
from compagnon.schemes.news import news_in
from compagnon.schemes.queries.outbox import list_outbox, open_letter
from tests.cast import World, actor_of, make_partnership, make_person
from tests.partnerships.conftest import TERMS
from tests.partnerships.test_meeting import record
from tests.partnerships.test_partnership import open_for

pytestmark = pytest.mark.django_db


def stands(partnership: Partnership) -> Progress:
    note_progress([partnership.id])
    return Progress.objects.select_related("partnership__joining_point__cycle__scheme").get(
        partnership=partnership
    )


def at(client: Client, world: World, path: str = "", **asked: str) -> str:
    client.force_login(world.chris)
    return client.get(f"/schemes/{world.scheme.id.hex}/partnerships/{path}", asked).content.decode()


def line_of(world: World, partnership: Partnership) -> queries.ProgressLine:
    return get_progress(viewer=actor_of(world.chris), progress=stands(partnership)).line


def test_a_stage_follows_from_what_happens_and_from_the_calendar(world: World) -> None:
    partnership = open_for(world)
    row = Progress.objects.get(partnership=partnership)
    assert (row.stage, row.scheme_id) == (Stage.ON_TRACK, world.scheme.id)

    with clock.moved_to(datetime(2026, 10, 1, 9, tzinfo=UTC)):
        assert note_what_changed_by_itself() == 1
        assert Progress.objects.get().stage == Stage.UNSIGNED
        assert note_what_changed_by_itself() == 0
        version = write_agreement(
            by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=0
        )
        for who in (world.amal, world.bela):
            sign_agreement(by=actor_of(who), agreement=version)
        assert Progress.objects.get().stage == Stage.ON_TRACK
    with clock.moved_to(datetime(2026, 10, 20, 9, tzinfo=UTC)):
        tick()
        assert Progress.objects.get().stage == Stage.FIRST_MEETING
        record(world, partnership, date(2026, 10, 20))
        tick()
        assert Progress.objects.get().stage == Stage.ON_TRACK
        leave_partnership(by=actor_of(world.bela), partnership=partnership)
        assert Progress.objects.get().stage == Stage.ENDED


def test_partnerships_of_which_nobody_knows_yet_are_noted(
    world: World, partnership: Partnership
) -> None:
    assert note_what_changed_by_itself() == 1
    assert Progress.objects.get().partnership_id == partnership.id


def test_who_owes_what_is_said_as_far_as_somebody_outside_can_know(
    world: World, partnership: Partnership
) -> None:
    amal, bela = actor_of(world.amal), actor_of(world.bela)
    with clock.moved_to(datetime(2026, 10, 1, 9, tzinfo=UTC)):
        assert line_of(world, partnership).owed == "Amal and Bela: write the learning contract"
        version = write_agreement(by=amal, partnership=partnership, terms=TERMS, based_on=0)
        sign_agreement(by=amal, agreement=version)
        line = line_of(world, partnership)
        assert (line.label, line.owed) == ("Not signed", "Bela: sign the learning contract")
        assert (line.how_long, line.tone) == ("2 working weeks", "warn")
        sign_agreement(by=bela, agreement=version)
        assert (line_of(world, partnership).owed, line_of(world, partnership).tone) == ("", "good")
    with clock.moved_to(datetime(2026, 11, 4, 9, tzinfo=UTC)):
        assert line_of(world, partnership).owed == "Amal and Bela: arrange a meeting"
        arrange_meeting(
            by=amal,
            partnership=partnership,
            starts_at=datetime(2026, 11, 5, 9, tzinfo=UTC),
            length_minutes=30,
        )
    with clock.moved_to(datetime(2027, 1, 14, 9, tzinfo=UTC)):
        assert line_of(world, partnership).stage == Stage.GAP
    with clock.moved_to(datetime(2027, 2, 8, 9, tzinfo=UTC)):
        assert line_of(world, partnership).owed == "Amal and Bela: say whether they met"
        assert line_of(world, partnership).stage == Stage.QUIET
        record(world, partnership, date(2027, 2, 8))
    with clock.moved_to(datetime(2027, 2, 9, 9, tzinfo=UTC)):
        assert line_of(world, partnership).owed == "Amal and Bela: review their contract"
    with clock.moved_to(datetime(2027, 5, 28, 9, tzinfo=UTC)):
        line = line_of(world, partnership)
        assert line.owed == "Amal and Bela: end well, or agree a later day"


def test_how_long_is_said_for_each_where_their_calendars_differ(
    world: World, partnership: Partnership
) -> None:
    Member.objects.filter(person=world.bela).update(shared={"region": "scotland"})
    with clock.moved_to(datetime(2026, 10, 20, 9, tzinfo=UTC)):
        line = line_of(world, partnership)

    assert (line.stage, line.how_long) == (
        Stage.UNSIGNED,
        "Amal: 5 working weeks, Bela: 4 working weeks",
    )


@pytest.mark.requirement("ALL-15")
@pytest.mark.requirement("ALL-74")
def test_a_coordinator_sees_who_is_stuck_filters_by_stage_and_reads_no_word(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    record(world, partnership)
    with clock.moved_to(datetime(2026, 12, 14, 9, tzinfo=UTC)):
        stands(partnership)

        listed = at(client, world)
        other = at(client, world, stage="unsigned", after="nonsense")
        row = Progress.objects.get()
        opened = client.get(f"/progress/{row.id.hex}/").content.decode()
        said = news_in(actor_of(world.chris), world.scheme)

    assert "No meeting for a while" in listed
    for shown in (listed, opened):
        assert "Amal" in shown
        assert "Bela" in shown
        for word in ("sunflower", "quiet table", "corridor", "kettle", "riddle", "leadership"):
            assert word not in shown
    assert "No partnership stands here" in other
    assert "1 partnership is stuck or quiet" in said
    assert news_in(actor_of(world.dana), world.scheme) == []
    names = {field.name for field in dataclasses.fields(queries.ProgressLine)}
    assert names == {"id", "members", "stage", "since_on", "paused_until", "owed"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_eight_queries_and_goes_on_by_key(
    world: World, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", count)
    for number in range(count + 1):
        world.amal, world.bela = make_person(f"m{number}"), make_person(f"n{number}")
        stands(make_partnership(world))
    viewer = actor_of(world.chris)

    with CaptureQueriesContext(connection) as captured:
        page = list_progress(viewer=viewer, scheme=world.scheme)

    assert len(page.rows) == count
    assert len(captured) == 8
    rest = list_progress(viewer=viewer, scheme=world.scheme, stage="on_track", after=page.further)
    assert len({row.id for row in (*page.rows, *rest.rows)}) == count + 1
    assert rest.further == ""


def test_the_pages_go_on(
    client: Client, world: World, partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    first = stands(partnership)
    world.amal, world.bela = make_person("m"), make_person("n")
    second = stands(make_partnership(world))
    key = f"{first.since_on}.{min(first.id, second.id).hex}"

    assert f"?stage=on_track&amp;after={key}" in at(client, world)
    assert 'href="?stage=on_track"' in at(client, world, stage="on_track", after=key)


def test_a_coordinator_leaves_her_own_partnership_to_others(
    client: Client, world: World, partnership: Partnership
) -> None:
    Member.objects.filter(person=world.amal).delete()
    world.amal = world.chris
    Member.objects.all().delete()
    Partnership.objects.all().delete()
    row = stands(make_partnership(world))

    assert "No partnership stands here" in at(client, world)
    assert client.get(f"/progress/{row.id.hex}/").status_code == 404
    with pytest.raises(NotAllowed):
        contact_members(by=actor_of(world.chris), progress=row, member_id=None, text="Hello")
    with pytest.raises(NotAllowed):
        get_progress(viewer=actor_of(world.chris), progress=row)
    with pytest.raises(NotAllowed):
        list_progress(viewer=actor_of(world.dana), scheme=world.scheme)


def test_a_letter_in_own_words_goes_to_one_or_all_and_stands_in_the_outbox(
    client: Client, world: World, partnership: Partnership, mailoutbox: list[object]
) -> None:
    row, bela = stands(partnership), Member.objects.get(person=world.bela)
    client.force_login(world.chris)
    page = f"/progress/{row.id.hex}/write/"
    assert "All of them" in client.get(page).content.decode()
    assert client.post(page, {"to": "all", "text": " "}).status_code == 422

    client.post(page, {"to": bela.id.hex, "text": "How are you?\n\nShall we talk?"})
    answer = client.post(page, {"to": "all", "text": "Welcome to you both."}, follow=True)

    assert "Your letter is on its way." in answer.content.decode()
    assert "Shall we talk?" in answer.content.decode()
    messages = Message.objects.filter(kind="partnerships/members_contacted").order_by("planned_at")
    addresses = list(messages.values_list("address", flat=True))
    assert addresses[0] == "bela@example.org"
    assert sorted(addresses[1:]) == ["amal@example.org", "bela@example.org"]
    assert "talk" not in str(list(messages.values_list("context", flat=True)))
    assert EventRow.objects.filter(name="MembersContacted", actor_id=world.chris.id).count() == 2
    listed = list_outbox(viewer=actor_of(world.chris), scheme=world.scheme)
    assert {str(line.title) for line in listed.lines} == {"A letter of the Coordination Group"}
    opened = open_letter(viewer=actor_of(world.chris), message=messages[0])
    assert opened.mail is not None
    assert "Shall we talk?" in opened.mail.text
    assert "Chris, for the Coordination Group" in opened.mail.text
    assert "Shall we talk?" not in opened.mail.subject
    erase_person(by=SYSTEM, email=world.bela.email)
    assert set(CoordinatorLetter.objects.values_list("text", flat=True)) == {""}
    assert deliver_due().total() >= 1
    assert "Welcome" not in str([getattr(mail, "body", "") for mail in mailoutbox])


def test_a_letter_to_nobody_of_the_pair_too_long_a_one_or_one_without_words_is_refused(
    world: World, partnership: Partnership
) -> None:
    row = stands(partnership)
    asked = ((UUID(int=1), "Hello", "to"), (None, "x" * 5001, "text"), (None, " ", "text"))
    for member_id, text, field in asked:
        with pytest.raises(Refused) as refused:
            contact_members(by=actor_of(world.chris), progress=row, member_id=member_id, text=text)
        assert refused.value.field == field
    assert CoordinatorLetter.objects.count() == 0


def kinds() -> list[tuple[str, str]]:
    rows = Message.objects.order_by("kind", "address").values_list("kind", "address")
    return [(kind.split("/")[1], address.split("@")[0]) for kind, address in rows]


@pytest.mark.requirement("ALL-89")
def test_a_pause_until_a_day_tells_both_silences_reminders_and_ends_by_itself(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    row = stands(partnership)
    Message.objects.all().delete()
    client.force_login(world.chris)
    page = f"/progress/{row.id.hex}/pause/"
    assert "No reason is asked or kept." in client.get(page).content.decode()
    assert client.post(page, {"until": "2026-09-14"}).status_code == 422

    shown = client.post(page, {"until": "2027-01-18"}, follow=True).content.decode()

    assert "18 January 2027" in shown
    assert "Resting" in shown
    assert kinds() == [("pause_arranged", "amal"), ("pause_arranged", "bela")]
    assert deliver_due().total() == 2
    with clock.moved_to(datetime(2027, 1, 16, 9, tzinfo=UTC)):
        tick()
        assert len(kinds()) == 2  # the review of 15 January stays unsaid
    with clock.moved_to(datetime(2027, 1, 18, 9, tzinfo=UTC)):
        assert end_pauses() == 1
        assert end_pauses() == 0
    assert kinds()[2:] == [("pause_ended", "amal"), ("pause_ended", "bela")]
    found = Progress.objects.get()
    assert (found.stage, found.resumed_on) == (Stage.REVIEW, date(2027, 1, 18))


def test_a_coordinator_lets_a_pair_go_on_and_whoever_comes_too_late_is_told(
    client: Client, world: World, partnership: Partnership
) -> None:
    row = stands(partnership)
    arrange_pause(by=actor_of(world.chris), progress=row, until=None)
    client.force_login(world.chris)
    again = client.post(f"/progress/{row.id.hex}/pause/", {"until": ""})
    assert again.status_code == 422

    went_on = client.post(f"/progress/{row.id.hex}/resume/", follow=True).content.decode()
    too_late = client.post(f"/progress/{row.id.hex}/resume/", follow=True).content.decode()

    assert "The partnership goes on." in went_on
    assert "This step is not possible any more." in too_late
    # The letter about a pause that is over by then has no reason left.
    assert deliver_due().total() == 4
    outcomes = Message.objects.filter(kind="partnerships/pause_arranged")
    assert set(outcomes.values_list("outcome", flat=True)) == {Message.Outcome.LAPSED}


def test_parting_a_pair_ends_it_kindly_and_says_so_to_both(
    client: Client, world: World, partnership: Partnership
) -> None:
    row = stands(partnership)
    client.force_login(world.chris)
    page = f"/progress/{row.id.hex}/replace/"
    assert "Have you spoken with them?" in client.get(page).content.decode()

    shown = client.post(page, follow=True).content.decode()

    assert "Now look for somebody else." in shown
    assert Progress.objects.get().stage == Stage.ENDED
    assert kinds() == [("partner_replaced", "amal"), ("partner_replaced", "bela")]
    assert client.post(page).status_code == 403


def test_of_two_who_part_a_pair_the_second_is_told(
    client: Client, world: World, partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(**_: object) -> None:
        raise Refused("Somebody was quicker.")

    row = stands(partnership)
    monkeypatch.setattr("compagnon.partnerships.views.progress.parting.replace_partner", too_late)
    client.force_login(world.chris)

    shown = client.post(f"/progress/{row.id.hex}/replace/", follow=True).content.decode()

    assert "Somebody was quicker." in shown


def test_a_members_own_pause_has_no_day_and_both_letters_say_so(
    world: World, partnership: Partnership
) -> None:
    pause_partnership(by=actor_of(world.amal), partnership=partnership)

    assert (line_of(world, partnership).stage, line_of(world, partnership).paused_until) == (
        Stage.PAUSED,
        None,
    )
