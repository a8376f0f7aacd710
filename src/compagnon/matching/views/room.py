from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.matching.changes.run import start_run
from compagnon.matching.models import Run
from compagnon.matching.queries.answer_list import list_answers
from compagnon.matching.queries.pair_rule import list_pair_rules
from compagnon.matching.queries.room import get_room
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.schemes.template import settings_of
from compagnon.ui.responses import respond


@page("matching.view_runs", on="joining_point")
def room(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show where matching stands, the one thing to do next, and the runs so far."""
    after = parse_after(request)
    shown = get_room(viewer=request.actor, joining_point=joining_point, after=after)
    context = {
        "joining_point": joining_point,
        "places": places_of(request.actor, joining_point, current="matching:room"),
        "room": shown,
        "first_url": request.path if after else "",
        "older_url": f"?after={shown.older.hex}" if shown.older else "",
    }
    return respond(request, "matching/room.html", context)


@page("matching.start_run", on="joining_point")
@require_POST
def start(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Run the match in the background."""
    try:
        circles = request.POST.get("kind") == Run.Kind.CIRCLES
        run = start_run(by=request.actor, joining_point=joining_point, circles=circles)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return see_other(reverse("matching:room", kwargs={"joining_point_id": joining_point.id}))
    return see_other(reverse("matching:run", kwargs={"run_id": run.id}))


@page("matching.view_runs", on="joining_point")
def pair_rules(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show what coordinators decided about single pairs."""
    after = parse_after(request)
    rows, further = list_pair_rules(viewer=request.actor, joining_point=joining_point, after=after)
    context = {
        "joining_point": joining_point,
        "places": places_of(request.actor, joining_point, current="matching:room"),
        "rows": rows,
        "first_url": request.path if after else "",
        "further_url": f"?after={further.hex}" if further else "",
    }
    return respond(request, "matching/pair_rules.html", context)


@page("matching.view_answers", on="joining_point")
def answers(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show who has answered the letters, and who has not; peers of a pool stand on a page of their own."""
    if settings_of(joining_point.cycle.scheme).is_pool:
        return see_other(path_to("matching:circle_list", joining_point_id=joining_point.id))
    state, after = request.GET.get("state", ""), parse_after(request)
    found = list_answers(
        viewer=request.actor, joining_point=joining_point, state=state, after=after
    )
    context = {
        "joining_point": joining_point,
        "places": places_of(request.actor, joining_point, current="matching:answer_list"),
        "found": found,
        "has_circles": settings_of(joining_point.cycle.scheme).offers_circles,
        "first_url": f"?{urlencode({'state': state})}" if after else "",
        "further_url": f"?{urlencode({'state': state, 'after': found.further.hex})}"
        if found.further
        else "",
    }
    return respond(request, "matching/answer_list.html", context)


def parse_after(request: PageRequest) -> UUID | None:
    """Return the key a list goes on from; what is no key starts the list again."""
    try:
        return UUID(hex=request.GET.get("after", ""))
    except ValueError:
        return None
