from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.events import AgendaItemAdded, AgendaItemWithdrawn
from compagnon.partnerships.models import AgendaItem, Partnership
from compagnon.partnerships.policy import membership_in


@change("partnerships.add_agenda_item", on="partnership")
def add_agenda_item(*, by: Actor, partnership: Partnership, text: str) -> AgendaItem:
    """Put something on the agenda of the next meeting; every member may, and all of them read it (ALL-76).

    The words are encrypted under the writer's key for this partnership.
    """
    member = membership_in(by, partnership)
    item = AgendaItem(partnership=partnership, member=member, added_at=clock.now())
    write_text(item, author_id=member.person_id, texts={"text": text})
    item.save(force_insert=True)
    record(AgendaItemAdded(**_about(item)), by=by)
    return item


@change("partnerships.withdraw_agenda_item", on="agenda_item")
def withdraw_agenda_item(*, by: Actor, agenda_item: AgendaItem) -> None:
    """Take one's own item off the agenda for good. Refused once it came up at a meeting: it is history then."""
    about = _about(agenda_item)
    rows = AgendaItem.objects.filter(pk=agenda_item.pk, meeting=None)
    if not rows.delete()[0]:
        raise Refused(_("This came up at a meeting already."))
    record(AgendaItemWithdrawn(**about), by=by)


def _about(item: AgendaItem) -> dict[str, UUID]:
    return {"agenda_item_id": item.id, "partnership_id": item.partnership_id}
