"""Worlds of a size: ten schemes and more, with the demo's association among them.

Through changes an applicant takes 7 ms and a partnership with nine notes 75 ms (measured on two shared cores):
seven quiet minutes for size M, more than an hour for L, and a hundred thousand letters to nobody. So only what there is
little of is made through changes: organisations, schemes, cycles, appointments, the demo's own people and pairs,
and the run. The many are written in bulk, with the rows that the changes leave: sealed, encrypted under their
authors' keys, each happening an event (size M: 35 seconds). A test compares the two ways row by row. There are no
letters: those of the past were sent and forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from compagnon.accounts.changes import admit_person
from compagnon.accounts.events import SignedIn, Way
from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, person
from compagnon.core.models import EventRow
from compagnon.partnerships.models import ActionItem, Minutes, Partnership
from compagnon.recruitment.models import Application
from compagnon.scenarios.applying import apply_to
from compagnon.scenarios.association import BOARD, Association, open_cycles
from compagnon.scenarios.pairing import Pairing
from compagnon.scenarios.people import name_of
from compagnon.scenarios.sheaf import Sheaf
from compagnon.scenarios.size import Size, split
from compagnon.schemes.changes.appointment import appoint_person
from compagnon.schemes.changes.scheme import found_organisation, open_scheme
from compagnon.schemes.models import Appointment, JoiningPoint, Organisation, Scheme
from compagnon.schemes.template import ASSOCIATION

State = Application.State
SCHEMES_OF_AN_ORGANISATION: Final = 2
PAST_POINTS: Final = 3
SHARING_ONE_OF: Final = 4
_SUBJECTS: Final = ("Language", "Science", "Music", "History", "Primary", "College", "Geography")
# Of twenty who apply at the next joining point.
_STATES: Final = (
    *[State.APPROVED] * 13,
    *[State.SUBMITTED] * 4,
    State.WAITING,
    State.DECLINED,
    State.WITHDRAWN,
)
_ROLES: Final = (
    *[("mentee",)] * 10,
    *[("mentor",)] * 8,
    *[("mentor", "mentee")] * 2,
)


class Run(NamedTuple):
    """A scheme with who coordinates it."""

    scheme: Scheme
    coordinator: Person


@dataclass(frozen=True)
class Share:
    """How many of each there are to be in one scheme."""

    people: int
    partnerships: int
    notes: int


def build_crowd(size: Size, association: Association, *, today: date | None = None) -> JoiningPoint:
    """Bring the association's world to a size; return its next joining point, at which many wait to be matched."""
    today = today or clock.today()
    runs = list(_schemes(size.schemes, association, today))
    open_point = next_point(association.scheme, today)
    first = 0
    for run, share in zip(runs, _shares(size, len(runs)), strict=True):
        with transaction.atomic():
            sheaf = Sheaf()
            first += _fill(sheaf, run, share, first=first, today=today)
            sheaf.write()
    _sign_in(size.events - EventRow.objects.count(), today)
    return open_point


def next_point(scheme: Scheme, today: date) -> JoiningPoint:
    """Return the next joining point that is open for applications, or the last one there is."""
    points = list(_points(scheme).order_by("starts_on"))
    return next((one for one in points if one.closes_on >= today), points[-1])


def _points(scheme: Scheme) -> QuerySet[JoiningPoint]:
    return JoiningPoint.objects.filter(cycle__scheme=scheme).select_related(
        "cycle__scheme__organisation"
    )


def _schemes(count: int, association: Association, today: date) -> Iterator[Run]:
    """Yield the association's scheme, and others: the second is its own, too, the rest are of other organisations."""
    yield Run(association.scheme, association.persona("coordinator"))
    organisation: Organisation = association.organisation
    for number in range(1, count):
        if number % SCHEMES_OF_AN_ORGANISATION == 0:
            organisation = found_organisation(by=SYSTEM, name=f"Teaching Alliance {number}")
        subject = _SUBJECTS[number % len(_SUBJECTS)]
        name = f"{subject} Teachers' Peer Mentoring {number}"
        scheme = open_scheme(by=SYSTEM, organisation=organisation, name=name, template=ASSOCIATION)
        open_cycles(scheme, today)
        group = [_coordinator(scheme, f"{number}{letter}", today) for letter in "ab"]
        yield Run(scheme, group[0])


def _coordinator(scheme: Scheme, mark: str, today: date) -> Person:
    who = admit_person(
        by=SYSTEM,
        email=f"coordinator.{mark}@example.org",
        name=f"{name_of(int(mark[:-1]))} ({mark})",
        language="en",
    )
    appoint_person(
        by=SYSTEM,
        organisation=scheme.organisation,
        person=who,
        role=Appointment.Role.COORDINATOR,
        approved_on=today - timedelta(days=90),
        approved_by=BOARD,
        scheme=scheme,
    )
    return who


def _shares(size: Size, schemes: int) -> Iterator[Share]:
    """Yield what each scheme gets of what is still missing."""
    notes = Minutes.objects.count() + ActionItem.objects.count()
    yield from (
        Share(*counts)
        for counts in zip(
            split(size.people - Person.objects.count(), schemes),
            split(size.partnerships - Partnership.objects.count(), schemes),
            split(size.notes - notes, schemes),
            strict=True,
        )
    )


def _fill(sheaf: Sheaf, run: Run, share: Share, *, first: int, today: date) -> int:
    """Fill one scheme, and return how many people that took."""
    begun = _points(run.scheme).filter(starts_on__lte=today - timedelta(days=30))
    past = list(begun.order_by("-starts_on")[:PAST_POINTS])
    counts = split(share.partnerships, len(past))
    notes = split(share.notes, share.partnerships)
    taken = 0
    for point, count in zip(past, counts, strict=True):
        own, notes = notes[:count], notes[count:]
        taken += _pair_up(sheaf, run, point, own, first=first + taken, today=today)
    left = share.people - taken
    apply_to(
        sheaf,
        next_point(run.scheme, today),
        states=[_STATES[number * 7 % len(_STATES)] for number in range(left)],
        roles=[_ROLES[number * 3 % len(_ROLES)] for number in range(left)],
        first=first + taken,
        coordinator=run.coordinator,
        day=today - timedelta(days=10),
    )
    return taken + left


def _pair_up(
    sheaf: Sheaf, run: Run, point: JoiningPoint, notes: list[int], *, first: int, today: date
) -> int:
    """Open a partnership for each number of notes; some mentors have two mentees. Return how many people."""
    pairs = len(notes)
    mentors = pairs - pairs // SHARING_ONE_OF  # a quarter of the mentees share a mentor
    applications = apply_to(
        sheaf,
        point,
        states=[State.MATCHED] * (mentors + pairs),
        roles=[("mentor",)] * mentors + [("mentee",)] * pairs,
        first=first,
        coordinator=run.coordinator,
        day=point.closes_on,
    )
    pairing = Pairing(sheaf, point, run.scheme.charter_set.get(), today=today)
    for number, mentee in enumerate(applications[mentors:]):
        mentor = applications[number % mentors]
        if number >= mentors:
            mentor.capacity = 2
        pairing.open(mentor, mentee, notes=notes[number])
    return len(applications)


def _sign_in(count: int, today: date) -> None:
    """Let people sign in until there are as many events as there should be."""
    people = list(Person.objects.order_by("email").values_list("id", flat=True))
    with transaction.atomic():
        sheaf = Sheaf()
        for number in range(count):
            who = people[number % len(people)]
            day = today - timedelta(days=1 + number % 300)
            sheaf.happened(day, SignedIn(person_id=who, way=Way.CODE), by=person(who))
        sheaf.write()
