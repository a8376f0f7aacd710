"""Which rows of a partnership a viewer may know of: those of the partnerships they belong to."""

from django.db.models import QuerySet

from compagnon.core.actors import Actor
from compagnon.core.policy import visible
from compagnon.partnerships.models import (
    ActionItem,
    AgendaItem,
    Agreement,
    Goal,
    GoalLink,
    Meeting,
    Observation,
    PartnerMessage,
    Partnership,
    Progress,
    ProposedTime,
    Review,
    Strategy,
)
from compagnon.partnerships.policy.members import (
    memberships_ever_of,
    memberships_of,
)
from compagnon.schemes.policy import coordinated_schemes


def visible_partnerships(viewer: Actor) -> QuerySet[Partnership]:
    """Return the partnerships a viewer belongs to. To everybody else, coordinators included, they are not there."""
    return Partnership.objects.filter(id__in=list(memberships_of(viewer))).select_related(
        "joining_point__cycle__scheme"
    )


def visible_left_partnerships(viewer: Actor) -> QuerySet[Partnership]:
    """Return the partnerships that a viewer left while the others went on, as long as there is a copy to take."""
    left = [row.id for row in memberships_ever_of(viewer).values() if row.left_at]
    return Partnership.objects.filter(
        members__in=left, members__last_look__isnull=False
    ).select_related("joining_point__cycle__scheme")


def visible_agreements(viewer: Actor) -> QuerySet[Agreement]:
    """Return the learning contracts, all versions, of the partnerships a viewer belongs to."""
    return Agreement.objects.filter(partnership__in=list(memberships_of(viewer))).select_related(
        "partnership"
    )


def visible_meetings(viewer: Actor) -> QuerySet[Meeting]:
    """Return the meetings of the partnerships a viewer belongs to."""
    return Meeting.objects.filter(partnership__in=list(memberships_of(viewer))).select_related(
        "partnership__joining_point__cycle__scheme"
    )


def visible_agenda_items(viewer: Actor) -> QuerySet[AgendaItem]:
    """Return what was put on an agenda in the partnerships a viewer belongs to."""
    return AgendaItem.objects.filter(partnership__in=list(memberships_of(viewer))).select_related(
        "partnership", "member"
    )


def visible_proposed_times(viewer: Actor) -> QuerySet[ProposedTime]:
    """Return the times proposed in the partnerships a viewer belongs to."""
    return ProposedTime.objects.filter(
        proposal__partnership__in=list(memberships_of(viewer))
    ).select_related("proposal__partnership__joining_point__cycle__scheme", "proposal__member")


def visible_action_items(viewer: Actor) -> QuerySet[ActionItem]:
    """Return the action items of the partnerships a viewer belongs to."""
    return ActionItem.objects.filter(
        meeting__partnership__in=list(memberships_of(viewer))
    ).select_related("meeting__partnership__joining_point__cycle__scheme", "owner")


def visible_goals(viewer: Actor) -> QuerySet[Goal]:
    """Return the goals of the partnerships a viewer belongs to."""
    return Goal.objects.filter(partnership__in=list(memberships_of(viewer))).select_related(
        "partnership__joining_point__cycle__scheme", "owner"
    )


def visible_goal_links(viewer: Actor) -> QuerySet[GoalLink]:
    """Return what is linked with goals in the partnerships a viewer belongs to."""
    return GoalLink.objects.filter(
        goal__partnership__in=list(memberships_of(viewer))
    ).select_related("goal__partnership", "goal__owner", "member")


def visible_observations(viewer: Actor) -> QuerySet[Observation]:
    """Return the observations of the partnerships a viewer belongs to."""
    return Observation.objects.filter(partnership__in=list(memberships_of(viewer))).select_related(
        "partnership__joining_point__cycle__scheme", "observer", "observed"
    )


def visible_strategies(viewer: Actor) -> QuerySet[Strategy]:
    """Return what was suggested in the partnerships a viewer belongs to."""
    return Strategy.objects.filter(
        observation__partnership__in=list(memberships_of(viewer))
    ).select_related(
        "observation__partnership__joining_point__cycle__scheme", "observation__observed"
    )


def visible_reviews(viewer: Actor) -> QuerySet[Review]:
    """Return the reviews of the partnerships a viewer belongs to."""
    return Review.objects.filter(partnership__in=list(memberships_of(viewer))).select_related(
        "partnership__joining_point__cycle__scheme"
    )


def visible_progress(viewer: Actor) -> QuerySet[Progress]:
    """Return where the partnerships stand that a viewer coordinates: stages and days, no words.

    Her own are left out, and those that she has left.
    """
    rows = Progress.objects.filter(scheme__in=coordinated_schemes(viewer))
    return rows.exclude(partnership__in=list(memberships_ever_of(viewer))).select_related(
        "partnership__joining_point__cycle__scheme"
    )


def visible_messages(viewer: Actor) -> QuerySet[PartnerMessage]:
    """Return the messages of the partnerships a viewer belongs to."""
    return PartnerMessage.objects.filter(
        partnership__in=list(memberships_of(viewer))
    ).select_related("partnership__joining_point__cycle__scheme", "member")


visible("partnership", visible_partnerships)
visible("left_partnership", visible_left_partnerships)
visible("progress", visible_progress)
visible("agreement", visible_agreements)
visible("meeting", visible_meetings)
visible("agenda_item", visible_agenda_items)
visible("proposed_time", visible_proposed_times)
visible("action_item", visible_action_items)
visible("goal", visible_goals)
visible("goal_link", visible_goal_links)
visible("observation", visible_observations)
visible("strategy", visible_strategies)
visible("review", visible_reviews)
visible("partner_message", visible_messages)
