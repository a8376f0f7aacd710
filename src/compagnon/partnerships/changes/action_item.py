from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.partnerships.events import ActionItemCarried, ActionItemDone, ActionItemDropped
from compagnon.partnerships.models import ActionItem
from compagnon.partnerships.states import ACTION_ITEM


@change("partnerships.finish_action_item", on="action_item")
def finish_action_item(*, by: Actor, action_item: ActionItem) -> ActionItem:
    """Mark an action item as done; it leaves the next agenda. Doing it twice changes nothing."""
    return _closed(action_item, ActionItem.State.DONE, ActionItemDone, by)


@change("partnerships.drop_action_item", on="action_item")
def drop_action_item(*, by: Actor, action_item: ActionItem) -> ActionItem:
    """Let an action item go, without a reason; it leaves the next agenda. Doing it twice changes nothing."""
    return _closed(action_item, ActionItem.State.DROPPED, ActionItemDropped, by)


@change("partnerships.carry_action_item", on="action_item")
def carry_action_item(*, by: Actor, action_item: ActionItem, due_on: date | None) -> ActionItem:
    """Carry an action item over to a later day, or (without one) to the next meeting.

    Refused for a day that has passed, and for what is done or dropped.
    """
    if due_on is not None and due_on < clock.today():
        raise Refused(_("Choose a day to come, or none."), field="due_on")
    rows = ActionItem.objects.filter(pk=action_item.pk, state=ActionItem.State.OPEN)
    if not rows.update(due_on=due_on):
        raise Refused(_("This is done or dropped already."))
    action_item.due_on = due_on
    record(ActionItemCarried(**_about(action_item)), by=by)
    return action_item


def _closed(
    action_item: ActionItem,
    state: str,
    happened: type[ActionItemDone | ActionItemDropped],
    by: Actor,
) -> ActionItem:
    current = ActionItem.objects.select_for_update().get(pk=action_item.pk)
    if current.state != state:
        move(current, state, ACTION_ITEM)
        record(happened(**_about(action_item)), by=by)
    action_item.state = state
    return action_item


def _about(action_item: ActionItem) -> dict[str, UUID]:
    return {
        "action_item_id": action_item.id,
        "partnership_id": action_item.meeting.partnership_id,
    }
