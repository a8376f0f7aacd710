"""Views of the queue that somebody saved, and those that the others of the group share."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.accounts.models import known_as
from compagnon.core.actors import Actor
from compagnon.recruitment.models import SavedView
from compagnon.recruitment.policy import visible_views
from compagnon.recruitment.rules.queue import Wanted, wanted_of
from compagnon.schemes.models import JoiningPoint


@dataclass(frozen=True)
class ViewLine:
    """A view as it stands above the queue; `by` names whoever shares it, and is empty for one's own."""

    id: UUID
    name: str
    address: str
    by: str
    is_shared: bool
    is_current: bool


def list_views(*, viewer: Actor, joining_point: JoiningPoint, wanted: Wanted) -> list[ViewLine]:
    """Return the views of a scheme's queue that a viewer has or others share, by name; one query."""
    rows = visible_views(viewer).filter(joining_point__cycle__scheme=joining_point.cycle.scheme_id)
    columns = ("id", "name", "person_id", "person__name", "is_shared", "wanted")
    return [
        ViewLine(
            id=key,
            name=name,
            address=wanted_of(said).address(),
            by="" if person_id == viewer.person_id else known_as(person_name),
            is_shared=is_shared,
            is_current=wanted_of(said) == wanted,
        )
        for key, name, person_id, person_name, is_shared, said in rows.order_by(
            "name", "id"
        ).values_list(*columns)
    ]


def list_own_names(*, viewer: Actor, joining_point: JoiningPoint) -> dict[UUID, str]:
    """Return the names of the views that a viewer has in a scheme; one query."""
    rows = SavedView.objects.filter(
        person=viewer.person_id, joining_point__cycle__scheme=joining_point.cycle.scheme_id
    )
    return dict(rows.values_list("id", "name"))
