from django.utils.translation import gettext_lazy as _

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor, ActorKind
from compagnon.core.addresses import path_to
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.schemes.models import Appointment, Charter, JoiningPoint, Scheme
from compagnon.schemes.readiness import Item, checks_of


def what_is_left(*, viewer: Actor, scheme: Scheme) -> tuple[Item, ...]:
    """Return what a scheme needs before it opens, done or not, in the order of the work.

    Three queries, and what other packages ask for. Refuses whoever may not see the scheme.
    """
    decision = decide(viewer, "schemes.view_scheme", scheme)
    if viewer.kind is not ActorKind.SYSTEM and not decision.allowed:
        raise NotAllowed(decision.reason)
    return (
        Item(
            _("Publish a charter"),
            _("Everybody reads it before they sign up, and signs it."),
            _("Write the charter"),
            path_to("schemes:charter_draft", scheme_id=scheme.id),
            Charter.objects.filter(scheme=scheme).exists(),
        ),
        Item(
            _("Fix when people can join"),
            _("A cycle with a joining point whose closing day is still to come."),
            _("Add a cycle"),
            path_to("schemes:cycle_new", scheme_id=scheme.id),
            JoiningPoint.objects.filter(
                cycle__scheme=scheme, closes_on__gte=clock.today()
            ).exists(),
        ),
        Item(
            _("Name the Coordination Group"),
            _(
                "Somebody looks after applications and pairs, and the Management Board has approved it."
            ),
            _("Add somebody"),
            path_to("schemes:group", scheme_id=scheme.id),
            _has_coordinator(scheme),
        ),
        *checks_of(scheme),
    )


def _has_coordinator(scheme: Scheme) -> bool:
    """Say so if one is appointed whose seal holds: a row that somebody slipped in coordinates nothing."""
    rows = Appointment.objects.filter(
        scheme=scheme, role=Appointment.Role.COORDINATOR, ended_on=None
    )
    return any(map(sealing.is_sound, rows))
