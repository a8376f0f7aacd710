from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.db.models import ForeignKey, Model

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import shred_scope
from compagnon.core.events import record
from compagnon.core.models import Confidential
from compagnon.partnerships.events import PartnershipEmptied
from compagnon.partnerships.models import Member, Partnership, SharedReflection
from compagnon.partnerships.rules import latest_end_to_empty

BATCH: Final = 100


@change("partnerships.empty_partnerships", on=None)
def empty_old_partnerships(*, by: Actor) -> int:
    """Destroy what was written in partnerships that ended long enough ago; return how many were emptied.

    Every confidential word of them, with their keys, journals included, and what members shared of their applications.
    Dates and counts stay. Not more than 100 at once. Only the system does this.
    """
    old = Partnership.objects.filter(
        state=Partnership.State.ENDED,
        emptied_at=None,
        ended_at__date__lte=latest_end_to_empty(clock.today()),
    )
    rows = list(old.select_for_update().order_by("ended_at", "id")[:BATCH])
    for row in rows:
        _empty(row)
        record(PartnershipEmptied(partnership_id=row.id), by=by)
    return len(rows)


def _empty(partnership: Partnership) -> None:
    for model, path in _written():
        model._default_manager.filter(**{path: partnership}).update(
            **dict.fromkeys(model.encrypted_fields(), b"")
        )
    sealing.delete(SharedReflection.objects.filter(partnership=partnership))
    Member.objects.filter(partnership=partnership).update(shared={}, calendar="")
    shred_scope(partnership.scope())
    Partnership.objects.filter(pk=partnership.pk).update(emptied_at=clock.now())


def _written() -> Iterator[tuple[type[Confidential], str]]:
    """Yield every table of this package that holds confidential words, with its way to the partnership."""
    for model in apps.get_app_config("partnerships").get_models():
        if issubclass(model, Confidential):
            yield model, _way_to_partnership(model)


def _way_to_partnership(model: type[Model]) -> str:
    """Return the lookup from a row to its partnership: its own key, or through the first thing it belongs to."""
    keys = {
        field.name: field.related_model
        for field in model._meta.fields
        if isinstance(field, ForeignKey)
    }
    for name, related in keys.items():
        if related is Partnership:
            return name
    name, related = next(iter(keys.items()))
    return f"{name}__{_way_to_partnership(related)}"
