"""A pair of a scheme with reports to a line manager: one was sent and is open, one waits for the mentee; another pair owes one."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from compagnon.accounts.changes import admit_person
from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.ids import new_public_id
from compagnon.partnerships.changes.partnership import Joining, open_partnership
from compagnon.partnerships.changes.report import (
    approve_report,
    ask_approval,
    return_report,
    write_report,
)
from compagnon.partnerships.models import Partnership, ProcessReport
from compagnon.partnerships.reporting import ReportWords
from compagnon.schemes.models import JoiningPoint
from tests.crawl.planted import REPORTED

if TYPE_CHECKING:
    from tests.crawl.world import World

LOU = "lou.manager@employer.example"


def report(world: "World", point: JoiningPoint) -> None:
    """Let the mentor report twice, in the words of the canaries; the first goes to a manager whom no canary names."""
    said = {stem: canary.word for stem, canary in REPORTED.items()}
    pair = _opened(point, world.people["mentor"], world.people["mentee"])
    with clock.moved_to(clock.now() - timedelta(days=20)):
        named = {**said, "manager_name": "Lou", "manager_address": LOU}
        first = _asked(world, pair, ReportWords(**named))
        return_report(by=world.actor("mentee"), process_report=first)
        ask_approval(by=world.actor("mentor"), process_report=first)
        approve_report(by=world.actor("mentee"), process_report=first, seen=1)
    _asked(world, pair, ReportWords(**said))
    _opened(point, _admit("Una"), _admit("Val"))


def _asked(world: "World", pair: Partnership, words: ReportWords) -> ProcessReport:
    by = world.actor("mentor")
    written = write_report(by=by, partnership=pair, words=words, based_on=0)
    return ask_approval(by=by, process_report=written)


def _admit(name: str) -> Person:
    return admit_person(by=SYSTEM, email=f"{name.lower()}@example.org", name=name, language="en")


def _opened(point: JoiningPoint, mentor: Person, mentee: Person) -> Partnership:
    """Open a pair as if that had been five weeks ago."""
    since = clock.now() - timedelta(days=35)
    with clock.moved_to(since):
        return open_partnership(
            by=SYSTEM,
            joining_point=point,
            proposal_id=new_public_id(),
            mentor=Joining(UUID(str(mentor.pk)), {}),
            mentee=Joining(UUID(str(mentee.pk)), {}),
            starts_on=since.date(),
        )
