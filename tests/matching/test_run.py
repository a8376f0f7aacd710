from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import override_settings
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks

from compagnon import engine
from compagnon.core import clock, work
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.ids import new_public_id
from compagnon.core.models import EventRow
from compagnon.matching import computing
from compagnon.matching.changes.run import keep_problem, keep_result, start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import PairRule, Proposal, Release, Run
from compagnon.matching.rules.failures import named_in, say_failure
from compagnon.matching.tasks import find_pairs
from compagnon.notifications.models import Message
from compagnon.notifications.ticking import tick
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.models import Application, Declaration
from compagnon.schemes.matching_defaults import MatchingSettings
from tests.cast import NOW, World, actor_of
from tests.matching.applying import apply, make_application, result_of

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


def computed(run: Run) -> Run:
    compute_run(run.id)
    run.refresh_from_db()
    return run


def events(run: Run) -> list[str]:
    return list(
        EventRow.objects.filter(about_id=run.id).order_by("id").values_list("name", flat=True)
    )


def pairs(run: Run) -> list[tuple[str, str]]:
    return [(pair["mentor_id"], pair["mentee_id"]) for pair in result_of(run)["pairs"]]


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


@pytest.mark.requirement("ALL-50")
def test_start_run_is_for_the_coordination_group(
    world: World, amal: Application, bela: Application
) -> None:
    for person in (world.amal, world.dana):
        with pytest.raises(NotAllowed):
            start_run(by=actor_of(person), joining_point=world.joining_point)

    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point)

    assert (run.started_by, run.started_at, run.engine_version) == (
        world.chris,
        NOW,
        engine.VERSION,
    )
    assert events(run) == ["RunStarted"]


def test_start_run_needs_a_name(world: World, amal: Application, bela: Application) -> None:
    with pytest.raises(Refused, match="named person"):
        start_run(by=SYSTEM, joining_point=world.joining_point)


def test_start_run_needs_somebody_on_each_side(world: World) -> None:
    chris = actor_of(world.chris)
    make_application(world.joining_point, world.amal, "mentor")
    with pytest.raises(Refused, match="Approve at least"):
        start_run(by=chris, joining_point=world.joining_point)

    Application.objects.update(is_mentor=False, is_mentee=True)
    with pytest.raises(Refused, match="Approve at least"):
        start_run(by=chris, joining_point=world.joining_point)


def test_start_run_waits_for_the_run_under_way(world: World, run: Run) -> None:
    with pytest.raises(Refused, match="already"):
        start_run(by=actor_of(world.chris), joining_point=world.joining_point)

    computed(run)
    assert start_run(by=actor_of(world.chris), joining_point=world.joining_point) != run


def test_start_run_keeps_a_copy_of_how_the_scheme_matches(
    world: World, amal: Application, bela: Application
) -> None:
    world.scheme.matching = {
        "weights": {"interests": 50},
        "rules_off": ["same_institution", "kept_apart"],
    }
    world.scheme.save()
    world.joining_point.refresh_from_db()

    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point)

    assert run.settings["weights"]["interests"] == 50
    assert run.settings["weights"]["languages"] == 15
    assert run.settings["rules_off"] == ["same_institution"]


def test_start_run_may_try_other_weights(
    world: World, amal: Application, bela: Application
) -> None:
    tried = {"weights": {"interests": 1}}

    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point, settings=tried)

    assert run.settings["weights"]["interests"] == 1


def test_start_run_nudges_a_worker(
    world: World,
    amal: Application,
    bela: Application,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        run = start_run(by=actor_of(world.chris), joining_point=world.joining_point)

    nudged = DBTaskResult.objects.get()
    assert nudged.args_kwargs == {"args": [run.id.hex], "kwargs": {}}
    assert nudged.task_path == "compagnon.matching.tasks.find_pairs"


def test_the_nudged_worker_computes_the_run(run: Run) -> None:
    find_pairs.call(run.id.hex)

    assert result_of(run)["summary"]["pairs"] == 1


def test_compute_run_finds_pairs_and_says_why(
    world: World, run: Run, amal: Application, bela: Application
) -> None:
    computed(run)

    assert (run.work_state, run.progress_percent, run.finished_at) == ("done", 100, NOW)
    assert pairs(run) == [(amal.id.hex, bela.id.hex)]
    assert result_of(run)["summary"] == run.summary
    assert len(run.inputs_fingerprint) == 64
    assert events(run) == ["RunStarted", "RunFinished"]
    assert EventRow.objects.get(name="RunFinished").data["pair_count"] == 1


@pytest.mark.requirement("ALL-35")
@pytest.mark.requirement("ALL-50")
def test_compute_run_only_proposes(world: World, run: Run) -> None:
    computed(run)

    assert result_of(run)["pairs"] != []
    for rows in (Release, Proposal, Partnership, Message):
        assert not rows.objects.exists()
    assert set(Application.objects.values_list("state", flat=True)) == {"approved"}


@pytest.mark.requirement("ALL-54")
@pytest.mark.parametrize(
    ("of_mentor", "of_mentee"),
    [("Bela", ""), ("", "amal@example.org"), ("bela@example.org", "Amal")],
)
def test_compute_run_never_pairs_a_manager_whoever_declared_it(
    world: World, of_mentor: str, of_mentee: str
) -> None:
    make_application(world.joining_point, world.amal, "mentor", managers=of_mentor)
    make_application(world.joining_point, world.bela, "mentee", managers=of_mentee)

    run = computed(start_run(by=actor_of(world.chris), joining_point=world.joining_point))

    assert pairs(run) == []
    removed = [
        (rule["rule"], rule["removed"])
        for one in result_of(run)["unplaced"]
        for rule in one["removed"]
    ]
    assert removed == [("kept_apart", 1), ("kept_apart", 1)]


@pytest.mark.requirement("ALL-28")
def test_compute_run_places_somebody_on_both_sides(world: World, amal: Application) -> None:
    both = apply(world, "Eve", "both")
    mentee = apply(world, "Finn", "mentee")

    run = computed(start_run(by=actor_of(world.chris), joining_point=world.joining_point))

    assert sorted(pairs(run)) == sorted([(amal.id.hex, both.id.hex), (both.id.hex, mentee.id.hex)])


@pytest.mark.requirement("ALL-47")
@pytest.mark.parametrize(("preference", "placed"), [("identical", "like"), ("diverse", "unlike")])
def test_compute_run_respects_who_prefers_alike_or_different(
    world: World, preference: str, placed: str
) -> None:
    mentors = {
        "like": apply(world, "Like", "mentor", sector="maintained", phases=["secondary"]),
        "unlike": apply(world, "Unlike", "mentor", sector="independent", phases=["primary"]),
    }
    bela = make_application(world.joining_point, world.bela, "mentee", match_preference=preference)

    run = computed(start_run(by=actor_of(world.chris), joining_point=world.joining_point))

    assert pairs(run) == [(mentors[placed].id.hex, bela.id.hex)]


@pytest.mark.requirement("ALL-53")
def test_compute_run_shares_places_over_regions(world: World) -> None:
    for name in ("One", "Two"):
        apply(world, name, "mentor")
        apply(world, f"Wales {name}", "mentee", region="wales")
        apply(world, f"London {name}", "mentee", region="london", interests_wanted=["trips"])

    run = computed(start_run(by=actor_of(world.chris), joining_point=world.joining_point))

    # By score alone both places would go to Wales.
    assert [
        (row["group"], row["people"], row["placed"])
        for row in result_of(run)["equity"]
        if row["attribute"] == "region" and row["side"] == "mentee"
    ] == [("london", 2, 1), ("wales", 2, 1)]


def test_compute_run_gives_the_same_answer_to_the_same_question(world: World, run: Run) -> None:
    first = computed(run)
    second = computed(start_run(by=actor_of(world.chris), joining_point=world.joining_point))
    Application.objects.filter(person=world.bela).update(answers={"region": "london"})
    third = computed(start_run(by=actor_of(world.chris), joining_point=world.joining_point))

    assert result_of(first) == result_of(second)
    assert first.inputs_fingerprint == second.inputs_fingerprint
    assert second.inputs_fingerprint != third.inputs_fingerprint


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


def test_a_run_knows_no_name(world: World, run: Run) -> None:
    computed(run)

    kept = str(Run.objects.filter(pk=run.pk).values().get())
    assert [name for name in ("Amal", "Bela", "example.org") if name in kept] == []
