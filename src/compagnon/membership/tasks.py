"""Nudges for registers. A task may be lost or run twice: the register's row says how far it has come."""

from itertools import islice
from typing import Final
from uuid import UUID

from django_tasks import task

from compagnon.core.actors import SYSTEM
from compagnon.membership.changes import (
    begin_register,
    compare_next,
    finish_register,
    forget_old_registers,
    keep_members,
    parts_of_members,
    refuse_register,
    show_register,
    take_in_members,
)
from compagnon.membership.models import Register
from compagnon.membership.policy import register_grant
from compagnon.membership.queries.register import members_waiting
from compagnon.membership.rules.reading import read_members
from compagnon.notifications import ticking
from compagnon.notifications.nudging import register_work
from compagnon.recruitment.queries.upload import bytes_of
from compagnon.recruitment.rules.reading import read_table
from compagnon.recruitment.tasks import take_up

State = Register.State
BATCH: Final = 500  # a few hundredths of a second: nobody else waits long for the database


@task
def take_in(register_id: str) -> None:
    """Read a register that was uploaded, or take in one that a coordinator decided on, or what is left of it."""
    rows = Register.objects.filter(
        pk=UUID(hex=register_id), state__in=(State.READING, State.IMPORTING)
    )
    ways = {State.READING: _read, State.IMPORTING: _take_in}
    take_up(rows.select_related("joining_point__cycle__scheme").first(), ways, _refuse)


def _read(register: Register) -> None:
    data = bytes_of(register_grant(SYSTEM, register), register)
    reading = read_members(read_table(data))
    begin_register(by=SYSTEM, register=register)
    for number, members in enumerate(parts_of_members(reading)):
        if not keep_members(by=SYSTEM, register=register, number=number, members=members):
            return
    show_register(by=SYSTEM, register=register, reading=reading)


def _refuse(register: Register, reason: str) -> None:
    refuse_register(by=SYSTEM, register=register, reason=reason)


def _take_in(register: Register) -> None:
    position = register.position
    waiting = members_waiting(register, viewer=SYSTEM)
    left = (member for member in waiting if member.line > position)
    while batch := list(islice(left, BATCH)):
        if not take_in_members(by=SYSTEM, register=register, members=batch):
            return
    _compare_all(register)
    finish_register(by=SYSTEM, register=register)


@task
def compare(register_id: str) -> None:
    """Compare with a register whoever was not compared with it yet."""
    for register in Register.objects.filter(pk=UUID(hex=register_id), state=State.CURRENT):
        _compare_all(register)


def _compare_all(register: Register) -> int:
    return sum(iter(lambda: compare_next(by=SYSTEM, register=register), 0))


def _compare_the_rest() -> int:
    return sum(map(_compare_all, Register.objects.filter(state=State.CURRENT).defer("remarks")))


def _forget_old() -> int:
    return forget_old_registers(by=SYSTEM)


register_work(Register, take_in)
ticking.register("old membership registers", _forget_old)
ticking.register("applicants compared with the register", _compare_the_rest)
