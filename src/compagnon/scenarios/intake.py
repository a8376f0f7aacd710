"""Last spring's intake: from a file of applications to opened partnerships, the whole way through changes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from compagnon.accounts.models import Person
from compagnon.core.actors import Actor, person
from compagnon.matching.changes.answer import accept_proposal, decline_proposal
from compagnon.matching.changes.pair_rule import pin_pair
from compagnon.matching.changes.release import release_run
from compagnon.matching.changes.run import start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import Proposal, Run
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.changes import (
    approve_application,
    put_on_waiting_list,
    start_import,
    upload_file,
)
from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.tasks import import_file
from compagnon.scenarios.pair_life import happening
from compagnon.schemes.models import JoiningPoint
from compagnon.ui.spreadsheet import to_csv

_COLUMNS: Final = (
    *("name", "email", "roles", "region", "sector", "phases", "institution", "experience_years"),
    *("languages_taught", "interests_offered", "interests_wanted", "modes", "availability"),
    *("capacity", "declared_managers"),
)
# Amal and Bela, Carys of the Coordination Group, and seven people who are nobody.
_APPLICANTS: Final = """
Amal Haddad | amal.haddad@example.org | Mentor | Yorkshire and the Humber | Academy | Secondary | Thornywood Academy | 12 | Arabic; French | Speaking; Assessment | | Online | After school; Evenings | 1 |
Bela Kovács | bela.kovacs@example.org | Mentee | Wales | Maintained school | Secondary | Ysgol Maes-y-gog | 2 | French; German | | Speaking; Assessment; Wellbeing | Online | After school | |
Carys Llewellyn | carys.llewellyn@example.org | Mentor | Wales | Maintained school | Primary; Secondary | Ysgol Pen-y-berth | 22 | Welsh; French | Home languages; Curriculum design | | Online | Evenings | 1 | Dylan Bowen
Oriel Vaughan | oriel.vaughan@example.org | Mentor | South West | Academy | Secondary | Saltwick Bay Academy | 15 | Spanish; French | Leadership; Flexible working; Grammar | | Online; Face to face | Evenings; Weekends | 2 |
Tomasz Zieliński | tomasz.zielinski@example.org | Mentor | North West | FE college | Post-16 | Quernby College | 11 | German; Polish | Behaviour; Small groups | | Online | After school | 1 |
Sunita Rao | sunita.rao@example.org | Mentee | West Midlands | Maintained school | Primary | Larkhampton School | 4 | French; Panjabi | | Home languages; Curriculum design | Online | Evenings | |
Freya Lindqvist | freya.lindqvist@example.org | Mentee | East of England | Academy | Secondary | Redmarsh Academy | 6 | Spanish | | Leadership; Flexible working; Research | Online | Evenings | | Head of languages: Ruth Amberley
Callum Reid | callum.reid@example.org | Mentee | Scotland | FE college | Post-16 | Kirkmuir College | 3 | German | | Behaviour; Small groups; Technology | Online | After school | |
Marguerite Tissot | marguerite.tissot@example.org | Mentee | London | Independent school | Secondary | Copperdown School | 8 | French; Spanish | | Leadership; Grammar | Online | Weekends | |
Pádraig Nolan | padraig.nolan@example.org | Mentee | Northern Ireland | Maintained school | Secondary | Drumfodden School | 1 | Irish | | Speaking; Grammar | Face to face | After school | |
"""


@dataclass(frozen=True)
class Intake:
    """What came of it: partnerships by the mentee's name, the run, and somebody who still waits."""

    partnerships: dict[str, Partnership]
    run: Run
    waiting: Application


def take_in(
    point: JoiningPoint,
    *,
    coordinator: Person,
    pair: tuple[Person, Person],
    willing: Person,
    today: date,
) -> Intake:
    """Let people apply, match them, and let them answer two months ago.

    The coordinator pins the pair. They and the willing mentor say yes; of the others the last one asked says no.
    Whoever cannot be placed stays on the waiting list.
    """
    by = person(coordinator.id)
    with happening(today - timedelta(days=76)):
        _import(by, point)
    with happening(today - timedelta(days=75)):
        approve_all(by, point)
        mentor, mentee = (point.applications.get(person=one) for one in pair)
        pin_pair(by=by, joining_point=point, mentor=mentor, mentee=mentee)
    with happening(today - timedelta(days=72)):
        run = start_run(by=by, joining_point=point)
        compute_run(run.id)
        run.refresh_from_db()
    with happening(today - timedelta(days=71)):
        release = release_run(by=by, run=run, answer_by=today - timedelta(days=61))
    sure = {*(one.id for one in pair), willing.id}
    proposals = sorted(
        release.proposals.select_related("mentor", "mentee__person"),
        key=lambda one: (one.mentor.person_id not in sure, one.mentee.person.name),
    )
    unwilling = proposals.pop()
    with happening(today - timedelta(days=66)):
        _answer(unwilling, is_yes=False)
    with happening(today - timedelta(days=63)):
        for proposal in proposals:
            _answer(proposal, is_yes=True)
        waiting = point.applications.filter(state=Application.State.APPROVED, is_mentee=True)
        for application in waiting.exclude(pk=unwilling.mentee_id):
            put_on_waiting_list(by=by, application=application)
    return Intake(
        {one.mentee.person.name: _partnership(one) for one in proposals},
        run,
        point.applications.filter(state=Application.State.WAITING).get(),
    )


def approve_all(by: Actor, point: JoiningPoint) -> None:
    """Approve whoever waits for a decision at a joining point, without a letter."""
    rows = point.applications.filter(state=Application.State.SUBMITTED)
    with transaction.atomic():
        for row in rows.select_related("joining_point__cycle__scheme"):
            approve_application(by=by, application=row)


def applications_rows() -> list[tuple[str, ...]]:
    """Return the applications as the lines of an uploaded file, the heading first."""
    lines = _APPLICANTS.strip().splitlines()
    return [
        tuple(FIELD[name].headings[0] for name in _COLUMNS),
        *(tuple(cell.strip() for cell in line.split("|")) for line in lines),
    ]


def _import(by: Actor, point: JoiningPoint) -> None:
    file = upload_file(
        by=by,
        joining_point=point,
        file_name="applications-april.csv",
        data=to_csv(applications_rows()),
    )
    start_import(by=by, import_file=file)
    import_file.call(file.id.hex)


def _answer(proposal: Proposal, *, is_yes: bool) -> None:
    charter = proposal.mentor.joining_point.cycle.scheme.charter_set.get()
    for answer in proposal.answers.order_by("side"):
        by = person(answer.person_id)
        if is_yes:
            accept_proposal(by=by, answer=answer, charter=charter)
        elif answer.side == answer.Side.MENTEE:
            decline_proposal(by=by, answer=answer)


def _partnership(proposal: Proposal) -> Partnership:
    return Partnership.objects.get(proposal_id=proposal.pk)
