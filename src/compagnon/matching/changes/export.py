"""Taking the pairs of a run away as a file: they are looked up, and noted who did."""

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.events import record
from compagnon.matching.events import PairsExported
from compagnon.matching.models import Run
from compagnon.matching.queries.pairs import list_pair_rows


@change("matching.export_pairs", on="run")
def export_pairs(*, by: Actor, run: Run) -> list[tuple[str, ...]]:
    """Return the pairs of a finished run as rows, the heading first."""
    rows = list_pair_rows(viewer=by, run=run)
    record(PairsExported(run_id=run.id, pair_count=len(rows) - 1), by=by)
    return rows
