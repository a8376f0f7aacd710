"""What the workspace holds about people, and what happens to it when one of them is erased."""

from uuid import UUID

from django.db.models import Q

from compagnon.core.actors import SYSTEM
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure
from compagnon.partnerships.changes.partnership import erase_partner
from compagnon.partnerships.changes.report import close_reports
from compagnon.partnerships.models import (
    ActionItem,
    AgendaItem,
    Agreement,
    Attendance,
    CheckIn,
    CoordinatorLetter,
    Goal,
    GoalNote,
    KindChange,
    Meeting,
    Member,
    Minutes,
    MinutesDraft,
    Observation,
    PartnerMessage,
    Partnership,
    ProcessReport,
    Progress,
    ProposedTime,
    Reflection,
    Review,
    ReviewAnswer,
    SelfAssessment,
    SharedReflection,
    SharedReport,
    SharedSelfAssessment,
    Signature,
    Strategy,
    TimeAcceptance,
    TimesProposal,
    Trial,
    UnreadMessage,
    VideoLink,
)

_ID = Treatment(Category.TECHNICAL, Erasure.KEPT, "random; says nothing without the person")
_LINK = Treatment(
    Category.RECORD,
    Erasure.KEPT,
    "points at the blanked person, so that the partner's record stays whole",
)
_WHEN = Treatment(
    Category.RECORD, Erasure.KEPT, "counts of meetings and dates stay, without words", exported=True
)
_SEAL = Treatment(Category.TECHNICAL, Erasure.KEPT, "authentication code over random ids")
_VERSION = Treatment(Category.TECHNICAL, Erasure.KEPT, "counts how often the words were written")
_KEY = Treatment(Category.TECHNICAL, Erasure.KEPT, "names the destroyed key; a random id")
_WORDS = Treatment(
    Category.WORDS,
    Erasure.SHREDDED,
    "the author's key is destroyed; the partner's own words stay",
    exported=True,
)
_MANAGER = Treatment(
    Category.WORDS,
    Erasure.SHREDDED,
    "of a third person, as the mentor typed it; goes with the mentor's words, and the letters to it with them",
    exported=True,
)
_OPENED = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "that a manager can read a report; ends when it is withdrawn or either of the two is erased",
)
_CALENDAR = Treatment(
    Category.ANSWER, Erasure.BLANKED, "may name the school they work at", exported=True
)
_UNREAD = Treatment(
    Category.RECORD, Erasure.WITH_ROW, "there only until the message is read or its author erased"
)
_ASKED = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "when to ask next, not what was answered; gone when the partnership ends",
    exported=True,
)
_SHARED = Treatment(
    Category.ANSWER, Erasure.BLANKED, "shared with the partner from the application", exported=True
)


_WRITTEN = (
    Agreement,
    Minutes,
    MinutesDraft,
    VideoLink,
    ActionItem,
    AgendaItem,
    Goal,
    GoalNote,
    Observation,
    Strategy,
    Trial,
    Reflection,
    Review,
    ReviewAnswer,
    PartnerMessage,
    ProcessReport,
    SelfAssessment,
)


def erase(person_id: UUID, _address: str) -> None:
    """End the person's partnerships, and empty what they wrote and shared; no report of theirs is open to a manager.

    Dates and counts stay, and so do the partner's own words.
    """
    close_reports(by=SYSTEM, person_id=person_id)
    for member in Member.objects.filter(person_id=person_id).select_related("partnership"):
        erase_partner(by=SYSTEM, member=member)
    Member.objects.filter(person_id=person_id).update(shared={}, calendar="")
    UnreadMessage.objects.filter(
        Q(message__author_id=person_id) | Q(member__person_id=person_id)
    ).delete()
    about = Q(written_by=person_id) | Q(partnership__members__person=person_id)
    letters = CoordinatorLetter.objects.filter(about).values_list("pk", flat=True)
    CoordinatorLetter.objects.filter(pk__in=list(letters)).update(text="")
    for model in _WRITTEN:
        model.objects.filter(author_id=person_id).update(
            **dict.fromkeys(model.encrypted_fields(), b"")
        )


on_erasure(erase)
declare(
    Partnership,
    {
        "id": _ID,
        "organisation": _LINK,
        "joining_point": _LINK,
        "proposal_id": _ID,
        "state": _WHEN,
        "opened_at": _WHEN,
        "planned_end_on": _WHEN,
        "ended_at": _WHEN,
        "emptied_at": _WHEN,
        "paused_until": _WHEN,
        "heard_on": _WHEN,
        "kind": _WHEN,
    },
)
declare(
    Progress,
    {
        "id": _ID,
        "partnership": _LINK,
        "scheme": _LINK,
        "stage": _WHEN,
        "since_on": _WHEN,
        "changes_on": _WHEN,
        "begins_on": _WHEN,
        "resumed_on": _WHEN,
        "asks_on": _WHEN,
    },
)
declare(
    CoordinatorLetter,
    {
        "id": _ID,
        "partnership": _LINK,
        "member": _LINK,
        "written_by": _LINK,
        "written_at": _WHEN,
        "text": Treatment(
            Category.ANSWER,
            Erasure.BLANKED,
            "a letter about somebody; gone once its writer or a member is erased",
            exported=True,
        ),
    },
)
declare(
    Member,
    {
        "id": _ID,
        "seal": _SEAL,
        "partnership": _LINK,
        "person": _LINK,
        "role": _WHEN,
        "shared": _SHARED,
        "calendar": _CALENDAR,
    },
)
declare(
    KindChange,
    {
        "id": _ID,
        "partnership": _LINK,
        "kind": _WHEN,
        "member": _LINK,
        "proposed_at": _WHEN,
        "agreed_at": _WHEN,
    },
)
declare(CheckIn, {"id": _ASKED, "member": _ASKED, "asks_on": _ASKED})
declare(
    Agreement,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "partnership": _LINK,
        "version": _WHEN,
        "written_at": _WHEN,
        "frequency": _WHEN,
        "mode": _WHEN,
        "length_minutes": _WHEN,
        "review_on": _WHEN,
        "ends_on": _WHEN,
        "focus_areas": _WORDS,
        "focus_note": _WORDS,
        "mentor_responsibilities": _WORDS,
        "mentee_responsibilities": _WORDS,
        "minutes_by": _WORDS,
        "contact": _WORDS,
        "off_limits": _WORDS,
        "challenge": _WORDS,
        "depth": _WORDS,
    },
)
declare(Signature, {"id": _ID, "agreement": _LINK, "member": _LINK, "signed_at": _WHEN})
declare(
    Meeting,
    {
        "id": _ID,
        "partnership": _LINK,
        "state": _WHEN,
        "held_on": _WHEN,
        "starts_at": _WHEN,
        "length_minutes": _WHEN,
        "place": _WHEN,
        "invitation_sequence": _WHEN,
    },
)
declare(
    TimesProposal,
    {
        "id": _ID,
        "partnership": _LINK,
        "member": _LINK,
        "proposed_at": _WHEN,
        "length_minutes": _WHEN,
        "closed_at": _WHEN,
    },
)
declare(ProposedTime, {"id": _ID, "proposal": _LINK, "starts_at": _WHEN})
declare(TimeAcceptance, {"id": _ID, "time": _LINK, "member": _LINK})
declare(Attendance, {"id": _ID, "meeting": _LINK, "member": _LINK})
declare(
    Minutes,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "meeting": _LINK,
        "next_items": _WORDS,
        "activities": _WORDS,
    },
)
declare(
    VideoLink,
    {"id": _ID, "author_id": _KEY, "text_version": _VERSION, "meeting": _LINK, "url": _WORDS},
)
declare(
    MinutesDraft,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "meeting": _LINK,
        "member": _LINK,
        "actions": _WORDS,
        "next_items": _WORDS,
    },
)
declare(
    AgendaItem,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "partnership": _LINK,
        "member": _LINK,
        "meeting": _LINK,
        "added_at": _WHEN,
        "text": _WORDS,
    },
)
declare(
    ActionItem,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "meeting": _LINK,
        "owner": _LINK,
        "position": _WHEN,
        "state": _WHEN,
        "due_on": _WHEN,
        "text": _WORDS,
    },
)
declare(
    Goal,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "partnership": _LINK,
        "owner": _LINK,
        "state": _WHEN,
        "set_at": _WHEN,
        "target_on": _WHEN,
        "title": _WORDS,
        "why": _WORDS,
        "where_now": _WORDS,
        "approaches": _WORDS,
        "resources": _WORDS,
        "evidence": _WORDS,
    },
)
declare(
    GoalNote,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "goal": _LINK,
        "member": _LINK,
        "written_at": _WHEN,
        "text": _WORDS,
    },
)
declare(
    Observation,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "partnership": _LINK,
        "observer": _LINK,
        "observed": _LINK,
        "state": _WHEN,
        "planned_at": _WHEN,
        "happens_on": _WHEN,
        "length_minutes": _WHEN,
        "agreed_at": _WHEN,
        "focus": _WORDS,
        "seen": _WORDS,
        "dialogue": _WORDS,
    },
)
declare(
    Strategy,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "observation": _LINK,
        "position": _WHEN,
        "text": _WORDS,
    },
)
declare(
    Trial,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "strategy": _LINK,
        "is_tried": _WHEN,
        "told_at": _WHEN,
        "how_it_went": _WORDS,
    },
)
declare(
    Reflection,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "partnership": _LINK,
        "member": _LINK,
        "moment": _WHEN,
        "written_at": _WHEN,
        "text": _WORDS,
    },
)
declare(
    SharedReflection,
    {"id": _ID, "seal": _SEAL, "reflection": _LINK, "partnership": _LINK, "shared_at": _WHEN},
)
declare(
    Review,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "partnership": _LINK,
        "opener": _LINK,
        "kind": _WHEN,
        "state": _WHEN,
        "opened_at": _WHEN,
        "decided_at": _WHEN,
        "next_on": _WHEN,
        "outcome": _WORDS,
        "to_what_end": _WORDS,
    },
)
declare(
    ReviewAnswer,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "review": _LINK,
        "member": _LINK,
        "written_at": _WHEN,
        "handed_in_at": _WHEN,
        "progress": _WORDS,
        "working": _WORDS,
        "next_steps": _WORDS,
        "thanks": _WORDS,
    },
)
declare(
    PartnerMessage,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "partnership": _LINK,
        "member": _LINK,
        "written_at": _WHEN,
        "text": _WORDS,
    },
)
declare(
    ProcessReport,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "partnership": _LINK,
        "member": _LINK,
        "state": _WHEN,
        "begins_on": _WHEN,
        "ends_on": _WHEN,
        "meeting_count": _WHEN,
        "length_minutes": _WHEN,
        "written_at": _WHEN,
        "manager_name": _MANAGER,
        "manager_address": _MANAGER,
        "process": _WORDS,
        "impact": _WORDS,
        "support": _WORDS,
    },
)
declare(
    SharedReport,
    {
        "id": _OPENED,
        "seal": _OPENED,
        "process_report": _OPENED,
        "text_version": _OPENED,
        "shared_at": _OPENED,
    },
)
declare(UnreadMessage, {"id": _ID, "message": _UNREAD, "member": _UNREAD})
declare(
    SelfAssessment,
    {
        "id": _ID,
        "author_id": _KEY,
        "text_version": _VERSION,
        "partnership": _LINK,
        "member": _LINK,
        "role": _WHEN,
        "made_at": _WHEN,
        "answers": _WORDS,
        "note": _WORDS,
    },
)
declare(
    SharedSelfAssessment,
    {"id": _ID, "seal": _SEAL, "self_assessment": _LINK, "partnership": _LINK, "shared_at": _WHEN},
)
