"""What the letters to the invited say: the meeting, what it covers, and the link to answer by."""

from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.addresses import path_to
from compagnon.introductions import links
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.queries.invited import open_all
from compagnon.introductions.rules.topics import topics_of
from compagnon.notifications import calendars
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import CalendarPart, Recipient

State = Invitation.State
LINK_IN_A_PREVIEW = "/invitations/…/"


def about_invitation(facts: Facts, _recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter to somebody invited says; without an invitation it is a preview, and the link leads nowhere.

    None once the invitation was taken back or deleted.
    """
    if not facts.has("invitation_id"):
        return _preview(facts)
    row = _invitation(facts)
    if row is None or row.state == State.WITHDRAWN:
        return None
    who = open_all(SYSTEM, [row])[row.id]
    return {
        **_about(row.introduction),
        "reader_name": who.name,
        "answer": str(row.state),
        "path": links.path(row.id),
    }


def about_coming(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter to somebody who comes says; None if they said no meanwhile, or it was called off."""
    values = about_planned(facts, recipient)
    return values if values and values.get("answer") in (State.COMING, None) else None


def about_planned(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter about a meeting to come says; None if it was called off, or they said no."""
    values = about_invitation(facts, recipient)
    if values is None or values["is_cancelled"] or values.get("answer") == State.NOT_COMING:
        return None
    return values


def about_latest(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter about a change says; None once there was a later change."""
    values = about_invitation(facts, recipient)
    if values is None or values["sequence"] != facts.number("sequence"):
        return None
    return values


def about_reminder(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the reminder says; None if it was moved since, or has begun."""
    values = about_planned(facts, recipient)
    if values is None or values["sequence"] != facts.number("sequence") or values["has_begun"]:
        return None
    return values


def calendar_of(facts: Facts, recipient: Recipient) -> CalendarPart | None:
    """Return the invitation for the calendar, or the cancellation; for those who come alone."""
    row = _invitation(facts) if facts.has("invitation_id") else None
    if row is None or row.state != State.COMING:
        return None
    return calendar_part(row.introduction, attendee=recipient.address)


def calendar_part(meeting: Introduction, *, attendee: str = "") -> CalendarPart:
    """Return a meeting as calendars take it."""
    scheme = meeting.joining_point.cycle.scheme
    occasion = calendars.Occasion(
        id=meeting.id,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        length_minutes=meeting.length_minutes,
        title=meeting.title,
        description=scheme.name,
        place=meeting.place,
        is_cancelled=meeting.state == Introduction.State.CANCELLED,
    )
    return calendars.invitation(occasion, attendee=attendee)


def _preview(facts: Facts) -> dict[str, object] | None:
    meeting = _meetings().filter(pk=facts.id("introduction_id")).first()
    if meeting is None:
        return None
    return {**_about(meeting), "reader_name": _("[name]"), "path": LINK_IN_A_PREVIEW}


def _invitation(facts: Facts) -> Invitation | None:
    return (
        Invitation.objects.filter(pk=facts.id("invitation_id"))
        .select_related("introduction__joining_point__cycle__scheme__organisation")
        .first()
    )


def _meetings() -> Any:
    return Introduction.objects.select_related("joining_point__cycle__scheme__organisation")


def _about(meeting: Introduction) -> dict[str, object]:
    scheme, starts_at = meeting.joining_point.cycle.scheme, timezone.localtime(meeting.starts_at)
    apply_at = path_to("recruitment:apply", scheme_id=scheme.id)
    return {
        "scheme_name": scheme.name,
        "organisation_name": scheme.organisation.name,
        "title": meeting.title,
        "day": formats.date_format(starts_at, "DATE_FORMAT"),
        "time": formats.date_format(starts_at, "TIME_FORMAT"),
        "length_minutes": meeting.length_minutes,
        "place": meeting.place,
        "topics": [str(topic) for topic in topics_of(meeting.topics)],
        "is_cancelled": meeting.state == Introduction.State.CANCELLED,
        "has_begun": clock.now() >= meeting.starts_at,
        "sequence": meeting.sequence,
        "apply_path": f"{apply_at}?from={links.mark_of(meeting.id)}",
    }
