"""What the register says of each applicant, kept beside the application and true whenever either changes."""

import pytest
import time_machine
from pytest_django import DjangoCaptureOnCommitCallbacks

from compagnon.accounts.changes.person import rename_person
from compagnon.core.actors import SYSTEM, Actor
from compagnon.membership import changes, privacy, tasks
from compagnon.membership.models import Register, Standing
from compagnon.membership.queries.standing import found_against, found_where
from compagnon.notifications import ticking
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of, make_person, make_world
from tests.membership.registers import HEAD, LINES, apply, take_in
from tests.recruitment.applying import begin, fill, open_january, send
from tests.recruitment.files import AMAL, HUW, bring_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def found(world: World, finding: str, viewer: Actor | None = None) -> list[str]:
    """Return of whom the register says this, by name."""
    said = found_where(viewer or actor_of(world.chris), world.joining_point, finding)
    rows = Application.objects.filter(said).order_by("person__name")
    return list(rows.values_list("person__name", flat=True))


@pytest.mark.requirement("ALL-02")
def test_applications_are_compared_when_a_register_comes_and_sorted_by_what_it_says(
    world: World, clock_stands_still: time_machine.Traveller
) -> None:
    for who, number in ((world.amal, ""), (world.bela, "3"), (world.dana, "3"), (world.chris, "2")):
        apply(world, who, number=number)
    assert found(world, "listed") == []

    take_in(world)

    assert found(world, "listed") == ["Amal"]
    assert found(world, "ended") == ["Dana"]
    assert found(world, "other_name") == ["Bela", "Chris"]
    assert found(world, "listed", actor_of(world.dana)) == []
    assert found(world, "whatever an address says") == []
    clock_stands_still.move_to("2027-09-01")
    assert found(world, "ended") == ["Amal", "Dana"]
    assert found_against(actor_of(world.amal), world.joining_point) == found_against(
        SYSTEM, world.joining_point
    )
    privacy.erase(world.dana.pk, "dana@example.org")
    assert found(world, "ended") == ["Amal"]


def test_what_is_new_about_an_applicant_is_compared_at_once(world: World) -> None:
    register = take_in(world, HEAD + "7,Bela,,\n" + LINES)
    january = open_january(world)
    sent = send(world, fill(begin(january, world.bela)))
    assert Standing.objects.get(application=sent).verdict == "not_found"
    apply(world, world.bela, number="7", came_in_a_file=True)
    Standing.objects.all().delete()

    rename_person(by=actor_of(world.bela), person=world.bela, name="Somebody Else")

    assert found(world, "other_name") == ["Somebody Else"]
    assert Standing.objects.filter(register=register).count() == 2


def test_applications_of_a_file_are_compared_once_they_are_all_there(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    register = take_in(world, HEAD + "9,Huw Prys,huw@school.example,\n")
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        bring_in(world, HUW, AMAL)
    assert any("compare" in str(callback) for callback in callbacks)
    against = found_against(actor_of(world.chris), world.joining_point)
    assert Application.objects.filter(against).count() == 2

    tasks.compare.call(register.id.hex)

    assert Standing.objects.count() == 2
    bring_in(world, HUW.replace("Hill School", "Park School"))
    assert Standing.objects.count() == 2


def test_a_tick_compares_whom_nobody_did_and_waits_for_a_key(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compagnon.membership.changes.standing.AT_ONCE", 1)
    register = take_in(world)
    for number in range(2):
        apply(world, make_person(f"Robin{number}"))
    job = ticking._jobs["applicants compared with the register"]
    Register.objects.update(key_id="gone")
    assert (job(), Standing.objects.count()) == (0, 0)

    Register.objects.update(key_id=register.key_id)

    assert (job(), job(), Standing.objects.count()) == (2, 0, 2)
    changes.retire_register(by=SYSTEM, register=register)
    assert Standing.objects.count() == 0
