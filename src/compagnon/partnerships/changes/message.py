from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.events import record
from compagnon.partnerships.events import MessageDeleted, MessagesRead, MessageWritten
from compagnon.partnerships.models import Member, PartnerMessage, Partnership, UnreadMessage
from compagnon.partnerships.policy import members_known_to, membership_in


@change("partnerships.write_message", on="partnership")
def write_message(*, by: Actor, partnership: Partnership, text: str) -> PartnerMessage:
    """Write to the others of a partnership; whoever writes has read what was there.

    The others are told that there is a message, never what it says.
    """
    member = membership_in(by, partnership)
    message = PartnerMessage(partnership=partnership, member=member, written_at=clock.now())
    write_text(message, author_id=member.person_id, texts={"text": text})
    message.save(force_insert=True)
    others = (one for one in members_known_to(by, member.partnership_id) if one.id != member.id)
    UnreadMessage.objects.bulk_create(UnreadMessage(message=message, member=one) for one in others)
    _read_all(member)
    record(MessageWritten(message_id=message.id, partnership_id=partnership.id), by=by)
    return message


@change("partnerships.read_messages", on="partnership")
def read_messages(*, by: Actor, partnership: Partnership) -> int:
    """Note that a member has read every message there is; return how many were new to them."""
    count = _read_all(membership_in(by, partnership))
    if count:
        record(MessagesRead(partnership_id=partnership.id), by=by)
    return count


@change("partnerships.delete_message", on="message")
def delete_message(*, by: Actor, message: PartnerMessage) -> None:
    """Delete one's own message for everybody, read or not."""
    PartnerMessage.objects.filter(pk=message.pk).delete()
    about = {"message_id": message.id, "partnership_id": message.partnership_id}
    record(MessageDeleted(**about), by=by)


def _read_all(member: Member) -> int:
    """Forget that messages are unread. One that comes in at this instant is not seen here and stays unread."""
    return UnreadMessage.objects.filter(member=member).delete()[0]
