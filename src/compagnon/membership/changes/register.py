"""Registers: looked at, taken in a batch at a time, in force at once or not at all, deleted when replaced or old."""

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption import master
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.core.work import Work
from compagnon.membership.events import (
    MembersExported,
    RegisterDropped,
    RegisterImported,
    RegisterRead,
    RegisterRefused,
    RegisterRetired,
    RegisterStarted,
    RegisterUploaded,
)
from compagnon.membership.hashing import Hasher
from compagnon.membership.models import Register, RegisterEntry, Standing
from compagnon.membership.panels import list_member_rows
from compagnon.membership.queries.standing import list_found
from compagnon.membership.rules.lookup import edges
from compagnon.membership.rules.reading import Member, Reading, read_members
from compagnon.membership.states import REGISTER
from compagnon.recruitment.changes import confirm_membership
from compagnon.recruitment.changes.upload import (
    Holds,
    destroy,
    forget_parts,
    get_on,
    keep_bytes,
    keep_part,
    let_work,
    rest,
)
from compagnon.recruitment.rules.reading import is_small, read_table
from compagnon.schemes.models import JoiningPoint

State = Register.State
GONE: Final = _("This register has been taken in or given up already.")
ABANDONED_AFTER: Final = timedelta(days=7)
TOO_OLD_AFTER: Final = timedelta(days=400)
PART: Final = 500
"""How many members stand in a part of a register."""


@change("membership.upload_register", on="joining_point")
def upload_register(
    *, by: Actor, joining_point: JoiningPoint, file_name: str, data: bytes
) -> Register:
    """Keep a register, encrypted, and have it read, a small one at once; the one in force stays until then.

    Refused to anybody who is no person; and a small file that cannot be read, with the sentence that says why.
    """
    if by.person_id is None:
        raise Refused(_("Only a person can upload a file."))
    register = Register(
        organisation=joining_point.cycle.scheme.organisation,
        joining_point=joining_point,
        file_name=file_name[:200],
        uploaded_at=clock.now(),
        author_id=by.person_id,
        key_id=master.current().id,
    )
    register.save(force_insert=True)
    record(
        RegisterUploaded(register_id=register.id, organisation_id=register.organisation_id), by=by
    )
    if is_small(data):
        reading = read_members(read_table(data))
        for number, members in enumerate(parts_of_members(reading)):
            _keep_members(register, number, members)
        show_register(by=by, register=register, reading=reading)
    else:
        keep_bytes(register, data)
        let_work(register)
    return register


@change("membership.take_in_register", on="register")
def begin_register(*, by: Actor, register: Register) -> None:  # noqa: ARG001 -- nobody but the system
    """Begin to keep a register's members from the first, whatever a process that was stopped has left."""
    register.position = 0
    register.save(update_fields=["position"])


@change("membership.take_in_register", on="register")
def keep_members(
    *,
    by: Actor,  # noqa: ARG001 -- nobody but the system
    register: Register,
    number: int,
    members: Sequence[Member],
) -> bool:
    """Keep the next members of a register that is being read; False if another process has, or it was given up."""
    if not get_on(register, state=State.READING, position=members[-1].line):
        return False
    _keep_members(register, number, members)
    return True


@change("membership.upload_register", on="register")
def show_register(*, by: Actor, register: Register, reading: Reading) -> Register:
    """Let a register that was read be looked at, and forget the file as it came."""
    forget_parts(register, Holds.BYTES)
    register.total_count = len(reading.members)
    register.left_out_count = reading.left_out_count
    register.remarks = [[one.line, one.trouble.value] for one in reading.remarks]
    register.columns = reading.columns
    register.position = 0
    register.save()
    move(register, State.PREVIEW, REGISTER)
    rest(register)
    record(RegisterRead(register_id=register.id, total_count=register.total_count), by=by)
    return register


@change("membership.take_in_register", on="register")
def refuse_register(*, by: Actor, register: Register, reason: str) -> Register:
    """Give up a register that cannot be read, and say why; the one in force stays."""
    move(register, State.REFUSED, REGISTER)
    register.trouble = reason
    register.save(update_fields=["trouble"])
    destroy(register)
    record(RegisterRefused(register_id=register.id), by=by)
    return register


@change("membership.start_register", on="register")
def start_register(*, by: Actor, register: Register) -> Register:
    """Let a register be taken in, in the background, to replace the one before. Refused unless it is looked at."""
    if register.state != State.PREVIEW:
        raise Refused(GONE)
    move(register, State.IMPORTING, REGISTER)
    record(RegisterStarted(register_id=register.id, total_count=register.total_count), by=by)
    let_work(register)
    return register


@change("membership.start_register", on="register")
def resume_register(*, by: Actor, register: Register) -> Register:
    """Let a register that stopped go on where it stopped. Refused for one that did not stop."""
    if register.work_state != Work.State.DEAD:
        raise Refused(_("This import has not stopped."))
    record(RegisterStarted(register_id=register.id, total_count=register.total_count), by=by)
    let_work(register)
    return register


@change("membership.take_in_register", on="register")
def take_in_members(*, by: Actor, register: Register, members: Sequence[Member]) -> bool:  # noqa: ARG001 -- nobody but the system; the last batch is told of
    """Take in the next members of a register, all or none of them; nobody finds them before it is in force.

    False, and nothing happens, if it was given up or another process has taken these in.
    """
    if not get_on(register, state=State.IMPORTING, position=members[-1].line):
        return False
    register.done_count += len(members)
    register.save(update_fields=["done_count"])
    hasher = Hasher(register)
    RegisterEntry.objects.bulk_create([_entry(register, hasher, member) for member in members])
    return True


@change("membership.take_in_register", on="register")
def finish_register(*, by: Actor, register: Register) -> Register:
    """Put a register in force whose last line was taken in, and delete the one before: both, or neither."""
    for before in Register.objects.filter(
        organisation=register.organisation_id, state=State.CURRENT
    ):
        retire_register(by=by, register=before)
    move(register, State.CURRENT, REGISTER)
    destroy(register)
    record(
        RegisterImported(
            register_id=register.id,
            organisation_id=register.organisation_id,
            done_count=register.done_count,
        ),
        by=by,
    )
    return register


@change("membership.take_in_register", on="register")
def retire_register(*, by: Actor, register: Register) -> Register:
    """Take a register out of force and delete its lines."""
    move(register, State.RETIRED, REGISTER)
    _forget(register)
    record(
        RegisterRetired(register_id=register.id, organisation_id=register.organisation_id), by=by
    )
    return register


@change("membership.drop_register", on="register")
def drop_register(*, by: Actor, register: Register) -> Register:
    """Give a register up before it is in force, and destroy what it held; the one in force stays."""
    move(register, State.DROPPED, REGISTER)
    _forget(register)
    record(
        RegisterDropped(register_id=register.id, organisation_id=register.organisation_id), by=by
    )
    return register


@change("membership.take_in_register", on=None)
def forget_old_registers(*, by: Actor) -> int:
    """Give up files of a week ago that are only looked at or have stopped; delete registers not renewed for 400 days."""
    now = clock.now()
    stopped = Q(state__in=[State.READING, State.IMPORTING], work_state=Work.State.DEAD)
    left = Q(state=State.PREVIEW) | stopped
    rows = Register.objects.defer("remarks")
    abandoned = rows.filter(left, uploaded_at__lte=now - ABANDONED_AFTER)
    old = rows.filter(state=State.CURRENT, uploaded_at__lte=now - TOO_OLD_AFTER)
    dropped = [drop_register(by=by, register=row) for row in abandoned]
    return len(dropped) + len([retire_register(by=by, register=row) for row in old])


@change("membership.confirm_members", on="joining_point")
def confirm_members(*, by: Actor, joining_point: JoiningPoint) -> int:
    """Confirm the membership of all applicants whom the register holds by address or number; return how many.

    What is not certain stays for a person to look at, and nobody confirms themselves, or whom they stand too near
    (ALL-02).
    """
    certain = list_found(viewer=by, joining_point=joining_point).certain
    for application in certain:
        confirm_membership(by=by, application=application)
    return len(certain)


@change("membership.export_members", on="joining_point")
def export_members(*, by: Actor, joining_point: JoiningPoint) -> list[tuple[str, ...]]:
    """Return how the applicants of a joining point stand with the register as rows, and note who took them away."""
    rows = list_member_rows(viewer=by, joining_point=joining_point)
    record(MembersExported(joining_point_id=joining_point.id, applicant_count=len(rows) - 1), by=by)
    return rows


def _entry(register: Register, hasher: Hasher, member: Member) -> RegisterEntry:
    first, last = edges(member.name)
    return RegisterEntry(
        register=register,
        number_hash=hasher.of("number", member.number),
        address_hash=hasher.of("address", member.email),
        name=member.name,
        first_word=first[:60],
        last_word=last[:60],
        until=member.until,
    )


def parts_of_members(reading: Reading) -> Iterable[Sequence[Member]]:
    """Yield the members of a register part by part."""
    for start in range(0, len(reading.members), PART):
        yield reading.members[start : start + PART]


def _keep_members(register: Register, number: int, members: Sequence[Member]) -> None:
    rows = [[*one[:-1], one.until.isoformat() if one.until else None] for one in members]
    keep_part(register, Holds.LINES, number, json.dumps(rows, ensure_ascii=False))


def _forget(register: Register) -> None:
    RegisterEntry.objects.filter(register=register).delete()
    Standing.objects.filter(register=register).delete()
    destroy(register)
