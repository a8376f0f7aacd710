"""The world that the pages show: the demo, its September applications matched, and sixty pairs more."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from benchmarks.pairs import WORDS, agree, members, open_pair
from benchmarks.steps import Coordinator, browser
from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import person
from compagnon.partnerships.changes.meeting import record_meeting
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.rules import ActionPoint
from compagnon.scenarios.demo import build_demo
from compagnon.schemes.models import JoiningPoint

FILE: Final = Path("demo/applications.csv")
PAIRS: Final = 60
MEETINGS: Final = 10


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
    opened = [open_pair(point, number) for number in range(pairs)]
    agree(opened[0])
    writer = members(opened[0])[0].person
    return World(coordinator, mentor, writer, point, UUID(walker.run), partnership, opened[0])


def session_of(one: Person) -> str:
    """Sign somebody in and return the cookie that says so."""
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={browser(one).cookies[name].value}"


def _meet(partnership: Partnership, *, days_ago: int) -> None:
    day = clock.today() - timedelta(days=days_ago)
    both = members(partnership)
    with clock.moved_to(datetime.combine(day, time(15), tzinfo=UTC)):
        record_meeting(
            by=person(both[0].person_id),
            partnership=partnership,
            held_on=day,
            length_minutes=60,
            attended=both,
            action_points=[ActionPoint(WORDS, member.id) for member in both],
            next_items=WORDS,
        )
