"""How registers stand, and what is in them."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Grant
from compagnon.membership.models import Register
from compagnon.membership.policy import register_grant, visible_registers
from compagnon.membership.rules.reading import FIELDS, TROUBLES, Member
from compagnon.recruitment.queries.upload import Holds, texts_of
from compagnon.schemes.models import JoiningPoint, Scheme


def current_register(joining_point: JoiningPoint) -> Register | None:
    """Return the register in force of the organisation that a joining point belongs to; one query."""
    return (
        Register.objects.filter(
            organisation=joining_point.cycle.scheme.organisation_id, state=Register.State.CURRENT
        )
        .defer("remarks")
        .first()
    )


def members_waiting(register: Register, *, viewer: Actor) -> Iterator[Member]:
    """Return what a register holds that is being taken in; refuses (`Closed`) everybody but the system."""
    return _members(register_grant(viewer, register), register)


def _members(grant: Grant, register: Register) -> Iterator[Member]:
    for text in texts_of(grant, register, Holds.LINES):
        for line, number, name, email, until in json.loads(text):
            day = date.fromisoformat(until) if until else None
            yield Member(line, number, name, email, day)


def list_columns(register: Register) -> list[tuple[str, StrOrPromise]]:
    """Return each heading that was recognised, with what it was taken for; for whoever may see the register."""
    return [(heading, FIELDS[field]) for heading, field in register.columns]


def list_remarks(register: Register) -> list[tuple[str, str]]:
    """Return what is the matter with lines, by their numbers; for whoever may see the register."""
    return [(str(line), str(TROUBLES[trouble])) for line, trouble in register.remarks]


def news_of_registers(viewer: Actor, scheme: Scheme) -> Iterable[str]:
    """Say that a list of members is uploaded and not in force, for the coordinators' letter of the day; one query."""
    registers = visible_registers(viewer).filter(joining_point__cycle__scheme=scheme)
    if registers.filter(state=Register.State.PREVIEW).exists():
        yield _("A list of members is uploaded and not in force yet")
