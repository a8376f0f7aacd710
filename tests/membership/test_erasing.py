"""Erasing somebody: no register has their line, in force, on its way, or out of anybody's reach."""

import pytest

from compagnon.core.actors import SYSTEM
from compagnon.core.models import DataKey
from compagnon.membership import changes, privacy
from compagnon.membership.models import Register, RegisterEntry
from compagnon.membership.queries.register import members_waiting
from compagnon.recruitment.models import Application, UploadPart
from tests.cast import World, actor_of, make_world
from tests.membership.test_register import apply, take_in, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def names() -> list[str]:
    return list(RegisterEntry.objects.order_by("name").values_list("name", flat=True))


def test_erasing_deletes_a_persons_lines_by_address_and_number(world: World) -> None:
    take_in(world)
    apply(world, world.amal, number="2")

    privacy.erase(world.amal.pk, "Amal@example.org")

    assert names() == ["Dana"]


def test_erasing_deletes_a_register_whole_that_cannot_be_searched(world: World) -> None:
    register = take_in(world)
    Register.objects.update(key_id="gone")

    privacy.erase(world.amal.pk, "amal@example.org")

    register.refresh_from_db()
    assert (register.state, RegisterEntry.objects.count()) == ("retired", 0)


def test_erasing_finds_the_number_that_was_typed_into_a_draft(world: World) -> None:
    take_in(world)
    application = apply(world, world.amal)
    Application.objects.filter(pk=application.pk).update(
        state="draft", typed={"membership_number": ["0003"]}
    )

    privacy.erase(world.amal.pk, "another@example.org")

    assert names() == ["Amal Haddad", "Bela Kovacs"]


@pytest.mark.parametrize("is_started", [False, True])
def test_erasing_gives_up_files_on_their_way(world: World, *, is_started: bool) -> None:
    take_in(world)
    register = upload(world)
    if is_started:
        changes.start_register(by=actor_of(world.chris), register=register)
        waiting = list(members_waiting(register, viewer=SYSTEM))
        changes.take_in_members(by=SYSTEM, register=register, members=waiting[:2])

    privacy.erase(world.amal.pk, "amal@example.org")

    register.refresh_from_db()
    assert (register.state, UploadPart.objects.count()) == ("dropped", 0)
    assert not DataKey.objects.filter(scope_kind="register").exists()
    assert names() == ["Bela Kovacs", "Dana"]
