"""Which groups of a run over one pool a coordinator may release now; the page and the release itself ask here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from compagnon.core.actors import Actor
from compagnon.matching.models import PairRule, Run, Seat
from compagnon.matching.queries.facts import CONSIDERED, get_taken
from compagnon.matching.rules.circle import (
    GroupIds,
    Meanwhile,
    StoredGroups,
    Two,
    digest_of_groups,
    ids_of_group,
    standing_of,
)
from compagnon.matching.rules.releasing import Standing
from compagnon.matching.rules.stored import StoredGroup
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import interests_of


@dataclass(frozen=True)
class ReleasableGroups:
    """Where each group of a run stands for one coordinator, in the order of the run."""

    standings: Mapping[GroupIds, Standing]

    @property
    def ready(self) -> tuple[GroupIds, ...]:
        """The groups that she may release now."""
        return tuple(ids for ids, one in self.standings.items() if one == Standing.READY)

    @property
    def digest(self) -> str:
        """A mark of exactly these groups."""
        return digest_of_groups(self.ready)

    def count(self, standing: Standing) -> int:
        """Return how many groups stand there."""
        return sum(one == standing for one in self.standings.values())


def groups_of(run: Run) -> list[StoredGroup]:
    """Return the groups that a run over one pool found; for those that have asked whether their viewer may know."""
    return cast("StoredGroups", run.result)["groups"] if run.result else []


def group_with(run: Run, application_id: UUID) -> StoredGroup | None:
    """Return the group of a run in which somebody is; None if in none."""
    return next((one for one in groups_of(run) if application_id.hex in one["ids"]), None)


def get_releasable_groups(viewer: Actor, run: Run) -> ReleasableGroups:
    """Return where each group of a run stands; five queries. It asks nobody whether the viewer may know."""
    meanwhile = get_meanwhile(viewer, run)
    return ReleasableGroups(
        {ids_of_group(one): standing_of(one, meanwhile) for one in groups_of(run)}
    )


def get_meanwhile(viewer: Actor, run: Run) -> Meanwhile:
    """Return what has happened since a run was made; five queries."""
    taken = get_taken(run.joining_point)
    rows = list(
        Application.objects.filter(
            joining_point=run.joining_point_id, state__in=CONSIDERED
        ).values_list("id", "person_id", "capacity")
    )
    own = {key.hex for key, person_id, _capacity in rows if person_id == viewer.person_id}
    said = _said(run)
    return Meanwhile(
        released=_released(run),
        left_to_others=own | {key.hex for key in interests_of(viewer)},
        forbidden=said[PairRule.Kind.FORBID],
        held=said[PairRule.Kind.HOLD],
        free_leaders={
            key.hex for key, _who, capacity in rows if taken.places.get(key, 0) < capacity
        },
        free={key.hex for key, _who, _capacity in rows if key not in taken.mentees},
    )


def _released(run: Run) -> set[frozenset[str]]:
    """Return the groups of this run whose letters are out."""
    found: dict[UUID, set[str]] = {}
    rows = Seat.objects.filter(circle__release__run=run)
    for circle_id, application_id in rows.values_list("circle_id", "application_id"):
        found.setdefault(circle_id, set()).add(application_id.hex)
    return {frozenset(ids) for ids in found.values()}


def _said(run: Run) -> dict[str, set[Two]]:
    found: dict[str, set[Two]] = {kind: set() for kind in PairRule.Kind}
    rows = PairRule.objects.filter(joining_point=run.joining_point_id)
    for mentor, mentee, kind in rows.values_list("mentor_id", "mentee_id", "kind"):
        found[kind].add(frozenset({mentor.hex, mentee.hex}))
    return found
