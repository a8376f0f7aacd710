"""What a scheme wants placed of each region, sector and phase, and what falls short: the match aims at them in this order (ALL-53)."""

from collections import Counter

import pytest
from django.test import Client

from compagnon.matching.models import Run
from compagnon.matching.rules.left_out import WHY
from compagnon.matching.rules.targets import Shortfall, target_of
from tests.cast import World
from tests.matching.applying import apply
from tests.matching.hand import pairs_of
from tests.matching.pages import at
from tests.matching.reading import read
from tests.matching.room import computed_run


def test_groups_below_the_share_are_told_with_how_many_are_missing() -> None:
    found = target_of(
        "region",
        60,
        {"wales": (10, 6), "scotland": (3, 1), "london": (5, 0), "north_east": (1, 1)},
        {"scotland": Counter({"unplaced.nobody_fits": 2})},
    )

    assert (str(found.name), found.percent) == ("Region", 60)
    assert found.shortfalls == (
        Shortfall("London", 5, 0, 3),
        Shortfall("Scotland", 3, 1, 1, ((WHY["unplaced.nobody_fits"], 2),)),
    )


@pytest.mark.django_db
@pytest.mark.requirement("ALL-53")
def test_the_room_shows_what_falls_short_of_the_schemes_targets(
    chris: Client, world: World
) -> None:
    apply(world, "Ann", "mentor")
    apply(world, "Bob", "mentee", phases=["primary", "secondary"])
    apply(world, "Cem", "mentee", region="scotland", phases=["primary"], modes=["face_to_face"])
    run = computed_run(world)
    assert "What the scheme wants placed" not in read(chris, at(run, "run_fairness"))

    world.scheme.matching = {"targets": {"region": 50, "sector": 50, "phases": 100}}
    world.scheme.save()
    page = read(chris, at(run, "run_fairness"))

    assert "Region: at least 50% placed Falls short Scotland: 0 of 1 placed, 1 more wanted" in page
    assert "1 more wanted Nobody passes every rule: 1" in page
    assert "This match aimed at it" not in page
    assert "Sector: at least 50% placed Reached everywhere" in page
    assert "Falls short Primary: 1 of 2 placed, 1 more wanted" in page
    assert "Secondary or post-primary: " not in page


@pytest.mark.django_db
@pytest.mark.requirement("ALL-53")
def test_a_match_aims_at_the_share_of_each_region_where_places_are_too_few(
    chris: Client, world: World
) -> None:
    """Of seven and two, six places: seven and two as even as can be is five and one, more than half of each is four and two."""
    for number in range(7):
        apply(world, f"North {number}", "mentee", region="north_east")
    for number in range(2):
        apply(world, f"Isle {number}", "mentee", region="scotland")
    for name in ("Ann", "Ben", "Cem"):
        apply(world, name, "mentor", capacity=2)

    def placed() -> Counter[str]:
        return Counter(mentee.split()[0] for _mentor, mentee in pairs_of(computed_run(world)))

    assert placed() == {"North": 5, "Isle": 1}
    world.scheme.matching = {"targets": {"region": 51}}
    world.scheme.save()
    world.joining_point.refresh_from_db()
    assert placed() == {"North": 4, "Isle": 2}

    page = read(chris, at(Run.objects.latest("started_at"), "run_fairness"))
    assert "Region: at least 51% placed This match aimed at it. Reached everywhere" in page


@pytest.mark.django_db
@pytest.mark.requirement("ALL-53")
def test_a_match_aims_at_the_share_of_each_phase_too(chris: Client, world: World) -> None:
    """By hand: two places for six of primary and two of further education, of whom one is in Scotland."""
    for number in range(6):
        apply(world, f"P{number}", "mentee", phases=["primary"])
    apply(world, "F0", "mentee", phases=["further"])
    apply(world, "F1", "mentee", phases=["further"], region="scotland")
    apply(world, "Ann", "mentor", capacity=2)

    world.scheme.matching = {"targets": {"region": 100, "sector": 1, "phases": 10}}
    world.scheme.save()
    world.joining_point.refresh_from_db()
    placed = sorted(mentee[0] for _mentor, mentee in pairs_of(computed_run(world)))

    assert placed == ["F", "P"]
    page = read(chris, at(Run.objects.latest("started_at"), "run_fairness"))
    assert page.count("This match aimed at it") == 3
