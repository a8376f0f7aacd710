from collections.abc import Sequence

from django.http import HttpResponse

from compagnon.choosing.queries.request import RequestLine, list_waiting_requests
from compagnon.choosing.queries.way_in import list_ways_in
from compagnon.core.actors import ActorKind
from compagnon.core.pages import PageRequest, public
from compagnon.gatherings.queries import list_coming
from compagnon.matching.queries.answer import WaitingAnswer, list_waiting_answers
from compagnon.matching.queries.seat import list_waiting_seats
from compagnon.partnerships.queries.partnership import PartnershipLine, list_partnerships
from compagnon.recruitment.queries.own_application import OwnLine, list_own_applications
from compagnon.schemes.queries.scheme import SchemeLine, list_schemes
from compagnon.ui.responses import respond


@public(
    reason="The front door: it says what this is and where to sign in; each list asks its own policy."
)
def home(request: PageRequest) -> HttpResponse:
    """Show a visitor the way in, and a person what waits for them: letters, partnerships, gatherings, applications, schemes."""
    if request.actor.kind is not ActorKind.PERSON:
        return respond(request, "dashboard/visitor.html")
    answers = [
        *list_waiting_answers(viewer=request.actor),
        *list_waiting_seats(viewer=request.actor),
    ]
    requests = list_waiting_requests(viewer=request.actor)
    partnerships = list_partnerships(viewer=request.actor)
    schemes = list_schemes(viewer=request.actor)
    applications = list_own_applications(viewer=request.actor)
    context = {
        "answers": answers,
        "requests": requests,
        "ways_in": list_ways_in(viewer=request.actor),
        "partnerships": partnerships,
        "gatherings": list_coming(viewer=request.actor),
        "schemes": schemes,
        "applications": [one for one in applications if one.is_under_way],
        **first_of(answers, partnerships, schemes, applications, requests=requests),
    }
    return respond(request, "dashboard/home.html", context)


def first_of(
    answers: Sequence[WaitingAnswer],
    partnerships: Sequence[PartnershipLine],
    schemes: Sequence[SchemeLine],
    applications: Sequence[OwnLine] = (),
    *,
    requests: Sequence[RequestLine] = (),
) -> dict[str, object]:
    """Return the one thing that has the green box: a letter, a request, what only the reader can do, a question, a draft, else what comes next."""
    choices = (
        ("first_answer", answers),
        ("first_request", requests),
        ("first_pair", [one for one in partnerships if one.is_readers_turn]),
        ("first_asked", [one for one in applications if one.is_asked]),
        ("first_draft", [one for one in applications if one.is_draft]),
        ("first_step", [one for one in schemes if one.next_step]),
        ("first_pair", [one for one in partnerships if one.is_waiting]),
    )
    return next(({name: found[0]} for name, found in choices if found), {})
