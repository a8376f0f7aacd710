"""Taking the pairs or the report of a run away as a file: they are looked up, and noted who did."""

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.events import record
from compagnon.documents.blocks import Document
from compagnon.matching.events import PairsExported, ReportExported
from compagnon.matching.models import Run
from compagnon.matching.queries.pairs import list_pair_rows
from compagnon.matching.queries.report import report_document


@change("matching.export_pairs", on="run")
def export_pairs(*, by: Actor, run: Run) -> list[tuple[str, ...]]:
    """Return the pairs of a finished run as rows, the heading first."""
    rows = list_pair_rows(viewer=by, run=run)
    record(PairsExported(run_id=run.id, pair_count=len(rows) - 1), by=by)
    return rows


@change("matching.export_report", on="run")
def export_report(*, by: Actor, run: Run, is_named: bool) -> Document:
    """Return the report of a finished run for the group's file (ALL-53); without names it may be handed on."""
    document = report_document(viewer=by, run=run, is_named=is_named)
    record(ReportExported(run_id=run.id, is_named=is_named), by=by)
    return document
