"""Whether a person is who the database says, and what people may do with their own account."""

from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.models import IDENTITY_PARTS, Person, Session, sealed_parts
from compagnon.core import sealing
from compagnon.core.actors import Actor, ActorKind
from compagnon.core.encryption import master
from compagnon.core.policy import Predicate, permit, predicate, system_only, visible

_COLUMNS: Final = Person.SEALED
_admitters: Final[list[Predicate]] = []


def has_sound_identity(actor: Actor) -> bool:
    """Say whether the actor's identity is as Compagnon sealed it; an address changed by hand opens nothing.

    The seal covers the address, the password and every address and way to sign in that the sign-in
    library keeps; what does not fit is logged. One query, once an actor.
    """
    person_id = actor.person_id
    return person_id is not None and actor.memo("identity", lambda: is_sound(person_id))


def is_sound(person_id: UUID) -> bool:
    """Say whether a person's identity is as it was sealed, and open (one query)."""
    rows = list(
        Person.objects.filter(pk=person_id, is_active=True).values_list(
            "seal", *_COLUMNS, *IDENTITY_PARTS
        )
    )
    if not rows:
        return False
    seal, columns = rows[0][0], rows[0][1 : 1 + len(_COLUMNS)]
    values = dict(zip(_COLUMNS, columns, strict=True))
    parts = sealed_parts(row[1 + len(_COLUMNS) :] for row in rows)
    return sealing.holds(Person._meta.label, values | parts, bytes(seal))


def is_without_keys(actor: Actor) -> bool:
    """Say whether there was no key when this actor first needed one: one answer for a whole request.

    Asked twice, it could be yes when rows are taken unseen, and no when their words are opened.
    """
    return actor.memo("without_keys", master.are_missing)


def may_come_in(person_id: UUID) -> bool:
    """Say whether whoever proved a way to sign in may: not if somebody changed the identity behind it.

    Without the key file no seal can be looked at. People still come in then, for the open parts: everything
    that a seal guards stays closed.
    """
    return master.are_missing() or is_sound(person_id)


def let_admit(rule: Predicate) -> None:
    """Let those admit people whom a package above knows (coordinators, administrators); asked without a target."""
    _admitters.append(rule)


@predicate(_("Please sign in first."))
def is_signed_in(actor: Actor, _target: Any) -> bool:
    """Hold for everybody who is signed in."""
    return actor.kind is ActorKind.PERSON


@predicate(_("Only the person themselves can do this."))
def is_self(actor: Actor, target: Any) -> bool:
    """Hold for the person that the account, or the session, belongs to; a page about oneself names nobody."""
    if target is None:
        return actor.kind is ActorKind.PERSON
    person_id = target.pk if isinstance(target, Person) else target.person_id
    return actor.kind is ActorKind.PERSON and person_id == actor.person_id


@predicate(
    _(
        "Something about how you sign in was changed outside Compagnon, so it stays as it is."
        " Please tell the people who run this site."
    )
)
def is_as_sealed(actor: Actor, _target: Any) -> bool:
    """Hold for an actor whose identity nobody has changed in the database."""
    return has_sound_identity(actor)


@predicate(_("Only those who run a scheme can admit people."))
def is_admitter(actor: Actor, _target: Any) -> bool:
    """Hold for whoever a package above lets admit people."""
    return any(rule(actor).allowed for rule in _admitters)


@predicate(_("Please use the link you were given."))
def is_anybody(_actor: Actor, _target: Any) -> bool:
    """Hold for everybody: what is asked for is a secret, and the change itself looks at it."""
    return True


def visible_sessions(viewer: Actor) -> QuerySet[Session]:
    """Return the viewer's own sessions."""
    if viewer.person_id is None:
        return Session.objects.none()
    return Session.objects.filter(person_id=viewer.person_id)


visible("session", visible_sessions)
permit(
    {
        "accounts.view_account": is_signed_in,
        "accounts.rename_person": is_self,
        "accounts.choose_language": is_self,
        "accounts.end_sessions": is_self,
        "accounts.confirm_oneself": is_signed_in,
        "accounts.view_sign_in_ways": is_signed_in,
        "accounts.change_sign_in_ways": is_self & is_as_sealed,
        "accounts.change_address": is_self & is_as_sealed,
        "accounts.admit_person": is_admitter,
        "accounts.deactivate_person": system_only,
        "accounts.record_sign_in": is_self,
        "accounts.record_refused_sign_in": system_only,
        "accounts.make_sign_in_link": system_only,
        "accounts.use_sign_in_link": is_anybody,
        "accounts.reseal": system_only,
        "accounts.forget_expired": system_only,
    }
)
