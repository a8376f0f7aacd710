"""What a register says of applicants, kept beside each application so that a queue can be narrowed by it."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.master import KeysMissing
from compagnon.membership.models import Register, Standing
from compagnon.membership.queries.standing import compared_with, uncompared
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import OPEN_STATES

AT_ONCE: Final = 250


@change("membership.take_in_register", on="register")
def compare_next(*, by: Actor, register: Register) -> int:  # noqa: ARG001 -- nobody but the system; nothing happened
    """Compare the next applications with a register; return how many. None if its key is gone: the next one heals it."""
    ids = list(uncompared(register).order_by("id").values_list("id", flat=True)[:AT_ONCE])
    return _keep(register, ids)


@change("membership.take_in_register", on="register")
def compare_again(*, by: Actor, register: Register, application_ids: Collection[UUID]) -> None:  # noqa: ARG001 -- as above
    """Compare applications with a register that is in force after something about them has changed."""
    Standing.objects.filter(application__in=application_ids).delete()
    _keep(register, application_ids)


def _keep(register: Register, ids: Collection[UUID]) -> int:
    rows = Application.objects.filter(id__in=ids, state__in=OPEN_STATES, is_member_confirmed=False)
    try:
        found = compared_with(register, rows) if ids else []
    except KeysMissing:
        return 0
    # Of two at once, one finds that it is said already.
    Standing.objects.bulk_create(found, ignore_conflicts=True)
    return len(found)
