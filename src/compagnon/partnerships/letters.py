"""What the letters of the workspace may say: names, days, where to look. Never what was said or agreed."""

from django.utils import formats, timezone

from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import CalendarPart, Recipient
from compagnon.partnerships.invitations import invitation
from compagnon.partnerships.models import Meeting, Member, Partnership


def about_partnership(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter may say: the partner's name, the scheme's, where to look. None for a non-member."""
    members = list(
        Member.objects.filter(partnership_id=facts.id("partnership_id")).select_related(
            "person", "partnership__joining_point__cycle__scheme"
        )
    )
    own = next((row for row in members if row.person_id == recipient.person_id), None)
    partner = next((row for row in members if row.person_id != recipient.person_id), None)
    if own is None or partner is None:
        return None
    return {
        "scheme_id": own.partnership.joining_point.cycle.scheme_id,
        "scheme_name": own.partnership.joining_point.cycle.scheme.name,
        "reader_name": own.person.name,
        "partner_name": partner.person.known_as,
        "path": f"/partnerships/{own.partnership_id.hex}/",
        "ends_on": formats.date_format(own.partnership.planned_end_on, "DATE_FORMAT"),
    }


def about_pair_at_work(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter may say that there is no reason for once the partnership has ended."""
    ended = Partnership.objects.filter(
        pk=facts.id("partnership_id"), state=Partnership.State.ENDED
    ).exists()
    return None if ended else about_partnership(facts, recipient)


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


def _meeting(facts: Facts) -> Meeting | None:
    """Return the meeting as the letter means it: not one that was moved or cancelled since."""
    return Meeting.objects.filter(
        pk=facts.id("meeting_id"), invitation_sequence=facts.number("invitation_sequence")
    ).first()
