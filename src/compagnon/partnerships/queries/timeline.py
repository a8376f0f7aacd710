from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.core.actors import Actor
from compagnon.core.models import EventRow
from compagnon.partnerships.models import (
    ActionItem,
    Agreement,
    Goal,
    KindChange,
    Meeting,
    Observation,
    Partnership,
    Review,
)
from compagnon.partnerships.queries.reading import Reading
from compagnon.schemes.models import Scheme

MOST: Final = 200
# What is told, and whether it says who did it. Of pausing and leaving nobody asks; of a journal nobody knows.
TOLD: Final[Mapping[str, tuple[StrPromise, bool]]] = {
    "PartnershipOpened": (_("Your partnership began"), False),
    "AgreementWritten": (_("A learning contract was written"), True),
    "AgreementSigned": (_("The learning contract was signed"), True),
    "MeetingRecorded": (_("You met"), False),
    "MeetingCancelled": (_("A meeting was cancelled"), False),
    "MeetingMissed": (_("A meeting did not take place"), False),
    "ActionItemDone": (_("Done"), True),
    "GoalSet": (_("A goal was set"), True),
    "GoalNoteWritten": (_("A note on a goal"), True),
    "GoalLinked": (_("Something was linked with a goal"), True),
    "GoalPaused": (_("A goal was let rest"), True),
    "GoalResumed": (_("A goal was taken up again"), True),
    "GoalReached": (_("A goal was reached"), True),
    "ObservationPlanned": (_("An observation was planned"), True),
    "ObservationRecorded": (_("An observation took place"), True),
    "ObservationDiscussed": (_("An observation was talked over"), True),
    "ReviewOpened": (_("You began to look back together"), True),
    "ReviewShared": (_("Everybody had looked back"), False),
    "ReviewDecided": (_("You decided how to go on"), False),
    "KindProposed": (_("It was proposed to go on as"), True),
    "KindChanged": (_("From here on you work as"), False),
    "PartnershipContinued": (_("You said that you go on"), False),
    "PartnershipPaused": (_("Your partnership came to rest"), False),
    "PartnershipResumed": (_("Your partnership was taken up again"), False),
    "MemberLeft": (_("One of you left, and the others go on"), True),
    "PartnershipClosed": (_("You came to your end together"), False),
    "PartnershipLeft": (_("Your partnership ended"), False),
}


@dataclass(frozen=True)
class Subject:
    """What an event is about, as far as there is more to say: its words, and its page."""

    words: str = ""
    path: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened, in words for the members."""

    at: datetime
    label: StrPromise
    who: str
    words: str
    path: str


def get_timeline(*, viewer: Actor, partnership: Partnership) -> list[TimelineEntry]:
    """Return what happened in a partnership, the latest first, opened for a member; a fixed number of queries.

    The events hold ids and days; words come from what they are about. Refuses (`Closed`) anybody else.
    """
    reading = Reading(viewer, partnership)
    subjects = _subjects(reading)
    names = {row.person_id: row.person.known_as for row in reading.everybody.values()}
    rows = EventRow.objects.filter(about_id__in=list(subjects), name__in=list(TOLD))
    return [_entry(row, subjects, names) for row in rows.order_by("-at", "-id")[:MOST]]


def _entry(
    row: EventRow, subjects: Mapping[UUID, Subject], names: Mapping[UUID, str]
) -> TimelineEntry:
    label, says_who = TOLD[row.name]
    assert row.about_id is not None  # noqa: S101 -- it was looked for by this id
    subject = subjects[row.about_id]
    return TimelineEntry(
        at=row.at,
        label=label,
        who=names.get(row.actor_id, "") if says_who and row.actor_id else "",
        words=subject.words,
        path=subject.path,
    )


def _subjects(reading: Reading) -> dict[UUID, Subject]:
    """Return everything of a partnership that an event may be about; an erased member's words are empty."""
    partnership = reading.partnership
    found = {UUID(str(partnership.pk)): Subject()}
    for agreement_id in Agreement.objects.filter(partnership=partnership).values_list(
        "id", flat=True
    ):
        path = reverse("partnerships:agreement_read", kwargs={"agreement_id": agreement_id})
        found[agreement_id] = Subject(path=path)
    for meeting_id in Meeting.objects.filter(partnership=partnership).values_list("id", flat=True):
        found[meeting_id] = Subject()
    for item in ActionItem.objects.filter(meeting__partnership=partnership):
        item.meeting = Meeting(partnership=partnership)
        path = reverse("partnerships:action_item", kwargs={"action_item_id": item.id})
        found[item.id] = Subject(reading.grant.read(item, "text"), path)
    for goal in reading.goals:
        found[goal.id] = _of_goal(goal, reading)
    for row in Observation.objects.filter(partnership=partnership):
        row.partnership = partnership
        path = reverse("partnerships:observation", kwargs={"observation_id": row.id})
        found[row.id] = Subject(reading.grant.read(row, "focus"), path)
    for review_id in Review.objects.filter(partnership=partnership).values_list("id", flat=True):
        path = reverse("partnerships:review", kwargs={"review_id": review_id})
        found[review_id] = Subject(path=path)
    for row_id, kind in KindChange.objects.filter(partnership=partnership).values_list(
        "id", "kind"
    ):
        found[row_id] = Subject(str(Scheme.Kind(kind).label))
    return found


def _of_goal(goal: Goal, reading: Reading) -> Subject:
    path = reverse("partnerships:goal", kwargs={"goal_id": goal.id})
    return Subject(reading.grant.read(goal, "title"), path)
