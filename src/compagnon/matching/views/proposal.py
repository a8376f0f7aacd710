from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.matching.changes.answer import take_back_proposal
from compagnon.matching.models import Proposal
from compagnon.ui.responses import respond


@page("matching.take_back_proposal", on="proposal")
def take_back(request: PageRequest, proposal: Proposal) -> HttpResponse:
    """Ask once more, then take a proposal back that waits for an answer."""
    if request.method != "POST":
        return respond(request, "matching/take_back.html", {"proposal": proposal})
    try:
        take_back_proposal(by=request.actor, proposal=proposal)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Taken back. Both are being told."))
    return see_other(path_to("matching:answer_list", joining_point_id=proposal.joining_point.id))
