"""Filling a database with invented data, and telling who one can be."""

from datetime import timedelta
from typing import Any, Final

from compagnon.accounts.changes import make_sign_in_link
from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import Refused
from compagnon.scenarios.association import PERSONA_TITLES, build_association, persona_address

LINK_LIFETIME: Final = timedelta(hours=12)


def seed(size: str) -> dict[str, Any]:
    """Fill an empty database; return personas and addresses. Refused if there are people already."""
    if Person.objects.exists():
        raise Refused("There are people in this database already. Seed an empty one.")
    association = build_association()
    return {
        "size": size,
        "personas": personas(),
        "joining_point": association.joining_point.id.hex,
        "partnership": association.partnership.id.hex,
    }


def seed_if_empty(size: str) -> None:
    """Fill a database that is empty, and leave any other alone."""
    if not Person.objects.exists():
        seed(size)


def personas() -> list[dict[str, str]]:
    """Return the demo's people, each with a fresh link that signs in once, within half a day."""
    return [
        {
            "key": key,
            "title": title,
            "name": row.name,
            "sign_in_link": make_sign_in_link(by=SYSTEM, person=row, lifetime=LINK_LIFETIME),
        }
        for key, title in PERSONA_TITLES.items()
        for row in Person.objects.filter(email=persona_address(key))
    ]
