"""Somebody who has begun to apply on a phone, and has not come to the end of it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM, person
from compagnon.recruitment.changes import begin_application, save_draft
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.draft import typed_of
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.rules.saving import digest_of
from compagnon.scenarios.pair_life import happening
from compagnon.schemes.changes.scheme import open_cycle
from compagnon.schemes.models import JoiningPoint, Scheme
from compagnon.schemes.rules import academic_year, next_joining_point, year_of

_TYPED: Final = {
    "membership": {
        "membership_category": ["early_career"],
        "audiences": ["language_teacher"],
        "how_heard": ["newsletter"],
    },
    "work": {
        "region": ["north_east"],
        "postcode_area": ["NE"],
        "sector": ["academy"],
        "phases": ["secondary"],
        "institution": ["Fellgate Moor Academy"],
    },
    "teaching": {"career_stage": ["early_career"], "experience_years": ["2"]},
}


def begin_to_apply(scheme: Scheme, applicant: Person, *, today: date) -> Application:
    """Let somebody begin three days ago, for the next joining point, and stop on the third page."""
    point = _open_point(scheme, today)
    by = person(applicant.id)
    with happening(today - timedelta(days=3)):
        draft = begin_application(
            by=by, joining_point=point, roles=("mentee",), source="newsletter"
        )
        for section in form_of(draft).sections:
            if section.key in _TYPED:
                save_draft(
                    by=by,
                    application=draft,
                    questions=section.questions,
                    sent=_TYPED[section.key],
                    seen=digest_of(typed_of(by, draft, section.questions)),
                )
    return draft


def _open_point(scheme: Scheme, today: date) -> JoiningPoint:
    """Return the next joining point; in summer, when all have closed, the first of the year to come."""
    if point := next_joining_point(_points(scheme), on=today):
        return point
    year = academic_year(year_of(today).starts_on.year + 1)
    open_cycle(
        by=SYSTEM, scheme=scheme, name=year.name, starts_on=year.starts_on, ends_on=year.ends_on
    )
    return min(_points(scheme, year.name), key=lambda point: point.closes_on)


def _points(scheme: Scheme, cycle: str = "") -> Iterable[JoiningPoint]:
    rows = JoiningPoint.objects.filter(cycle__scheme=scheme, cycle__name__endswith=cycle)
    return rows.select_related("cycle__scheme__organisation")
