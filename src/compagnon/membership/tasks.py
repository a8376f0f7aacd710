"""Nudges for registers. A task may be lost or run twice: the register's row says how far it has come."""

import logging
from itertools import islice
from typing import Final
from uuid import UUID

from django_tasks import task

from compagnon.core import work
from compagnon.core.actors import SYSTEM
from compagnon.membership.changes import finish_register, forget_old_registers, take_in_members
from compagnon.membership.models import Register
from compagnon.membership.queries import members_waiting
from compagnon.notifications import ticking
from compagnon.notifications.nudging import register_work

log = logging.getLogger("compagnon.membership")

BATCH: Final = 500  # a few hundredths of a second: nobody else waits long for the database
DEAD_AFTER: Final = 5


@task
def take_in(register_id: str) -> None:
    """Take in a register that a coordinator decided on, or what is left of it."""
    register = (
        Register.objects.filter(pk=UUID(hex=register_id), state=Register.State.IMPORTING)
        .select_related("joining_point__cycle__scheme")
        .first()
    )
    if register is None or not work.claim(register):
        return
    try:
        _take_in(register)
    except Exception as error:  # noqa: BLE001 -- whatever it was is tried again, and in the end by a person
        # The message may quote a name or an address, so only its kind is told.
        log.warning(
            "a register stopped", extra={"row": register.id.hex, "error": type(error).__name__}
        )
        work.postpone(register, dead_after=DEAD_AFTER)


def _take_in(register: Register) -> None:
    waiting = members_waiting(register, viewer=SYSTEM)
    left = iter([member for member in waiting if member.line > register.position])
    while batch := list(islice(left, BATCH)):
        if not take_in_members(by=SYSTEM, register=register, members=batch):
            return
    finish_register(by=SYSTEM, register=register)


def _forget_old() -> int:
    return forget_old_registers(by=SYSTEM)


register_work(Register, take_in)
ticking.register("old membership registers", _forget_old)
