"""One pair on a page of its own: both side by side, each criterion's points, who came close."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.errors import NotAllowed
from compagnon.matching.changes.pair_rule import hold_pair, pin_pair
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import PairRule, Run
from compagnon.matching.queries.card import get_card
from compagnon.matching.rules.side_by_side import Beside, side_by_side
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of
from tests.matching.applying import result_of
from tests.matching.pages import at, many, pair_at, plain
from tests.matching.reading import read
from tests.matching.released import ANSWER_BY
from tests.matching.room import computed_run, make_room

pytestmark = pytest.mark.django_db


def card_at(run: Run, mentor: Application, mentee: Application) -> str:
    return f"{at(run)}pairs/{mentor.id.hex}/{mentee.id.hex}/"


def first_pair(run: Run) -> tuple[Application, Application]:
    pair = min(result_of(run)["pairs"], key=lambda one: (one["score"], one["mentee_id"]))
    mentor, mentee = (Application.objects.get(pk=pair[side]) for side in ("mentor_id", "mentee_id"))
    return mentor, mentee


def test_answers_stand_beside_each_other() -> None:
    mentor = {
        "interests_offered": ["grammar", "trips"],
        "institution": "St. Mary's Sch",
        "phases": ["primary"],
        "region": "wales",
        "availability": ["mon_morning", "mon_evening"],
        "experience_years": 9,
    }
    mentee = {
        "interests_wanted": ["grammar"],
        "institution": "St Marys School",
        "phases": ["secondary"],
        "availability": ["mon_evening", "sat_morning"],
        "experience_years": 9,
    }

    assert side_by_side([mentor, mentee], {}) == [
        Beside(
            "Interests offered and wanted",
            ("Grammar, Trips and exchanges", "Grammar"),
            "Grammar",
            "Partly alike",
            "plain",
        ),
        Beside("Phases", ("Primary", "Secondary or post-primary"), "", "Different", "plain"),
        Beside("Region", ("Wales", ""), "", "", "plain"),
        Beside(
            "School, college or other workplace",
            ("St. Mary's Sch", "St Marys School"),
            "",
            "Alike",
            "good",
        ),
        Beside(
            "Times to meet",
            ("Monday (morning, evening)", "Monday (evening); Saturday (morning)"),
            "Monday (evening)",
            "Partly alike",
            "plain",
        ),
        Beside("Years of experience", ("9", "9"), "", "", "plain"),
    ]


@pytest.mark.requirement("ALL-51")
def test_a_pair_shows_both_people_and_every_criterion(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)

    page = read(chris, card_at(run, *two))

    assert "Pair 1 of 1" in page
    assert "Mentor Amal Mentee Bela Score" in page
    assert "What each criterion added" in page
    card = get_card(viewer=actor_of(world.chris), run=run, mentor_id=two[0].id, mentee_id=two[1].id)
    assert card is not None
    counted = [part for part in card.parts if part.is_counted]
    assert counted
    assert len(counted) < len(card.parts)
    for part in counted:
        assert (
            f"{part.label} {part.label} {part.points} of {part.of_points} {part.sentence}" in page
        )
    for said in card.told_to_both:
        assert said in page
    assert "Nobody else would suit nearly as well." in page
    assert f'href="{card_at(run, *two)}"' in chris.get(at(run)).content.decode()


def test_one_leafs_through_the_pairs(chris: Client, world: World) -> None:
    many(world, 3)
    run = computed_run(world)
    here, seen = card_at(run, *first_pair(run)), []
    while here:
        answer = chris.get(here)
        seen.append(here)
        card = answer.context["card"]
        assert card.along.previous_url == (seen[-2] if len(seen) > 1 else "")
        here = card.along.next_url

    assert len(set(seen)) == 3
    assert "Pair 3 of 3" in read(chris, seen[-1])


def test_near_ties_are_told_where_another_came_close(chris: Client, world: World) -> None:
    make_room(world)
    run = computed_run(world)
    close = next(one for one in result_of(run)["pairs"] if one["near_ties"])
    pair = [Application.objects.get(pk=close[side]) for side in ("mentor_id", "mentee_id")]

    page = plain(read(chris, card_at(run, *pair)))

    other = Application.objects.get(pk=close["near_ties"][0]["mentor_id"])
    assert f"Who came close {other.person.name} would suit" in page


def test_a_decision_is_taken_on_the_page_and_comes_back_to_it(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    here = card_at(run, *two)

    held = chris.post(pair_at(run, *two, "hold"), {"back": f"card-{run.id.hex}"})
    assert held["Location"] == here
    assert "Held: no letter leaves Chris, 14 September 2026" in read(chris, here)

    rule = PairRule.objects.get()
    lifted = chris.post(f"/pair-rules/{rule.id.hex}/lift/", {"back": f"card-{run.id.hex}"})
    assert lifted["Location"] == here
    assert "Held" not in read(chris, here)


def test_a_decision_is_still_told_once_the_letters_are_out(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    pin_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=two[0], mentee=two[1]
    )
    run = computed_run(world)
    release_run(by=actor_of(world.chris), run=run, answer_by=ANSWER_BY)

    page = read(chris, card_at(run, *two))

    assert "The letters are out Pinned Chris, 14 September 2026" in page
    assert "Take it back" not in page


def test_whoever_was_erased_has_no_answers(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    Application.objects.update(answers={})

    assert "Nothing to compare" in read(chris, card_at(run, *two))


def test_no_reason_is_no_reason(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    Application.objects.update(answers={"region": "wales"})
    run = computed_run(world)

    page = read(chris, card_at(run, *two))

    assert "No reason: the letters introduce the two" in page
    assert "They answered nothing that could be compared." in page


def test_own_pairs_and_interests_stay_hidden(
    chris: Client, efa: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    hold_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=two[0], mentee=two[1]
    )
    declare_interest(by=actor_of(world.chris), application=two[0])

    hers, theirs = (read(client, card_at(run, *two)) for client in (chris, efa))

    assert "This proposal is hidden from you" in hers
    assert ("Amal" in hers, "Bela" in hers, "Points" in hers) == (False, False, False)
    assert ("Amal" in theirs, "Bela" in theirs) == (True, True)


def test_what_is_no_pair_of_the_run_is_not_found(
    chris: Client, client: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)

    read(chris, card_at(run, two[1], two[0]), status=404)
    with pytest.raises(NotAllowed):
        get_card(viewer=actor_of(world.dana), run=run, mentor_id=two[0].id, mentee_id=two[1].id)
    client.force_login(world.dana)
    read(client, card_at(run, *two), status=404)


def test_the_page_asks_as_often_among_three_pairs_as_among_one(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    counts = []
    for further in (0, 2):
        many(world, further)
        run = computed_run(world)
        chris.get(card_at(run, *first_pair(run)))
        with CaptureQueriesContext(connection) as found:
            chris.get(card_at(run, *first_pair(run)))
        counts.append(len(found))

    assert counts == [19, 19]
