"""Taking a list of applications away as a file: it is looked up, and noted who did."""

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.events import record
from compagnon.recruitment.events import ApplicationsExported
from compagnon.recruitment.queries.export import list_rows
from compagnon.recruitment.rules.queue import Wanted
from compagnon.schemes.models import JoiningPoint


@change("recruitment.export_applications", on="joining_point")
def export_applications(
    *, by: Actor, joining_point: JoiningPoint, wanted: Wanted
) -> list[tuple[str, ...]]:
    """Return the queue as rows, the heading first, and note in the log that somebody took it away."""
    rows = list_rows(viewer=by, joining_point=joining_point, wanted=wanted)
    record(
        ApplicationsExported(joining_point_id=joining_point.id, application_count=len(rows) - 1),
        by=by,
    )
    return rows
