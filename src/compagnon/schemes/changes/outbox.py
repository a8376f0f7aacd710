"""Letters about decisions that wait until a coordinator releases them: each goes once, or never."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.notifications.changes import release_held, withdraw_held
from compagnon.notifications.models import Message
from compagnon.schemes.events import HoldingChosen, LettersReleased, LetterWithdrawn
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.held import releasable
from compagnon.schemes.queries.outbox import why_hidden


@change("schemes.hold_letters", on="scheme")
def hold_letters(*, by: Actor, scheme: Scheme, holds_letters: bool) -> Scheme:
    """Choose whether letters about decisions wait until they are released; the same again changes nothing.

    Refused to let them go at once while some still wait: they are released or withdrawn first.
    """
    row = Scheme.objects.select_for_update().get(pk=scheme.pk)
    if row.holds_letters == holds_letters:
        return row
    if not holds_letters and Message.objects.filter(held_for=scheme.id).exists():
        raise Refused(_("Some letters still wait. Release or withdraw them first."))
    row.holds_letters = holds_letters
    row.save(update_fields=["holds_letters"])
    record(HoldingChosen(scheme_id=scheme.id, holds_letters=holds_letters), by=by)
    return row


@change("schemes.release_letters", on="scheme")
def release_letters(
    *, by: Actor, scheme: Scheme, message_ids: Collection[UUID] | None = None
) -> int:
    """Let the letters go that wait in a scheme, or some of them, and say how many; twice is once.

    Those that the coordinator leaves to others wait on: letters to herself, and about applications that are not hers
    to decide.
    """
    hers = releasable(by, scheme)
    chosen = hers if message_ids is None else hers.filter(pk__in=message_ids)
    count = release_held(by=SYSTEM, held_for=scheme.id, only=chosen.values_list("pk", flat=True))
    if count:
        record(LettersReleased(scheme_id=scheme.id, letter_count=count), by=by)
    return count


@change("schemes.withdraw_letter", on="message")
def withdraw_letter(*, by: Actor, message: Message) -> None:
    """End a letter that waits, without sending it; the decision it tells of stands.

    Refused for a letter that does not wait any more, and for one that the coordinator may not read.
    """
    if reason := why_hidden(by, message):
        raise Refused(reason)
    scheme_id = UUID(str(message.scheme_id))
    if not withdraw_held(by=SYSTEM, held_for=scheme_id, only=[message.pk]):
        raise Refused(_("This letter does not wait any more."))
    record(LetterWithdrawn(message_id=message.pk, scheme_id=scheme_id), by=by)
