"""Shares that stood among a scheme's settings stand among its criteria after an upgrade."""

from importlib import import_module

import pytest
from django.apps import apps

from compagnon.schemes.models import Scheme
from tests.cast import World, make_world

MIGRATION = import_module("compagnon.schemes.migrations.0008_shares_are_criteria")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_shares_of_the_settings_become_criteria(world: World) -> None:
    world.scheme.settings = {"length_months": 7, "region_percent": 60, "sector_percent": None}
    world.scheme.matching = {"weights": {"interests": 40}}
    world.scheme.save()

    MIGRATION.keep_shares_with_criteria(apps, None)

    scheme = Scheme.objects.get(pk=world.scheme.pk)
    assert scheme.settings == {"length_months": 7}
    assert scheme.matching == {"weights": {"interests": 40}, "targets": {"region": 60}}


def test_a_scheme_without_shares_stays_as_it_is(world: World) -> None:
    world.scheme.settings = {"phases_percent": None}
    world.scheme.save()

    MIGRATION.keep_shares_with_criteria(apps, None)

    scheme = Scheme.objects.get(pk=world.scheme.pk)
    assert (scheme.settings, scheme.matching) == ({}, {})
