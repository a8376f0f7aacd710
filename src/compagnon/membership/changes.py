"""Registers: looked at, taken in a batch at a time, in force at once or not at all, deleted when replaced or old."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import shred_scope, write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.core.work import LEASE, Work
from compagnon.membership.events import (
    MembersExported,
    RegisterDropped,
    RegisterImported,
    RegisterRetired,
    RegisterStarted,
    RegisterUploaded,
)
from compagnon.membership.hashing import Hasher
from compagnon.membership.models import Register, RegisterEntry
from compagnon.membership.panels import list_member_rows
from compagnon.membership.queries import list_found
from compagnon.membership.rules.lookup import edges
from compagnon.membership.rules.reading import Member, Reading
from compagnon.membership.states import REGISTER
from compagnon.notifications.nudging import nudge
from compagnon.recruitment.changes import confirm_membership
from compagnon.schemes.models import JoiningPoint

State = Register.State
GONE: Final = _("This register has been taken in or given up already.")
ABANDONED_AFTER: Final = timedelta(days=7)
TOO_OLD_AFTER: Final = timedelta(days=400)
_MOST_REMARKS: Final = 200


@change("membership.upload_register", on="joining_point")
def upload_register(
    *, by: Actor, joining_point: JoiningPoint, file_name: str, reading: Reading
) -> Register:
    """Keep a register to be looked at, encrypted; the one in force stays until this one is taken in.

    Refused to anybody who is no person.
    """
    if by.person_id is None:
        raise Refused(_("Only a person can upload a file."))
    register = Register(
        organisation=joining_point.cycle.scheme.organisation,
        joining_point=joining_point,
        file_name=file_name[:200],
        uploaded_at=clock.now(),
        work_state=Work.State.DONE,
        key_id=master.current().id,
        total_count=len(reading.members),
        left_out_count=reading.left_out_count,
        remarks=[[one.line, one.trouble.value] for one in reading.remarks[:_MOST_REMARKS]],
    )
    rows = [[*one[:-1], one.until.isoformat() if one.until else None] for one in reading.members]
    write_text(
        register, author_id=by.person_id, texts={"content": json.dumps(rows, ensure_ascii=False)}
    )
    register.save(force_insert=True)
    record(
        RegisterUploaded(
            register_id=register.id,
            organisation_id=register.organisation_id,
            total_count=register.total_count,
        ),
        by=by,
    )
    return register


@change("membership.start_register", on="register")
def start_register(*, by: Actor, register: Register) -> Register:
    """Let a register be taken in, in the background, to replace the one before. Refused unless it is looked at."""
    if register.state != State.PREVIEW:
        raise Refused(GONE)
    move(register, State.IMPORTING, REGISTER)
    record(RegisterStarted(register_id=register.id, total_count=register.total_count), by=by)
    _let_work(register)
    return register


@change("membership.start_register", on="register")
def resume_register(*, by: Actor, register: Register) -> Register:
    """Let a register that stopped go on where it stopped. Refused for one that did not stop."""
    if register.state != State.IMPORTING or register.work_state != Work.State.DEAD:
        raise Refused(_("This import has not stopped."))
    record(RegisterStarted(register_id=register.id, total_count=register.total_count), by=by)
    _let_work(register)
    return register


@change("membership.take_in_register", on="register")
def take_in_members(*, by: Actor, register: Register, members: Sequence[Member]) -> bool:  # noqa: ARG001 -- nobody but the system; the last batch is told of
    """Take in the next members of a register, all or none of them; nobody finds them before it is in force.

    False, and nothing happens, if it was given up or another process has taken these in.
    """
    taken = Register.objects.filter(
        pk=register.pk, state=State.IMPORTING, position=register.position
    ).update(
        position=members[-1].line,
        done_count=register.done_count + len(members),
        leased_until=clock.now() + LEASE,
    )
    if not taken:
        return False
    register.position = members[-1].line
    register.done_count += len(members)
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
    _destroy(register)
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
    left = Q(state=State.PREVIEW) | Q(state=State.IMPORTING, work_state=Work.State.DEAD)
    rows = Register.objects.defer("content")
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


def _let_work(register: Register) -> None:
    register.work_state = Work.State.WAITING
    register.attempts = 0
    register.next_try_at = clock.now()
    register.leased_until = None
    register.save(update_fields=["work_state", "attempts", "next_try_at", "leased_until"])
    nudge(Register, register.id)


def _forget(register: Register) -> None:
    RegisterEntry.objects.filter(register=register).delete()
    _destroy(register)


def _destroy(register: Register) -> None:
    """Empty the content and destroy its key: no backup of the database alone can bring it back."""
    register.content = b""
    register.work_state = Work.State.DONE
    register.leased_until = None
    register.ended_at = clock.now()
    register.save(update_fields=["content", "work_state", "leased_until", "ended_at"])
    shred_scope(register.scope())
