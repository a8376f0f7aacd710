"""The world of the drills: the demo's association, letters waiting to be answered, applications to be decided."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from benchmarks.applicants import Size, applications
from benchmarks.steps import Coordinator
from compagnon.accounts.changes import admit_person, make_sign_in_link
from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, person
from compagnon.core.ids import new_public_id
from compagnon.matching import links
from compagnon.matching.models import Answer
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.partnership import Joining, open_partnership
from compagnon.partnerships.models import Agreement, Member, Partnership
from compagnon.partnerships.rules import Terms, usual_end, usual_review
from compagnon.recruitment.models import Application
from compagnon.scenarios.association import Association
from compagnon.scenarios.demo import build_demo
from compagnon.schemes.models import JoiningPoint
from drills.browser import Browser

FILE: Final = Path("demo/applications.csv")
LATER: Final = Size(mentees=40, mentors=30)
LINK_LIFETIME: Final = timedelta(hours=2)
WORDS: Final = "Try the frame with one class and listen for who speaks."


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
    pairs = [_pair(september, number) for number in range(agreed + unsigned)]
    for number, pair in enumerate(pairs):
        _agree(pair, is_signed=number < agreed)
    return World(association, september, january, pairs[:agreed], pairs[agreed:])


def browser_of(port: int, who: Person) -> Browser:
    """Return a browser in which somebody is signed in."""
    browser = Browser(port)
    browser.sign_in(make_sign_in_link(by=SYSTEM, person=who, lifetime=LINK_LIFETIME))
    return browser


def members(partnership: Partnership) -> tuple[Member, Member]:
    """Return the mentor and the mentee."""
    mentor, mentee = partnership.members.select_related("person").order_by("-role")
    return mentor, mentee


def latest_agreement(partnership: Partnership) -> Agreement:
    """Return the learning contract as it stands."""
    return partnership.agreements.order_by("-version")[0]


def _pair(point: JoiningPoint, number: int) -> Partnership:
    mentor, mentee = (
        admit_person(
            by=SYSTEM,
            email=f"{role}.{number}@drill.example",
            name=f"{role} {number}",
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


def _agree(partnership: Partnership, *, is_signed: bool) -> None:
    mentor, mentee = members(partnership)
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
        by=person(mentor.person_id), partnership=partnership, terms=terms, based_on=0
    )
    if is_signed:
        sign_agreement(by=person(mentee.person_id), agreement=agreement)
