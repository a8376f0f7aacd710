"""What a run is computed from. For the system alone: declarations are opened here, and only pairs leave."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core.actors import Actor, ActorKind
from compagnon.core.encryption.opening import Closed, Grant, grants
from compagnon.core.errors import Refused
from compagnon.matching.models import PairRule, Proposal, Seat, Waiver
from compagnon.matching.past import past_pairs
from compagnon.matching.queries.provider_agreement import agreements_in_force
from compagnon.matching.rules.facts import ApplicantFacts, facts_of, wishes_of
from compagnon.matching.rules.problem import Decisions, Pairs
from compagnon.recruitment.models import Application, Declaration
from compagnon.recruitment.queries.institution import Identities, identities_of
from compagnon.recruitment.rules.form import MENTORS_WANTED
from compagnon.recruitment.rules.managers import Declaring, forbidden_pairs
from compagnon.recruitment.rules.values import split_people
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.settings import MOST_MENTORS
from compagnon.schemes.template import settings_of

CONSIDERED = (Application.State.APPROVED, Application.State.MATCHED)
MOST_PLACES = 2  # a constraint of applications
ACTIVE = (Proposal.State.RELEASED, Proposal.State.OPENED)


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Applicants as the engine may know them, by opaque ids, and what is decided about single pairs."""

    applicants: tuple[ApplicantFacts, ...]
    decisions: Decisions


@dataclass(frozen=True)
class Taken:
    """How many places of each mentor are taken by active proposals, and which mentees can take no further one.

    `pairs`: the active proposals themselves, (mentor, mentee); `served`: which mentees have one.
    """

    places: Mapping[UUID, int]
    mentees: frozenset[UUID]
    pairs: frozenset[tuple[UUID, UUID]]

    @property
    def served(self) -> frozenset[UUID]:
        """Which mentees have somebody, or are proposed to somebody."""
        return frozenset(mentee for _mentor, mentee in self.pairs)


def get_inputs(
    *,
    viewer: Actor,
    joining_point: JoiningPoint,
    only: Collection[UUID] | None = None,
    with_agreements: bool = False,
    with_taken: bool = False,
) -> Inputs:
    """Return the approved applicants of a joining point who still want somebody, and all forbidden pairs.

    Left out: mentees who have as many active proposals as they asked for, and places that one has taken. Whoever applies as both is one
    applicant with both roles (ALL-28). Forbidden: declared managers, managees and conflicts (ALL-54), pairs that
    came to nothing before or are proposed already, pairs a coordinator set apart. A pinned pair counts while both are still free. `only`: the facts of
    these applications alone, and what concerns them. `with_agreements`: also which workplaces lend each other mentors.
    `with_taken`: also whoever has no place any more.
    Nine queries, ten with agreements; refuses everybody but the system (`Closed`).
    """
    if viewer.kind is not ActorKind.SYSTEM:
        raise Closed
    applications = list(
        Application.objects.filter(joining_point=joining_point, state__in=CONSIDERED)
        .select_related("person")
        .order_by("id")
    )
    taken = get_taken(joining_point)
    asked = [one for one in applications if only is None or one.id in only]
    organisation_id = joining_point.cycle.scheme.organisation_id
    places = identities_of(organisation_id)
    free = Taken({}, frozenset(), taken.pairs) if with_taken else taken
    facts = [one for application in asked if (one := _facts(application, free, places))]
    pinned, set_apart = _decided(joining_point, facts)
    served = {one.id for one in facts if one.is_served}
    return Inputs(
        applicants=tuple(facts),
        decisions=Decisions(
            kept_apart=_kept_apart(joining_point, applications, asked),
            set_apart=set_apart,
            past=past_pairs(
                joining_point.cycle.scheme_id, {one.person_id: one.id.hex for one in asked}
            )
            | {(mentor.hex, mentee.hex) for mentor, mentee in taken.pairs if mentee.hex in served},
            pinned=pinned,
            waivers=_waived(facts),
            agreements=agreements_in_force(organisation_id, places)
            if with_agreements
            else frozenset(),
        ),
    )


def get_taken(joining_point: JoiningPoint) -> Taken:
    """Return what the active proposals of a joining point have taken; one query.

    A peer who has somebody has no place left, nor has whoever sits in a circle, even one who facilitates it.
    """
    rows = Proposal.objects.filter(mentor__joining_point=joining_point, state__in=ACTIVE)
    seats = Seat.objects.filter(circle__joining_point=joining_point, is_taken=True)
    places: Counter[UUID] = Counter()
    wishes: dict[UUID, Any] = {}
    full: set[UUID] = set()
    pairs = set()
    wished_of = f"answers__{MENTORS_WANTED}"
    # Whoever sits in a circle stands here as a peer of themselves.
    alone = seats.annotate(
        one=F("application"),
        other=F("application"),
        is_mutual=F("is_taken"),
        wished=F(f"application__{wished_of}"),
    ).values_list("application_id", "one", "other", "is_mutual", "wished")
    for mentor, mentee, third, is_mutual, wished in (
        rows.annotate(wished=F(f"mentee__{wished_of}"))
        .values_list("mentor_id", "mentee_id", "third_id", "is_mutual", "wished")
        .union(alone, all=True)
    ):
        places[mentor] += 1
        wishes[mentee] = wished
        if mentor != mentee:
            pairs.add((mentor, mentee))
        if is_mutual:
            peers = {mentor, mentee, third} - {None}
            full |= peers
            places.update(dict.fromkeys(peers, MOST_PLACES))
    had = Counter(mentee for _mentor, mentee in pairs)
    full |= {key for key, wished in wishes.items() if had[key] >= wished_at(joining_point, wished)}
    return Taken(places, frozenset(full), frozenset(pairs))


def count_free(joining_point: JoiningPoint) -> tuple[int, int]:
    """Return how many still ask for somebody and how many still have a place; three queries, and nobody's answers are read."""
    taken = get_taken(joining_point)
    rows = Application.objects.filter(joining_point=joining_point, state__in=CONSIDERED)
    asking = rows.filter(is_mentee=True).values_list("id", flat=True)
    offering = rows.filter(is_mentor=True).values_list("id", "capacity")
    return (
        sum(key not in taken.mentees for key in asking),
        sum(taken.places.get(key, 0) < capacity for key, capacity in offering),
    )


def wished_at(joining_point: JoiningPoint, wished: Any) -> int:
    """Return how many mentors a learner of a joining point may have, by what they answered (NF-02).

    The scheme is looked up only for whoever asked for several.
    """
    if wishes_of({MENTORS_WANTED: wished}, MOST_MENTORS) == 1:
        return 1
    most = settings_of(joining_point.cycle.scheme).most_mentors
    return wishes_of({MENTORS_WANTED: wished}, most)


def free_place_of(mentee: Application) -> int:
    """Return the first place of a learner that no active proposal takes. Refused where all are. Under their lock."""
    wished = wished_at(mentee.joining_point, mentee.answers.get(MENTORS_WANTED))
    rows = Proposal.objects.filter(mentee=mentee, state__in=ACTIVE)
    taken = set(rows.values_list("mentee_place", flat=True))
    free = [place for place in range(1, wished + 1) if place not in taken]
    if not free:
        raise Refused(_("Somebody else has been found in the meantime, or is proposed."))
    return free[0]


def open_pins() -> QuerySet[PairRule]:
    """Return the words on pairs but the pins that have been followed."""
    return PairRule.objects.exclude(is_followed(), kind=PairRule.Kind.PIN)


def is_followed() -> Exists:
    """Say of a word on a pair, in a query, whether the two are proposed to each other."""
    return Exists(
        Proposal.objects.filter(
            mentor=OuterRef("mentor"), mentee=OuterRef("mentee"), state__in=ACTIVE
        )
    )


def _facts(application: Application, taken: Taken, identities: Identities) -> ApplicantFacts | None:
    """Return what the engine may know of an applicant who still wants somebody; one spelling a workplace."""
    places = application.capacity - taken.places.get(application.id, 0)
    is_mentor = application.is_mentor and places > 0
    is_mentee = application.is_mentee and application.id not in taken.mentees
    if not is_mentor and not is_mentee:
        return None
    facts = facts_of(
        application.id.hex,
        application.answers,
        is_mentor=is_mentor,
        is_mentee=is_mentee,
        capacity=places if is_mentor else 1,
    )
    return replace(
        facts,
        institution=identities.of(facts.institution),
        was_postponed=application.postponed_from_id is not None,
        is_served=application.id in taken.served,
    )


def _kept_apart(
    joining_point: JoiningPoint, everybody: Iterable[Application], asked: Iterable[Application]
) -> Pairs:
    """Return who must not be paired because one of the two declared it; two queries.

    A text that cannot be opened, or is gone, stops the run (`Closed`, `KeysMissing`): without it a manager might be
    proposed.
    """
    asked_for = {one.id for one in asked}
    declared = {one.id for one in asked if one.declared_count}
    rows = list(Declaration.objects.filter(application__in=list(asked_for)))
    if not declared <= {row.application_id for row in rows}:
        raise Closed
    by_id = {one.id: one for one in everybody}
    for row in rows:
        row.application = by_id[row.application_id]
        row.application.joining_point = joining_point
    opened = grants("application", [row.scope() for row in rows])
    named = {row.application_id: _named(row, opened[row.application_id]) for row in rows}
    pairs = forbidden_pairs(
        Declaring(
            id=one.id.hex,
            name=one.person.name,
            email=one.person.email,
            institution=str(one.answers.get("institution", "")),
            named=named.get(one.id, ()),
        )
        for one in by_id.values()
    )
    keys = {one.hex for one in asked_for}
    return frozenset(pair for pair in pairs if keys.issuperset(pair))


def _named(row: Declaration, grant: Grant) -> tuple[str, ...]:
    return tuple(
        name for field in row.encrypted_fields() for name in split_people(grant.read(row, field))
    )


def _decided(joining_point: JoiningPoint, facts: Iterable[ApplicantFacts]) -> tuple[Pairs, Pairs]:
    """Return the pairs that coordinators pinned, as far as both are free, and those they set apart; one query."""
    people = list(facts)
    mentors = {one.id for one in people if one.is_mentor}
    mentees = {one.id for one in people if one.is_mentee}
    pinned, set_apart = set(), set()
    for mentor, mentee, kind in (
        open_pins()
        .filter(joining_point=joining_point)
        .values_list("mentor_id", "mentee_id", "kind")
    ):
        pair = (mentor.hex, mentee.hex)
        if kind == PairRule.Kind.FORBID:
            set_apart.add(pair)
        elif kind == PairRule.Kind.PIN and pair[0] in mentors and pair[1] in mentees:
            pinned.add(pair)
    return frozenset(pinned), frozenset(set_apart)


def _waived(facts: Iterable[ApplicantFacts]) -> frozenset[tuple[str, str, str]]:
    """Return which rules coordinators let go for single pairs of these applicants; one query."""
    ids = [UUID(hex=one.id) for one in facts]
    rows = Waiver.objects.filter(mentor__in=ids, mentee__in=ids, ended_by=None)
    return frozenset(
        (rule, mentor.hex, mentee.hex)
        for rule, mentor, mentee in rows.values_list("rule", "mentor_id", "mentee_id")
    )
