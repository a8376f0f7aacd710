"""The association that runs the demo: its scheme, its people, and one partnership that has begun."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from compagnon.accounts.changes import admit_person
from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, person
from compagnon.core.ids import new_public_id
from compagnon.partnerships.changes.partnership import Joining, open_partnership
from compagnon.partnerships.models import Partnership
from compagnon.scenarios.pair_life import at, live
from compagnon.scenarios.stories import BEGUN
from compagnon.schemes.changes.appointment import appoint_person
from compagnon.schemes.changes.charter import sign_charter
from compagnon.schemes.changes.scheme import (
    found_organisation,
    open_branch,
    open_cycle,
    open_scheme,
)
from compagnon.schemes.models import Appointment, Cycle, JoiningPoint, Organisation, Scheme
from compagnon.schemes.rules import academic_year, year_of
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
    ("applicant", "Somebody who is applying", "Ines Duarte", "ines.duarte"),
)


PERSONA_TITLES: Final = {key: title for key, title, _name, _mailbox in _PEOPLE}


def persona_address(key: str) -> str:
    """Return a persona's address."""
    return next(
        f"{mailbox}@example.org" for known, _title, _name, mailbox in _PEOPLE if known == key
    )


@dataclass(frozen=True)
class Frame:
    """What stands before anybody applies: people with their roles, and two cycles."""

    organisation: Organisation
    scheme: Scheme
    personas: tuple[Persona, ...]
    april: JoiningPoint
    september: JoiningPoint

    def persona(self, key: str) -> Person:
        """Return the person behind a persona."""
        return next(one.person for one in self.personas if one.key == key)


def build_association(*, today: date | None = None) -> Association:
    """Found the association, with a scheme, this year's and last year's cycles, and one pair since April.

    The September joining point is open and empty: its applications wait in a file.
    """
    today = today or clock.today()
    frame = found_association(today)
    mentor, mentee = frame.persona("mentor"), frame.persona("mentee")
    with at(today - timedelta(days=63)):
        for one in (mentor, mentee):
            sign_charter(by=person(one.id), charter=frame.scheme.charter_set.get())
        partnership = open_partnership(
            by=SYSTEM,
            joining_point=frame.april,
            proposal_id=new_public_id(),
            mentor=Joining(mentor.id, MENTOR_SHARES),
            mentee=Joining(mentee.id, MENTEE_SHARES),
            starts_on=today - timedelta(days=63),
        )
    live(partnership, BEGUN, today=today)
    return association_of(frame, partnership)


def association_of(frame: Frame, partnership: Partnership) -> Association:
    """Return the whole world of a frame and the personas' partnership."""
    return Association(
        frame.organisation, frame.scheme, frame.september, partnership, frame.personas
    )


def found_association(today: date) -> Frame:
    """Found the association: people and their roles, a scheme, last year's and this year's cycles."""
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
    earlier, current = open_cycles(scheme, today)
    points = JoiningPoint.objects.select_related("cycle__scheme__organisation")
    return Frame(
        organisation,
        scheme,
        people,
        april=points.get(cycle=earlier, month=4),
        september=points.get(cycle=current, month=9),
    )


def open_cycles(scheme: Scheme, today: date) -> list[Cycle]:
    """Open last year's cycle and this year's."""
    current = year_of(today)
    years = (academic_year(current.starts_on.year - 1), current)
    return [
        open_cycle(
            by=SYSTEM,
            scheme=scheme,
            name=year.name,
            starts_on=year.starts_on,
            ends_on=year.ends_on,
        )
        for year in years
    ]


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
