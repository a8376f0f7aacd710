"""What a scheme wants placed of each region, sector and phase, and what falls short: a yardstick (ALL-53)."""

import pytest
from django.test import Client

from compagnon.matching.rules.targets import Shortfall, target_of
from tests.cast import World
from tests.matching.applying import apply
from tests.matching.pages import at
from tests.matching.reading import read
from tests.matching.room import computed_run


def test_groups_below_the_share_are_told_with_how_many_are_missing() -> None:
    found = target_of(
        "region", 60, {"wales": (10, 6), "scotland": (3, 1), "london": (5, 0), "north_east": (1, 1)}
    )

    assert (str(found.name), found.percent) == ("Region", 60)
    assert found.shortfalls == (Shortfall("London", 5, 0, 3), Shortfall("Scotland", 3, 1, 1))


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

    world.scheme.settings = {"region_percent": 50, "sector_percent": 50, "phases_percent": 100}
    world.scheme.save()
    page = read(chris, at(run, "run_fairness"))

    assert "Region: at least 50% placed Falls short Scotland: 0 of 1 placed, 1 more" in page
    assert "Sector: at least 50% placed Reached everywhere" in page
    assert "Falls short Primary: 1 of 2 placed, 1 more wanted" in page
    assert "Secondary or post-primary: " not in page
