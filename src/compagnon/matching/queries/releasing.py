"""Which pairs of a run a coordinator may release now; the page and the release itself ask here."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import Q

from compagnon.core.actors import Actor
from compagnon.matching.models import PairRule, Proposal, Run, Waiver
from compagnon.matching.queries.facts import ACTIVE, CONSIDERED, get_taken, open_pins
from compagnon.matching.rules.releasing import (
    PairIds,
    Since,
    Standing,
    digest_of,
    ids_of,
    standings_of,
)
from compagnon.matching.rules.stored import StoredPair, StoredResult
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import interests_of
from compagnon.schemes.matching_defaults import matching_settings


@dataclass(frozen=True)
class Releasable:
    """Where each pair of a run stands for one coordinator, in the order of the run."""

    standings: Mapping[PairIds, Standing]
    since: Since

    def among(self, pairs: Collection[PairIds]) -> Mapping[PairIds, Standing]:
        """Return where some of its pairs stand when no others are released."""
        asked = set(pairs)
        return standings_of((pair for pair in self.standings if pair in asked), self.since)

    @property
    def ready(self) -> tuple[PairIds, ...]:
        """The pairs that she may release now."""
        return tuple(pair for pair, one in self.standings.items() if one == Standing.READY)

    @property
    def digest(self) -> str:
        """A mark of exactly these pairs."""
        return digest_of(self.ready)

    def count(self, standing: Standing) -> int:
        """Return how many pairs stand there."""
        return Counter(self.standings.values())[standing]


def get_releasable(viewer: Actor, run: Run) -> Releasable:
    """Return where each pair of a run stands; five queries, six where a rule warns of one.

    For those that have asked whether their viewer may know: it asks nobody.
    """
    pairs = cast("StoredResult", run.result)["pairs"] if run.result else []
    taken = get_taken(run.joining_point)
    rows = list(
        Application.objects.filter(
            joining_point=run.joining_point_id, state__in=CONSIDERED
        ).values_list("id", "person_id", "capacity")
    )
    own = {key.hex for key, person_id, _capacity in rows if person_id == viewer.person_id}
    said = _said(run)
    since = Since(
        released=_released(run),
        left_to_others=own | {key.hex for key in interests_of(viewer)},
        forbidden=said[PairRule.Kind.FORBID],
        held=said[PairRule.Kind.HOLD],
        pinned=said[PairRule.Kind.PIN],
        warned=unaccepted(run, pairs),
        places={key.hex: capacity - taken.places.get(key, 0) for key, _who, capacity in rows},
        mentees={key.hex for key, _who, _capacity in rows if key not in taken.mentees},
    )
    return Releasable(standings_of(map(ids_of, pairs), since), since)


def _released(run: Run) -> set[PairIds]:
    """Return the pairs of this run that were released, and those that another one proposed and that still stand."""
    rows = Proposal.objects.filter(
        Q(release__run=run) | Q(mentor__joining_point=run.joining_point_id, state__in=ACTIVE)
    )
    return {
        (mentor.hex, mentee.hex) for mentor, mentee in rows.values_list("mentor_id", "mentee_id")
    }


def unaccepted(run: Run, pairs: Iterable[StoredPair]) -> set[PairIds]:
    """Return the pairs of which a rule warned that the scheme still holds, and that nobody has accepted.

    One query; none where no rule warned.
    """
    warned = [(one["rule"], *ids_of(pair)) for pair in pairs for one in pair.get("warnings", ())]
    if not warned:
        return set()
    rows = Waiver.objects.filter(decision__joining_point=run.joining_point_id, ended_by=None)
    accepted = {
        (rule, mentor.hex, mentee.hex)
        for rule, mentor, mentee in rows.values_list("rule", "mentor_id", "mentee_id")
    }
    settings = matching_settings(run.joining_point.cycle.scheme.matching)
    held = {one.key for one in settings.rules if one.is_on}
    return {
        (mentor, mentee)
        for rule, mentor, mentee in warned
        if rule in held and (rule, mentor, mentee) not in accepted
    }


def _said(run: Run) -> dict[str, set[PairIds]]:
    found: dict[str, set[PairIds]] = {kind: set() for kind in PairRule.Kind}
    rows = open_pins().filter(joining_point=run.joining_point_id)
    for mentor, mentee, kind in rows.values_list("mentor_id", "mentee_id", "kind"):
        found[kind].add((mentor.hex, mentee.hex))
    return found
