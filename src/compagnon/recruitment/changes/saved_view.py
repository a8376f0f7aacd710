"""Views of the queue: saved under a name, renamed, shared with the group, deleted."""

from typing import Final

from django.utils.translation import gettext as _

from compagnon.accounts.models import Person
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.recruitment.events import ViewDeleted, ViewSaved
from compagnon.recruitment.models import SavedView
from compagnon.recruitment.queries.saved_view import list_own_names
from compagnon.recruitment.rules.queue import Wanted
from compagnon.schemes.models import JoiningPoint

MOST: Final = 30


@change("recruitment.save_view", on="joining_point")
def save_view(
    *, by: Actor, joining_point: JoiningPoint, name: str, wanted: Wanted, is_shared: bool
) -> SavedView:
    """Keep what somebody narrowed the queue to under a name of their own.

    Refused without a name, for one they use in this scheme already, where nothing is narrowed, and beyond 30.
    """
    if not wanted.address():
        raise Refused(_("Narrow the list first: a view is what you narrowed it to."))
    person = Person.objects.select_for_update().get(pk=str(by.person_id))
    taken = list_own_names(viewer=by, joining_point=joining_point)
    if len(taken) >= MOST:
        raise Refused(_("You have %(count)d views. Delete one first.") % {"count": MOST})
    row = SavedView(joining_point=joining_point, person=person, wanted=wanted.said())
    return _named(by, row, name, is_shared=is_shared)


@change("recruitment.change_view", on="saved_view")
def change_view(*, by: Actor, saved_view: SavedView, name: str, is_shared: bool) -> SavedView:
    """Give a view of one's own another name, share it with the group or keep it to oneself. Refused as in saving."""
    Person.objects.select_for_update().get(pk=str(by.person_id))
    return _named(by, saved_view, name, is_shared=is_shared)


@change("recruitment.change_view", on="saved_view")
def delete_view(*, by: Actor, saved_view: SavedView) -> None:
    """Delete a view of one's own, for everybody with whom it was shared too; no application is touched."""
    view_id, point_id = saved_view.id, saved_view.joining_point_id
    if SavedView.objects.filter(pk=view_id).delete()[0]:
        record(ViewDeleted(saved_view_id=view_id, joining_point_id=point_id), by=by)


def _named(by: Actor, row: SavedView, name: str, *, is_shared: bool) -> SavedView:
    said = " ".join(name.split())
    if not said:
        raise Refused(_("Give the view a name."), field="name")
    taken = list_own_names(viewer=by, joining_point=row.joining_point)
    if said in {known for key, known in taken.items() if key != row.id}:
        raise Refused(_("You have a view of this name already."), field="name")
    row.name, row.is_shared = said, is_shared
    row.save()
    record(
        ViewSaved(saved_view_id=row.id, joining_point_id=row.joining_point_id, is_shared=is_shared),
        by=by,
    )
    return row
