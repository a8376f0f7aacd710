"""Several coordinators at one pair: comments, votes, who looks at it too; never about one's own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import Refused
from compagnon.core.models import DataKey
from compagnon.matching.changes.together import comment_together, vote_together
from compagnon.matching.models import PairComment, Run, Vote
from compagnon.privacy.changes import erase_person
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from tests.cast import NOW, World, actor_of
from tests.matching.pages import pair_at
from tests.matching.reading import read
from tests.matching.room import computed_run

pytestmark = pytest.mark.django_db

WORDS = "They know each other from the summer school."
Two = tuple[Application, Application]


@pytest.fixture
def run(world: World, two: Two) -> Run:
    world.scheme.settings = {**world.scheme.settings, "has_votes": True}
    world.scheme.save()
    world.joining_point.cycle.scheme.refresh_from_db()
    return computed_run(world)


def card_at(run: Run, two: Two) -> str:
    return pair_at(run, *two, "x").removesuffix("x/")


def test_a_comment_is_for_the_group(chris: Client, efa: Client, run: Run, two: Two) -> None:
    done = chris.post(pair_at(run, *two, "comment"), {"text": WORDS})
    assert done["Location"] == f"{card_at(run, two)}#group"
    again = chris.post(pair_at(run, *two, "comment"), {"text": " "})
    assert (again.status_code, WORDS in again.content.decode()) == (422, True)

    page = read(efa, card_at(run, two))

    assert f"Chris 14 September 2026, 10:00 {WORDS}" in page
    assert DataKey.objects.filter(scope_kind="pair_comment").count() == 1


def test_votes_are_counted_and_decide_nothing(
    chris: Client, efa: Client, run: Run, two: Two
) -> None:
    at = pair_at(run, *two, "vote")
    chris.post(at, {"vote": "for"})
    chris.post(at, {"vote": "for"})
    efa.post(at, {"vote": "against"})
    assert "For it: 1 · Against it: 1 You are for it" in read(chris, card_at(run, two))
    assert "You are against it" in read(efa, card_at(run, two))
    efa.post(at, {"vote": "for"})
    assert "For it: 2 · Against it: 0" in read(efa, card_at(run, two))
    efa.post(at, {"vote": ""})

    page = read(efa, card_at(run, two))

    assert "For it: 1 · Against it: 0" in page
    assert "You are" not in page
    assert "Ready to be released" in read(chris, f"/runs/{run.id.hex}/letters/")


def test_a_scheme_votes_only_if_it_wants_to(
    chris: Client, world: World, run: Run, two: Two
) -> None:
    world.scheme.settings = {}
    world.scheme.save()

    assert "For it" not in read(chris, card_at(run, two))
    assert chris.post(pair_at(run, *two, "vote"), {"vote": "for"}).status_code == 403


def test_one_sees_who_looks_at_a_pair_too(chris: Client, efa: Client, run: Run, two: Two) -> None:
    assert "looks at this too" not in read(chris, card_at(run, two))
    with clock.moved_to(NOW + timedelta(minutes=2)):
        assert "Chris looks at this too." in read(efa, card_at(run, two))
        read(chris, card_at(run, two))
    with clock.moved_to(NOW + timedelta(minutes=4)):
        assert "Efa looks at this too." in read(chris, card_at(run, two))
    with clock.moved_to(NOW + timedelta(minutes=12)):
        assert "looks at this too" not in read(chris, card_at(run, two))


def test_whoever_leaves_a_pair_to_others_neither_reads_nor_says_anything(
    chris: Client, world: World, run: Run, two: Two
) -> None:
    comment_together(by=actor_of(world.chris), run=run, people=two, text=WORDS)
    declare_interest(by=actor_of(world.chris), application=two[0])

    page = read(chris, card_at(run, two))

    assert (WORDS in page, "For it" in page) == (False, False)
    assert chris.post(pair_at(run, *two, "comment"), {"text": WORDS}).status_code == 403
    assert chris.post(pair_at(run, *two, "vote"), {"vote": "for"}).status_code == 403
    for by in (actor_of(world.chris), SYSTEM):
        with pytest.raises(Refused):
            vote_together(by=by, run=run, people=two, is_for=True)
    assert (PairComment.objects.count(), Vote.objects.count()) == (1, 0)


def test_what_is_no_pair_of_the_match_is_not_talked_about(
    chris: Client, client: Client, world: World, run: Run, two: Two
) -> None:
    assert chris.post(pair_at(run, two[1], two[0], "comment"), {"text": "x"}).status_code == 404
    with pytest.raises(Refused, match="does not put these people together"):
        comment_together(by=actor_of(world.chris), run=run, people=two[:1], text="x")
    with pytest.raises(Refused, match="Write something first"):
        comment_together(by=actor_of(world.chris), run=run, people=two, text=" ")
    client.force_login(world.dana)
    assert client.post(pair_at(run, *two, "comment"), {"text": "x"}).status_code == 404


def test_comments_and_votes_go_with_whom_they_are_about(world: World, run: Run, two: Two) -> None:
    comment_together(by=actor_of(world.chris), run=run, people=two, text=WORDS)
    vote_together(by=actor_of(world.chris), run=run, people=two, is_for=True)

    erase_person(by=SYSTEM, email=world.bela.email)

    assert not PairComment.objects.exists()
    assert not Vote.objects.exists()
    assert not DataKey.objects.filter(scope_kind="pair_comment").exists()


def test_three_comments_cost_as_many_queries_as_one(
    chris: Client, world: World, run: Run, two: Two
) -> None:
    counts = []
    for further in (1, 2):
        for _one in range(further):
            comment_together(by=actor_of(world.chris), run=run, people=two, text=WORDS)
        chris.get(card_at(run, two))
        with CaptureQueriesContext(connection) as found:
            chris.get(card_at(run, two))
        counts.append(len(found))

    assert counts == [counts[0]] * 2
