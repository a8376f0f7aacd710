"""The world of the drills: the demo's association, letters waiting to be answered, applications to be decided."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from benchmarks.applicants import Size, applications
from benchmarks.pairs import agree, open_pair
from benchmarks.steps import Coordinator
from compagnon.accounts.changes import make_sign_in_link
from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.matching import links
from compagnon.matching.models import Answer
from compagnon.partnerships.models import Agreement, Partnership
from compagnon.recruitment.models import Application
from compagnon.scenarios.association import Association
from compagnon.scenarios.demo import build_demo
from compagnon.schemes.models import JoiningPoint
from drills.browser import Browser

FILE: Final = Path("demo/applications.csv")
LATER: Final = Size(mentees=40, mentors=30)
LINK_LIFETIME: Final = timedelta(hours=2)


@dataclass(frozen=True)
class World:
    """September is released and waits for answers; January's applications wait for a decision."""

    association: Association
    september: JoiningPoint
    january: JoiningPoint
    agreed: list[Partnership] = field(default_factory=list)
    unsigned: list[Partnership] = field(default_factory=list)

    @property
    def coordinator(self) -> Person:
        return self.association.persona("coordinator")

    def answer_links(self) -> list[str]:
        """Return the links of all letters that are not answered yet."""
        waiting = Answer.objects.filter(state=Answer.State.WAITING, proposal__state="released")
        return [links.path(key) for key in waiting.order_by("id").values_list("id", flat=True)]

    def undecided(self) -> list[UUID]:
        """Return January's applications that wait for a decision."""
        rows = Application.objects.filter(joining_point=self.january, state="submitted")
        return list(rows.order_by("id").values_list("id", flat=True))


def build_world(*, agreed: int = 3, unsigned: int = 0, is_released: bool = True) -> World:
    """Build it through the application's own changes and pages, as people would."""
    association = build_demo()
    september = association.joining_point
    january = JoiningPoint.objects.get(cycle=september.cycle, month=1)
    coordinator = association.persona("coordinator")
    first = Coordinator(coordinator, september)
    first.upload(FILE.read_bytes())
    first.import_all()
    if is_released:
        first.approve()
        first.match()
        first.release()
    second = Coordinator(coordinator, january)
    second.upload(applications(LATER))
    second.import_all()
    pairs = [open_pair(september, number) for number in range(agreed + unsigned)]
    for number, pair in enumerate(pairs):
        agree(pair, is_signed=number < agreed)
    return World(association, september, january, pairs[:agreed], pairs[agreed:])


def browser_of(port: int, who: Person) -> Browser:
    """Return a browser in which somebody is signed in."""
    browser = Browser(port)
    browser.sign_in(make_sign_in_link(by=SYSTEM, person=who, lifetime=LINK_LIFETIME))
    return browser


def latest_agreement(partnership: Partnership) -> Agreement:
    """Return the learning contract as it stands."""
    return partnership.agreements.order_by("-version")[0]
