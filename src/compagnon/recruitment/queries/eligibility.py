"""Who may be approved together, and at whom somebody should look first."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.application_list import doubts_about, roles_of, with_signatures
from compagnon.schemes.models import JoiningPoint

AT_ONCE: Final = 500


@dataclass(frozen=True)
class Candidate:
    """Somebody who waits for a decision, with every doubt in words."""

    id: UUID
    name: str
    roles: tuple[StrOrPromise, ...]
    doubts: tuple[StrOrPromise, ...]


@dataclass(frozen=True)
class Eligibility:
    """Who can be approved together: those without a doubt, those with one, and how many are left for later.

    `own` is set where the viewer's own application is among them: somebody else decides it. `seen` changes with
    the list of those without a doubt, so that nobody is approved who was not shown.
    """

    ready: tuple[Candidate, ...]
    doubtful: tuple[Candidate, ...]
    own: bool
    later_count: int
    seen: str


def get_eligibility(*, viewer: Actor, joining_point: JoiningPoint) -> Eligibility:
    """Return the first 500 submitted applications of a joining point, by whether anything speaks against them.

    Two queries.
    """
    rows = with_signatures(viewer, joining_point).filter(state=Application.State.SUBMITTED)
    first = list(rows.order_by("waiting_since", "id")[:AT_ONCE])
    waiting = rows.count() if len(first) == AT_ONCE else len(first)
    decided = [
        row for row in first if decide(viewer, "recruitment.approve_application", row).allowed
    ]
    candidates = [
        Candidate(row.id, row.person.name, roles_of(row), doubts_about(row)) for row in decided
    ]
    ready = tuple(one for one in candidates if not one.doubts)
    return Eligibility(
        ready=ready,
        doubtful=tuple(one for one in candidates if one.doubts),
        own=len(decided) < len(first),
        later_count=waiting - len(first),
        seen=_digest(one.id for one in ready),
    )


def _digest(ids: Iterable[UUID]) -> str:
    return hashlib.sha256("".join(sorted(one.hex for one in ids)).encode()).hexdigest()
