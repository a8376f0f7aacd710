"""The criteria board: what another set of weights and rules would change, before anything is kept."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.errors import NotAllowed
from compagnon.matching.models import Run
from compagnon.matching.queries import criteria
from compagnon.matching.queries.criteria import try_criteria
from compagnon.matching.rules import paging
from compagnon.matching.rules.presets import PRESETS
from compagnon.recruitment.models import Application, Declaration
from compagnon.schemes.matching_defaults import CRITERIA, RULES
from tests.cast import World, actor_of
from tests.matching.applying import apply
from tests.matching.pages import address, at, many
from tests.matching.reading import read, words
from tests.matching.room import computed_run

pytestmark = pytest.mark.django_db


def tried(
    world: World,
    *,
    off: tuple[str, ...] = (),
    shares: Mapping[str, int | str] | None = None,
    **weights: Any,
) -> str:
    """Return the address that tries these weights beside the usual ones."""
    return f"{address(world, 'criteria/')}?{urlencode(sent(off=off, shares=shares, **weights))}"


def sent(
    *,
    off: tuple[str, ...] = (),
    shares: Mapping[str, int | str] | None = None,
    **weights: Any,
) -> dict[str, Any]:
    """Return the fields of the board, filled in."""
    aimed = {f"shares.{key}": percent for key, percent in (shares or {}).items()}
    usual = {f"weights.{one.key}": weights.get(one.key, one.weight) for one in CRITERIA}
    rules = {f"rules.{one.key}": "off" if one.key in off else one.force for one in RULES}
    return {"tried": 1, **usual, **rules, **aimed}


@pytest.fixture
def torn(world: World) -> dict[str, Application]:
    """Return a mentee whom one mentor suits by interests, and another by languages."""
    return {
        "Ana": apply(world, "Ana", "mentor", interests_offered=["trips"], languages_taught=["fr"]),
        "Ben": apply(
            world, "Ben", "mentor", interests_offered=["grammar"], languages_taught=["cy"]
        ),
        "Cai": apply(world, "Cai", "mentee", interests_wanted=["trips"], languages_taught=["cy"]),
    }


def test_the_board_shows_what_would_change_and_keeps_nothing(
    chris: Client, world: World, torn: dict[str, Application]
) -> None:
    page = read(chris, tried(world, interests=0, languages=90))

    assert "Mentees: placed 1 1" in page
    assert "pairs as before 0 new pairs 1 pairs gone 1" in page
    assert "Ben · Cai A new pair" in page
    assert "Ana · Cai No longer a pair" in page
    world.scheme.refresh_from_db()
    assert world.scheme.matching == {}
    assert Run.objects.count() == 0


def test_the_board_says_when_nothing_would_change(
    chris: Client, world: World, torn: dict[str, Application]
) -> None:
    assert "Nothing would change" in read(chris, tried(world))
    assert "What would change" not in read(chris, address(world, "criteria/"))


def test_a_rule_that_is_lifted_shows_whom_it_would_place(chris: Client, world: World) -> None:
    apply(world, "Ana", "mentor", institution="Ysgol Dewi")
    apply(world, "Cai", "mentee", institution="Ysgol Dewi")

    assert "Mentees: placed 0 1" in read(chris, tried(world, off=("same_institution",)))


def test_what_was_tried_is_kept_for_the_scheme(
    chris: Client, world: World, torn: dict[str, Application]
) -> None:
    answer = chris.post(address(world, "criteria/"), sent(interests=40) | {"do": "keep"})

    assert (answer.status_code, answer["Location"]) == (303, address(world))
    world.scheme.refresh_from_db()
    assert world.scheme.matching == {"weights": {"interests": 40}}


def test_what_was_tried_makes_one_run_and_leaves_the_scheme_as_it_is(
    chris: Client, world: World, torn: dict[str, Application]
) -> None:
    answer = chris.post(
        address(world, "criteria/"), sent(interests=40, off=("too_far",)) | {"do": "run"}
    )

    run = Run.objects.get()
    assert answer["Location"] == f"/runs/{run.id.hex}/"
    assert run.settings["weights"]["interests"] == 40
    assert run.settings["rules"]["too_far"] == "off"
    world.scheme.refresh_from_db()
    assert world.scheme.matching == {}


def test_a_run_that_cannot_be_started_says_why(chris: Client, world: World) -> None:
    answer = chris.post(address(world, "criteria/"), sent() | {"do": "run"})

    assert answer.status_code == 422
    assert "Approve at least one person on each side first." in words(answer.content.decode())


def test_wrong_weights_are_said_and_nothing_typed_is_lost(
    chris: Client, world: World, torn: dict[str, Application]
) -> None:
    high = chris.get(tried(world, interests=101, languages=33))
    nothing = chris.get(tried(world, **{one.key: 0 for one in CRITERIA}))

    assert (high.status_code, nothing.status_code) == (422, 422)
    assert 'value="33"' in high.content.decode()
    assert "less than or equal to 100" in words(high.content.decode())
    assert "give at least one weight" in words(nothing.content.decode())


def test_a_rule_that_every_scheme_holds_stays_whatever_an_address_says(
    chris: Client, world: World, torn: dict[str, Application]
) -> None:
    chris.post(address(world, "criteria/"), sent(off=("kept_apart",)) | {"do": "keep"})

    world.scheme.refresh_from_db()
    assert world.scheme.matching == {}


def test_a_match_that_cannot_be_made_says_why(chris: Client, world: World) -> None:
    apply(world, "Ana", "mentor")
    apply(world, "Cai", "mentee", managers="Somebody")
    Declaration.objects.all().delete()

    assert "No match can be made by this What some applicants declared" in read(chris, tried(world))


def test_pins_that_a_rule_forbids_are_named(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    chris.post(f"{address(world, 'start/')}")
    run = Run.objects.get()
    chris.post(f"/runs/{run.id.hex}/pairs/{two[0].id.hex}/{two[1].id.hex}/pin/")
    for one in two:
        one.answers["institution"] = "Ysgol Dewi"
        one.save(update_fields=["answers"])

    page = read(chris, tried(world))
    assert "No match can be made by this" in page
    assert ("Amal" in page, "Bela" in page) == (True, True)


def test_too_many_to_wait_for_are_left_to_a_run(
    chris: Client,
    world: World,
    torn: dict[str, Application],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(criteria, "MOST_PAIRS", 1)

    page = read(chris, tried(world))
    assert "There are too many people to wait for it here" in page
    assert "Run the match by this once" in page


def test_more_changes_than_a_page_holds_are_said_to_be_more(
    chris: Client, world: World, torn: dict[str, Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)

    assert "And more: run the match by this" in read(chris, tried(world, interests=0, languages=90))


def test_a_coordinators_own_place_is_hidden_from_her(chris: Client, world: World) -> None:
    apply(world, "Ana", "mentor", interests_offered=["trips"], languages_taught=["fr"])
    own = apply(world, "Cy", "mentor", interests_offered=["grammar"], languages_taught=["cy"])
    Application.objects.filter(pk=own.pk).update(person=world.chris)
    apply(world, "Cai", "mentee", interests_wanted=["trips"], languages_taught=["cy"])

    page = read(chris, tried(world, interests=0, languages=90))
    assert "Hidden from you: your own application" in page
    assert "Cai A new pair" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_trying_takes_as_many_queries_for_three_pairs_as_for_one(
    chris: Client, world: World, count: int
) -> None:
    many(world, count)
    computed_run(world)

    with CaptureQueriesContext(connection) as queries:
        read(chris, tried(world, interests=0, languages=90))

    assert len(queries) == 16


def test_a_run_that_asked_the_same_is_not_made_again(
    world: World, torn: dict[str, Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    solve = criteria.engine.solve
    monkeypatch.setattr(
        criteria.engine, "solve", lambda *args, **kwargs: made.append(1) or solve(*args, **kwargs)
    )
    by = actor_of(world.chris)

    try_criteria(viewer=by, joining_point=world.joining_point, settings={})
    assert len(made) == 2
    computed_run(world)
    made.clear()
    try_criteria(viewer=by, joining_point=world.joining_point, settings={})
    assert len(made) == 1


def test_the_board_is_for_the_coordination_group(client: Client, world: World) -> None:
    client.force_login(world.amal)

    assert client.get(address(world, "criteria/")).status_code == 404
    with pytest.raises(NotAllowed, match="Only the Coordination Group"):
        try_criteria(viewer=actor_of(world.dana), joining_point=world.joining_point, settings={})


def test_presets_lead_to_an_address_that_tries_them(
    chris: Client, world: World, torn: dict[str, Application]
) -> None:
    page = chris.get(address(world, "criteria/")).content.decode()

    assert page.count("?tried=1&amp;") == len(PRESETS) == 4
    assert {key for one in PRESETS for key in one.differs} <= {one.key for one in CRITERIA}
    context = next(one for one in PRESETS if one.key == "context")
    assert context.weights["phases"] > context.weights["interests"]
    assert "What would change" in read(chris, tried(world, **context.weights))


@pytest.mark.requirement("ALL-53")
def test_the_board_tries_and_keeps_what_share_of_each_group_is_placed(
    chris: Client, world: World
) -> None:
    """Of seven and two, six places: five and one are most even, four and two are more than half of each."""
    for number in range(7):
        apply(world, f"North {number}", "mentee", region="north_east", phases=["primary"])
    for number in range(2):
        apply(world, f"Isle {number}", "mentee", region="scotland", phases=["primary"])
    for name in ("Ann", "Ben", "Cem"):
        apply(world, name, "mentor", capacity=2)

    page = read(chris, tried(world, shares={"region": 51, "phases": 90, "sector": ""}))
    assert "Region: still missing from 51% of each group 1 0" in page
    assert "Phases: still missing from 90% of each group Primary: 6 of 9 placed" in page
    assert "Sector: still missing" not in page

    chris.post(address(world, "criteria/"), sent(shares={"region": 51}) | {"do": "keep"})
    world.scheme.refresh_from_db()
    assert world.scheme.matching == {"targets": {"region": 51}}
    board = chris.get(address(world, "criteria/")).content.decode()
    assert board.count("shares.region=51") == len(PRESETS)


def test_a_share_that_cannot_be_is_said_beside_it(chris: Client, world: World) -> None:
    answer = chris.get(tried(world, shares={"region": 101}))

    assert answer.status_code == 422
    assert "less than or equal to 100" in words(answer.content.decode())


def test_where_all_are_peers_no_share_is_asked_for(chris: Client, world: World) -> None:
    world.scheme.template = "peer_coaching"
    world.scheme.save()

    assert "shares.region" not in chris.get(address(world, "criteria/")).content.decode()


@pytest.mark.requirement("LSIS-76")
def test_the_board_tries_how_many_times_two_must_have_in_common(
    chris: Client, world: World
) -> None:
    times = ["mon_morning", "tue_evening"]
    apply(world, "Ann", "mentor", availability=times)
    apply(world, "Bob", "mentee", availability=["mon_morning"])
    blocking = {"rules.too_few_times": "block", "least.too_few_times": 2}

    tries = f"{address(world, 'criteria/')}?{urlencode(sent() | blocking)}"
    page = read(chris, tries)
    assert "Mentees: placed 1 0" in page
    assert "fewer than 2" in page
    chris.post(address(world, "criteria/"), sent() | blocking | {"do": "keep"})

    world.scheme.refresh_from_db()
    assert world.scheme.matching == {"rules": {"too_few_times": "block"}}
    world.joining_point.refresh_from_db()
    run = computed_run(world)
    left_out = read(chris, at(run, "run_left_out"))
    assert "Times to meet in common: fewer than 2: 1 of 1" in left_out
    assert "If it were not for “Times to meet in common: fewer than 2”, \u2068Ann\u2069" in left_out
    assert "Ask Bob whether they would accept it" in left_out


@pytest.mark.requirement("LSIS-76")
def test_a_pair_with_too_few_times_is_warned_of(chris: Client, world: World) -> None:
    apply(world, "Ann", "mentor", availability=["mon_morning"])
    apply(world, "Bob", "mentee", availability=["tue_evening"])

    run = computed_run(world, rules={"too_few_times": "warn"}, least={"too_few_times": 1})

    page = read(chris, at(run))
    assert "A rule warns: Times to meet in common: fewer than 1 (counts 10 points less)" in page


def test_a_number_of_times_that_cannot_be_is_said_beside_it(chris: Client, world: World) -> None:
    asked = sent() | {"least.too_few_times": 21}

    answer = chris.get(f"{address(world, 'criteria/')}?{urlencode(asked)}")

    assert answer.status_code == 422
    assert "less than or equal to 20" in words(answer.content.decode())
