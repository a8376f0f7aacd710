"""Who is told what happens in a partnership: the other member, or both. Letters say that it happened, never what was said."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.actors import Actor, holder_of_link
from compagnon.core.events import Event, subscribe
from compagnon.notifications.changes import plan_message
from compagnon.notifications.letters import letter
from compagnon.partnerships import events
from compagnon.partnerships.changes.progress import look_again, note_progress
from compagnon.partnerships.changes.report import LETTER
from compagnon.partnerships.letters import (
    about_alert,
    about_asked_report,
    about_ended,
    about_going_on,
    about_meeting,
    about_meeting_without,
    about_member_left,
    about_messages,
    about_own_words,
    about_pair_at_work,
    about_partnership,
    about_pause,
    about_rematch,
    about_report,
    about_shared_report,
    about_skills,
    about_times,
    calendar_of,
    calendar_without,
    may_read_own_words,
)
from compagnon.partnerships.models import Goal, Meeting, Member, Partnership
from compagnon.partnerships.policy import agreements_in_force, members_known_to
from compagnon.partnerships.queries.coordinators import list_coordinators_to_alert
from compagnon.partnerships.queries.report import get_shared_report
from compagnon.partnerships.wordings import WORDINGS

FOR_THE_OTHER: Final[Mapping[type[Event], str]] = {
    events.AgreementWritten: "agreement_written",
    events.GoalNoteWritten: "goal_note_written",
    events.KindChanged: "kind_news",
    events.KindProposed: "kind_news",
    events.MeetingRecorded: "meeting_recorded",
    events.MeetingMissed: "meeting_missed",
    events.ObservationPlanned: "observation_news",
    events.ObservationRecorded: "observation_news",
    events.ObservationDiscussed: "observation_news",
    events.ObservationCancelled: "observation_news",
    events.StrategyAnswered: "observation_news",
    events.PartnershipPaused: "partnership_paused",
    events.PartnershipResumed: "partnership_resumed",
    events.ReflectionShared: "reflection_shared",
    events.ReviewOpened: "review_opened",
    events.ReviewShared: "review_news",
    events.ReviewDecided: "review_news",
}
FOR_BOTH: Final[Mapping[type[Event], str]] = {
    events.PartnershipOpened: "partnership_opened",
    events.PauseEnded: "pause_ended",
}
WITH_INVITATION: Final[Mapping[type[Event], str]] = {
    events.MeetingArranged: "meeting_arranged",
    events.MeetingCancelled: "meeting_cancelled",
}

MESSAGES: Final = "partnerships/message_written"
MORNING: Final = time(7)
ALERTED: Final = "partnerships/coordinators_alerted"
REMATCH: Final = "partnerships/rematch_asked"
GOING_ON: Final = "partnerships/others_go_on"
CONTACTED: Final = "partnerships/members_contacted"
# What may move a partnership from one stage to another, as its coordinators see it: at once, or a minute later.
MOVING: Final[tuple[type[Event], ...]] = (
    events.AgreementSigned,
    events.AgreementWritten,
    events.MemberLeft,
    events.PartnerErased,
    events.PartnerReplaced,
    events.PartnershipContinued,
    events.PartnershipLeft,
    events.PartnershipOpened,
    events.PartnershipPaused,
    events.PartnershipResumed,
    events.PauseArranged,
    events.PauseEnded,
    events.TermsChosen,
)
MOVING_SOON: Final[tuple[type[Event], ...]] = (
    events.MeetingArranged,
    events.MeetingCancelled,
    events.MeetingRecorded,
)


def register() -> None:
    """Register the letters of the workspace, and the events they follow."""
    for stem in dict.fromkeys(FOR_THE_OTHER.values()):
        letter(f"partnerships/{stem}", about_pair_at_work, wording=WORDINGS[stem])
    for kind, stem in FOR_THE_OTHER.items():
        subscribe(kind, partial(tell, stem, is_for_both=False))
    for kind, stem in FOR_BOTH.items():
        letter(f"partnerships/{stem}", about_pair_at_work, wording=WORDINGS[stem])
        subscribe(kind, partial(tell, stem, is_for_both=True))
    letter(
        "partnerships/agreement_signed", about_pair_at_work, wording=WORDINGS["agreement_signed"]
    )
    subscribe(events.AgreementSigned, tell_once_in_force)
    letter("partnerships/times_proposed", about_times, wording=WORDINGS["times_proposed"])
    subscribe(events.TimesProposed, partial(tell, "times_proposed", is_for_both=False))
    register_endings()
    register_leaving()
    letter(
        "partnerships/self_assessment_shared",
        about_skills,
        wording=WORDINGS["self_assessment_shared"],
    )
    subscribe(
        events.SelfAssessmentShared, partial(tell, "self_assessment_shared", is_for_both=False)
    )
    letter("partnerships/goal_linked", about_pair_at_work, wording=WORDINGS["goal_linked"])
    subscribe(events.GoalLinked, tell_owner)
    register_reports()
    letter(MESSAGES, about_messages, wording=WORDINGS["message_written"])
    subscribe(events.MessageWritten, tell_of_messages)
    letter(ALERTED, about_alert)
    subscribe(events.CoordinatorsAlerted, tell_coordinators)
    letter(REMATCH, about_rematch)
    subscribe(events.RematchAsked, tell_whoever_matches)
    register_coordination()
    for kind, stem in WITH_INVITATION.items():
        letter(f"partnerships/{stem}", about_meeting, calendar=calendar_of, wording=WORDINGS[stem])
        subscribe(kind, partial(tell, stem, is_for_both=True))


def register_endings() -> None:
    """Register what is said when a partnership ends: by plan, by one who leaves, by erasing."""
    letter(
        "partnerships/partnership_left",
        about_partnership,
        wording=WORDINGS["partnership_left"],
    )
    subscribe(events.PartnershipLeft, partial(tell, "partnership_left", is_for_both=False))
    letter(
        "partnerships/partnership_closed",
        about_ended,
        wording=WORDINGS["partnership_closed"],
    )
    subscribe(events.PartnershipClosed, partial(tell, "partnership_closed", is_for_both=True))
    letter("partnerships/partner_erased", about_partnership, wording=WORDINGS["partner_erased"])
    subscribe(events.PartnerErased, tell_who_is_left)


def register_leaving() -> None:
    """Register what is said when one leaves and the others go on: to these, to their coordinators, to whoever left."""
    letter("partnerships/member_left", about_member_left, wording=WORDINGS["member_left"])
    subscribe(events.MemberLeft, tell_those_who_go_on)
    letter(GOING_ON, about_going_on)
    letter(
        "partnerships/meeting_without_you",
        about_meeting_without,
        calendar=calendar_without,
        wording=WORDINGS["meeting_without_you"],
    )


def register_reports() -> None:
    """Register what happens to a report: between the two, and, once the mentee has said yes, to the manager."""
    letter("partnerships/approval_asked", about_asked_report, wording=WORDINGS["approval_asked"])
    subscribe(events.ApprovalAsked, partial(tell, "approval_asked", is_for_both=False))
    letter("partnerships/report_news", about_report, wording=WORDINGS["report_news"])
    for kind in (events.ReportReturned, events.ReportApproved, events.ReportWithdrawn):
        subscribe(kind, partial(tell, "report_news", is_for_both=False))
    letter(LETTER, about_shared_report)
    subscribe(events.ReportApproved, send_report)


def register_coordination() -> None:
    """Register what coordinators do: their letters, their pauses, whom they part; and where partnerships stand."""
    for kind in MOVING:
        subscribe(kind, follow)
    for kind in MOVING_SOON:
        subscribe(kind, look_again)
    letter(
        CONTACTED,
        about_own_words,
        title=_("A letter of the Coordination Group"),
        may_read=may_read_own_words,
    )
    subscribe(events.MembersContacted, send_letter)
    letter("partnerships/pause_arranged", about_pause, wording=WORDINGS["pause_arranged"])
    subscribe(events.PauseArranged, partial(tell, "pause_arranged", is_for_both=True))
    letter("partnerships/partner_replaced", about_partnership, wording=WORDINGS["partner_replaced"])
    subscribe(events.PartnerReplaced, partial(tell, "partner_replaced", is_for_both=True))


def follow(event: Any, _by: Actor) -> None:
    """Note where a partnership stands after something happened in it; part of the change that made it happen."""
    note_progress([event.partnership_id])


def send_report(event: events.ReportApproved, _by: Actor) -> None:
    """Plan the letter to the mentor's line manager, who has no account, in the mentor's language."""
    report = get_shared_report(viewer=holder_of_link(event.shared_report_id))
    assert report is not None  # noqa: S101 -- it was shared in this very transaction
    plan_message(
        kind=LETTER,
        recipient_id=None,
        address=report.manager_address,
        language=report.language,
        context=_facts(event) | {"shared_report_id": event.shared_report_id},
        key=event.shared_report_id.hex,
    )


def send_letter(event: events.MembersContacted, _by: Actor) -> None:
    """Plan a coordinator's letter to one member, or to each of them; her outbox lists it."""
    members = Member.objects.filter(partnership=event.partnership_id, left_at=None)
    if event.member_id is not None:
        members = members.filter(pk=event.member_id)
    for member in members.select_related("person", "partnership__joining_point__cycle"):
        plan_message(
            kind=CONTACTED,
            recipient_id=member.person_id,
            address=member.person.email,
            language=member.person.language,
            context={
                "letter_id": event.letter_id,
                "partnership_id": event.partnership_id,
                "progress_id": event.progress_id,
            },
            key=event.letter_id.hex,
            scheme_id=member.partnership.joining_point.cycle.scheme_id,
        )


def tell(stem: str, event: Any, by: Actor, *, is_for_both: bool) -> None:
    """Plan a letter to the partner of whoever acted, or to both members."""
    members = list(_members(event.partnership_id, by))
    acted = next((row.id for row in members if row.person_id == by.person_id), None)
    for member in members:
        if is_for_both:
            _plan(stem, _facts(event), event, member)
        elif member.person_id != by.person_id:
            _plan(stem, _facts(event) | ({"acted_id": acted} if acted else {}), event, member)


def tell_of_messages(event: events.MessageWritten, by: Actor) -> None:
    """Plan one letter today and one tomorrow morning, for what is unread then; one a day, however many messages."""
    today = clock.today()
    tomorrow = today + timedelta(days=1)
    for member in _members(event.partnership_id, by):
        for day in (today, tomorrow) if member.person_id != by.person_id else ():
            plan_message(
                kind=MESSAGES,
                recipient_id=member.person_id,
                address=member.person.email,
                language=member.person.language,
                context={"partnership_id": event.partnership_id},
                key=f"{event.partnership_id.hex} {day.isoformat()}",
                not_before=timezone.make_aware(datetime.combine(day, MORNING))
                if day == tomorrow
                else None,
            )


def tell_owner(event: events.GoalLinked, by: Actor) -> None:
    """Plan a letter to the owner of a goal that another linked with something; one a day for each goal."""
    owner = Goal.objects.select_related("owner__person").get(pk=event.goal_id).owner
    acted = next(row for row in _members(event.partnership_id, by) if row.person_id == by.person_id)
    if owner.id != acted.id:
        plan_message(
            kind="partnerships/goal_linked",
            recipient_id=owner.person_id,
            address=owner.person.email,
            language=owner.person.language,
            context=_facts(event) | {"acted_id": acted.id},
            key=f"{event.goal_id.hex} {clock.today().isoformat()}",
        )


def tell_once_in_force(event: events.AgreementSigned, by: Actor) -> None:
    """Plan a letter to the others once everybody has signed; of three, the first signature of two more tells nothing."""
    partnership = Partnership.objects.get(pk=event.partnership_id)
    if agreements_in_force(partnership).filter(pk=event.agreement_id).exists():
        tell("agreement_signed", event, by, is_for_both=False)


def tell_who_is_left(event: events.PartnerErased, _by: Actor) -> None:
    """Plan a letter to the member whose partner was erased."""
    others = Member.objects.filter(partnership_id=event.partnership_id, left_at=None).exclude(
        pk=event.member_id
    )
    for member in others.select_related("person"):
        _plan("partner_erased", _facts(event), event, member)


def tell_those_who_go_on(event: events.MemberLeft, by: Actor) -> None:
    """Plan a letter to each who goes on, and to their coordinators.

    To whoever left only that a meeting is off for them, so that their calendar forgets it; to whoever is erased nothing.
    """
    about = {"member_id": event.member_id}
    everybody = Member.objects.filter(partnership=event.partnership_id).select_related("person")
    for member in everybody.filter(left_at=None):
        _plan("member_left", _facts(event) | about, event, member)
    _plan_for_group(GOING_ON, event, about)
    if by.person_id is None:
        return
    for meeting in Meeting.objects.filter(
        partnership=event.partnership_id, state=Meeting.State.ARRANGED, starts_at__gt=clock.now()
    ):
        facts = _facts(event) | about | {"meeting_id": meeting.id}
        _plan("meeting_without_you", facts, event, everybody.get(pk=event.member_id))


def tell_coordinators(event: events.CoordinatorsAlerted, _by: Actor) -> None:
    """Plan a letter to everybody of the Coordination Group who is not in the partnership, and to nobody in it."""
    _plan_for_group(ALERTED, event, {"member_id": event.member_id})


def tell_whoever_matches(event: events.RematchAsked, _by: Actor) -> None:
    """Plan a letter to the same: that somebody is looked for; not at whose wish."""
    _plan_for_group(REMATCH, event, {})


def _plan_for_group(kind: str, event: Any, facts: Mapping[str, UUID]) -> None:
    partnership = Partnership.objects.select_related("joining_point__cycle").get(
        pk=event.partnership_id
    )
    for person in list_coordinators_to_alert(partnership):
        plan_message(
            kind=kind,
            recipient_id=person.id,
            address=person.email,
            language=person.language,
            context={"partnership_id": event.partnership_id, **facts},
            key=f"{event!r} {clock.now().isoformat()}",
        )


def _plan(stem: str, facts: Mapping[str, UUID | int], event: Any, member: Member) -> None:
    plan_message(
        kind=f"partnerships/{stem}",
        recipient_id=member.person_id,
        address=member.person.email,
        language=member.person.language,
        context=facts,
        key=f"{event!r} {clock.now().isoformat()}",
    )


def _members(partnership_id: UUID, by: Actor) -> Iterable[Member]:
    """Return both members, whom one of them who acts has read already."""
    return members_known_to(by, partnership_id) or Member.objects.filter(
        partnership=partnership_id, left_at=None
    ).select_related("person")


def _facts(event: Any) -> dict[str, UUID | int]:
    facts: dict[str, UUID | int] = {"partnership_id": event.partnership_id}
    if hasattr(event, "times_proposal_id"):
        facts["times_proposal_id"] = event.times_proposal_id
    if hasattr(event, "process_report_id"):
        facts["process_report_id"] = event.process_report_id
    if hasattr(event, "invitation_sequence"):
        facts |= {"meeting_id": event.meeting_id, "invitation_sequence": event.invitation_sequence}
    return facts
