"""The world that the pages show: the demo, its September applications matched, and sixty pairs more."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from benchmarks.steps import Coordinator, browser
from compagnon.accounts.changes import admit_person
from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, person
from compagnon.core.ids import new_public_id
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.meeting import record_meeting
from compagnon.partnerships.changes.partnership import Joining, open_partnership
from compagnon.partnerships.models import Member, Partnership
from compagnon.partnerships.rules import ActionPoint, Terms, usual_end, usual_review
from compagnon.scenarios.demo import build_demo
from compagnon.schemes.models import JoiningPoint

FILE: Final = Path("demo/applications.csv")
PAIRS: Final = 60
MEETINGS: Final = 10
WORDS: Final = "Try the frame with one class and listen for who speaks."


@dataclass(frozen=True)
class World:
    """Who there is, and where their pages are."""

    coordinator: Person
    mentor: Person
    writer: Person
    point: JoiningPoint
    run: UUID
    partnership: Partnership
    written: Partnership


def build_world(applications: bytes, *, pairs: int = PAIRS, meetings: int = MEETINGS) -> World:
    """Build it through the application's own changes and pages, as people would."""
    association = build_demo()
    point, partnership = association.joining_point, association.partnership
    coordinator, mentor = map(association.persona, ("coordinator", "mentor"))
    walker = Coordinator(coordinator, point)
    walker.upload(applications)
    walker.import_all()
    walker.approve()
    walker.match()
    for days in range(meetings):
        _meet(partnership, days_ago=meetings - days)
    opened = [_pair(point, number) for number in range(pairs)]
    writer = _agree(opened[0])
    return World(coordinator, mentor, writer, point, UUID(walker.run), partnership, opened[0])


def session_of(one: Person) -> str:
    """Sign somebody in and return the cookie that says so."""
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={browser(one).cookies[name].value}"


def _pair(point: JoiningPoint, number: int) -> Partnership:
    mentor, mentee = (
        admit_person(
            by=SYSTEM,
            email=f"{role}.{number}@example.net",
            name=f"{role.title()} {number}",
            language="en",
        )
        for role in ("mentor", "mentee")
    )
    return open_partnership(
        by=SYSTEM,
        joining_point=point,
        proposal_id=new_public_id(),
        mentor=Joining(mentor.id, {"region": "wales"}),
        mentee=Joining(mentee.id, {"region": "wales"}),
        starts_on=clock.today(),
    )


def _agree(partnership: Partnership) -> Person:
    """Let a pair write and sign its learning contract; return who wrote it."""
    writer, other = (member.person for member in _members(partnership))
    today = clock.today()
    terms = Terms(
        frequency="half_termly",
        mode="online",
        length_minutes=60,
        review_on=usual_review(today),
        ends_on=usual_end(today),
        focus_areas=("assessment",),
        focus_note=WORDS,
        mentor_responsibilities=WORDS,
        mentee_responsibilities=WORDS,
    )
    agreement = write_agreement(
        by=person(writer.id), partnership=partnership, terms=terms, based_on=0
    )
    sign_agreement(by=person(other.id), agreement=agreement)
    return writer


def _meet(partnership: Partnership, *, days_ago: int) -> None:
    day = clock.today() - timedelta(days=days_ago)
    members = _members(partnership)
    with clock.moved_to(datetime.combine(day, time(15), tzinfo=UTC)):
        record_meeting(
            by=person(members[0].person.id),
            partnership=partnership,
            held_on=day,
            length_minutes=60,
            attended=members,
            action_points=[ActionPoint(WORDS, member.id) for member in members],
            next_items=WORDS,
        )


def _members(partnership: Partnership) -> list[Member]:
    return list(partnership.members.select_related("person").order_by("-role"))
