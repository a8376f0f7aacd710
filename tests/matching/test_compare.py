"""Any two matches of a joining point beside each other; a match under way that is stopped."""

import pytest
from django.test import Client

from compagnon import engine
from compagnon.core import work
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.matching.changes.pair_rule import forbid_pair
from compagnon.matching.changes.run import cancel_run, keep_result, start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import Run
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of
from tests.matching.applying import apply
from tests.matching.pages import at, many
from tests.matching.reading import read
from tests.matching.room import computed_run

pytestmark = pytest.mark.django_db


def test_any_two_matches_are_compared(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    first = computed_run(world)
    forbid_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=two[0], mentee=two[1]
    )
    second, third = computed_run(world), computed_run(world)

    page = at(third, "run_changes")
    assert "Nothing changed" in read(chris, page)
    assert "Amal · Bela No longer a pair" in read(chris, f"{page}?against={first.id.hex}")
    assert "Amal · Bela A new pair" in read(
        chris, f"{at(first, 'run_changes')}?against={second.id.hex}"
    )
    shown = chris.get(f"{page}?against={first.id.hex}").content.decode()
    assert f'<option value="{first.id.hex}" selected>14 September 2026' in shown
    assert "Nothing changed" in read(chris, f"{page}?against=nonsense")


def test_the_first_of_several_matches_is_compared_with_the_next(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    first, second, _third = (computed_run(world) for _ in range(3))

    shown = chris.get(at(first, "run_changes")).content.decode()

    assert f'<option value="{second.id.hex}" selected>' in shown


def test_settings_that_differ_are_named(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    computed_run(world)
    run = computed_run(world, weights={"interests": 10}, rules={"same_institution": "off"})

    page = read(chris, at(run, "run_changes"))

    assert (
        "Settings that differ Weight or rule In the other match In this match Interests 30 10"
        in page
    )
    assert "The same workplace Holds Does not hold" in page
    assert "Settings that differ" not in read(
        chris,
        f"{at(computed_run(world, weights={'interests': 10}, rules={'same_institution': 'off'}), 'run_changes')}",
    )


def test_shares_that_differ_are_named(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    computed_run(world)
    run = computed_run(world, targets={"region": 60})

    page = read(chris, at(run, "run_changes"))

    assert "Region No share At least 60% of each group" in page


def test_how_many_times_a_rule_asks_for_is_named(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    rules = {"too_few_times": "warn"}
    computed_run(world, rules=rules)
    run = computed_run(world, rules=rules, least={"too_few_times": 3})

    page = read(chris, at(run, "run_changes"))

    assert "Times to meet in common: fewer than 3 Only warns (2) Only warns (3)" in page


def test_a_long_comparison_keeps_what_it_compares_with(chris: Client, world: World) -> None:
    first = computed_run_of_many(world)
    Application.objects.filter(is_mentee=True).update(state="withdrawn")
    many_more(world)
    run = computed_run(world)

    answer = chris.get(f"{at(run, 'run_changes')}?against={first.id.hex}")
    following = answer.context["next_url"]
    assert following.startswith(f"?against={first.id.hex}&after=")
    second = chris.get(f"{at(run, 'run_changes')}{following}")
    assert second.context["previous_url"] == f"?against={first.id.hex}"


def computed_run_of_many(world: World) -> Run:
    many(world, 14)
    return computed_run(world)


def many_more(world: World) -> None:
    for number in range(14):
        apply(world, f"Later{number}", "mentee")


def test_a_match_under_way_is_stopped(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point)
    assert f'action="{at(run)}cancel/"' in chris.get(at(run)).content.decode()

    stopped = chris.post(f"{at(run)}cancel/")

    assert (stopped.status_code, stopped["Location"]) == (303, at(run))
    assert "Somebody of the group stopped this match." in read(chris, at(run))
    assert EventRow.objects.filter(name="RunCancelled").count() == 1
    compute_run(run.id)
    run.refresh_from_db()
    assert (run.work_state, run.result) == ("dead", None)
    start_run(by=actor_of(world.chris), joining_point=world.joining_point)


def test_a_match_that_has_ended_is_not_stopped(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)

    with pytest.raises(Refused, match="has ended already"):
        cancel_run(by=actor_of(world.chris), run=run)
    answer = chris.post(f"{at(run)}cancel/", follow=True)
    assert "This match has ended already." in answer.content.decode()
    run.refresh_from_db()
    assert run.result is not None
    with pytest.raises(NotAllowed):
        cancel_run(by=actor_of(world.dana), run=run)


def test_whoever_was_computing_when_it_was_stopped_keeps_nothing(
    world: World, two: tuple[Application, Application]
) -> None:
    result = engine.Result.from_dict(computed_run(world).result or {})
    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point)
    assert work.claim(run)
    cancel_run(by=actor_of(world.chris), run=run)

    assert keep_result(by=SYSTEM, run=run, result=result, fingerprint="f") is False
    run.refresh_from_db()
    assert run.result is None
