"""A word in each confidential field that stands nowhere else: whoever finds it outside has found a leak."""

import secrets
from datetime import timedelta
from typing import Final

from compagnon.core import clock
from compagnon.core.actors import SYSTEM, Actor, person
from compagnon.introductions.changes.introduction import Details, plan_introduction
from compagnon.introductions.changes.invitation import invite_people
from compagnon.introductions.rules.invited import Invitee
from compagnon.membership.changes import upload_register
from compagnon.notifications.changes import forget_letters
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.meeting import record_meeting
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.policy import agreements_in_force
from compagnon.partnerships.queries.partnership import list_members
from compagnon.partnerships.rules import ActionPoint, Terms
from compagnon.recruitment.changes import (
    answer_request,
    ask_for_information,
    put_on_waiting_list,
    start_import,
    upload_file,
    write_comment,
)
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.history import count_happenings
from compagnon.recruitment.queries.request import get_asked_of_you
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.ruling import Ruling
from compagnon.recruitment.tasks import import_file
from compagnon.scenarios.association import Association
from compagnon.schemes.models import JoiningPoint
from compagnon.ui.spreadsheet import to_csv

# The choices of an agreement (`focus_areas`) are encrypted, too, and hold keys of a list: no word of anybody's.
FIELDS = (
    "agreement.focus_note",
    "agreement.mentor_responsibilities",
    "agreement.mentee_responsibilities",
    "minutes.next_items",
    "actionitem.text",
    "declaration.managers",
    "declaration.conflicts",
    "comment.text",
    "decision.reason",
    "informationrequest.sentence",
    "requestreply.text",
    "importfile.content",
    "uploadpart.content",
    "invitation.name",
    "invitation.address",
)
_EMAIL: Final = "ivo.kanariya@example.org"


def plant_canaries(association: Association, point: JoiningPoint) -> dict[str, str]:
    """Write a word of its own into each confidential field, through changes; return field → word."""
    words = {field: f"canary{secrets.token_hex(8)}" for field in FIELDS}
    mentor, mentee, coordinator = (
        person(association.persona(key).id) for key in ("mentor", "mentee", "coordinator")
    )
    _agree(association.partnership, mentor, mentee, words)
    _meet(association.partnership, mentor, words)
    imported = ("Ivo Kanariya", words["declaration.managers"], words["declaration.conflicts"])
    file = upload_file(
        by=coordinator, joining_point=point, file_name="one.csv", data=_file(*imported)
    )
    start_import(by=coordinator, import_file=file)
    import_file.call(file.id.hex)
    application = Application.objects.select_related("joining_point__cycle__scheme").get(
        person__email=_EMAIL
    )
    write_comment(by=coordinator, application=application, text=words["comment.text"])
    ask_for_information(
        by=coordinator,
        application=application,
        questions=["region"],
        sentence=words["informationrequest.sentence"],
        seen=count_happenings(application),
    )
    application.refresh_from_db()
    _reply(application, words["requestreply.text"])
    application.refresh_from_db()
    put_on_waiting_list(
        by=coordinator, application=application, ruling=Ruling(reason=words["decision.reason"])
    )
    looked_at = _file(words["importfile.content"], "", "")
    upload_file(by=coordinator, joining_point=point, file_name="two.csv", data=looked_at)
    register = to_csv([("Number", "Name"), ("1", words["uploadpart.content"])])
    upload_register(by=coordinator, joining_point=point, file_name="three.csv", data=register)
    _invite(point, coordinator, words["invitation.name"], words["invitation.address"])
    return words


def _reply(application: Application, text: str) -> None:
    """Let the applicant add words of their own to what was asked."""
    applicant = person(application.person_id)
    asked = get_asked_of_you(viewer=applicant, application=application)
    assert asked is not None  # noqa: S101 -- it was asked just before
    answer_request(
        by=applicant,
        application=application,
        sent={"region": ["wales"]},
        seen=asked.seen,
        reply=text,
    )


def _invite(point: JoiningPoint, coordinator: Actor, name: str, address: str) -> None:
    """Invite somebody to an introductory meeting; the letter is gone, because a letter has an address."""
    details = Details(
        title="Introduction",
        starts_at=clock.now() + timedelta(days=10),
        length_minutes=60,
        place="Room 4",
        seat_count=None,
        topics=[],
        language="en",
    )
    meeting = plan_introduction(by=coordinator, joining_point=point, details=details)
    invite_people(by=coordinator, introduction=meeting, invitees=[Invitee(name, address)])
    forget_letters(by=SYSTEM, address=address, about="introductions/")


def _agree(partnership: Partnership, mentor: Actor, mentee: Actor, words: dict[str, str]) -> None:
    terms = Terms(
        frequency="half_termly",
        mode="online",
        length_minutes=60,
        review_on=clock.today() + timedelta(days=60),
        ends_on=clock.today() + timedelta(days=180),
        focus_areas=("assessment",),
        focus_note=words["agreement.focus_note"],
        mentor_responsibilities=words["agreement.mentor_responsibilities"],
        mentee_responsibilities=words["agreement.mentee_responsibilities"],
    )
    earlier = agreements_in_force(partnership)[0]
    agreement = write_agreement(
        by=mentor, partnership=partnership, terms=terms, based_on=earlier.version
    )
    sign_agreement(by=mentee, agreement=agreement)


def _meet(partnership: Partnership, mentor: Actor, words: dict[str, str]) -> None:
    members = list_members(viewer=mentor, partnership=partnership)
    record_meeting(
        by=mentor,
        partnership=partnership,
        held_on=clock.today(),
        length_minutes=45,
        attended=members,
        action_points=[ActionPoint(words["actionitem.text"], members[0].id)],
        next_items=words["minutes.next_items"],
    )


def _file(name: str, managers: str, conflicts: str) -> bytes:
    cells = {
        "name": name,
        "email": _EMAIL,
        "roles": "Mentor",
        "declared_managers": managers,
        "declared_conflicts": conflicts,
    }
    header = tuple(FIELD[field].headings[0] for field in cells)
    return to_csv([header, tuple(cells.values())])
