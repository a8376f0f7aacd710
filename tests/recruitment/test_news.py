"""What the coordinators' letter of the day says of applications."""

import pytest
from django.utils import translation

from compagnon.recruitment.models import Application, InformationRequest
from compagnon.recruitment.queries.news import news
from compagnon.schemes.models import Cycle
from tests.cast import NOW, World, actor_of
from tests.recruitment.applying import begin, fill, open_january, send
from tests.recruitment.test_desk_pages import decide

pytestmark = pytest.mark.django_db


def said(world: World) -> list[str]:
    return list(news(actor_of(world.chris), world.scheme))


def test_what_waits_is_said_and_what_is_done_is_left_out(world: World) -> None:
    point = open_january(world)
    begin(point, world.bela)
    assert said(world) == []

    first, second = (send(world, fill(begin(point, one))) for one in (world.dana, world.amal))
    assert said(world) == ["2 applications wait for a decision"]

    Application.objects.filter(pk=first.pk).update(has_possible_duplicate=True)
    for asker in (world.chris, world.chris, world.bela):
        InformationRequest.objects.create(
            application=second,
            asked_by=asker,
            author_id=asker.id,
            asked_at=NOW,
            questions=[],
            answered_at=NOW,
        )
    assert said(world) == [
        "2 applications wait for a decision",
        "1 of them may be from somebody who applied twice",
        "1 applicant has answered what you asked",
    ]

    decide(actor_of(world.chris), first, "declined")
    decide(actor_of(world.chris), second, "approved")
    assert said(world) == []


def test_a_cycle_that_is_over_waits_for_nobody(world: World) -> None:
    send(world, fill(begin(open_january(world), world.dana)))
    Cycle.objects.update(ends_on=NOW.date().replace(day=13))

    assert said(world) == []


def test_it_is_said_in_the_readers_language(world: World) -> None:
    send(world, fill(begin(open_january(world), world.dana)))
    with translation.override("de"):
        [sentence] = said(world)
    assert sentence == "1 Bewerbung wartet auf eine Entscheidung"
