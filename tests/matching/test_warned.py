"""A rule that only warns: the pair is possible at a price, and somebody accepts it with a reason before letters leave."""

import pytest
from django.test import Client

from compagnon.core.errors import Refused
from compagnon.matching.changes.pair_rule import lift_pair_rule
from compagnon.matching.changes.release import release_run
from compagnon.matching.changes.swap import swap_partners
from compagnon.matching.models import PairRule, Proposal, Run, Waiver
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Scheme
from tests.cast import World, actor_of
from tests.matching.applying import make_application, result_of
from tests.matching.hand import make_four, pairs_of
from tests.matching.pages import address, at, pair_at
from tests.matching.reading import read
from tests.matching.released import ANSWER_BY
from tests.matching.room import computed_run

pytestmark = pytest.mark.django_db

WHY = "They work in different buildings, and asked for each other."
WARNS = {"rules": {"same_institution": "warn"}}
Two = tuple[Application, Application]


@pytest.fixture
def colleagues(world: World) -> Two:
    """Two people of one workplace, in a scheme where that is only a warning."""
    warn(world)
    return (
        make_application(world.joining_point, world.amal, "mentor", institution="Ysgol Dewi"),
        make_application(world.joining_point, world.bela, "mentee", institution="ysgol dewi"),
    )


def warn(world: World) -> None:
    Scheme.objects.update(matching=WARNS)
    world.joining_point.cycle.scheme.matching = WARNS


def release(world: World, run: Run) -> None:
    release_run(by=actor_of(world.chris), run=run, answer_by=ANSWER_BY)


@pytest.mark.requirement("ALL-50")
def test_a_pair_that_a_rule_warns_of_waits_for_a_reason(
    chris: Client, world: World, colleagues: Two
) -> None:
    by_hand = address(world, f"by-hand/{colleagues[0].id.hex}/{colleagues[1].id.hex}/")
    run = computed_run(world, **WARNS)
    assert pairs_of(run) == {("Amal", "Bela")}

    page = read(chris, at(run))
    assert "The same workplace: the rule warns of 1 pair, which cost 10 points" in page
    assert "A rule warns: The same workplace (counts 10 points less)" in page
    assert "Accept it on purpose : Amal and Bela , or another pair" in page
    card = chris.get(f"{at(run)}pairs/{colleagues[0].id.hex}/{colleagues[1].id.hex}/")
    assert f'href="{by_hand}"' in card.content.decode()
    letters = chris.get(at(run, "letters")).content.decode()
    assert "A rule warns of it, and nobody has accepted that yet" in letters
    assert f'href="{by_hand}"' in letters
    with pytest.raises(Refused, match="no pair here that you can release"):
        release(world, run)
    assert chris.post(pair_at(run, *colleagues, "pin"))["Location"] == by_hand
    assert "A rule warns of it The same workplace." in read(chris, by_hand)

    done = chris.post(by_hand, {"reason": WHY}, follow=True).content.decode()

    assert ("Accepted. Its letters may leave" in done, WHY in done) == (True, True)
    accepted = read(chris, at(run))
    assert "A rule warns: The same workplace" in accepted
    assert "or another pair" not in accepted
    lift_pair_rule(by=actor_of(world.chris), pair_rule=PairRule.objects.get())
    with pytest.raises(Refused, match="no pair here that you can release"):
        release(world, run)
    chris.post(by_hand, {"reason": WHY})
    again = computed_run(world)
    assert result_warnings(again) == [[("same_institution", 1000)]]
    release(world, again)
    assert Proposal.objects.count() == 1
    assert [one.accepted_by for one in Waiver.objects.filter(ended_by=None)] == [world.chris]


def result_warnings(run: Run) -> list[list[tuple[str, int]]]:
    return [
        [(one["rule"], one["points"]) for one in pair["warnings"]]
        for pair in result_of(run)["pairs"]
    ]


def test_a_warning_that_the_scheme_has_given_up_keeps_no_letter_back(
    world: World, colleagues: Two
) -> None:
    run = computed_run(world, **WARNS)
    Scheme.objects.update(matching={"rules": {"same_institution": "off"}})

    release(world, Run.objects.get(pk=run.pk))

    assert Proposal.objects.count() == 1


def test_whom_nothing_warns_of_is_preferred_and_nobody_is_left_out_for_a_warning(
    world: World, colleagues: Two
) -> None:
    zoe = make_application(world.joining_point, world.dana, "mentee", institution="Elsewhere")

    assert pairs_of(computed_run(world)) == {("Amal", world.dana.name)}

    zoe.delete()
    assert pairs_of(computed_run(world)) == {("Amal", "Bela")}


def test_an_exchange_and_a_suggestion_ask_for_the_reason_first(chris: Client, world: World) -> None:
    warn(world)
    four = make_four(world)
    Application.objects.filter(pk__in=[four.ann.pk, four.dot.pk]).update(
        answers={"institution": "Ysgol Dewi"}
    )

    with pytest.raises(Refused, match="Accept this first, with a reason: Ann and Dot"):
        swap_partners(
            by=actor_of(world.chris), run=four.run, one=four.pairs[0], other=four.pairs[1]
        )
    sides = {"mentor": four.ann.id.hex, "mentee": four.dot.id.hex}
    answer = chris.post(f"/applications/{four.ann.id.hex}/suggestions/", sides)
    assert answer["Location"].endswith(f"/by-hand/{sides['mentor']}/{sides['mentee']}/")


def test_a_rule_that_warns_is_named_where_the_match_is_described(
    chris: Client, world: World, colleagues: Two
) -> None:
    run = computed_run(world)

    assert "often stand within it. Only warns" in read(chris, address(world))
    assert "Rules that only warn: The same workplace." in read(chris, f"{at(run)}report/")
