"""Addresses and words of the pages of a run."""

import re

from django.urls import reverse

from compagnon.matching.models import Run
from compagnon.recruitment.models import Application
from tests.cast import World
from tests.matching.applying import apply


def at(run: Run, view: str = "run") -> str:
    return reverse(f"matching:{view}", kwargs={"run_id": run.id})


def pair_at(run: Run, mentor: Application, mentee: Application, word: str) -> str:
    return f"{at(run)}pairs/{mentor.id.hex}/{mentee.id.hex}/{word}/"


def many(world: World, count: int) -> None:
    """Let pairs apply that suit each other, some better and some worse."""
    for number in range(count):
        apply(
            world, f"Mentor{number}", "mentor", interests_offered=["grammar", "trips"][: number % 3]
        )
        apply(
            world, f"Mentee{number}", "mentee", availability=["evenings", "weekends"][: number % 2]
        )


def plain(page: str) -> str:
    """Return a page without the marks that keep a name in another script in its place."""
    return page.replace("\u2068", "").replace("\u2069", "")


def pairs_of(page: str) -> list[tuple[str, ...]]:
    return re.findall(r"Mentor (\S+) Mentee (\S+) Score (\d+) of 100", page)


def address(world: World, rest: str = "") -> str:
    return f"/joining-points/{world.joining_point.id.hex}/matching/{rest}"
