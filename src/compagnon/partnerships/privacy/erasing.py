"""What happens to what somebody wrote in partnerships when they are erased."""

from typing import Final
from uuid import UUID

from django.db.models import Q

from compagnon.core import sealing
from compagnon.core.actors import SYSTEM
from compagnon.core.privacy import on_erasure
from compagnon.partnerships.changes.partnership import erase_partner
from compagnon.partnerships.changes.report import close_reports
from compagnon.partnerships.models import (
    ActionItem,
    AgendaItem,
    Agreement,
    CoordinatorLetter,
    Goal,
    GoalLink,
    GoalNote,
    LastLook,
    Member,
    Minutes,
    MinutesDraft,
    Observation,
    PartnerMessage,
    ProcessReport,
    Reflection,
    Review,
    ReviewAnswer,
    SelfAssessment,
    Strategy,
    Trial,
    UnreadMessage,
    VideoLink,
)

WRITTEN: Final = (
    Agreement,
    Minutes,
    MinutesDraft,
    VideoLink,
    ActionItem,
    AgendaItem,
    Goal,
    GoalLink,
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
    """Let the person leave their partnerships, and empty what they wrote and shared; no report is open to a manager.

    Dates and counts stay, and so do the partner's own words.
    """
    close_reports(by=SYSTEM, person_id=person_id)
    for member in Member.objects.filter(person_id=person_id).select_related("partnership"):
        erase_partner(by=SYSTEM, member=member)
    sealing.delete(LastLook.objects.filter(member__person=person_id))
    Member.objects.filter(person_id=person_id).update(shared={}, calendar="")
    UnreadMessage.objects.filter(
        Q(message__author_id=person_id) | Q(member__person_id=person_id)
    ).delete()
    about = Q(written_by=person_id) | Q(partnership__members__person=person_id)
    letters = CoordinatorLetter.objects.filter(about).values_list("pk", flat=True)
    CoordinatorLetter.objects.filter(pk__in=list(letters)).update(text="")
    for model in WRITTEN:
        model.objects.filter(author_id=person_id).update(
            **dict.fromkeys(model.encrypted_fields(), b"")
        )


on_erasure(erase)
