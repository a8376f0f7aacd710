"""A scheme in which learners choose: a profile, and requests that were refused, forgotten, and wait."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from compagnon.choosing.changes.profile import show_profile
from compagnon.choosing.changes.request import decline_request, lapse_request, send_request
from compagnon.choosing.changes.suggestion import prepare_suggestions, release_suggestions
from compagnon.choosing.models import Profile, Request, Suggestion
from compagnon.choosing.queries.suggestion import find_thoughts
from compagnon.choosing.rules.parts import shown_parts
from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.recruitment.changes import approve_application, confirm_membership, start_import
from compagnon.recruitment.models import Application
from compagnon.recruitment.tasks import import_file
from compagnon.schemes.models import JoiningPoint
from tests.cast import NOW
from tests.crawl.planted import word
from tests.crawl.recruiting import upload

if TYPE_CHECKING:
    from tests.crawl.world import World


def choose_each_other(world: "World", point: JoiningPoint) -> None:
    """Suggest the mentor to the mentee, who asks three times: a no, no answer, and a request of which a reminder is due."""
    _bring_in(world, point)
    coach = _of(world, "mentor", point)
    show_profile(by=world.actor("mentor"), application=coach, seen=list(shown_parts(coach.answers)))
    _suggest(world, point)
    declined = _ask(world, point, NOW - timedelta(days=30))
    decline_request(by=world.actor("mentor"), request=declined)
    lapse_request(by=SYSTEM, request=_ask(world, point, NOW - timedelta(days=20)))
    _ask(world, point, NOW - timedelta(days=6))


def _bring_in(world: "World", point: JoiningPoint) -> None:
    lines = [
        f"2026-09-01 10:00,{world.people[who].name},{world.people[who].email},{role},,Wales,,Yes,,,"
        for who, role in (("mentor", "Mentor"), ("mentee", "Mentee"))
    ]
    file = upload(world, "other_coordinator", point, lines)
    start_import(by=world.actor("other_coordinator"), import_file=file)
    import_file.func(file.id.hex)
    for who in ("mentor", "mentee"):
        application = _of(world, who, point)
        confirm_membership(by=world.actor("other_coordinator"), application=application)
        approve_application(by=world.actor("other_coordinator"), application=application)


def _suggest(world: "World", point: JoiningPoint) -> None:
    by = world.actor("other_coordinator")
    prepare_suggestions(
        by=by, joining_point=point, thoughts=find_thoughts(viewer=by, joining_point=point)
    )
    ids = list(Suggestion.objects.values_list("id", flat=True))
    release_suggestions(by=by, joining_point=point, seen=ids)


def _ask(world: "World", point: JoiningPoint, at: datetime) -> Request:
    profile = Profile.objects.select_related(
        "application__person", "application__joining_point__cycle__scheme"
    ).get()
    with clock.moved_to(at):
        return send_request(
            by=world.actor("mentee"),
            profile=profile,
            words=f"I would like to learn about {word('wish')}.",
            charter=point.cycle.scheme.charter_set.get(),
        )


def _of(world: "World", who: str, point: JoiningPoint) -> Application:
    return Application.objects.select_related(
        "person", "joining_point__cycle__scheme__organisation"
    ).get(person=world.people[who], joining_point=point)
