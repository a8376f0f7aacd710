"""Who else would do nearly as well in a group, in words; and never of whom the reader leaves to others."""

from typing import Any

import pytest
from django.test import Client

from compagnon.matching.models import Run
from compagnon.matching.rules.stored import StoredInstead
from compagnon.matching.rules.told import tell_instead
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of
from tests.matching.pages import at, plain
from tests.matching.pool import PEERS, as_pool, gathered, peer
from tests.matching.reading import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {},
            "Efa would do just as well in place of Bela. Nobody has been found for them so far.",
        ),
        (
            {"difference": -200},
            "Efa would do nearly as well in place of Bela, 2 points less. Nobody has been found for them so far.",
        ),
        (
            {"difference": 100, "free": False},
            "Efa would do better in place of Bela, by 1 point. They stand in another group here, and the two could not exchange places.",
        ),
        (
            {"free": False, "theirs": -300},
            "Efa would do just as well in place of Bela. They stand in another group here; there the exchange would change the score by -3.",
        ),
    ],
)
def test_somebody_else_in_a_group_is_told_of_in_words(changed: dict[str, Any], said: str) -> None:
    tie: StoredInstead = {
        "person_id": "e",
        "instead_of": "b",
        "difference": 0,
        "free": True,
        "theirs": None,
        **changed,  # type: ignore[typeddict-item]  # some of the same
    }

    assert tell_instead(tie, {"e": "Efa", "b": "Bela"}) == said


@pytest.fixture
def people(world: World) -> dict[str, Application]:
    as_pool(world, has_trios=False)
    return {name: peer(world, name) for name in PEERS[:3]}


@pytest.fixture
def run(world: World, people: dict[str, Application]) -> Run:
    assert people
    return gathered(world)


def alone(run: Run, people: dict[str, Application]) -> str:
    assert run.result is not None
    (one,) = run.result["alone"]
    return next(name for name, row in people.items() if row.id.hex == one["person_id"])


def test_near_ties_stand_at_each_group_and_in_a_list(
    chris: Client, run: Run, people: dict[str, Application]
) -> None:
    said = f"{alone(run, people)} would do just as well in place of"

    listed = plain(read(chris, at(run, "run_near_ties")))

    assert "Near-ties 1" in listed
    assert said in listed
    assert said in plain(read(chris, at(run)))
    card = next(row for name, row in people.items() if name != alone(run, people))
    assert said in plain(read(chris, f"{at(run)}groups/{card.id.hex}/"))


def test_whom_a_coordinator_leaves_to_others_comes_close_to_nobody_she_reads_of(
    chris: Client, world: World, run: Run, people: dict[str, Application]
) -> None:
    name = alone(run, people)
    declare_interest(by=actor_of(world.chris), application=people[name])

    for view in ("run", "run_near_ties"):
        assert name not in read(chris, at(run, view))

    for row in people.values():
        declare_interest(by=actor_of(world.chris), application=row)
    assert "Another member of the group decides about it." in read(chris, at(run, "run_near_ties"))


def test_a_match_of_an_earlier_version_has_no_near_ties(chris: Client, run: Run) -> None:
    assert run.result is not None
    for group in run.result["groups"]:
        del group["near_ties"]
    run.save(update_fields=["result"])

    assert "No near-ties" in read(chris, at(run, "run_near_ties"))
