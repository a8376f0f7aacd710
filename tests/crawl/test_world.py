"""The world holds what could leak, and one word in each confidential column."""

import pytest
from django.apps import apps

from compagnon.core.encryption.opening import Grant
from compagnon.core.models import Confidential, EncryptedText
from tests.crawl.canaries import found_in
from tests.crawl.planted import ALL
from tests.crawl.world import World

pytestmark = pytest.mark.django_db


def columns() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, EncryptedText)
    }


def opened(column: str) -> str:
    """All words of a column, opened as nobody but a test can."""
    label, _dot, name = column.rpartition(".")
    rows: list[Confidential] = list(apps.get_model(label)._default_manager.all())
    return "\n".join(Grant(row.scope()).read(row, name) for row in rows)


def test_every_confidential_column_has_a_canary() -> None:
    named = {one for canary in ALL.values() for one in (canary.column, canary.also)}

    # Nobody writes words there: it holds keys of a list, and no other key is taken.
    assert columns() - named == {"partnerships.Minutes.activities"}


@pytest.mark.parametrize("column", sorted(columns()))
def test_canaries_stand_where_they_are_said_to(world: World, column: str) -> None:
    planted = {canary.key for canary in ALL.values() if column in {canary.column, canary.also}}

    # What was imported is gone from the file, so each word stands in one column; but for what a preview shows.
    assert found_in(opened(column).encode()) == planted
