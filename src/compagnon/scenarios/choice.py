"""A scheme of an invented organisation in which learners choose, and one request in it."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from compagnon.choosing.changes.profile import show_profile
from compagnon.choosing.changes.request import send_request
from compagnon.choosing.models import Request
from compagnon.choosing.rules.parts import shown_parts
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, person
from compagnon.recruitment.changes import (
    approve_application,
    confirm_membership,
    start_import,
    upload_file,
)
from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.tasks import import_file
from compagnon.scenarios.association import Association
from compagnon.schemes.changes.appointment import appoint_person
from compagnon.schemes.changes.scheme import open_cycle, open_scheme
from compagnon.schemes.models import Appointment, JoiningPoint, Scheme
from compagnon.schemes.template.coaching import COACHING
from compagnon.ui.spreadsheet import to_csv

_SIDES: Final = (("mentor", "Mentor"), ("mentee", "Mentee"))


def ask_in_words(association: Association, words: str) -> Request:
    """Open a scheme of coaching, in which the association's mentee asks its mentor in these words."""
    scheme = open_scheme(
        by=SYSTEM,
        organisation=association.organisation,
        name="Coaching by choice",
        template=COACHING,
    )
    point = _point_of(scheme)
    _appoint(association, scheme)
    coach, learner = _bring_in(association, point)
    profile = show_profile(
        by=person(coach.person_id), application=coach, seen=list(shown_parts(coach.answers))
    )
    return send_request(
        by=person(learner.person_id),
        profile=profile,
        words=words,
        charter=scheme.charter_set.get(),
    )


def _point_of(scheme: Scheme) -> JoiningPoint:
    today = clock.today()
    cycle = open_cycle(
        by=SYSTEM,
        scheme=scheme,
        name="2026/27",
        starts_on=today,
        ends_on=today + timedelta(days=300),
        joining_months=[today.month],
    )
    return JoiningPoint.objects.select_related("cycle__scheme__organisation").get(cycle=cycle)


def _appoint(association: Association, scheme: Scheme) -> None:
    appoint_person(
        by=SYSTEM,
        organisation=association.organisation,
        person=association.persona("coordinator"),
        role=Appointment.Role.COORDINATOR,
        approved_on=clock.today(),
        approved_by="Board",
        scheme=scheme,
    )


def _bring_in(association: Association, point: JoiningPoint) -> list[Application]:
    """Import the two, and approve them."""
    by = person(association.persona("coordinator").id)
    lines = [(association.persona(who), role) for who, role in _SIDES]
    header = tuple(FIELD[field].headings[0] for field in ("name", "email", "roles"))
    data = to_csv([header, *((one.name, one.email, role) for one, role in lines)])
    file = upload_file(by=by, joining_point=point, file_name="choice.csv", data=data)
    start_import(by=by, import_file=file)
    import_file.call(file.id.hex)
    return [
        _approved(Application.objects.get(person=one, joining_point=point).pk, association)
        for one, _role in lines
    ]


def _approved(key: UUID, association: Association) -> Application:
    by = person(association.persona("coordinator").id)
    row = Application.objects.select_related(
        "person", "joining_point__cycle__scheme__organisation"
    ).get(pk=key)
    confirm_membership(by=by, application=row)
    return approve_application(by=by, application=row)
