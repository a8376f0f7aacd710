"""The association that runs the demo: its scheme, its people, and one partnership that has begun."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from compagnon.accounts.changes import admit_person
from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, Actor, person
from compagnon.core.ids import new_public_id
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.meeting import arrange_meeting, record_meeting
from compagnon.partnerships.changes.partnership import Joining, open_partnership
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.partnership import list_members
from compagnon.partnerships.rules import ActionPoint, Terms
from compagnon.schemes.changes.appointment import appoint_person
from compagnon.schemes.changes.charter import sign_charter
from compagnon.schemes.changes.scheme import (
    found_organisation,
    open_branch,
    open_cycle,
    open_scheme,
)
from compagnon.schemes.models import Appointment, JoiningPoint, Organisation, Scheme
from compagnon.schemes.template import ASSOCIATION

NAME: Final = "ALL Language Teacher Peer Mentoring Programme"
BOARD: Final = "Management Board"


@dataclass(frozen=True)
class Persona:
    """Somebody the demo lets you be: a key, what they are, and the person."""

    key: str
    title: str
    person: Person


@dataclass(frozen=True)
class Association:
    """The demo's world, as far as the command line and the tests need to find their way in it."""

    organisation: Organisation
    scheme: Scheme
    joining_point: JoiningPoint
    partnership: Partnership
    personas: tuple[Persona, ...]

    def persona(self, key: str) -> Person:
        """Return the person behind a persona."""
        return next(one.person for one in self.personas if one.key == key)


_PEOPLE: Final = (
    ("administrator", "Administrator", "Ada Whitfield", "ada.whitfield"),
    ("coordinator", "Coordinator", "Chris Okafor", "chris.okafor"),
    (
        "coordinating_mentor",
        "Coordinator who is also a mentor",
        "Carys Llewellyn",
        "carys.llewellyn",
    ),
    ("branch_lead", "Branch lead", "Morag Sinclair", "morag.sinclair"),
    ("mentor", "Mentor", "Amal Haddad", "amal.haddad"),
    ("mentee", "Mentee", "Bela Kovács", "bela.kovacs"),
)


PERSONA_TITLES: Final = {key: title for key, title, _name, _mailbox in _PEOPLE}


def persona_address(key: str) -> str:
    """Return a persona's address."""
    return next(
        f"{mailbox}@example.org" for known, _title, _name, mailbox in _PEOPLE if known == key
    )


def build_association(*, today: date | None = None) -> Association:
    """Found the association, with a scheme, this year's and last year's cycles, and one pair since April.

    The September joining point is open and empty: its applications wait in a file.
    """
    today = today or clock.today()
    year = today.year if today.month >= 8 else today.year - 1  # noqa: PLR2004 -- the academic year turns in August
    organisation = found_organisation(by=SYSTEM, name="Association for Language Learning")
    people = tuple(
        Persona(
            key,
            title,
            admit_person(by=SYSTEM, email=persona_address(key), name=name, language="en"),
        )
        for key, title, name, _mailbox in _PEOPLE
    )
    scheme = open_scheme(by=SYSTEM, organisation=organisation, name=NAME, template=ASSOCIATION)
    _appoint_all(organisation, scheme, {one.key: one.person for one in people}, today)
    cycles = [
        open_cycle(
            by=SYSTEM,
            scheme=scheme,
            name=f"{begins}/{(begins + 1) % 100:02}",
            starts_on=date(begins, 9, 1),
            ends_on=date(begins + 1, 8, 31),
        )
        for begins in (year - 1, year)
    ]
    april = JoiningPoint.objects.get(cycle=cycles[0], month=4)
    partnership = _begin_partnership(april, people[-2].person, people[-1].person, today)
    september = JoiningPoint.objects.select_related("cycle__scheme__organisation").get(
        cycle=cycles[1], month=9
    )
    return Association(organisation, scheme, september, partnership, people)


def _appoint_all(
    organisation: Organisation, scheme: Scheme, people: dict[str, Person], today: date
) -> None:
    approved_on = today - timedelta(days=90)
    branch = open_branch(
        by=SYSTEM, organisation=organisation, name="ALL Scotland", briefed_on=approved_on
    )
    role = Appointment.Role
    appointed = (
        ("administrator", role.ADMINISTRATOR, None, None),
        ("coordinator", role.COORDINATOR, scheme, None),
        ("coordinating_mentor", role.COORDINATOR, scheme, None),
        ("branch_lead", role.BRANCH_LEAD, None, branch),
    )
    for key, held, for_scheme, for_branch in appointed:
        appoint_person(
            by=SYSTEM,
            organisation=organisation,
            person=people[key],
            role=held,
            approved_on=approved_on,
            approved_by=BOARD,
            scheme=for_scheme,
            branch=for_branch,
        )


def _begin_partnership(
    point: JoiningPoint, mentor: Person, mentee: Person, today: date
) -> Partnership:
    """Let two people begin two months ago, meet twice, and arrange their next meeting."""
    with at(today - timedelta(days=63)):
        for one in (mentor, mentee):
            sign_charter(by=person(one.id), charter=point.cycle.scheme.charter_set.get())
        partnership = open_partnership(
            by=SYSTEM,
            joining_point=point,
            proposal_id=new_public_id(),
            mentor=Joining(mentor.id, MENTOR_SHARES),
            mentee=Joining(mentee.id, MENTEE_SHARES),
            starts_on=today - timedelta(days=63),
        )
    with at(today - timedelta(days=60)):
        agreement = write_agreement(
            by=person(mentor.id), partnership=partnership, terms=_terms(today), based_on=0
        )
        sign_agreement(by=person(mentee.id), agreement=agreement)
    for days_ago, points, next_items in MEETINGS:
        with at(today - timedelta(days=days_ago)):
            _meet(partnership, person(mentor.id), points, next_items)
    arrange_meeting(
        by=person(mentee.id),
        partnership=partnership,
        starts_at=datetime.combine(today + timedelta(days=9), time(15, 30), tzinfo=UTC),
        length_minutes=60,
    )
    return partnership


def _meet(
    partnership: Partnership, by: Actor, points: tuple[tuple[str, str], ...], next_items: str
) -> None:
    members = list_members(viewer=by, partnership=partnership)
    of_role = {member.role: member.id for member in members}
    record_meeting(
        by=by,
        partnership=partnership,
        held_on=clock.today(),
        length_minutes=60,
        attended=members,
        action_points=[ActionPoint(text, of_role[role]) for role, text in points],
        next_items=next_items,
    )


def _terms(today: date) -> Terms:
    return Terms(
        frequency="half_termly",
        mode="online",
        length_minutes=60,
        review_on=today + timedelta(days=60),
        ends_on=today + timedelta(days=180),
        focus_areas=("assessment", "workload_wellbeing"),
        focus_note="Speaking assessments that do not eat the whole lesson.",
        mentor_responsibilities="Keeps the time, takes brief minutes, shares what worked and what did not.",
        mentee_responsibilities="Brings one question to each meeting, tries one thing before the next.",
    )


@contextmanager
def at(day: date) -> Iterator[None]:
    """Let things happen in the afternoon of a day, so that a history is not all of today."""
    with clock.moved_to(datetime.combine(day, time(15, 0), tzinfo=UTC)):
        yield


MENTOR_SHARES: Final = {
    "region": "yorkshire_humber",
    "sector": "academy",
    "phases": ["secondary"],
    "languages_taught": ["ar", "fr"],
    "interests_offered": ["speaking", "assessment"],
}
MENTEE_SHARES: Final = {
    "region": "wales",
    "sector": "maintained",
    "phases": ["secondary"],
    "languages_taught": ["fr", "de"],
    "interests_wanted": ["speaking", "wellbeing"],
}
MEETINGS: Final = (
    (
        58,
        (
            ("mentor", "Send the speaking frame from Year 9"),
            ("mentee", "Record two minutes of pair talk and listen for who speaks"),
        ),
        "Marking speaking without writing everything down.",
    ),
    (
        30,
        (("mentee", "Try the three-colour feedback with one class"),),
        "How the colours went. Whether to tell the head of department yet.",
    ),
)
