"""Peers of one pool whom the group matches, and a mentoring scheme with circles."""

from typing import Any

from compagnon.accounts.models import Person
from compagnon.matching.changes.circle_release import release_circles
from compagnon.matching.changes.run import start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import Circle, Run, Seat
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Scheme
from tests.cast import World, actor_of, make_person
from tests.matching.applying import make_application
from tests.matching.released import ANSWER_BY

PEERS = ("Amal", "Bela", "Efa", "Gwen", "Idris")


def as_pool(world: World, **settings: Any) -> None:
    """Make the scheme one of peers whom the group matches."""
    world.scheme.template, world.scheme.kind = "peer_coaching", Scheme.Kind.PEER_COACHING
    world.scheme.settings = {"matching_mode": "coordinated", **settings}
    world.scheme.save()
    world.joining_point.cycle.scheme = world.scheme


def with_circles(world: World, least: int = 3, most: int = 4, **settings: Any) -> None:
    """Switch circles on."""
    sizes = {"circle_least": least, "circle_most": most}
    world.scheme.settings = {"has_circles": True, **sizes, **settings}
    world.scheme.save()
    world.joining_point.cycle.scheme = world.scheme


def person_of(world: World, name: str) -> Person:
    """Return one of the cast, or somebody new."""
    return getattr(world, name.lower(), None) or make_person(name)


def peer(world: World, name: str, **answers: Any) -> Application:
    """Let somebody apply as a peer: who supports and learns."""
    return make_application(world.joining_point, person_of(world, name), "both", **answers)


def make_circle_room(world: World, learners: int = 3) -> dict[str, Application]:
    """Let Amal offer to facilitate, and some learners ask."""
    with_circles(world)
    point = world.joining_point
    people = {"Amal": make_application(point, world.amal, "mentor", institution="Vale")}
    for name in ("Bela", "Efa", "Gwen", "Idris")[:learners]:
        asks = make_application(point, person_of(world, name), "mentee", institution=f"{name}'s")
        people[name] = asks
    return people


def gathered(world: World, *, circles: bool = False) -> Run:
    """Return a run that Chris asked for, computed."""
    by = actor_of(world.chris)
    run = start_run(by=by, joining_point=world.joining_point, circles=circles)
    compute_run(run.id)
    return Run.objects.select_related("joining_point__cycle__scheme").get(pk=run.pk)


def released_circle(world: World, run: Run, **asked: Any) -> Circle:
    """Release the run, and return its only or first group."""
    release_circles(by=actor_of(world.chris), run=run, answer_by=ANSWER_BY, **asked)
    return Circle.objects.select_related("joining_point__cycle__scheme", "release").order_by("id")[
        0
    ]


def seat_of(circle: Circle, name: str) -> Seat:
    """Return somebody's place."""
    return Seat.objects.get(circle=circle, person__name=name)


def names_in(run: Run) -> list[set[str]]:
    """Return who is together, by name."""
    assert run.result is not None
    known = {row.id.hex: row.person.name for row in Application.objects.select_related("person")}
    return [{known[key] for key in one["ids"]} for one in run.result["groups"]]
