"""Who may do what with letters: people decide about their own reminders, the system does the rest."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from compagnon.core.actors import Actor, ActorKind
from compagnon.core.policy import permit, predicate


@predicate(_("Only you can choose which letters you receive."))
def is_reader(actor: Actor, person_id: UUID | None) -> bool:
    """Hold for the person, signed in or through the link in their own letter; without a person, for their page."""
    return actor.person_id is not None and person_id in {None, actor.person_id}


@predicate(_("Sign in to see this."))
def is_signed_in(actor: Actor, _target: object) -> bool:
    return actor.kind is ActorKind.PERSON


@predicate(_("Compagnon does this by itself."))
def is_nobody(_actor: Actor, _target: object) -> bool:
    """Hold for no person: the system is not asked."""
    return False


permit(
    {
        "notifications.choose_reminders": is_reader,
        "notifications.find_address_problems": is_signed_in,
        "notifications.count_outbox": is_nobody,
        "notifications.release_held": is_nobody,
        "notifications.forget": is_nobody,
    }
)
