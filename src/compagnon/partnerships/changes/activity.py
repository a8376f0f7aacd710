"""Taking the list of partnerships away as a file: it is looked up, and noted who did."""

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.events import record
from compagnon.partnerships.events import ActivityExported
from compagnon.partnerships.queries.activity import list_rows
from compagnon.schemes.models import JoiningPoint


@change("partnerships.export_activity", on="joining_point")
def export_activity(*, by: Actor, joining_point: JoiningPoint) -> list[tuple[str, ...]]:
    """Return the partnerships of a joining point as rows, the heading first, without a word of content."""
    rows = list_rows(viewer=by, joining_point=joining_point)
    record(
        ActivityExported(joining_point_id=joining_point.id, partnership_count=len(rows) - 1), by=by
    )
    return rows
