import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks

from compagnon import engine
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.matching.changes.run import start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import Proposal, Release, Run
from compagnon.notifications.models import Message
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.models import Application
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
        "rules": {"same_institution": "warn", "kept_apart": "off"},
    }
    world.scheme.save()
    world.joining_point.refresh_from_db()

    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point)

    assert run.settings["weights"]["interests"] == 50
    assert run.settings["weights"]["languages"] == 15
    assert run.settings["rules"] == {
        "same_institution": "warn",
        "no_shared_mode": "block",
        "too_far": "block",
        "too_few_times": "off",
        "without_agreement": "off",
    }


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


def test_a_run_knows_no_name(world: World, run: Run) -> None:
    computed(run)

    kept = str(Run.objects.filter(pk=run.pk).values().get())
    assert [name for name in ("Amal", "Bela", "example.org") if name in kept] == []
