"""Coming in: what is noted of it, and the links that do it once."""

import logging
import secrets
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.events import SignedIn, SignInLinkMade, SignInRefused, Way
from compagnon.accounts.models import Person, SignInLink
from compagnon.accounts.queries import find_sign_in_link
from compagnon.accounts.rules import token_digest
from compagnon.core import clock, installation, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record

log = logging.getLogger("compagnon.security")


@change("accounts.record_sign_in", on="person")
def record_sign_in(*, by: Actor, person: Person, way: Way) -> None:
    """Note that a person signed in, and how (ASVS 16.3.1)."""
    record(SignedIn(person_id=UUID(str(person.pk)), way=way), by=by)


@change("accounts.record_refused_sign_in", on="person")
def record_refused_sign_in(*, by: Actor, person: Person) -> None:
    """Note that somebody who proved a way to sign in was kept out, because the identity was tampered with."""
    log.warning("sign-in refused: broken identity", extra={"person": UUID(str(person.pk)).hex})
    record(SignInRefused(person_id=UUID(str(person.pk))), by=by)


@change("accounts.make_sign_in_link", on="person")
def make_sign_in_link(*, by: Actor, person: Person, lifetime: timedelta) -> str:
    """Return the address of a page that signs one person in once, within a time (ASVS 6.4.1).

    For the first administrator and for the demo's people. Only the command line makes one.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    link = SignInLink(
        person=person, token_digest=token_digest(token), made_at=now, expires_at=now + lifetime
    )
    sealing.put(link)
    link.save()
    record(SignInLinkMade(person_id=UUID(str(person.pk))), by=by)
    return installation.origin() + reverse("accounts:sign_in_by_link", args=[token])


@change("accounts.use_sign_in_link", on=None)
def use_sign_in_link(*, by: Actor, token: str) -> Person:
    """Exchange a link's token for the person it signs in; it works once.

    Refused in the same words for a link that is unknown, used, out of date, or not ours.
    """
    link = find_sign_in_link(viewer=by, token=token)
    if link is None or not sealing.delete(SignInLink.objects.filter(pk=link.pk)):
        raise Refused(_("This link has been used, or its time has passed. Ask for a new one."))
    return link.person
