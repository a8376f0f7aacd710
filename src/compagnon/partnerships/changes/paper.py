"""Taking away a document of a partnership: it is made when it is asked for, kept nowhere, and noted who took it."""

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.events import record
from compagnon.documents.blocks import Document
from compagnon.partnerships.events import PaperExported
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.papers.kinds import Paper
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.queries.paper import get_paper


@change("partnerships.export_paper", on="partnership")
def export_paper(*, by: Actor, partnership: Partnership, paper: Paper) -> Document:
    """Return the contract, the log or the plan of a partnership for one of its members, also after its end (LSIS-82)."""
    document = get_paper(viewer=by, partnership=partnership, paper=paper)
    member = membership_in(by, partnership)
    record(PaperExported(partnership_id=partnership.id, member_id=member.id, paper=paper), by=by)
    return document
