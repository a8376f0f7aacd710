"""The benchmarks walk real pages: these tests fail when a page they use has moved or asks for something else."""

import pytest
from pytest_django import Settings

from benchmarks.applicants import Size, applications
from benchmarks.installation import HOST
from benchmarks.journey import walk
from benchmarks.pages import count_queries, pages
from benchmarks.verdicts import MOST
from benchmarks.world import build_world

FILE = applications(Size(mentees=6, mentors=4))


@pytest.fixture(autouse=True)
def host(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = [HOST]


@pytest.mark.django_db
def test_every_measured_page_opens_and_its_queries_are_counted() -> None:
    shown = pages(build_world(FILE, pairs=2, meetings=1))
    found = {page.name: count_queries(page) for page in shown}

    assert len(shown) == len(found) == 10
    assert {page.kind for page in shown} == set(MOST)
    assert found["record a meeting"].count > found["charter"].count > 0
    assert found["partnership"].instances > 0


@pytest.mark.django_db
def test_the_journey_goes_from_a_file_to_letters() -> None:
    steps, counted = walk(FILE)

    assert [step.name for step in steps][::3] == ["upload and understand", "approve", "release"]
    assert all(step.seconds >= 0 for step in steps)
    assert counted["applications"] == 10
    assert counted["letters"] == 2 * counted["proposals"] > 0
