"""Naming schools, colleges and other workplaces, putting spellings together, and parting them again."""

from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.recruitment.events import InstitutionNamed, InstitutionParted, InstitutionsMerged
from compagnon.recruitment.models import Institution
from compagnon.recruitment.queries.institution import InstitutionLine, identities_of
from compagnon.recruitment.rules.institutions import handle_of
from compagnon.schemes.models import Scheme


@change("recruitment.name_institution", on="scheme")
def name_institution(
    *, by: Actor, scheme: Scheme, line: InstitutionLine, name: str, is_confirmed: bool
) -> Institution:
    """Give a place its name; confirmed, it is offered to everybody who applies to the organisation. The same again changes nothing."""
    row = row_of(scheme, line)
    if (row.name, row.is_confirmed) == (name, is_confirmed):
        return row
    row.name, row.is_confirmed = name, is_confirmed
    row.save(update_fields=["name", "is_confirmed"])
    record(InstitutionNamed(institution_id=row.id, scheme_id=scheme.id), by=by)
    return row


@change("recruitment.merge_institutions", on="scheme")
def merge_institutions(
    *, by: Actor, scheme: Scheme, kept: InstitutionLine, other: InstitutionLine
) -> Institution:
    """Put another spelling together with a place: people of both count as of one, also where pairs are forbidden.

    Refused for a place and itself.
    """
    if identities_of(scheme.organisation_id).of(other.key) == kept.key:
        raise Refused(_("These are one place already."))
    root, row = row_of(scheme, kept), row_of(scheme, other)
    row.merged_into = root
    row.save(update_fields=["merged_into"])
    record(InstitutionsMerged(institution_id=row.id, kept_id=root.id, scheme_id=scheme.id), by=by)
    return root


@change("recruitment.part_institution", on="scheme")
def part_institution(*, by: Actor, scheme: Scheme, handle: str) -> Institution:
    """Part a spelling from the place it was put together with. Refused for one that stands alone."""
    merged = Institution.objects.filter(
        organisation=scheme.organisation_id, merged_into__isnull=False
    )
    row = next((one for one in merged if handle_of(one.organisation_id, one.key) == handle), None)
    if row is None:
        raise Refused(_("This place stands alone already."))
    row.merged_into = None
    row.save(update_fields=["merged_into"])
    record(InstitutionParted(institution_id=row.id, scheme_id=scheme.id), by=by)
    return row


def row_of(scheme: Scheme, line: InstitutionLine) -> Institution:
    """Return the row of a place, made when a coordinator first says something about it."""
    row, _is_new = Institution.objects.get_or_create(
        organisation_id=scheme.organisation_id,
        key=line.key,
        defaults={"name": line.name},
    )
    return row
