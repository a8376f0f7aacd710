"""Every table of this package that holds confidential words, with its way to the partnership."""

from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.db.models import ForeignKey, Model

from compagnon.core.models import Confidential
from compagnon.partnerships.models import (
    MinutesDraft,
    Partnership,
    ProcessReport,
    Reflection,
    SelfAssessment,
)

# What is a member's own, whatever the others do; each of them names that member.
OWN: Final[tuple[type[Confidential], ...]] = (
    Reflection,
    SelfAssessment,
    MinutesDraft,
    ProcessReport,
)


def confidential_tables() -> Iterator[tuple[type[Confidential], str]]:
    """Yield each table with the lookup that leads from its rows to their partnership."""
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
