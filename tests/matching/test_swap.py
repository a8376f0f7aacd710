"""Two pairs of a run exchange partners: looked at first, then pinned as one decision."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.matching.changes.pair_rule import forbid_pair, hold_pair, pin_pair
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import LoggedDecision
from compagnon.matching.rules.releasing import PairIds
from compagnon.matching.rules.swapping import Swap, swaps_of
from compagnon.matching.templatetags.matching import signed
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application, Declaration
from compagnon.schemes.models import JoiningPoint
from tests.cast import World, actor_of
from tests.matching.applying import apply, make_application, result_of
from tests.matching.hand import Four, make_four, make_january, pairs_of, swap, words
from tests.matching.pages import at, many
from tests.matching.reading import read
from tests.matching.released import ANSWER_BY
from tests.matching.room import computed_run

pytestmark = pytest.mark.django_db


def swaps_at(four: Four) -> str:
    return f"{at(four.run)}pairs/{four.ann.id.hex}/{four.bob.id.hex}/swap/"


def swap_at(four: Four) -> str:
    return f"{swaps_at(four)}{four.cem.id.hex}/{four.dot.id.hex}/"


def stored(ids: PairIds, score: int) -> dict[str, object]:
    return {"mentor_id": ids[0], "mentee_id": ids[1], "score": score}


def test_exchanges_are_told_the_best_first_and_those_that_a_rule_forbids_last() -> None:
    own = stored(("ann", "bob"), 50)
    others = [
        stored(("cem", "dot"), 40),
        stored(("eve", "fay"), 60),
        stored(("gus", "hal"), 10),
        stored(("ann", "ivy"), 90),
    ]

    found = swaps_of(own, [own, *others], {"cem": 45, "eve": 70}, {"dot": 45, "fay": 60, "hal": 9})  # type: ignore[arg-type,list-item]  # as much of a pair as counts here

    assert [(one.other, one.gain) for one in found] == [
        (("eve", "fay"), 20),
        (("cem", "dot"), 0),
        (("gus", "hal"), None),
    ]
    assert found[0] == Swap(("eve", "fay"), 50, 60, 70, 60)


@pytest.mark.requirement("ALL-50")
def test_swapped_partners_are_pinned_and_the_next_match_makes_them(world: World) -> None:
    four = make_four(world)
    pin_pair(
        by=actor_of(world.chris),
        joining_point=world.joining_point,
        mentor=four.ann,
        mentee=four.bob,
    )
    hold_pair(
        by=actor_of(world.chris),
        joining_point=world.joining_point,
        mentor=four.cem,
        mentee=four.dot,
    )

    decision = swap(world, four)

    assert words() == {("Ann", "Dot", "pin"), ("Cem", "Bob", "pin")}
    assert (decision.kind, decision.number, decision.words.count()) == ("swap", 3, 4)
    assert "PartnersSwapped" in EventRow.objects.values_list("name", flat=True)
    assert pairs_of(computed_run(world)) == {("Ann", "Dot"), ("Cem", "Bob")}
    with pytest.raises(Refused, match="swapped already"):
        swap(world, four)


def test_a_swap_that_is_refused_leaves_everything_as_it_was(world: World) -> None:
    four = make_four(world)
    Application.objects.filter(pk__in=[four.cem.pk, four.bob.pk]).update(
        answers={"institution": "Ysgol Dewi"}
    )

    with pytest.raises(Refused, match=r"Cem and Bob cannot be paired\. The same workplace: "):
        swap(world, four)

    assert (words(), LoggedDecision.objects.count()) == (set(), 0)
    four.cem = four.ann
    with pytest.raises(Refused, match="two other people"):
        swap(world, four)


def test_what_was_swapped_is_not_released_from_the_earlier_run(chris: Client, world: World) -> None:
    four = make_four(world)
    apply(world, "Eve", "mentor")
    apply(world, "Fay", "mentee")
    four.run = computed_run(world)
    swap(world, four)

    release_run(by=actor_of(world.chris), run=four.run, answer_by=ANSWER_BY)

    page = read(chris, at(four.run))
    assert page.count("The letters are out") == 1
    assert page.count("The mentee is pinned to somebody else from the next match on") == 2
    letters = read(chris, f"{at(four.run)}letters/?pair=1")
    assert "Pinned to somebody else since: run the match again" in letters


def test_one_looks_at_an_exchange_before_deciding(chris: Client, world: World) -> None:
    four = make_four(world)

    listed = read(chris, swaps_at(four))
    assert "Cem · Dot" in listed
    assert f'href="{swap_at(four)}"' in chris.get(swaps_at(four)).content.decode()
    preview = read(chris, swap_at(four))
    assert "Now Mentor Ann Mentee Bob Score" in preview
    assert "After the exchange" in preview
    assert "Mentor Ann Mentee Dot Score" in preview
    assert "Languages taught · Nothing in common" in preview

    done = chris.post(swap_at(four), follow=True)

    assert "Swapped: both new pairs are pinned" in done.content.decode()
    assert "Partners swapped" in done.content.decode()
    assert words() == {("Ann", "Dot", "pin"), ("Cem", "Bob", "pin")}


def test_a_rule_that_an_exchange_would_break_is_named(chris: Client, world: World) -> None:
    four = make_four(world)
    Application.objects.filter(pk__in=[four.cem.pk, four.bob.pk]).update(
        answers={"institution": "Ysgol Dewi"}
    )

    assert "Cem · Dot" in read(chris, swaps_at(four))
    assert "A rule forbids it" in read(chris, swaps_at(four))
    preview = read(chris, swap_at(four))
    assert "A rule forbids it The same workplace." in preview
    assert "What a rule forbids is not swapped" in preview
    said = chris.post(swap_at(four), follow=True).content.decode()
    assert "Cem and Bob cannot be paired" in said


def test_an_exchange_needs_all_four(chris: Client, world: World) -> None:
    four = make_four(world)
    Application.objects.filter(pk=four.dot.pk).update(state="withdrawn")

    assert "No other pair" in read(chris, swaps_at(four))
    assert "This exchange is not possible any more" in read(chris, swap_at(four))
    assert chris.post(swap_at(four))["Location"] == swap_at(four)
    Application.objects.filter(pk=four.ann.pk).update(state="withdrawn")
    assert "No other pair" in read(chris, swaps_at(four))
    make_january()
    Application.objects.filter(pk=four.bob.pk).update(
        joining_point=JoiningPoint.objects.get(month=1)
    )
    said = chris.post(swap_at(four), follow=True).content.decode()
    assert "One of the two does not take part any more." in said
    assert words() == set()


def test_after_a_later_match_one_decides_there(chris: Client, world: World) -> None:
    four = make_four(world)
    computed_run(world)

    assert "decide there" in read(chris, swap_at(four))


def test_without_keys_no_exchange_can_be_told(chris: Client, world: World) -> None:
    four = make_four(world)
    managed = make_application(world.joining_point, world.amal, "mentor", managers="Somebody Else")
    Declaration.objects.filter(application=managed).delete()
    Application.objects.filter(pk=four.ann.pk).update(declared_count=1)

    assert "Nobody can be suggested" in read(chris, swaps_at(four))
    assert "This exchange cannot be looked at" in read(chris, swap_at(four))


def test_nobody_swaps_what_she_leaves_to_others(
    chris: Client, efa: Client, client: Client, world: World
) -> None:
    four = make_four(world)
    declare_interest(by=actor_of(world.chris), application=four.dot)

    assert "Cem" not in read(chris, swaps_at(four))
    read(chris, swap_at(four), status=404)
    assert "Cem · Dot" in read(efa, swaps_at(four))
    with pytest.raises(NotAllowed):
        swap(world, four)
    declare_interest(by=actor_of(world.chris), application=four.ann)
    read(chris, swaps_at(four), status=404)
    client.force_login(world.dana)
    read(client, swaps_at(four), status=404)


def test_what_is_no_pair_of_the_run_is_not_found(chris: Client, world: World) -> None:
    four = make_four(world)

    read(chris, swap_at(four).replace(four.dot.id.hex, four.bob.id.hex), status=404)
    read(chris, swaps_at(four).replace(four.bob.id.hex, four.dot.id.hex), status=404)


def test_a_swap_minds_what_was_decided_about_others(world: World) -> None:
    four = make_four(world)
    forbid_pair(
        by=actor_of(world.chris),
        joining_point=world.joining_point,
        mentor=four.ann,
        mentee=four.bob,
    )
    apply(world, "Eve", "mentor")
    pin_pair(
        by=actor_of(world.chris),
        joining_point=world.joining_point,
        mentor=Application.objects.get(person__name="Eve"),
        mentee=four.dot,
    )

    with pytest.raises(Refused, match="Dot is pinned to somebody else"):
        swap(world, four)


def test_the_list_asks_as_often_for_many_pairs_as_for_one(chris: Client, world: World) -> None:
    four, counts = make_four(world), []
    for further in (0, 3):
        many(world, further)
        four.run = computed_run(world)
        found = result_of(four.run)["pairs"][0]
        four.ann = Application.objects.get(pk=found["mentor_id"])
        four.bob = Application.objects.get(pk=found["mentee_id"])
        chris.get(swaps_at(four))
        with CaptureQueriesContext(connection) as asked:
            answer = chris.get(swaps_at(four))
        counts.append((len(answer.context["page"].rows), len(asked)))

    assert counts == [(1, counts[0][1]), (4, counts[0][1])]


@pytest.mark.parametrize(("number", "written"), [(12, "+12"), (0, "±0"), (-3, "\u22123")])
def test_points_gained_and_lost_are_written_with_their_sign(number: int, written: str) -> None:
    assert signed(number) == written
