"""The right to read, when what it rests on changes in the middle of a request."""

from pathlib import Path
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from compagnon.accounts.models import Person
from compagnon.core import sealing
from compagnon.core.encryption.opening import Closed
from compagnon.core.policy import decide
from compagnon.core.retired import settle
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.changes.reflection import write_reflection
from compagnon.partnerships.models import Member, Partnership
from compagnon.partnerships.policy import (
    last_look_grant,
    members_ever_known_to,
    memberships_of,
    own_grant,
    reading_grant,
    reading_grants,
)
from compagnon.partnerships.queries.reflection import get_journal
from tests.cast import World, actor_of

pytestmark = pytest.mark.django_db


def test_a_row_slipped_in_opens_nothing_when_the_key_file_comes_back_during_a_request(
    world: World, partnership: Partnership, key_file: Path, settings: Settings
) -> None:
    Member.objects.filter(person=world.amal).update(person=world.dana)
    actor = actor_of(world.dana)
    settings.COMPAGNON_KEY_FILE = "/nowhere"
    assert list(memberships_of(actor)) == [partnership.id]

    settings.COMPAGNON_KEY_FILE = str(key_file)

    assert reading_grant(actor, partnership).is_closed
    assert not decide(actor, "partnerships.write_agreement", partnership).allowed
    assert memberships_of(actor_of(world.dana)) == {}


def test_a_membership_that_was_ended_since_it_was_looked_at_gives_no_right_to_read(
    world: World, partnership: Partnership
) -> None:
    actor = actor_of(world.amal)
    assert not reading_grant(actor, partnership).is_closed

    sealing.end(memberships_of(actor)[partnership.id])
    settle()

    with pytest.raises(Closed):
        reading_grant(actor, partnership)
    with pytest.raises(Closed):
        reading_grants(actor, [partnership])


def test_without_the_key_file_notes_stand_where_words_were(
    world: World, partnership: Partnership, settings: Settings
) -> None:
    write_reflection(by=actor_of(world.amal), partnership=partnership, moment="after", text="Mine")
    settings.COMPAGNON_KEY_FILE = "/nowhere"
    actor = actor_of(world.amal)

    (entry,) = get_journal(viewer=actor, partnership=partnership).own

    assert entry.text == "Closed while the key file is missing"
    assert reading_grants(actor, [partnership])[partnership.id].is_closed


def test_ones_own_opens_for_nobody_else_and_not_once_the_membership_was_ended(
    world: World, partnership: Partnership
) -> None:
    actor = actor_of(world.amal)
    assert own_grant(actor, partnership).scope.kind == "person"
    with pytest.raises(Closed):
        own_grant(actor_of(world.chris), partnership)
    assert members_ever_known_to(actor_of(world.chris), UUID(str(partnership.pk))) == []

    sealing.end(memberships_of(actor)[partnership.id])
    settle()

    with pytest.raises(Closed):
        own_grant(actor, partnership)


def test_without_the_key_file_ones_own_and_a_last_look_are_closed(
    world: World, circle: Partnership, cai: Person, settings: Settings
) -> None:
    leave_partnership(by=actor_of(cai), partnership=circle)
    with pytest.raises(Closed):
        last_look_grant(actor_of(world.bela), circle)
    settings.COMPAGNON_KEY_FILE = "/nowhere"
    actor = actor_of(cai)

    assert own_grant(actor, circle).is_closed
    assert last_look_grant(actor, circle).is_closed
    assert not decide(actor, "partnerships.export_copy", circle).allowed
