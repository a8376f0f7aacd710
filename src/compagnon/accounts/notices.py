"""Which letters accounts send: codes, and word of every change to how somebody signs in."""

from collections.abc import Mapping
from uuid import UUID

from compagnon.accounts.codes import Purpose
from compagnon.accounts.events import SignInWayAdded, SignInWayRemoved
from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.events import subscribe
from compagnon.core.ids import new_public_id
from compagnon.notifications.changes import plan_message
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letter


def code_values(facts: Facts, recipient: Recipient) -> Mapping[str, object] | None:
    """Say what the code is for; a late code and one for an account closed meanwhile are not sent."""
    if facts.instant("valid_until") <= clock.now():
        return None
    person, purpose = _person(recipient.person_id), facts.choice("purpose")
    if person is None and purpose != Purpose.APPLY:
        return None
    return {"purpose": purpose, "person": person}


def no_account_values(_facts: Facts, _recipient: Recipient) -> Mapping[str, object] | None:
    """Need nothing: we know nothing of this reader."""
    return {}


def way_values(facts: Facts, recipient: Recipient) -> Mapping[str, object] | None:
    """Say which way to sign in came or went."""
    person = _person(recipient.person_id)
    return {"way": facts.choice("way"), "person": person} if person else None


def address_changed_values(_facts: Facts, recipient: Recipient) -> Mapping[str, object] | None:
    """Tell the old address; the new one is not written into it."""
    person = _person(recipient.person_id)
    return {"person": person} if person else None


def tell_way_added(event: SignInWayAdded, _by: Actor) -> None:
    """Tell the person that there is a new way to sign in, in case it was not them (ASVS 6.3.7)."""
    _tell_way("accounts/way_added", event)


def tell_way_removed(event: SignInWayRemoved, _by: Actor) -> None:
    """Tell the person that a way to sign in has gone."""
    _tell_way("accounts/way_removed", event)


def _tell_way(kind: str, event: SignInWayAdded | SignInWayRemoved) -> None:
    person = Person.objects.get(pk=event.person_id)
    plan_message(
        kind=kind,
        recipient_id=event.person_id,
        address=person.email,
        language=person.language,
        context={"way": event.way},
        key=new_public_id().hex,
    )


def _person(person_id: UUID | None) -> Person | None:
    if person_id is None:
        return None
    return Person.objects.filter(pk=person_id, is_active=True).first()


letter("accounts/code", code_values)
letter("accounts/no_account", no_account_values)
letter("accounts/way_added", way_values)
letter("accounts/way_removed", way_values)
letter("accounts/address_changed", address_changed_values)
subscribe(SignInWayAdded, tell_way_added)
subscribe(SignInWayRemoved, tell_way_removed)
