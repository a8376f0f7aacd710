from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed
from compagnon.core.models import DataKey
from compagnon.notifications.models import Message
from compagnon.notifications.ticking import tick
from compagnon.partnerships.changes.closing import empty_old_partnerships
from compagnon.partnerships.changes.goal import set_goal
from compagnon.partnerships.changes.partnership import close_partnership, leave_partnership
from compagnon.partnerships.changes.reflection import share_reflection, write_reflection
from compagnon.partnerships.changes.review import open_review
from compagnon.partnerships.models import ActionItem, Agreement, Member, Partnership, Review
from compagnon.partnerships.queries.agreement import get_agreement
from compagnon.partnerships.queries.goal import get_plan
from compagnon.partnerships.queries.reflection import get_journal
from compagnon.partnerships.queries.timeline import get_timeline
from compagnon.partnerships.rules import GoalWords, kept_until, latest_end_to_empty
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_letters import letter_to_bela
from tests.partnerships.test_meeting import record
from tests.partnerships.test_review import answered, letters
from tests.partnerships.test_views import as_person, page, url

database = pytest.mark.django_db


@pytest.mark.parametrize(
    ("today", "latest"),
    [
        (date(2027, 3, 14), date(2026, 9, 14)),
        (date(2027, 3, 13), date(2026, 9, 13)),
        (date(2027, 8, 31), date(2027, 2, 28)),
    ],
)
def test_words_are_kept_for_half_a_year(today: date, latest: date) -> None:
    assert latest_end_to_empty(today) == latest
    assert kept_until(latest) <= today


@database
def test_two_end_together_after_their_last_review_and_both_are_thanked(
    world: World, partnership: Partnership, agreement: Agreement
) -> None:
    amal, bela = actor_of(world.amal), actor_of(world.bela)
    review = open_review(by=bela, partnership=partnership, is_final=True)
    with pytest.raises(NotAllowed, match="First look back"):
        close_partnership(by=bela, partnership=partnership)
    answered(review, world.amal, world.bela)
    Message.objects.all().delete()

    close_partnership(by=amal, partnership=partnership)

    assert (partnership.state, agreement.version) == ("ended", 1)
    assert letters("partnership_closed") == ["amal@example.org", "bela@example.org"]
    told = str(letter_to_bela(world, "partnership_closed", partnership_id=partnership.id))
    assert "14 March 2027" in told
    assert "together" in str(get_timeline(viewer=bela, partnership=partnership)[0].label)


@database
def test_from_the_planned_day_on_either_ends_without_looking_back(
    world: World, partnership: Partnership, clock_stands_still: time_machine.Traveller
) -> None:
    clock_stands_still.move_to(NOW + timedelta(days=300))
    close_partnership(by=actor_of(world.bela), partnership=partnership)
    assert partnership.state == "ended"


@database
@pytest.mark.requirement("ALL-89")
def test_after_the_end_everything_is_read_and_nothing_is_written(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    record(world, partnership)
    item = ActionItem.objects.get(position=0)
    leave_partnership(by=actor_of(world.bela), partnership=partnership)
    as_person(client, world.amal)

    home = page(client, url(partnership))
    found = ("14 March 2027", "deleted for good", "Read the contract")
    assert [words for words in found if words not in home] == []
    assert client.post(f"/action-items/{item.id.hex}/done/").status_code == 403
    assert client.post(url(partnership, "leave/close/")).status_code == 403
    assert agreement.version == 1


@database
def test_half_a_year_later_every_word_is_destroyed_and_both_were_told_a_month_before(
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: time_machine.Traveller,
) -> None:
    amal, bela = actor_of(world.amal), actor_of(world.bela)
    record(world, partnership)
    set_goal(by=bela, partnership=partnership, words=GoalWords("Courage"), target_on=None)
    entry = write_reflection(by=amal, partnership=partnership, moment="after", text="Kettle")
    share_reflection(by=amal, reflection=entry)
    Member.objects.update(shared={"region": "wales"})
    leave_partnership(by=bela, partnership=partnership)
    both = ["amal@example.org", "bela@example.org"]
    for days, told in (
        (150, []),
        (152, []),
        (161, both),
    ):  # half term begins on the second of these days
        clock_stands_still.move_to(NOW + timedelta(days=days))
        tick()
        assert letters("words_going") == told
    assert letter_to_bela(world, "words_going", partnership_id=partnership.id) is not None

    clock_stands_still.move_to(NOW + timedelta(days=181))
    tick()

    partnership.refresh_from_db()
    assert partnership.emptied_at is not None
    assert empty_old_partnerships(by=SYSTEM) == 0
    assert letter_to_bela(world, "words_going", partnership_id=partnership.id) is None
    reader = actor_of(world.amal)
    agreed = get_agreement(viewer=reader, partnership=partnership)
    assert agreed is not None
    assert (agreed.terms.focus_note, agreed.terms.length_minutes) == ("", 45)
    assert get_plan(viewer=reader, partnership=partnership).goals == ()
    journal = get_journal(viewer=reader, partnership=partnership)
    assert (journal.own, journal.shared) == ([], [])
    assert not DataKey.objects.filter(scope_kind="partnership").exists()
    assert [row.shared for row in Member.objects.all()] == [{}, {}]
    assert agreement.version == 1


@database
def test_the_words_of_others_stay(
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: time_machine.Traveller,
) -> None:
    clock_stands_still.move_to(NOW + timedelta(days=181))

    assert empty_old_partnerships(by=SYSTEM) == 0
    agreed = get_agreement(viewer=actor_of(world.amal), partnership=partnership)
    assert agreed is not None
    assert agreed.terms.focus_note
    assert agreement.version == 1


@database
def test_the_page_leads_through_the_end_and_says_what_is_kept(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    as_person(client, world.bela)
    before = page(client, url(partnership, "leave/"))
    found = ("Look back for the last time", "End our partnership", "half a year", "not why")
    assert [words for words in found if words not in before] == []
    client.post(url(partnership, "leave/look-back/"))
    review = Review.objects.get()
    assert review.kind == "final"
    assert "Open the last review" in page(client, url(partnership, "leave/"))
    answered(review, world.amal, world.bela)
    assert "Nothing is left to do here but to end" in page(client, url(partnership, "leave/"))

    ended = client.post(url(partnership, "leave/close/"), follow=True).content.decode()

    assert "Thank you for the time you gave each other" in ended
    assert agreement.version == 1


@database
def test_an_emptied_partnership_says_so(
    client: Client,
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: time_machine.Traveller,
) -> None:
    leave_partnership(by=actor_of(world.bela), partnership=partnership)
    clock_stands_still.move_to(NOW + timedelta(days=181))
    empty_old_partnerships(by=SYSTEM)

    home = page(as_person(client, world.amal), url(partnership))

    assert "everything that was written here is deleted" in home
    assert agreement.version == 1
