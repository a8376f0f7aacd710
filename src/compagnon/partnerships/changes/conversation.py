import secrets

from django.utils.translation import gettext as _

from compagnon.core import installation
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.events import DraftWritten, VideoLinkSet
from compagnon.partnerships.models import Meeting, MinutesDraft, VideoLink
from compagnon.partnerships.policy import membership_in


class DraftOvertaken(Refused):
    """One's own notes were written on in another window meanwhile; nothing was overwritten."""


@change("partnerships.set_video_link", on="meeting")
def set_video_link(*, by: Actor, meeting: Meeting, url: str) -> None:
    """Say where on the net an arranged meeting takes place; without an address, in a room of the installation's own.

    The room's name is random, and only the members can read it. Refused for an address that is not secure
    (https), and for a room where the installation has none.
    """
    if not url:
        if not installation.video_rooms():
            raise Refused(_("Give the address of your video call."), field="url")
        url = f"{installation.video_rooms()}/{secrets.token_hex(16)}"
    if not url.startswith("https://"):
        raise Refused(_("The address has to begin with https://."), field="url")
    link = VideoLink.objects.filter(meeting=meeting).first() or VideoLink(meeting=meeting)
    link.meeting = meeting
    author = membership_in(by, meeting.partnership).person_id
    write_text(link, author_id=author, texts={"url": url})
    link.save()
    record(VideoLinkSet(meeting_id=meeting.id, partnership_id=meeting.partnership_id), by=by)


@change("partnerships.write_draft", on="meeting")
def write_draft(
    *, by: Actor, meeting: Meeting, actions: str, next_items: str, based_on: int
) -> MinutesDraft:
    """Note during a meeting what is for its minutes; nobody else reads it before it is recorded.

    Refused (`DraftOvertaken`) when the same member wrote on in another window meanwhile.
    """
    own = membership_in(by, meeting.partnership)
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    rows = MinutesDraft.objects.filter(meeting=meeting, member=own)
    draft = rows.first() or MinutesDraft(meeting=meeting, member=own)
    if draft.text_version != based_on:
        raise DraftOvertaken(
            _("You wrote on in another window. What you wrote there stands beside what you typed.")
        )
    draft.meeting = meeting
    texts = {"actions": actions, "next_items": next_items}
    write_text(draft, author_id=own.person_id, texts=texts)
    draft.save()
    record(DraftWritten(meeting_id=meeting.id, partnership_id=meeting.partnership_id), by=by)
    return draft
