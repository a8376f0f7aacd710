"""Who may do what with letters: people decide about their own reminders, the system does the rest."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from compagnon.core.actors import Actor, ActorKind
from compagnon.core.policy import permit, predicate, system_only


@predicate(_("Only you can choose which letters you receive."))
def is_reader(actor: Actor, person_id: UUID | None) -> bool:
    """Hold for the person, signed in or through the link in their own letter; without a person, for their page."""
    reader = actor.person_id or actor.link_id
    return reader is not None and person_id in {None, reader}


@predicate(_("Only you can give your calendar an address."))
def is_oneself(actor: Actor, person_id: UUID | None) -> bool:
    """Hold for the person, signed in: a letter's link is not enough. Without a person, for their page."""
    return actor.kind is ActorKind.PERSON and person_id in {None, actor.person_id}


@predicate(_("Sign in to see this."))
def is_signed_in(actor: Actor, _target: object) -> bool:
    return actor.kind is ActorKind.PERSON


permit(
    {
        "notifications.choose_reminders": is_reader,
        "notifications.keep_calendar": is_oneself,
        "notifications.find_address_problems": is_signed_in,
        "notifications.count_outbox": system_only,
        "notifications.release_held": system_only,
        "notifications.forget": system_only,
    }
)
