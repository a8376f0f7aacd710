from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import override_settings

from compagnon import engine
from compagnon.core import clock, work
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed
from compagnon.core.ids import new_public_id
from compagnon.core.models import EventRow
from compagnon.matching import computing
from compagnon.matching.changes.run import keep_problem, keep_result, start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import PairRule, Run
from compagnon.matching.rules.failures import named_in, say_failure
from compagnon.matching.tasks import find_pairs
from compagnon.notifications.ticking import tick
from compagnon.recruitment.models import Application, Declaration
from compagnon.schemes.matching_defaults import MatchingSettings
from tests.cast import NOW, World, actor_of
from tests.matching.applying import make_application, result_of
from tests.matching.test_run import computed, events

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal(world: World) -> Application:
    return make_application(world.joining_point, world.amal, "mentor")


@pytest.fixture
def bela(world: World) -> Application:
    return make_application(world.joining_point, world.bela, "mentee")


@pytest.fixture
def run(world: World, amal: Application, bela: Application) -> Run:
    return start_run(by=actor_of(world.chris), joining_point=world.joining_point)


def problem_of(run: Run) -> dict[str, Any]:
    assert run.problem is not None
    return dict(run.problem)


def said(run: Run, names: dict[str, str]) -> str:
    return str(say_failure(problem_of(run), MatchingSettings(), names))


@contextmanager
def at_sql(words: str, happening: Callable[[], None]) -> Iterator[None]:
    """Let something happen just before each UPDATE or SELECT of these words; what it does itself is left alone."""
    inside: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if words in sql and not inside:
            inside.append(sql)
            try:
                happening()
            finally:
                inside.clear()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def test_the_nudged_worker_computes_the_run(run: Run) -> None:
    find_pairs.call(run.id.hex)

    assert result_of(run)["summary"]["pairs"] == 1


def test_compute_run_twice_computes_once(world: World, run: Run) -> None:
    computed(run)
    finished = result_of(run)
    Application.objects.all().update(answers={})

    computed(run)

    assert run.result == finished
    assert events(run) == ["RunStarted", "RunFinished"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_compute_once(world: World, run: Run) -> None:
    start = Barrier(2)

    def worker() -> None:
        start.wait()
        compute_run(run.id)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(worker), pool.submit(worker)]:
            done.result()

    run.refresh_from_db()
    assert (run.work_state, run.attempts) == ("done", 1)
    assert events(run) == ["RunStarted", "RunFinished"]


def test_compute_run_leaves_a_run_that_another_worker_has(world: World, run: Run) -> None:
    other = Run.objects.get(pk=run.pk)
    assert work.claim(other)

    computed(run)

    assert (run.work_state, run.attempts, run.result) == ("waiting", 1, None)


def test_compute_run_passes_over_a_run_that_is_gone(world: World) -> None:
    compute_run(new_public_id())

    assert not EventRow.objects.exists()


def test_a_killed_worker_leaves_a_run_that_another_one_finishes(
    world: World, run: Run, clock_stands_still: time_machine.Traveller
) -> None:
    assert work.claim(Run.objects.get(pk=run.pk))  # and then the machine was switched off
    clock_stands_still.shift(work.LEASE)

    assert (computed(run).work_state, run.attempts) == ("done", 2)


def test_tick_nudges_a_run_that_lost_its_worker(
    world: World, run: Run, clock_stands_still: time_machine.Traveller
) -> None:
    clock_stands_still.shift(work.LEASE)

    assert tick().counts["nudges: matching.Run"] == 1


def test_progress_is_written_every_five_percent_and_holds_the_claim(
    run: Run, clock_stands_still: time_machine.Traveller
) -> None:
    assert work.claim(run)
    progress = computing._Progress(run)
    seen = []
    for fraction in (0.01, 0.04, 0.05, 0.08, 0.5, 1.0):
        clock_stands_still.shift(60)
        progress.write(fraction)
        run.refresh_from_db()
        assert run.leased_until is not None
        seen.append((run.progress_percent, run.leased_until - clock.now() == work.LEASE))

    assert seen == [(0, False), (0, False), (5, True), (5, False), (50, True), (100, True)]
    assert not progress.is_lost()


def test_a_worker_that_was_given_up_notices_and_stops(
    run: Run, clock_stands_still: time_machine.Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    def another_worker_comes() -> None:
        clock_stands_still.shift(work.LEASE)
        compute_run(run.id)

    with at_sql('SET "progress_percent"', another_worker_comes):
        computed(run)

    assert (run.work_state, run.attempts, run.progress_percent) == ("done", 2, 100)
    assert events(run) == ["RunStarted", "RunFinished"]
    assert caplog.messages == ["another process took a run over"]


def test_a_result_that_comes_too_late_is_dropped(run: Run) -> None:
    late = Run.objects.get(pk=run.pk)
    computed(run)

    nothing = engine.solve(engine.Problem(mentees=(), mentors=()))
    assert not keep_result(by=SYSTEM, run=late, result=nothing, fingerprint="")
    assert not keep_problem(by=SYSTEM, run=late, problem=engine.Reason("run.failed"))
    run.refresh_from_db()
    assert result_of(run)["summary"] == run.summary
    assert events(run) == ["RunStarted", "RunFinished"]


def test_a_question_that_cannot_be_answered_ends_the_run_with_the_reason(
    world: World, amal: Application, bela: Application
) -> None:
    tried = {"weights": {"interests": -1}}
    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point, settings=tried)

    computed(run)

    assert (run.work_state, run.result, run.finished_at) == ("dead", None, NOW)
    assert said(run, {}) == ("A setting of “interests” is out of range: weight (0 to 1000000).")
    assert events(run) == ["RunStarted", "RunFailed"]


def test_a_fixed_pair_that_cannot_be_is_named_by_whoever_reads_it(
    world: World, run: Run, amal: Application, bela: Application
) -> None:
    PairRule.objects.create(
        joining_point=world.joining_point,
        mentor=amal,
        mentee=bela,
        kind=PairRule.Kind.PIN,
        decided_by=world.chris,
        decided_at=NOW,
    )
    Application.objects.update(answers={"institution": "Ysgol Dewi"})

    computed(run)

    names = {amal.id.hex: "Amal", bela.id.hex: "Bela"}
    assert named_in(problem_of(run)) == set(names)
    assert said(run, names) == (
        "The pair Amal and Bela was fixed, and a rule forbids it: The same workplace."
    )


@pytest.mark.requirement("ALL-54")
def test_a_declaration_that_does_not_open_ends_the_run(world: World, amal: Application) -> None:
    make_application(world.joining_point, world.bela, "mentee", managers="Zoe")
    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point)
    Declaration.objects.update(text_version=9)

    computed(run)

    assert run.problem == {"key": "run.closed", "params": {}}
    assert "line managers" in said(run, {})


def test_without_the_key_file_the_run_ends(world: World, amal: Application, tmp_path: Any) -> None:
    make_application(world.joining_point, world.bela, "mentee", managers="Zoe")
    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point)

    with override_settings(COMPAGNON_KEY_FILE=str(tmp_path / "absent")):
        computed(run)

    assert problem_of(run)["key"] == "run.closed"


def test_a_passing_failure_is_tried_again_and_given_up_in_the_end(
    run: Run, clock_stands_still: time_machine.Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    def go_away() -> None:
        raise OperationalError("Bela Kovács")

    states = []
    for _ in range(3):
        with at_sql('FROM "recruitment_application"', go_away):
            compute_run(run.id)
        run.refresh_from_db()
        states.append((run.work_state, run.attempts, run.problem))
        clock_stands_still.shift(work.LONGEST_WAIT)

    failed = {"key": "run.failed", "params": {}}
    assert states == [("waiting", 1, None), ("waiting", 2, None), ("dead", 3, failed)]
    assert caplog.messages == ["a run failed"] * 3
    assert "Bela" not in caplog.text
    assert events(run) == ["RunStarted", "RunFailed"]


def test_a_run_that_kills_its_workers_is_given_up(
    run: Run, clock_stands_still: time_machine.Traveller
) -> None:
    for _ in range(computing.MOST_ATTEMPTS):
        assert work.claim(Run.objects.get(pk=run.pk))
        clock_stands_still.shift(work.LEASE)

    computed(run)

    assert (run.work_state, problem_of(run)["key"]) == ("dead", "run.failed")


def test_only_the_system_ends_a_run(world: World, run: Run) -> None:
    for by in (actor_of(world.chris), actor_of(world.dana)):
        with pytest.raises(NotAllowed):
            keep_problem(by=by, run=run, problem=engine.Reason("run.failed"))
