"""The pairs of a run as a file: with reasons, one's own pair left to others, and noted."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compagnon.core.errors import NotAllowed
from compagnon.core.models import EventRow
from compagnon.matching.changes.export import export_pairs, export_report
from compagnon.matching.changes.pair_rule import pin_pair
from compagnon.matching.queries.pairs import list_pair_rows
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of
from tests.downloads import table_of, words_of
from tests.matching.pages import at, many
from tests.matching.room import computed_run, make_room

pytestmark = pytest.mark.django_db


def test_the_pairs_of_a_run_are_taken_away_and_it_is_noted(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    pin_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=two[0], mentee=two[1]
    )
    run = computed_run(world)
    assert f'action="{at(run)}export/"' in chris.get(at(run)).content.decode()

    heading, row = table_of(chris.post(f"{at(run)}export/"))

    said = dict(zip(heading, row, strict=True))
    assert (said["Mentor"], said["Mentee"], said["Decided"]) == ("Amal", "Bela", "Pinned")
    assert said["Score, of 100"].isdigit()
    event = EventRow.objects.get(name="PairsExported")
    assert (event.actor_id, event.data["pair_count"]) == (world.chris.id, 1)


def test_in_the_file_ones_own_pair_is_left_to_others(
    chris: Client, efa: Client, world: World
) -> None:
    make_room(world)
    run = computed_run(world)

    hers, theirs = (table_of(one.post(f"{at(run)}export/")) for one in (chris, efa))

    hidden = [row for row in hers if row[0].startswith("Another member of the group")]
    assert len(hidden) == 1
    assert {*hidden[0][1:]} == {""}
    assert ["Chris", "Jan"] in [[row[0], row[3]] for row in theirs]
    assert len({len(row) for row in hers}) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_file_takes_the_same_queries_however_many_pairs(
    world: World, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    many(world, count)
    run, viewer = computed_run(world), actor_of(world.chris)

    with django_assert_num_queries(8):
        rows = list_pair_rows(viewer=viewer, run=run)

    assert len(rows) == 1 + count


def test_pairs_are_for_the_group(world: World, two: tuple[Application, Application]) -> None:
    run = computed_run(world)
    assert Appointment.objects.count() == 1

    with pytest.raises(NotAllowed):
        export_pairs(by=actor_of(world.dana), run=run)


@pytest.mark.requirement("ALL-53")
def test_the_report_with_names_is_taken_away_for_the_file_and_it_is_noted(
    efa: Client, world: World
) -> None:
    people = make_room(world).people
    run = computed_run(world)
    place = f"{at(run, 'run_report_names')}export/"
    assert f'action="{place}"' in efa.get(at(run, "run_report_names")).content.decode()

    words = words_of(efa.post(place, {"format": "docx"}))

    assert words[:2] == ["Report of the match", f"Scheme\t{world.scheme.name}"]
    assert "Asked for by\tChris" in words
    assert "How the match is made" in words
    assert [line for line in words if line.startswith("Amal | Bela |")]
    assert "Kim" in people
    assert not [line for line in words if "Kim" in line]  # who is left out is counted, not named
    (event,) = EventRow.objects.filter(name="ReportExported")
    assert event.data["is_named"] is True


@pytest.mark.requirement("ALL-95")
def test_the_report_without_names_names_nobody_in_the_file_either(
    efa: Client, world: World
) -> None:
    people = make_room(world).people
    run = computed_run(world)
    place = f"{at(run, 'run_report')}export/"

    words = "\n".join(words_of(efa.post(place, {"format": "docx"})))

    assert not [name for name in (*people, "Chris", "London") if name in words]
    assert "Region\nToo few to be told without saying who." in words
    assert efa.post(place).content.startswith(b"%PDF-")
    assert [one.data["is_named"] for one in EventRow.objects.filter(name="ReportExported")] == [
        False,
        False,
    ]


def test_somebody_else_does_not_take_the_report_away(world: World) -> None:
    make_room(world)
    run = computed_run(world)

    with pytest.raises(NotAllowed):
        export_report(by=actor_of(world.dana), run=run, is_named=False)
