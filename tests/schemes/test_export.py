"""The numbers of a scheme as files: for whoever looks after it, and noted."""

import pytest
from django.test import Client

from compagnon.core.errors import NotAllowed
from compagnon.core.models import EventRow
from compagnon.recruitment.models import Application
from compagnon.schemes.changes.export import export_numbers, export_sharing
from tests.cast import World, actor_of, make_world
from tests.downloads import table_of
from tests.recruitment.files import AMAL, BELA, bring_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = make_world()
    bring_in(world, AMAL, BELA)
    Application.objects.filter(person__name="Bela Kovács").update(source="newsletter")
    return world


def test_the_numbers_of_the_joining_points_are_taken_away(client: Client, world: World) -> None:
    client.force_login(world.chris)
    page = f"/schemes/{world.scheme.id.hex}/"
    assert f'action="{page}export/"' in client.get(page).content.decode()

    heading, row = table_of(client.post(f"{page}export/", {"format": "csv"}))

    said = dict(zip(heading, row, strict=True))
    assert heading[:4] == ["Cycle", "Joining point", "Closes on", "Starts on"]
    assert row[:4] == ["2026/27", "September", "2026-09-11", "2026-09-28"]
    assert (said["Applications"], said["To be decided"]) == ("2", "2")
    assert EventRow.objects.get(name="NumbersExported").actor_id == world.chris.id


def test_how_many_came_by_which_link_is_taken_away(client: Client, world: World) -> None:
    client.force_login(world.chris)
    page = f"/schemes/{world.scheme.id.hex}/share/"
    assert f'action="{page}export/"' in client.get(page).content.decode()

    heading, *rows = table_of(client.post(f"{page}export/", {"format": "csv"}))

    assert heading == ["Channel or branch", "Link", "Applications"]
    counts = {row[1].rpartition("from=")[2]: row[2] for row in rows}
    assert (counts["newsletter"], counts["website"]) == ("1", "0")
    assert EventRow.objects.get(name="SharingExported").data["scheme_id"] == world.scheme.id.hex


def test_numbers_are_for_whoever_looks_after_the_scheme(world: World) -> None:
    for export in (export_numbers, export_sharing):
        with pytest.raises(NotAllowed):
            export(by=actor_of(world.dana), scheme=world.scheme)
    assert not EventRow.objects.filter(name__endswith="Exported").exists()
