"""A person's own calendar at an address of its own: each package says what stands in it."""

from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from compagnon.core import installation
from compagnon.core.actors import Actor, person
from compagnon.notifications import calendars
from compagnon.notifications.models import CalendarFeed

Source = Callable[[Actor], Iterable[calendars.Entry]]

_signer = signing.Signer(salt="compagnon.notifications.calendar")
_sources: Final[dict[str, Source]] = {}


def register(name: str, source: Source) -> None:
    """Register what a package puts into calendars: of one person, titles and days, never words of a pair."""
    if name in _sources:
        raise ValueError(f"Declared twice: {name}")
    _sources[name] = source


def address_of(feed: CalendarFeed) -> str:
    """Return the address of a person's calendar: whoever knows it can read it, until another one is asked for."""
    token = _signer.sign(f"{feed.pk.hex}{feed.serial.hex}")
    return installation.origin() + reverse("notifications:feed", kwargs={"token": token})


def feed_of(token: str) -> CalendarFeed | None:
    """Return what an address leads to; None for one that we did not sign, that was replaced or closed, or whose owner's account is.

    The signature covers whose it is as well, so that no change in the database makes an address lead to somebody else.
    """
    try:
        signed = _signer.unsign(token)
        person_id, serial = UUID(hex=signed[:32]), UUID(hex=signed[32:])
    except (signing.BadSignature, ValueError):
        return None
    rows = CalendarFeed.objects.filter(pk=person_id, serial=serial, person__is_active=True)
    return rows.select_related("person").first()


def written(feed: CalendarFeed) -> str:
    """Return a person's calendar in their own language."""
    actor = person(UUID(str(feed.pk)))
    with override(feed.person.language):
        entries = [entry for source in _sources.values() for entry in source(actor)]
        return calendars.calendar(_("Mentoring and coaching"), entries)
