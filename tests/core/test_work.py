from datetime import timedelta

import pytest
import time_machine

from compagnon.core import work
from compagnon.core.work import Work, claim, due, finish, postpone
from compagnon.matching.models import Run
from tests.cast import NOW, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> Run:
    world = make_world()
    return Run.objects.create(
        joining_point=world.joining_point,
        started_by=world.chris,
        started_at=NOW,
        settings={},
        engine_version="1",
    )


def test_claim_gives_work_to_one_of_two(run: Run) -> None:
    twin = Run.objects.get()

    assert [claim(run), claim(twin)] == [True, False]
    assert (run.attempts, run.leased_until) == (1, NOW + work.LEASE)
    assert list(due(Run.objects.all())) == []


def test_claim_takes_over_when_a_lease_has_run_out(
    run: Run, clock_stands_still: time_machine.Traveller
) -> None:
    claim(run)
    clock_stands_still.move_to(NOW + work.LEASE)

    assert list(due(Run.objects.all())) == [run]
    assert claim(run)
    assert run.attempts == 2


def test_finish_ends_it(run: Run) -> None:
    claim(run)
    finish(run)

    row = Run.objects.get()
    assert (row.work_state, row.leased_until, claim(row)) == (Work.State.DONE, None, False)


def test_postpone_waits_longer_each_time_and_then_for_a_person(
    run: Run, clock_stands_still: time_machine.Traveller
) -> None:
    waits = []
    for _ in range(3):
        clock_stands_still.move_to(Run.objects.get().next_try_at)
        assert claim(run)
        postpone(run, dead_after=3)
        waits.append(run.next_try_at - work.clock.now())

    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert Run.objects.get().work_state == Work.State.DEAD


def test_postpone_never_waits_longer_than_six_hours(run: Run) -> None:
    run.attempts = 30
    postpone(run, dead_after=99)

    assert run.next_try_at == NOW + timedelta(hours=6)
