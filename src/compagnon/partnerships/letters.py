"""What the letters of the workspace may say: names, days, where to look. Never what was said or agreed."""

from django.urls import reverse
from django.utils import formats, timezone

from compagnon.core.actors import Actor, holder_of_link
from compagnon.core.policy import Decision, decide
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import CalendarPart, Recipient
from compagnon.partnerships import links
from compagnon.partnerships.invitations import invitation
from compagnon.partnerships.models import (
    CoordinatorLetter,
    Meeting,
    Member,
    Partnership,
    ProcessReport,
    Progress,
    TimesProposal,
    UnreadMessage,
)
from compagnon.partnerships.queries.closing import kept_until_of
from compagnon.partnerships.queries.coordinators import list_coordinators_to_alert
from compagnon.partnerships.queries.partnership import names_in_words
from compagnon.partnerships.queries.report import get_shared_report


def about_partnership(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter may say: the partner's name, the scheme's, where to look. None for whoever is no member, or not any more.

    Of several partners it names whoever acted (`acted_id`, a member's), or all.
    """
    members = list(
        Member.objects.filter(partnership_id=facts.id("partnership_id"), left_at=None)
        .select_related("person", "partnership__joining_point__cycle__scheme")
        .order_by("person__name", "id")
    )
    own = next((row for row in members if row.person_id == recipient.person_id), None)
    partners = [row for row in members if row.person_id != recipient.person_id]
    if own is None or not partners:
        return None
    acted_id = facts.id("acted_id") if facts.has("acted_id") else None
    named = [row for row in partners if row.id == acted_id] or partners
    return {
        "scheme_id": own.partnership.joining_point.cycle.scheme_id,
        "scheme_name": own.partnership.joining_point.cycle.scheme.name,
        "reader_name": own.person.name,
        "partner_name": names_in_words(row.person.known_as for row in named),
        "path": f"/partnerships/{own.partnership_id.hex}/",
        "ends_on": formats.date_format(own.partnership.planned_end_on, "DATE_FORMAT"),
    }


def about_ended(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter may say after the end: until when words are kept besides. None once they are destroyed."""
    partnership = Partnership.objects.filter(pk=facts.id("partnership_id")).first()
    kept = kept_until_of(partnership) if partnership and not partnership.emptied_at else None
    values = about_partnership(facts, recipient)
    if kept is None or values is None:
        return None
    return {**values, "kept_until": formats.date_format(kept, "DATE_FORMAT")}


def about_pair_at_work(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter may say that there is no reason for once the partnership has ended."""
    ended = Partnership.objects.filter(
        pk=facts.id("partnership_id"), state=Partnership.State.ENDED
    ).exists()
    return None if ended else about_partnership(facts, recipient)


def about_member_left(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what those who go on are told: who left, and with whom they go on. None once it ended, or they left, too."""
    values = about_pair_at_work(facts, recipient)
    left = _member(facts)
    if values is None or left is None:
        return None
    return {
        **values,
        "partner_name": left.person.known_as,
        "others": values["partner_name"],
    }


def about_times(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter about proposed times may say; None once one was chosen, or others were proposed."""
    is_open = TimesProposal.objects.filter(pk=facts.id("times_proposal_id"), closed_at=None)
    values = about_pair_at_work(facts, recipient) if is_open.exists() else None
    return values and {**values, "path": f"{values['path']}meetings/times/"}


def about_messages(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter may say of messages: that there are some. None once they are read, or gone."""
    values = about_partnership(facts, recipient)
    unread = UnreadMessage.objects.filter(
        message__partnership=facts.id("partnership_id"), member__person=recipient.person_id
    )
    if values is None or not unread.exists():
        return None
    return {**values, "path": f"{values['path']}messages/"}


def about_skills(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter may say of a self-assessment that is shared: by whom, and where to read it."""
    values = about_pair_at_work(facts, recipient)
    return values and {**values, "path": reverse("partnerships:self_assessments")}


def about_report(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter of the pair may say of a report: that there is news, and where to read it."""
    values = about_pair_at_work(facts, recipient)
    key = facts.id("process_report_id")
    return values and {
        **values,
        "path": reverse("partnerships:report", kwargs={"process_report_id": key}),
    }


def about_asked_report(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return the same for whoever is to approve it; None once they have answered, or it was taken back."""
    is_asked = ProcessReport.objects.filter(
        pk=facts.id("process_report_id"), state=ProcessReport.State.ASKED
    ).exists()
    return about_report(facts, recipient) if is_asked else None


def about_shared_report(facts: Facts, _recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter to a line manager says: from whom, where, how long; no word of the report.

    None once it was withdrawn, or its scheme offers no reports any more.
    """
    report = get_shared_report(viewer=holder_of_link(facts.id("shared_report_id")))
    if report is None:
        return None
    return {
        "scheme_name": report.scheme_name,
        "mentor_name": report.mentor_name,
        "reader_name": report.manager_name,
        "until": formats.date_format(report.readable_until, "DATE_FORMAT"),
        "path": links.path(report.id),
    }


def about_pause(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter about a pause may say, until when it is; None once the pair goes on or has ended."""
    row = Partnership.objects.filter(
        pk=facts.id("partnership_id"), state=Partnership.State.PAUSED
    ).first()
    values = about_partnership(facts, recipient) if row else None
    if row is None or values is None:
        return None
    until = row.paused_until
    return {**values, "until": formats.date_format(until, "DATE_FORMAT") if until else ""}


def about_own_words(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a coordinator wrote to a member; None once the words are erased or the reader is no member."""
    row = (
        CoordinatorLetter.objects.filter(pk=facts.id("letter_id"))
        .select_related("written_by")
        .first()
    )
    values = about_partnership(facts, recipient) if row else None
    if row is None or values is None or not row.text:
        return None
    return {**values, "text": row.text, "writer_name": row.written_by.known_as}


def may_read_own_words(viewer: Actor, facts: Facts) -> Decision:
    """Say whether a coordinator may read such a letter in her outbox: where she looks after the partnership."""
    row = Progress.objects.filter(pk=facts.id("progress_id")).select_related("partnership")
    return decide(viewer, "partnerships.view_progress", row.get())


def about_meeting(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter about an arranged meeting may say; None once a newer invitation has replaced it."""
    values = about_partnership(facts, recipient)
    meeting = _meeting(facts)
    if values is None or meeting is None:
        return None
    starts_at = timezone.localtime(meeting.starts_at)
    return {
        **values,
        "day": formats.date_format(starts_at, "DATE_FORMAT"),
        "time": formats.date_format(starts_at, "TIME_FORMAT"),
        "length_minutes": meeting.length_minutes,
    }


def calendar_of(facts: Facts, recipient: Recipient) -> CalendarPart | None:
    """Return the invitation, or the cancellation, that goes with the letter."""
    values, meeting = about_partnership(facts, recipient), _meeting(facts)
    if values is None or meeting is None:
        return None
    return invitation(
        meeting,
        partner_name=str(values["partner_name"]),
        scheme_name=str(values["scheme_name"]),
        attendee=recipient.address,
    )


def about_alert(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a coordinator is told who is asked to get in touch: by whom. None once they coordinate no more."""
    member = _member(facts)
    if member is None:
        return None
    coordinators = list_coordinators_to_alert(member.partnership)
    reader = next((one for one in coordinators if one.id == recipient.person_id), None)
    if reader is None:
        return None
    return {
        "scheme_name": member.partnership.joining_point.cycle.scheme.name,
        "reader_name": reader.name,
        "member_name": member.person.known_as,
        "member_address": member.person.email,
    }


def about_rematch(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a coordinator is told of a partnership that ended for another match: whose it was, and where to look.

    Not at whose wish it ended. None once they coordinate no more.
    """
    row = Progress.objects.select_related("partnership__joining_point__cycle__scheme").get(
        partnership=facts.id("partnership_id")
    )
    coordinators = list_coordinators_to_alert(row.partnership)
    reader = next((one for one in coordinators if one.id == recipient.person_id), None)
    if reader is None:
        return None
    members = Member.objects.filter(partnership=row.partnership_id, left_at=None)
    rows = members.select_related("person").order_by("person__name")
    return {
        "scheme_name": row.partnership.joining_point.cycle.scheme.name,
        "reader_name": reader.name,
        "names": names_in_words(one.person.known_as for one in rows),
        "path": reverse("partnerships:progress", kwargs={"progress_id": row.id}),
    }


def about_going_on(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a coordinator is told when one left and the others go on. None once they coordinate no more."""
    values, left = about_rematch(facts, recipient), _member(facts)
    if values is None or left is None:
        return None
    return {**values, "member_name": left.person.known_as}


def _member(facts: Facts) -> Member | None:
    """Return the member whom a letter is about."""
    rows = Member.objects.select_related("person", "partnership__joining_point__cycle__scheme")
    return rows.filter(pk=facts.id("member_id"), partnership=facts.id("partnership_id")).first()


def about_meeting_without(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what whoever left is told of a meeting that they had been invited to."""
    left, meeting = _member(facts), Meeting.objects.filter(pk=facts.id("meeting_id")).first()
    if left is None or left.person_id != recipient.person_id or meeting is None:
        return None
    others = Member.objects.filter(partnership=left.partnership_id).exclude(pk=left.pk)
    names = others.select_related("person").order_by("person__name", "id")
    starts_at = timezone.localtime(meeting.starts_at)
    return {
        "scheme_name": left.partnership.joining_point.cycle.scheme.name,
        "scheme_id": left.partnership.joining_point.cycle.scheme_id,
        "reader_name": left.person.name,
        "partner_name": names_in_words(one.person.known_as for one in names.filter(left_at=None)),
        "day": formats.date_format(starts_at, "DATE_FORMAT"),
        "time": formats.date_format(starts_at, "TIME_FORMAT"),
        "path": reverse("partnerships:left", kwargs={"left_partnership_id": left.partnership_id}),
    }


def calendar_without(facts: Facts, recipient: Recipient) -> CalendarPart | None:
    """Return the cancellation for whoever left; for the others the meeting stays."""
    values = about_meeting_without(facts, recipient)
    if values is None:
        return None
    return invitation(
        Meeting.objects.get(pk=facts.id("meeting_id")),
        partner_name=str(values["partner_name"]),
        scheme_name=str(values["scheme_name"]),
        attendee=recipient.address,
        is_off=True,
    )


def _meeting(facts: Facts) -> Meeting | None:
    """Return the meeting as the letter means it: not one that was moved or cancelled since."""
    return Meeting.objects.filter(
        pk=facts.id("meeting_id"), invitation_sequence=facts.number("invitation_sequence")
    ).first()
