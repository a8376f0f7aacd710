"""The report of a match: with names for the group's file, and without any to hand on."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.errors import NotAllowed
from compagnon.documents.blocks import Heading, Paragraph, Table
from compagnon.matching.changes.pair_rule import hold_pair
from compagnon.matching.models import Run
from compagnon.matching.queries import report as report_queries
from compagnon.matching.queries.pair_rule import every_pair_rule
from compagnon.matching.queries.report import get_report
from compagnon.matching.rules.report import Section, blocks_of, percent
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of
from tests.matching.applying import apply
from tests.matching.pages import at, many, plain
from tests.matching.reading import read
from tests.matching.room import computed_run, make_room

pytestmark = pytest.mark.django_db
EMPTY = Table("Regions", ("Region", "Placed"), ())
WITHOUT, WITH = "run_report", "run_report_names"


def hold(world: World, two: tuple[Application, Application]) -> None:
    hold_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=two[0], mentee=two[1]
    )


@pytest.mark.requirement("ALL-53")
def test_with_names_it_tells_everything_for_the_file(efa: Client, world: World) -> None:
    people = make_room(world).people
    hold(world, (people["Amal"], people["Bela"]))
    run = computed_run(world, weights={"interests": 10}, rules={"same_institution": "off"})

    page = plain(read(efa, at(run, WITH)))

    assert "Asked for by Chris on" in page
    assert "This page names people" in page
    assert "First every hard rule; then as many people placed as can be" in page
    assert "Places are shared out evenly over: Region, Sector." in page
    assert "Rules switched off: The same workplace." in page
    assert "Interests 10 13%" in page
    assert "Kim" not in page  # who is left out is counted, not named
    assert "Mentees: Nobody passes every rule 1" in page
    assert "lowest score, of 100" in page
    assert "Amal Bela Held: no letter leaves Chris 14 September 2026" in page
    assert "would suit" in page
    assert f'href="{at(run, WITHOUT)}"' in efa.get(at(run)).content.decode()


@pytest.mark.requirement("ALL-95")
def test_without_names_there_is_nobody_and_no_small_group(efa: Client, world: World) -> None:
    people = make_room(world).people
    hold(world, (people["Amal"], people["Bela"]))
    run = computed_run(world)

    page = read(efa, at(run, WITHOUT))

    assert not [name for name in people if name in page]
    assert "Asked for by" not in page
    assert ("London" in page, "lowest score" in page, "Held" in page) == (False, False, False)
    for caption in ("Pairs by score, of 100", "Region", "People left out by reason"):
        assert f"{caption} Too few to be told without saying who." in page
    assert "somebody else came close: fewer than ten." in page


@pytest.mark.requirement("ALL-95")
def test_without_names_large_groups_are_told_in_round_numbers(efa: Client, world: World) -> None:
    many(world, 12)
    run = computed_run(world)

    page = read(efa, at(run, WITHOUT))

    assert "Wales 10 100% 10 100%" in page
    assert "Mentees Mentors 1 10" in page
    assert "12 of 12" in page
    assert "Mentor1" not in page


def test_own_pairs_and_interests_stay_hidden(
    chris: Client, efa: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    hold(world, two)
    declare_interest(by=actor_of(world.chris), application=two[0])

    hers, theirs = (read(client, at(run, WITH)) for client in (chris, efa))

    assert hers.count("Another member of the group decides about this pair.") == 2
    assert ("Amal" in hers, "Bela" in hers) == (False, False)
    assert theirs.count("Amal") == theirs.count("Bela") == 2


def test_a_match_without_pairs_says_so(efa: Client, world: World) -> None:
    apply(world, "Gwen", "mentor", modes=["online"])
    apply(world, "Huw", "mentee", modes=["face_to_face"])
    run = computed_run(world)

    for view in (WITH, WITHOUT):
        page = read(efa, at(run, view))
        assert "There is no pair." in page
        assert "No decision yet" in page


def test_that_nobody_is_left_out_is_said(
    efa: Client, world: World, two: tuple[Application, Application]
) -> None:
    assert "Nobody is left out." in read(efa, at(computed_run(world), WITHOUT))


def test_more_pairs_than_go_on_paper_are_left_to_the_file(
    efa: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(world, 3)
    run = computed_run(world)
    monkeypatch.setattr(report_queries, "MOST_PAIRS", 2)

    page = efa.get(at(run, WITH))

    assert "Only the first 2 stand here" in page.content.decode()
    assert len(page.context["report"].sections[-1].tables[0].rows) == 2


def test_others_have_no_report(
    client: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    client.force_login(world.dana)

    for view in (WITH, WITHOUT):
        read(client, at(run, view), status=404)
    for is_named in (True, False):
        with pytest.raises(NotAllowed):
            get_report(viewer=actor_of(world.dana), run=run, is_named=is_named)
    hold(world, two)
    assert every_pair_rule(viewer=actor_of(world.dana), joining_point=world.joining_point) == []


def test_shares_are_told_in_steps() -> None:
    assert [percent(2, 3), percent(2, 3, 5), percent(11, 12, 5), percent(0, 0)] == [
        "67%",
        "65%",
        "90%",
        "",
    ]


@pytest.mark.parametrize(("view", "expected"), [(WITH, 10), (WITHOUT, 7)])
def test_the_report_asks_as_often_of_ten_pairs_as_of_one(
    chris: Client,
    world: World,
    two: tuple[Application, Application],
    view: str,
    expected: int,
) -> None:
    hold(world, two)
    counts = [_asked(chris, computed_run(world), view)]
    many(world, 9)
    counts.append(_asked(chris, computed_run(world), view))

    assert counts == [expected, expected]


def _asked(reader: Client, run: Run, view: str) -> int:
    reader.get(at(run, view))
    with CaptureQueriesContext(connection) as found:
        reader.get(at(run, view))
    return len(found)


def test_a_table_without_rows_is_said_by_its_note_or_left_out() -> None:
    noted = replace(EMPTY, note="Nobody named a region.")

    assert blocks_of(Section("equity", "Equity", tables=(EMPTY,))) == (Heading("Equity"),)
    assert blocks_of(Section("equity", "Equity", tables=(noted,))) == (
        Heading("Equity"),
        Heading("Regions", 2),
        Paragraph("Nobody named a region.", is_quiet=True),
    )
