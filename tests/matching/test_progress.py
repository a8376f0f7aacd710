from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.matching.queries.progress import report
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment, Cycle, JoiningPoint
from compagnon.schemes.progress import Report
from tests.cast import World, actor_of
from tests.matching.pages import address
from tests.matching.reading import read
from tests.matching.room import computed_run
from tests.matching.test_facts import propose

pytestmark = pytest.mark.django_db


def reported(world: World) -> Report:
    return report(actor_of(world.chris), [world.joining_point])[world.joining_point.id]


def counts(found: Report) -> list[tuple[str, int]]:
    return [(str(one.label), one.value) for one in found.counts]


def test_the_page_of_the_scheme_says_what_to_do_next(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    before = reported(world)
    computed_run(world)
    after = reported(world)
    propose(*two, "opened")

    assert before.next_step is not None
    assert (before.next_step.title, before.next_step.url) == ("Run the match", address(world))
    assert counts(before) == [("Pairs to look at", 0), ("Pairs proposed", 0)]
    assert after.next_step is not None
    assert after.next_step.title == "1 pair is proposed to you"
    assert counts(after) == [("Pairs to look at", 1), ("Pairs proposed", 0)]
    assert counts(reported(world))[1] == ("Pairs proposed", 1)
    page = read(chris, f"/schemes/{world.scheme.id.hex}/")
    assert "Pairs proposed" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_takes_three_queries_for_any_number_of_joining_points(
    world: World, two: tuple[Application, Application], count: int
) -> None:
    computed_run(world)
    points = [
        world.joining_point,
        *(
            JoiningPoint.objects.create(
                cycle=Cycle.objects.get(),
                month=month,
                closes_on=date(2027, month, 8),
                starts_on=date(2027, month, 25),
            )
            for month in range(1, count)
        ),
    ]
    viewer = actor_of(world.chris)
    viewer.memo("appointments", lambda: list(Appointment.objects.filter(person=world.chris)))

    with CaptureQueriesContext(connection) as queries:
        found = report(viewer, points)

    assert (len(found), len(queries)) == (count, 3)
