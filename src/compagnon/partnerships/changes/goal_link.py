"""What or who helps with a goal: linked with it by any member, taken off by whoever linked it or owns the goal."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.events import GoalLinked, GoalUnlinked
from compagnon.partnerships.models import Goal, GoalLink
from compagnon.partnerships.policy import membership_in
from compagnon.resources.queries import find_resource
from compagnon.resources.rules import is_web


@change("partnerships.link_goal", on="goal")
def link_resource(*, by: Actor, goal: Goal, resource_id: UUID) -> GoalLink:
    """Link a goal with something that the scheme points its people to, as it is said there today.

    Refused for what is not, or no longer, on the list that members see.
    """
    scheme = goal.partnership.joining_point.cycle.scheme
    found = find_resource(scheme=scheme, resource_id=resource_id)
    if found is None:
        raise Refused(_("This is no longer on the list."))
    link, words = GoalLink(goal=goal, kind=GoalLink.Kind.RESOURCE), found.words
    return _link(by, link, title=words.title, detail=words.where, url=words.url)


@change("partnerships.link_goal", on="goal")
def link_event(*, by: Actor, goal: Goal, title: str, happens_on: date, url: str) -> GoalLink:
    """Link a goal with an event: a meeting of a branch, a conference. Refused where its link leads to no web page."""
    if url and not is_web(url):
        raise Refused(_("A link begins with https:// or http://."), field="url")
    link = GoalLink(goal=goal, kind=GoalLink.Kind.EVENT, happens_on=happens_on)
    return _link(by, link, title=title, url=url)


@change("partnerships.link_goal", on="goal")
def link_specialist(*, by: Actor, goal: Goal, sought: str, whom: str) -> GoalLink:
    """Say what input of a specialist is sought for a goal, and from whom if that is known; nobody else is told."""
    link = GoalLink(goal=goal, kind=GoalLink.Kind.SPECIALIST)
    return _link(by, link, title=sought, detail=whom)


@change("partnerships.unlink_goal", on="goal_link")
def unlink_goal(*, by: Actor, goal_link: GoalLink) -> None:
    """Take a link off a goal; its words are deleted."""
    goal = goal_link.goal
    record(GoalUnlinked(goal_id=goal.id, partnership_id=goal.partnership_id), by=by)
    goal_link.delete()


def _link(by: Actor, link: GoalLink, *, title: str, detail: str = "", url: str = "") -> GoalLink:
    goal = link.goal
    link.member, link.linked_at = membership_in(by, goal.partnership), clock.now()
    words = {"title": title, "detail": detail, "url": url}
    write_text(link, author_id=link.member.person_id, texts=words)
    link.save(force_insert=True)
    record(
        GoalLinked(
            goal_id=goal.id, partnership_id=UUID(str(goal.partnership_id)), goal_link_id=link.id
        ),
        by=by,
    )
    return link
