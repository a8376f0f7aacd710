"""Taking the numbers of a scheme away as a file: they are looked up, and noted who did."""

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.events import record
from compagnon.schemes.events import NumbersExported, SharingExported
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.export import list_number_rows, list_sharing_rows


@change("schemes.export_numbers", on="scheme")
def export_numbers(*, by: Actor, scheme: Scheme) -> list[tuple[str, ...]]:
    """Return the numbers of a scheme's joining points as rows, the heading first."""
    rows = list_number_rows(viewer=by, scheme=scheme)
    record(NumbersExported(scheme_id=scheme.id), by=by)
    return rows


@change("schemes.export_sharing", on="scheme")
def export_sharing(*, by: Actor, scheme: Scheme) -> list[tuple[str, ...]]:
    """Return how many applied through which link of a scheme as rows, the heading first."""
    rows = list_sharing_rows(viewer=by, scheme=scheme)
    record(SharingExported(scheme_id=scheme.id), by=by)
    return rows
