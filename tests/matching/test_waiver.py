"""A rule that is let go for one pair on purpose: with a reason, for the group, until the pin is taken back."""

import pytest
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.events import record
from compagnon.core.models import DataKey
from compagnon.matching.changes.pair_rule import lift_pair_rule
from compagnon.matching.changes.waiver import waive_rules
from compagnon.matching.models import LoggedDecision, PairRule, Waiver
from compagnon.matching.queries.waiver import list_waivers
from compagnon.privacy.changes import erase_person
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.events import ApplicationEmptied
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of
from tests.matching.applying import apply, make_application
from tests.matching.hand import pairs_of, undo_last, words
from tests.matching.pages import address, at, pair_at
from tests.matching.reading import read
from tests.matching.room import computed_run

pytestmark = pytest.mark.django_db

WHY = "They asked for each other, and work in different buildings."
Two = tuple[Application, Application]


@pytest.fixture
def colleagues(world: World) -> Two:
    """Two people of one workplace, whom nobody else suits better."""
    return (
        make_application(world.joining_point, world.amal, "mentor", institution="Ysgol Dewi"),
        make_application(world.joining_point, world.bela, "mentee", institution="ysgol dewi"),
    )


def waive(world: World, pair: Two, reason: str = WHY) -> LoggedDecision:
    return waive_rules(
        by=actor_of(world.chris),
        joining_point=world.joining_point,
        mentor=pair[0],
        mentee=pair[1],
        reason=reason,
    )


def waive_at(world: World, pair: Two) -> str:
    return address(world, f"by-hand/{pair[0].id.hex}/{pair[1].id.hex}/")


@pytest.mark.requirement("ALL-54")
def test_a_rule_that_is_let_go_counts_for_that_pair_until_the_pin_is_taken_back(
    world: World, colleagues: Two
) -> None:
    apply(world, "Zed", "mentee", institution="Ysgol Dewi", interests_wanted=["grammar"])
    assert pairs_of(computed_run(world)) == set()

    waive(world, colleagues)

    assert pairs_of(computed_run(world)) == {("Amal", "Bela")}
    lift_pair_rule(by=actor_of(world.chris), pair_rule=PairRule.objects.get())
    assert pairs_of(computed_run(world)) == set()
    undo_last(world)
    assert pairs_of(computed_run(world)) == {("Amal", "Bela")}
    undo_last(world)
    assert pairs_of(computed_run(world)) == set()
    assert (words(), Waiver.objects.filter(ended_by=None).count()) == (set(), 0)


def test_it_needs_a_reason_and_a_rule_that_may_be_let_go(world: World, colleagues: Two) -> None:
    with pytest.raises(Refused, match="Say why"):
        waive(world, colleagues, reason=" ")
    zed = apply(world, "Zed", "mentee")
    with pytest.raises(Refused, match="No rule forbids these two"):
        waive(world, (colleagues[0], zed))
    managed = apply(world, "Yan", "mentee", institution="Ysgol Dewi", managers="Amal")
    with pytest.raises(Refused, match=r"Amal and Yan cannot be paired\. Cannot be paired: "):
        waive(world, (colleagues[0], managed))
    assert not Waiver.objects.exists()


def test_pinning_against_a_rule_leads_to_the_question_why(
    chris: Client, world: World, colleagues: Two
) -> None:
    run = computed_run(world)

    asked = chris.post(pair_at(run, *colleagues, "pin"))
    assert asked["Location"] == waive_at(world, colleagues)
    page = read(chris, waive_at(world, colleagues))
    assert "A rule forbids it The same workplace." in page
    assert "Side by side" in page
    empty = chris.post(waive_at(world, colleagues), {"reason": ""})
    assert (empty.status_code, "Say why: the group reads it" in empty.content.decode()) == (
        422,
        True,
    )
    done = chris.post(waive_at(world, colleagues), {"reason": WHY}, follow=True)
    said = "Accepted on purpose</span> The same workplace"
    assert "Pinned on purpose" in done.content.decode()
    assert WHY in done.content.decode(), said

    run = computed_run(world)
    card = read(chris, f"{at(run)}pairs/{colleagues[0].id.hex}/{colleagues[1].id.hex}/")
    assert f"Accepted on purpose The same workplace · Chris, 14 September 2026 {WHY}" in card
    named = read(chris, f"{at(run)}report/names/")
    assert f"Amal Bela The same workplace Chris 14 September 2026 {WHY}" in named
    nameless = read(chris, f"{at(run)}report/")
    assert (WHY in nameless, "Too few to be told without saying who." in nameless) == (False, True)


def test_what_nobody_may_let_go_is_only_told(chris: Client, world: World) -> None:
    amal = make_application(world.joining_point, world.amal, "mentor", managers="Bela")
    bela = make_application(world.joining_point, world.bela, "mentee")
    run = computed_run(world)

    told = chris.post(pair_at(run, amal, bela, "pin"), follow=True).content.decode()
    page = read(chris, waive_at(world, (amal, bela)))
    sent = chris.post(waive_at(world, (amal, bela)), {"reason": WHY})

    assert "Amal and Bela cannot be paired" in told
    assert "Nobody may let this rule go Cannot be paired." in page
    assert "Accept it on purpose" not in page
    assert sent.status_code == 422
    zed = apply(world, "Zed", "mentee")
    Application.objects.filter(pk=zed.pk).update(answers={})
    Application.objects.filter(pk=amal.pk).update(answers={})
    free = read(chris, waive_at(world, (amal, zed)))
    assert "No rule forbids these two." in free
    assert "Side by side" not in free


def test_who_is_left_out_can_be_paired_by_hand(
    chris: Client, world: World, colleagues: Two
) -> None:
    run = computed_run(world)

    page = chris.get(at(run, "run_left_out")).content.decode()

    assert page.count(f'href="{waive_at(world, colleagues)}"') == 2
    assert "Pair Bela and Amal by hand" in page
    declare_interest(by=actor_of(world.chris), application=colleagues[0])
    assert waive_at(world, colleagues) not in chris.get(at(run, "run_left_out")).content.decode()


def test_reasons_are_for_those_of_the_group_who_may_decide(
    chris: Client, client: Client, efa: Client, world: World, colleagues: Two
) -> None:
    waive(world, colleagues)
    declare_interest(by=actor_of(world.chris), application=colleagues[1])

    assert WHY not in read(chris, address(world, "decisions/log/"))
    assert WHY in read(efa, address(world, "decisions/log/"))
    read(chris, waive_at(world, colleagues), status=404)
    with pytest.raises(NotAllowed):
        waive(world, colleagues)
    with pytest.raises(Closed):
        list_waivers(viewer=actor_of(world.dana), joining_point=world.joining_point)
    client.force_login(world.dana)
    read(client, waive_at(world, colleagues), status=404)


@pytest.mark.parametrize("how", ["erased", "emptied"])
def test_reasons_go_with_whom_they_are_about(world: World, colleagues: Two, how: str) -> None:
    waive(world, colleagues)
    assert DataKey.objects.filter(scope_kind="waiver").count() == 1

    if how == "erased":
        erase_person(by=SYSTEM, email=world.bela.email)
    else:
        record(ApplicationEmptied(application_id=colleagues[0].id), by=SYSTEM)

    assert bytes(Waiver.objects.get().reason) == b""
    assert not DataKey.objects.filter(scope_kind="waiver").exists()
