"""Several applications that are decided together: who is among them, who is left out and why, what was seen."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.policy import Decision, decide
from compagnon.core.states import Transition
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import kept_from
from compagnon.recruitment.queries.application_list import STATE_LABELS, STATE_TONES
from compagnon.recruitment.queries.history import happenings_of
from compagnon.recruitment.queries.queue import narrowed, sent_to
from compagnon.recruitment.queries.review import list_decided
from compagnon.recruitment.rules.queue import EVERYTHING, Wanted
from compagnon.recruitment.rules.ruling import APPROVED
from compagnon.recruitment.states import APPLICATION
from compagnon.recruitment.waiting import MENTORS_WAIT, reason_for_mentors
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.role_words import role_words

AT_ONCE: Final = 250
ASSIGN: Final = "assign"
_NOT_YET: Final = Decision(allowed=False, reason=MENTORS_WAIT)


@dataclass(frozen=True)
class LeftOut:
    """Somebody about whom this cannot be decided now, and why not."""

    name: str
    reason: StrOrPromise


@dataclass(frozen=True)
class Chosen:
    """The applications that an action is about. `seen` changes with whatever happens to any of them."""

    applications: tuple[Application, ...]
    left_out: tuple[LeftOut, ...]
    later_count: int
    seen: str

    @property
    def has_mentors(self) -> bool:
        """Whether any of them may become a mentor."""
        return any(row.is_mentor for row in self.applications)


@dataclass(frozen=True)
class Standing:
    """How somebody whom an action is about stands now, and what was decided about them before, oldest first."""

    id: UUID
    name: str
    roles: tuple[StrOrPromise, ...]
    state: StrOrPromise
    tone: str
    decided: tuple[tuple[StrOrPromise, datetime], ...]


def list_standing(chosen: Chosen) -> list[Standing]:
    """Return how each of those whom an action is about stands now; one query."""
    decided = list_decided([row.id for row in chosen.applications])
    return [
        Standing(
            id=row.id,
            name=row.person.known_as,
            roles=role_words(row.joining_point.cycle.scheme).listed(row.roles),
            state=STATE_LABELS[row.state],
            tone=STATE_TONES[row.state],
            decided=decided.get(row.id, ()),
        )
        for row in chosen.applications
    ]


def choose(
    *,
    viewer: Actor,
    joining_point: JoiningPoint,
    action: str,
    ids: Collection[UUID] | None = None,
    wanted: Wanted = EVERYTHING,
) -> Chosen:
    """Return who is among some applications, or all of a filter; at most 250 at once, who waits longest first.

    Left out is whoever an action is not possible for, the viewer's own, and those in which they declared an
    interest: by name where each was chosen, and else before counting, so that they take no place; and, for an
    approval, mentors who have to wait for an introductory meeting. Three queries, four where a scheme asks for one.
    """
    rows = narrowed(sent_to(viewer, joining_point), wanted, viewer=viewer, point=joining_point)
    if ids is not None:
        rows = rows.filter(id__in=ids)
    else:
        rows = rows.filter(state__in=_states_for(action)).exclude(kept_from(viewer))
    found = list(rows.order_by("waiting_since", "id")[: AT_ONCE + 1])
    first = found[:AT_ONCE]
    later = rows.count() - AT_ONCE if len(found) > AT_ONCE else 0
    mentors_wait = action == APPROVED and bool(reason_for_mentors(joining_point))
    ruled = [
        (row, _NOT_YET if mentors_wait and row.is_mentor else _possible(viewer, row, action))
        for row in first
    ]
    able = tuple(row for row, decision in ruled if decision.allowed)
    left = tuple(
        LeftOut(row.person.known_as, decision.reason)
        for row, decision in ruled
        if not decision.allowed
    )
    return Chosen(able, left, later, digest_of_rows(able, action))


def digest_of_rows(rows: Collection[Application], action: str) -> str:
    """Return what changes with who is among some applications and with what has happened to each; one query.

    For whoever assigns them, with who looks at each too.
    """
    counts = happenings_of([row.id for row in rows])
    said = sorted(
        f"{row.id.hex}:{row.state}:{counts.get(row.id, 0)}"
        f":{row.assigned_to_id if action == ASSIGN else ''}"
        for row in rows
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


def _states_for(action: str) -> list[str]:
    """Return the states in which an application may be assigned, or decided so."""
    return [state for state in APPLICATION if action == ASSIGN or _step(state, action)]


def _step(state: str, action: str) -> Transition | None:
    """Return the step of an action; an approval that only changes as what somebody takes part is made one by one."""
    return APPLICATION[state].get(action) if state != action else None


def _possible(viewer: Actor, row: Application, action: str) -> Decision:
    if action == ASSIGN:
        return decide(viewer, "recruitment.assign_application", row)
    step = _step(row.state, action)
    if step is None:
        return Decision(
            allowed=False, reason=_("Where this application stands, it is not possible.")
        )
    return decide(viewer, step.permission, row)
