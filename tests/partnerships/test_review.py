from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.notifications.models import Message
from compagnon.notifications.ticking import tick
from compagnon.partnerships.changes.partnership import leave_partnership, pause_partnership
from compagnon.partnerships.changes.review import (
    ReviewOvertaken,
    answer_review,
    decide_review,
    open_review,
    write_review,
)
from compagnon.partnerships.models import Agreement, Partnership, Review
from compagnon.partnerships.queries.review import get_review, list_reviews
from compagnon.partnerships.queries.timeline import get_timeline
from compagnon.partnerships.reminders.due import due_review_reminders
from compagnon.partnerships.rules import (
    Decision,
    LastReview,
    PartnershipDates,
    ReviewWords,
    next_review,
    review_kind,
)
from compagnon.privacy.changes import erase_person
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_letters import letter_to_bela
from tests.partnerships.test_views import as_person, page, url
from tests.partnerships.test_workspace import asked

WORDS = ReviewWords("Quieter corridors", "More questions", "A lesson outdoors", "For the kettle")
DECISION = Decision("adjust", "A class that asks")
in_force = pytest.mark.usefixtures("agreement")
database = pytest.mark.django_db


def review_url(review: Review, rest: str = "") -> str:
    return f"/reviews/{review.id.hex}/{rest}"


def answered(review: Review, *people: Person, words: ReviewWords = WORDS) -> Review:
    """A review to which some have handed in."""
    for one in people:
        write_review(by=actor_of(one), review=review, words=words, based_on=0)
        answer_review(by=actor_of(one), review=review)
    review.refresh_from_db()
    return review


def letters(stem: str) -> list[str]:
    rows = Message.objects.filter(kind=f"partnerships/{stem}")
    return sorted(rows.values_list("address", flat=True))


@pytest.mark.requirement("LSIS-51")
@pytest.mark.parametrize(
    ("today", "kind"),
    [
        (date(2027, 1, 14), "early"),
        (date(2027, 1, 15), "planned"),
        (date(2027, 5, 14), "final"),
    ],
)
def test_a_review_is_early_then_planned_and_near_the_end_the_last(today: date, kind: str) -> None:
    dates = PartnershipDates(UUID(int=1), date(2027, 1, 15), date(2027, 5, 28))

    assert (review_kind(dates, today), review_kind(None, today)) == (kind, "early")


@pytest.mark.requirement("ALL-65")
@pytest.mark.parametrize(
    ("last", "following"),
    [
        (None, date(2026, 12, 1)),
        (LastReview(None, None), None),
        (LastReview(NOW + timedelta(days=20), None), date(2026, 12, 1)),
        (LastReview(NOW + timedelta(days=90), None), None),
        (LastReview(NOW + timedelta(days=90), date(2027, 3, 1)), date(2027, 3, 1)),
        (LastReview(NOW - timedelta(days=9), date(2027, 3, 1)), date(2026, 12, 1)),
    ],
)
def test_the_next_review_is_the_contracts_or_the_one_decided_since(
    last: LastReview | None, following: date | None
) -> None:
    assert next_review(date(2026, 12, 1), NOW, last) == following


@database
@in_force
@pytest.mark.requirement("LSIS-51")
def test_either_begins_a_review_and_the_other_is_told_without_a_word(
    world: World, partnership: Partnership
) -> None:
    review = open_review(by=actor_of(world.bela), partnership=partnership)

    assert open_review(by=actor_of(world.amal), partnership=partnership) == review
    assert (review.kind, letters("review_opened")) == ("early", ["amal@example.org"])
    again = open_review(by=actor_of(world.amal), partnership=partnership, is_final=True)
    assert (again.id, again.kind) == (review.id, "final")
    shown = get_review(viewer=actor_of(world.amal), review=review)
    assert (shown.kind, shown.opener_name, shown.waits_for) == ("final", "Bela", ("Amal", "Bela"))


@database
@in_force
def test_nobody_reads_the_others_before_everybody_has_handed_in(
    world: World, partnership: Partnership
) -> None:
    review = open_review(by=actor_of(world.bela), partnership=partnership)
    with pytest.raises(Refused, match="Write your own answers first"):
        answer_review(by=actor_of(world.amal), review=review)
    answered(review, world.amal)
    answer_review(by=actor_of(world.amal), review=review)

    before = get_review(viewer=actor_of(world.bela), review=review)
    assert (before.others, before.waits_for) == ((), ("Bela",))
    with pytest.raises(NotAllowed, match="First everybody hands in"):
        decide_review(by=actor_of(world.amal), review=review, decision=DECISION, next_on=None)
    stale = Review.objects.get(pk=review.pk)
    answered(review, world.bela, words=ReviewWords("Mine"))

    for reader, other in ((world.amal, "Mine"), (world.bela, "Quieter corridors")):
        after = get_review(viewer=actor_of(reader), review=review)
        assert [one.words.progress for one in after.others] == [other]
    assert letters("review_news") == ["amal@example.org"]
    with pytest.raises(Refused, match="stays as it is"):
        write_review(by=actor_of(world.amal), review=stale, words=ReviewWords(), based_on=1)


@database
@in_force
@pytest.mark.requirement("LSIS-50")
def test_what_was_decided_is_written_down_once_and_ends_nothing(
    world: World, partnership: Partnership
) -> None:
    review = open_review(by=actor_of(world.bela), partnership=partnership)
    answered(review, world.amal, world.bela)
    by, following = actor_of(world.amal), date(2027, 3, 1)
    with pytest.raises(Refused, match="day to come"):
        decide_review(by=by, review=review, decision=DECISION, next_on=NOW.date())
    stale = Review.objects.get(pk=review.pk)

    decide_review(by=by, review=review, decision=DECISION, next_on=following)

    shown = get_review(viewer=actor_of(world.bela), review=review)
    assert (str(shown.outcome_label), shown.to_what_end, shown.next_on) == (
        "We go on, and change our learning contract",
        "A class that asks",
        following,
    )
    with pytest.raises(Refused, match="Somebody was quicker"):
        decide_review(by=by, review=stale, decision=Decision("end"), next_on=None)
    partnership.refresh_from_db()
    assert (partnership.state, letters("review_news")) == (
        "open",
        ["amal@example.org", "bela@example.org"],
    )
    told = get_timeline(viewer=actor_of(world.bela), partnership=partnership)
    assert {"You decided how to go on", "Everybody had looked back"} <= {
        str(entry.label) for entry in told
    }


@database
@in_force
@pytest.mark.requirement("ALL-15")
def test_a_review_leaves_no_word_in_the_database_and_opens_for_nobody_else(
    world: World, partnership: Partnership
) -> None:
    review = open_review(by=actor_of(world.bela), partnership=partnership)
    answered(review, world.amal, world.bela)
    decide_review(by=actor_of(world.bela), review=review, decision=DECISION, next_on=None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT progress, working, next_steps, thanks FROM partnerships_reviewanswer"
        )
        stored = [bytes(value) for row in cursor.fetchall() for value in row]
        cursor.execute("SELECT outcome, to_what_end FROM partnerships_review")
        stored += [bytes(value) for value in cursor.fetchone()]

    words = (b"corridors", b"questions", b"outdoors", b"kettle", b"adjust", b"asks")
    assert [word for word in words if any(word in value for value in stored)] == []
    for stranger in (world.chris, world.dana):
        with pytest.raises(Closed):
            list_reviews(viewer=actor_of(stranger), partnership=partnership)
    erase_person(by=SYSTEM, email=world.amal.email)
    (left,) = list_reviews(viewer=actor_of(world.bela), partnership=partnership)
    assert (left.own.words, [one.words for one in left.others]) == (WORDS, [ReviewWords()])


@database
@in_force
@pytest.mark.requirement("ALL-65")
def test_whoever_has_not_answered_is_reminded_after_a_week_and_of_no_planned_review_meanwhile(
    world: World, partnership: Partnership, clock_stands_still: time_machine.Traveller
) -> None:
    review = open_review(by=actor_of(world.bela), partnership=partnership)
    answered(review, world.amal)
    tick()
    assert letters("review_waiting") == []

    for days in (7, 8, 125):
        clock_stands_still.move_to(NOW + timedelta(days=days))
        tick()

    assert (letters("review_waiting"), letters("review_due")) == (["bela@example.org"], [])
    facts = {"partnership_id": partnership.id, "review_id": review.id}
    assert review_url(review) in str(letter_to_bela(world, "review_waiting", **facts))
    pause_partnership(by=actor_of(world.bela), partnership=partnership)
    assert letter_to_bela(world, "review_waiting", **facts) is None


@database
@in_force
def test_nobody_is_reminded_of_their_answers_in_half_term(
    world: World, partnership: Partnership
) -> None:
    open_review(by=actor_of(world.bela), partnership=partnership)

    assert list(due_review_reminders(date(2026, 10, 27))) == []
    assert len(list(due_review_reminders(date(2026, 11, 2)))) == 2


@database
@in_force
def test_both_are_reminded_on_the_day_that_they_decided_on(
    world: World, partnership: Partnership, clock_stands_still: time_machine.Traveller
) -> None:
    review = open_review(by=actor_of(world.bela), partnership=partnership)
    answered(review, world.amal, world.bela)
    following = date(2027, 3, 1)
    decide_review(by=actor_of(world.amal), review=review, decision=DECISION, next_on=following)

    clock_stands_still.move_to(NOW + timedelta(days=125))
    tick()
    assert letters("review_due") == []
    clock_stands_still.move_to(NOW + timedelta(days=168))
    tick()

    assert letters("review_due") == ["amal@example.org", "bela@example.org"]


@database
def test_no_review_before_the_contract_and_none_after_the_end(
    world: World, partnership: Partnership
) -> None:
    with pytest.raises(NotAllowed, match="First sign"):
        open_review(by=actor_of(world.bela), partnership=partnership)
    leave_partnership(by=actor_of(world.bela), partnership=partnership)
    with pytest.raises(NotAllowed, match="has ended"):
        open_review(by=actor_of(world.bela), partnership=partnership)


@database
@in_force
def test_two_look_back_and_decide_on_their_pages(
    client: Client, world: World, partnership: Partnership
) -> None:
    as_person(client, world.bela)
    assert "No review yet" in page(client, url(partnership, "reviews/"))
    client.post(url(partnership, "reviews/begin/"))
    review = Review.objects.get()
    assert "Yours are still to come" in page(client, url(partnership))
    assert "Write my answers" in page(client, review_url(review))
    assert "Only you can read" in page(client, review_url(review))
    unwritten = client.post(review_url(review, "hand-in/"), follow=True).content.decode()
    typed = {"progress": "Braver", "working": "", "next_steps": "More", "based_on": "0"}
    assert "A word of thanks" not in page(client, review_url(review, "answers/"))
    client.post(review_url(review, "answers/"), typed)
    late = client.post(review_url(review, "answers/"), typed | {"progress": "Shyer"})
    shown = late.content.decode()
    assert (late.status_code, "Braver" in shown, "Shyer" in shown) == (422, True, True)
    assert "Write your own answers first" in unwritten
    client.post(review_url(review, "hand-in/"))
    assert "You have answered" in page(client, url(partnership))
    answered(review, world.amal)

    assert "Everybody has answered" in page(client, url(partnership))
    assert "Quieter corridors" in page(client, review_url(review))
    decision = {"outcome": "with_others", "to_what_end": "Courage", "next_on": "2026-01-01"}
    wrong = client.post(review_url(review, "decide/"), decision)
    client.post(review_url(review, "decide/"), decision | {"next_on": "2027-03-01"})

    assert (wrong.status_code, "Courage" in wrong.content.decode()) == (422, True)
    found = ("It goes on for one of us", "Courage", "1 March 2027", "Pause or end")
    shown = page(client, review_url(review))
    assert [words for words in found if words not in shown] == []
    assert "It goes on for one of us" in page(client, url(partnership, "reviews/"))
    assert client.post(review_url(review, "answers/"), typed).status_code == 403


@database
@in_force
def test_ones_own_answers_can_be_worded_anew_until_everybody_has_handed_in(
    client: Client, world: World, partnership: Partnership
) -> None:
    review = open_review(by=actor_of(world.bela), partnership=partnership)
    write_review(by=actor_of(world.bela), review=review, words=ReviewWords("Braver"), based_on=0)
    as_person(client, world.bela)
    written = page(client, review_url(review))
    assert [words for words in ("Braver", "Hand in", "Word it anew") if words not in written] == []
    assert "Write my answers" not in written
    assert review.get_state_display() in page(client, url(partnership, "reviews/"))

    answer_review(by=actor_of(world.bela), review=review)
    answered(review, world.amal)

    assert "Word it anew" not in page(client, review_url(review))
    assert "To what end" in page(client, review_url(review, "decide/"))


@pytest.mark.requirement("LSIS-59")
@pytest.mark.requirement("ALL-66")
@database
@in_force
def test_the_last_review_asks_for_thanks_and_a_changed_contract_is_one_step_away(
    client: Client, world: World, partnership: Partnership
) -> None:
    review = open_review(by=actor_of(world.bela), partnership=partnership, is_final=True)
    as_person(client, world.bela)
    asked = page(client, review_url(review, "answers/"))
    for name in ('name="progress"', 'name="next_steps"', "A word of thanks"):
        assert name in asked
    answered(review, world.amal, world.bela)
    decide_review(by=actor_of(world.bela), review=review, decision=DECISION, next_on=None)
    shown = page(client, review_url(review))
    assert [
        words for words in ("For the kettle", "Change the contract") if words not in shown
    ] == []
    leave_partnership(by=actor_of(world.bela), partnership=partnership)
    assert "Change the contract" not in page(client, review_url(review))


@database
@in_force
@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_as_many_queries_for_one_review_as_for_three(
    client: Client, world: World, partnership: Partnership, count: int
) -> None:
    for _count in range(count):
        review = open_review(by=actor_of(world.bela), partnership=partnership)
        answered(review, world.amal, world.bela)
        decide_review(by=actor_of(world.bela), review=review, decision=DECISION, next_on=None)
    as_person(client, world.bela)

    assert len(asked(client, url(partnership, "reviews/"))) == 11
    assert len(asked(client, review_url(review))) == 11


@database
def test_a_second_window_overwrites_nothing(
    world: World, partnership: Partnership, agreement: Agreement
) -> None:
    review = open_review(by=actor_of(world.bela), partnership=partnership)
    write_review(by=actor_of(world.bela), review=review, words=WORDS, based_on=0)
    with pytest.raises(ReviewOvertaken):
        write_review(by=actor_of(world.bela), review=review, words=ReviewWords(), based_on=0)
    write_review(by=actor_of(world.bela), review=review, words=ReviewWords("New"), based_on=1)
    shown = get_review(viewer=actor_of(world.bela), review=review)
    assert (shown.own.words.progress, agreement.version) == ("New", 1)
