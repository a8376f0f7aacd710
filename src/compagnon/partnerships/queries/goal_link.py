from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.partnerships.models import Goal, GoalLink
from compagnon.partnerships.queries.reading import Reading
from compagnon.partnerships.queries.resource import get_resources
from compagnon.resources.queries import ResourceView


@dataclass(frozen=True)
class GoalLinkView:
    """What or who helps with a goal, as the members read it: `host` is where its link leads."""

    id: UUID
    kind: str
    label: StrOrPromise
    title: str
    detail: str
    url: str
    host: str
    happens_on: date | None
    linked_by: str
    is_viewers_to_take_off: bool


def links_in(reading: Reading, goals: Iterable[Goal]) -> dict[UUID, list[GoalLinkView]]:
    """Return what is linked with each goal, as it was linked; one query. Of somebody erased, nothing is left."""
    by_id = {goal.id: goal for goal in goals}
    found: dict[UUID, list[GoalLinkView]] = {}
    for row in GoalLink.objects.filter(goal__in=list(by_id)).order_by("kind", "linked_at", "id"):
        row.goal = by_id[row.goal_id]
        view = _view(row, reading)
        if view.title:
            found.setdefault(row.goal_id, []).append(view)
    return found


def list_linkable(
    *, viewer: Actor, goal: Goal, linked: Iterable[GoalLinkView]
) -> list[ResourceView]:
    """Return what the scheme points to and is not linked with a goal yet; what suits the viewer best first."""
    known = {(one.title, one.url) for one in linked}
    found = get_resources(viewer=viewer, partnership=goal.partnership, about="").found
    return [one for one in found if (one.words.title, one.words.url) not in known]


def _view(row: GoalLink, reading: Reading) -> GoalLinkView:
    words = {name: reading.grant.read(row, name) for name in row.encrypted_fields()}
    return GoalLinkView(
        id=row.id,
        kind=row.kind,
        label=GoalLink.Kind(row.kind).label,
        host=urlsplit(words["url"]).hostname or "",
        happens_on=row.happens_on,
        linked_by=reading.member(row.member_id).person.known_as,
        is_viewers_to_take_off=reading.own.id in {row.member_id, row.goal.owner_id},
        **words,
    )
