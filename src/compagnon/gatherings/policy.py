"""Who hosts gatherings: those who lead the branch, after its briefing (ALL-85). Who takes part in the programme reads them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import permit, predicate, visible, visible_to
from compagnon.gatherings.models import Gathering
from compagnon.schemes.models import Branch
from compagnon.schemes.policy import leads_a_branch, led_branches, served_organisations


def hosted_for(actor: Actor) -> QuerySet[Gathering]:
    """Return what the branches invite to of every organisation in which an actor works with somebody, or did."""
    organisations = visible_to(actor, "partnership").values("organisation")
    return Gathering.objects.filter(branch__organisation__in=organisations).select_related("branch")


@predicate(_("Only whoever leads this branch can do this."))
def leads_the_branch(actor: Actor, target: Any) -> bool:
    """Hold for the branch itself, and for what it invites to."""
    branch_id = target.id if isinstance(target, Branch) else target.branch_id
    return branch_id in {branch.id for branch in led_branches(actor)}


@predicate(_("It was called off."))
def is_planned(_actor: Actor, target: Gathering) -> bool:
    return not target.is_cancelled


@predicate(_("It has begun or is over."))
def is_to_come(_actor: Actor, target: Gathering) -> bool:
    return clock.now() < target.starts_at


@predicate(_("Only those who take part in the programme see this."))
def is_asked(actor: Actor, target: Gathering) -> bool:
    """Hold for those who take part in the branch's organisation, lead the branch, coordinate or administer."""
    return visible_gatherings(actor).filter(pk=target.pk).exists()


def visible_gatherings(viewer: Actor) -> QuerySet[Gathering]:
    """Return what the branches of a viewer's organisations invite to, and the branches that they lead."""
    return Gathering.objects.filter(
        Q(branch__in=led_branches(viewer))
        | Q(branch__organisation__in=served_organisations(viewer))
        | Q(id__in=hosted_for(viewer).values("id"))
    ).select_related("branch")


visible("gathering", visible_gatherings)
permit(
    {
        "gatherings.view_gatherings": leads_a_branch,
        "gatherings.view_gathering": is_asked,
        "gatherings.plan_gathering": leads_the_branch,
        "gatherings.change_gathering": leads_the_branch & is_planned & is_to_come,
        "gatherings.cancel_gathering": leads_the_branch & is_planned & is_to_come,
    }
)
