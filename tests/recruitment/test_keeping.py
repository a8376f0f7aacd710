"""A year after its cycle, what was said in and about an application is destroyed."""

from datetime import date

import pytest
from django.test import Client
from time_machine import Traveller

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed
from compagnon.core.models import DataKey, EventRow
from compagnon.notifications import ticking
from compagnon.notifications.ticking import tick
from compagnon.recruitment import changes
from compagnon.recruitment.changes import keeping
from compagnon.recruitment.models import (
    Application,
    Comment,
    Decision,
    Declaration,
    InformationRequest,
    Interest,
    RequestReply,
)
from compagnon.recruitment.queries.history import count_happenings
from compagnon.recruitment.queries.request import get_asked_of_you
from compagnon.recruitment.rules.keeping import latest_end
from tests.cast import World, actor_of
from tests.recruitment.applying import begin, fill, fresh, open_january, send
from tests.recruitment.desk import decide
from tests.recruitment.pages import at, read

pytestmark = pytest.mark.django_db
JOB = "applications of old cycles"
A_YEAR_AFTER = "2028-09-01T09:00:00+00:00"


@pytest.fixture
def sent(world: World) -> Application:
    """Dana's, about whom everything was said that can be said."""
    application = send(world, fill(begin(open_january(world), world.dana)))
    chris, dana = actor_of(world.chris), actor_of(world.dana)
    changes.write_comment(by=chris, application=application, text="Somebody knows her.")
    changes.ask_for_information(
        by=chris,
        application=application,
        questions=["region"],
        sentence="Which one?",
        seen=count_happenings(application),
    )
    asked = get_asked_of_you(viewer=dana, application=fresh(application.id))
    assert asked is not None
    changes.answer_request(
        by=dana, application=application, sent=asked.typed, seen=asked.seen, reply="This one."
    )
    decide(chris, fresh(application.id), "waiting", reason="Nobody is near.")
    changes.declare_interest(by=actor_of(world.chris), application=application)
    world.joining_point.cycle.refresh_from_db()
    return fresh(application.id)


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2028, 8, 31), date(2027, 8, 31)),
        (date(2028, 2, 29), date(2027, 2, 28)),
        (date(2028, 3, 1), date(2027, 3, 1)),
    ],
)
def test_a_cycle_counts_as_old_a_year_after_its_end(today: date, end: date) -> None:
    assert latest_end(today) == end


@pytest.mark.requirement("ALL-93")
def test_what_was_said_is_destroyed_a_year_after_the_cycle_and_that_it_was_decided_stays(
    client: Client, world: World, sent: Application, clock_stands_still: Traveller
) -> None:
    assert Declaration.objects.exists()
    clock_stands_still.move_to("2028-08-30T09:00:00+00:00")
    assert tick().counts[JOB] == 0
    assert fresh(sent.id).answers != {}

    clock_stands_still.move_to(A_YEAR_AFTER)
    assert tick().counts[JOB] == 1

    row = fresh(sent.id)
    assert (row.answers, row.fingerprint, row.source, row.declared_count) == ({}, "", "", 0)
    assert (row.state, row.roles) == ("waiting", ("mentee",))
    for model in (Comment, Interest, InformationRequest, RequestReply, Declaration):
        assert not model.objects.exists()  # type: ignore[attr-defined]  # a table
    [kept] = Decision.objects.all()
    assert (kept.outcome, kept.decided_by_id, bytes(kept.reason)) == (
        "waiting",
        world.chris.id,
        b"",
    )
    assert not DataKey.objects.filter(scope_id=sent.id).exists()
    assert EventRow.objects.filter(name="ApplicationEmptied").count() == 1
    assert tick().counts[JOB] == 0
    client.force_login(world.dana)
    assert "on the waiting list" in read(client, at(sent))
    client.force_login(world.chris)
    desk = read(client, at(sent))
    assert "Emptied, a year after the cycle" in desk
    assert "There is nothing left to decide." in desk
    with pytest.raises(NotAllowed, match="nothing left to decide"):
        changes.write_comment(by=actor_of(world.chris), application=row, text="More.")


def test_the_answers_of_whoever_was_matched_stay(
    world: World, sent: Application, clock_stands_still: Traveller
) -> None:
    Application.objects.filter(pk=sent.pk).update(state=Application.State.MATCHED)
    clock_stands_still.move_to(A_YEAR_AFTER)

    tick()

    assert fresh(sent.id).answers == sent.answers
    assert not Comment.objects.exists()


def test_a_batch_a_tick_until_all_are_emptied(
    world: World,
    sent: Application,
    clock_stands_still: Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(world, fill(begin(open_january(world, 4), world.bela)))
    monkeypatch.setattr(keeping, "BATCH", 1)
    clock_stands_still.move_to(A_YEAR_AFTER)
    job = ticking._jobs[JOB]

    assert [job() for _ in range(3)] == [1, 1, 0]


def test_only_the_system_empties_applications(world: World) -> None:
    with pytest.raises(NotAllowed):
        changes.empty_old_applications(by=actor_of(world.chris))
    assert changes.empty_old_applications(by=SYSTEM) == 0
