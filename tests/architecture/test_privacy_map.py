"""Every column of every table is in the privacy map, and the map names no column that is gone."""

import pytest
from django.apps import apps
from django.db.models import Model

from compagnon.core.models import EncryptedText
from compagnon.core.privacy import Category, Erasure, Treatment, privacy_map


def columns(model: type[Model]) -> set[str]:
    """The columns of a table, and the tables between two that Django makes by itself."""
    meta = model._meta
    return {field.name for field in (*meta.local_concrete_fields, *meta.local_many_to_many)}


def tables() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]


@pytest.mark.requirement("ALL-93")
@pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.label)
def test_every_column_is_in_the_privacy_map(model: type[Model]) -> None:
    assert columns(model) == privacy_map().get(model, {}).keys()


def test_the_map_names_no_table_that_is_gone() -> None:
    assert privacy_map().keys() - set(apps.get_models()) == set()


def treatments() -> list[tuple[str, Treatment]]:
    return [
        (f"{model._meta.label}.{name}", treatment)
        for model, fields in privacy_map().items()
        for name, treatment in fields.items()
    ]


def test_every_treatment_says_why() -> None:
    assert [name for name, treatment in treatments() if len(treatment.why) < 10] == []


def test_confidential_words_and_nothing_else_are_shredded() -> None:
    words = {name for name, treatment in treatments() if treatment.category is Category.WORDS}
    shredded = {name for name, treatment in treatments() if treatment.erasure is Erasure.SHREDDED}
    encrypted = {
        f"{model._meta.label}.{field.name}"
        for model in tables()
        for field in model._meta.local_fields
        if isinstance(field, EncryptedText)
    }

    assert (words, shredded) == (encrypted, encrypted)


def test_who_somebody_is_does_not_stay() -> None:
    """Identity and contact go with the row, are blanked, or were a random id all along."""
    kept = {
        name
        for name, treatment in treatments()
        if treatment.category in {Category.IDENTITY, Category.CONTACT}
        and treatment.erasure is Erasure.KEPT
    }
    names = {name for name in kept if not name.endswith("_id")}

    assert names == set()
