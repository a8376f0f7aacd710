"""A long register is read in the background; what goes wrong there is said, and the one in force stays."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from compagnon.core import work
from compagnon.core.actors import SYSTEM
from compagnon.membership import changes, tasks
from compagnon.membership.changes import register as register_changes
from compagnon.membership.models import Register
from compagnon.membership.queries.register import members_waiting
from compagnon.recruitment.models import UploadPart
from compagnon.recruitment.rules import reading
from tests.cast import World, actor_of
from tests.membership.test_register import HEAD, LINES, as_chris, read, take_in, upload, world

__all__ = ["as_chris", "world"]  # fixtures, found here by their names

pytestmark = pytest.mark.django_db


def test_a_long_register_is_read_in_the_background(
    world: World,
    as_chris: Client,
    monkeypatch: pytest.MonkeyPatch,
    clock_stands_still: time_machine.Traveller,
) -> None:
    monkeypatch.setattr(reading, "_AT_ONCE", -1)
    monkeypatch.setattr(register_changes, "PART", 2)
    register = upload(world)
    address = f"/registers/{register.id.hex}/"
    assert "Reading the file" in read(as_chris.get(address))
    keep = tasks.keep_members

    def dies(**asked: Any) -> bool:
        if asked["number"] == 1:
            raise SystemExit
        return keep(**asked)

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "keep_members", dies)
        with pytest.raises(SystemExit):
            tasks.take_in.call(register.id.hex)
    clock_stands_still.shift(work.LEASE)
    tasks.take_in.call(register.id.hex)

    as_chris.force_login(world.chris)
    page = read(as_chris.get(address))
    assert "Put it in force" in page
    assert "Member until" in page
    assert UploadPart.objects.filter(holds="bytes").count() == 0
    assert [one.name for one in members_waiting(register, viewer=SYSTEM)] == [
        "Amal Haddad",
        "Bela Kovacs",
        "Dana",
    ]


def test_a_register_given_up_while_it_is_read_stops(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_AT_ONCE", -1)
    register = upload(world)
    keep = tasks.keep_members

    def dropped_meanwhile(**asked: Any) -> bool:
        changes.drop_register(by=SYSTEM, register=Register.objects.get())
        return keep(**asked)

    monkeypatch.setattr(tasks, "keep_members", dropped_meanwhile)
    tasks.take_in.call(register.id.hex)

    register.refresh_from_db()
    assert (register.state, UploadPart.objects.count()) == ("dropped", 0)


def test_a_register_given_up_between_two_batches_stops(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = upload(world)
    changes.start_register(by=actor_of(world.chris), register=register)
    made = tasks.take_in_members

    def dropped_meanwhile(**asked: Any) -> bool:
        changes.drop_register(by=SYSTEM, register=Register.objects.get())
        return made(**asked)

    monkeypatch.setattr(tasks, "take_in_members", dropped_meanwhile)
    tasks.take_in.call(register.id.hex)

    register.refresh_from_db()
    assert (register.state, UploadPart.objects.count()) == ("dropped", 0)


def test_a_long_register_that_cannot_be_read_says_why_and_the_one_in_force_stays(
    world: World, as_chris: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = take_in(world)
    monkeypatch.setattr(reading, "_AT_ONCE", -1)
    register = upload(world, "Number\n1\n")

    tasks.take_in.call(register.id.hex)

    page = read(as_chris.get(f"/registers/{register.id.hex}/"))
    assert "There is no column for the name" in page
    assert UploadPart.objects.count() == 0
    before.refresh_from_db()
    assert before.state == "current"


def test_every_remark_on_a_register_can_be_taken_away(as_chris: Client, world: World) -> None:
    register = upload(world, HEAD + LINES + ",Nobody,,\n")

    page = read(as_chris.get(f"/registers/{register.id.hex}/remarks.csv"))

    assert page.splitlines()[1:] == ['"5","There is neither a number nor an address. Left out."']
