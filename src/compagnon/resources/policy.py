"""Who looks after a scheme's list of resources: its Coordination Group, and whoever administers its organisation."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core.actors import Actor
from compagnon.core.policy import permit, predicate, visible
from compagnon.resources.models import Resource
from compagnon.schemes.policy import administered_organisations, coordinated_schemes


@predicate(_("Only those who coordinate this scheme or administer its organisation can do this."))
def looks_after(actor: Actor, target: Any) -> bool:
    """Hold for the scheme itself, and for a resource on its list."""
    scheme = target.scheme if isinstance(target, Resource) else target
    return scheme.id in coordinated_schemes(
        actor
    ) or scheme.organisation_id in administered_organisations(actor)


def visible_resources(viewer: Actor) -> QuerySet[Resource]:
    """Return the resources of the schemes a viewer looks after."""
    return Resource.objects.filter(
        Q(scheme__in=coordinated_schemes(viewer))
        | Q(scheme__organisation__in=administered_organisations(viewer))
    ).select_related("scheme__organisation")


visible("resource", visible_resources)
permit(
    {
        "resources.view_resources": looks_after,
        "resources.add_resource": looks_after,
        "resources.suggest_resources": looks_after,
        "resources.revise_resource": looks_after,
        "resources.check_resource": looks_after,
        "resources.move_resource": looks_after,
        "resources.remove_resource": looks_after,
    }
)
