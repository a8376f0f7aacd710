"""The way back from a partnership that is over to where somebody else is looked for."""

from uuid import UUID

from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.core.policy import decide
from compagnon.matching.models import Proposal


def way_back(viewer: Actor, proposal_id: UUID) -> str:
    """Return the page that suggests people for whoever was mentored; empty for peers, and whom the viewer leaves to others.

    One query, and what the policy asks.
    """
    rows = Proposal.objects.filter(pk=proposal_id, state=Proposal.State.CLOSED, is_mutual=False)
    proposal = rows.select_related("mentee__joining_point__cycle__scheme").first()
    if proposal is None or not decide(viewer, "matching.view_suggestions", proposal.mentee).allowed:
        return ""
    return path_to("matching:suggestions", application_id=proposal.mentee_id)
