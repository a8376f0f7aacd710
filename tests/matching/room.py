"""A joining point as a coordinator finds it one evening: twelve invented people, one of them herself."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from compagnon.matching.changes.run import start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import Run
from compagnon.recruitment.models import Application
from tests.cast import NOW, World, actor_of
from tests.matching.applying import apply, make_application


def computed_run(world: World, **settings: Any) -> Run:
    """Return a run that Chris asked for, computed; a minute after the one before, though the clock stands still."""
    count = Run.objects.count()
    run = start_run(
        by=actor_of(world.chris), joining_point=world.joining_point, settings=settings or None
    )
    Run.objects.filter(pk=run.pk).update(started_at=NOW + timedelta(minutes=count))
    compute_run(run.id)
    run.refresh_from_db()
    return run


@dataclass
class Room:
    """The people by first name; Chris coordinates and mentors."""

    world: World
    people: dict[str, Application]


def make_room(world: World) -> Room:
    """Let twelve people apply: six mentors with seven places, seven mentees, Eleri both."""
    point = world.joining_point
    people = {
        "Amal": make_application(
            point,
            world.amal,
            "mentor",
            capacity=2,
            interests_offered=["grammar", "speaking", "assessment"],
            languages_taught=["ar", "fr"],
            experience_years=11,
            match_preference="diverse",
        ),
        "Bela": make_application(
            point,
            world.bela,
            "mentee",
            interests_wanted=["speaking", "assessment"],
            languages_taught=["ar"],
            experience_years=2,
            sector="independent",
            managers="Gwen Rhys",
        ),
        "Chris": make_application(point, world.chris, "mentor", experience_years=9),
        "Eleri": apply(
            world, "Eleri", "both", experience_years=6, languages_taught=["cy"], region="london"
        ),
        "Farid": apply(world, "Farid", "mentor", experience_years=20, interests_offered=["trips"]),
        "Gwen": apply(
            world, "Gwen", "mentor", experience_years=8, institution="Ysgol Dewi", sector="academy"
        ),
        "Huw": apply(world, "Huw", "mentor", modes=["face_to_face"], region="scotland"),
        "Ines": apply(world, "Ines", "mentee", experience_years=1, match_preference="identical"),
        "Jan": apply(world, "Jan", "mentee", institution="Ysgol Dewi", purposes=["challenge"]),
        "Kim": apply(world, "Kim", "mentee", modes=["face_to_face"], region="london"),
        "Lena": apply(world, "Lena", "mentee", phases=["primary"], sector="independent"),
        "بیلا": apply(world, "بیلا", "mentee", region="", sector=""),
    }
    return Room(world, people)
