"""Filling a database with invented data, and telling who one can be and what there is to see."""

from datetime import timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from compagnon.accounts.changes import make_sign_in_link
from compagnon.accounts.models import Person
from compagnon.core import installation
from compagnon.core.actors import SYSTEM, person
from compagnon.core.errors import Refused
from compagnon.matching.changes.run import start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import Run
from compagnon.partnerships.models import Meeting
from compagnon.recruitment.models import Application
from compagnon.scenarios.association import NAME, PERSONA_TITLES, Association, persona_address
from compagnon.scenarios.canaries import plant_canaries
from compagnon.scenarios.crowd import build_crowd
from compagnon.scenarios.demo import build_demo
from compagnon.scenarios.letters import drop_letters
from compagnon.scenarios.size import Size
from compagnon.schemes.models import JoiningPoint, Scheme

LINK_LIFETIME: Final = timedelta(hours=12)
# What there is to see: its page, what the page is about, and one persona who may see it.
_PAGES: Final = {
    "join": ("recruitment:join", "scheme_id", "applicant"),
    "scheme": ("schemes:scheme", "scheme_id", "coordinator"),
    "joining_point": ("recruitment:application_list", "joining_point_id", "coordinator"),
    "application": ("recruitment:application", "application_id", "coordinator"),
    "room": ("matching:room", "joining_point_id", "coordinator"),
    "run": ("matching:run", "run_id", "coordinator"),
    "activity": ("partnerships:activity", "begun_point_id", "coordinator"),
    "partnership": ("partnerships:home", "partnership_id", "mentor"),
    "meeting": ("partnerships:meeting_calendar", "meeting_id", "mentor"),
}


class Built(NamedTuple):
    """A world, and the joining point at which there is most to see."""

    association: Association
    point: JoiningPoint


def seed(size: Size | None = None, *, with_canaries: bool = False) -> dict[str, Any]:
    """Fill an empty database, wholly or not at all; return personas, addresses and, if wanted, canaries.

    Without a size it is the demo's world. Refused if there are people already.
    """
    if Person.objects.exists():
        raise Refused("There are people in this database already. Seed an empty one.")
    with transaction.atomic():
        built = _build(size)
        canaries = plant_canaries(*built) if with_canaries else {}
        drop_letters()
    return {"personas": personas(), "objects": _objects(built), "canaries": canaries}


def seed_if_empty() -> None:
    """Fill a database that is empty with the demo's world, and leave any other alone."""
    if not Person.objects.exists():
        seed()


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


def public_path() -> str:
    """Return where people apply to the demo's scheme."""
    scheme_id = Scheme.objects.filter(name=NAME).values_list("id", flat=True)[0]
    return reverse("recruitment:join", args=[scheme_id])


def _build(size: Size | None) -> Built:
    association = build_demo()
    if size is None:
        april = Run.objects.get().joining_point
        return Built(association, april)
    point = build_crowd(size, association)
    coordinator = person(association.persona("coordinator").id)
    compute_run(start_run(by=coordinator, joining_point=point).id)
    return Built(association, point)


def _objects(built: Built) -> dict[str, dict[str, str]]:
    """Return the addresses of one thing of each kind."""
    ids = {
        "scheme_id": built.association.scheme.id,
        "joining_point_id": built.point.id,
        "begun_point_id": built.association.partnership.joining_point_id,
        "application_id": _first(Application.objects.filter(joining_point=built.point)),
        "run_id": _first(Run.objects.filter(joining_point=built.point)),
        "partnership_id": built.association.partnership.id,
        "meeting_id": _first(
            Meeting.objects.filter(
                partnership=built.association.partnership, state=Meeting.State.ARRANGED
            )
        ),
    }
    return {
        name: {
            "url": installation.origin() + reverse(route, args=[ids[key]]),
            "persona": persona,
        }
        for name, (route, key, persona) in _PAGES.items()
    }


def _first(rows: Any) -> UUID:
    """Return the id of one of them, always the same."""
    found: UUID = rows.order_by("id").values_list("id", flat=True)[0]
    return found
