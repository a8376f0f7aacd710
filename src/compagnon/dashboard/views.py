from django.http import HttpResponse

from compagnon.core.actors import ActorKind
from compagnon.core.pages import PageRequest, public
from compagnon.matching.queries.answer import list_waiting_answers
from compagnon.partnerships.queries.partnership import list_partnerships
from compagnon.schemes.queries.scheme import list_schemes
from compagnon.ui.responses import respond


@public(
    reason="The front door: it says what this is and where to sign in; each list asks its own policy."
)
def home(request: PageRequest) -> HttpResponse:
    """Show a visitor the way in, and a person what waits for them: letters, partnerships, schemes."""
    if request.actor.kind is not ActorKind.PERSON:
        return respond(request, "dashboard/visitor.html")
    partnerships = list_partnerships(viewer=request.actor)
    schemes = list_schemes(viewer=request.actor)
    context = {
        "answers": list_waiting_answers(viewer=request.actor),
        "partnerships": partnerships,
        "first_pair": next((one for one in partnerships if one.is_waiting), None),
        "schemes": schemes,
        "first_step": next((scheme for scheme in schemes if scheme.next_step), None),
    }
    return respond(request, "dashboard/home.html", context)
