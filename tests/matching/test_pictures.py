"""A match in pictures: a map, scores, places and placement, in which no small group can be told apart."""

from itertools import cycle

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from compagnon.core.errors import NotAllowed
from compagnon.matching.queries.pictures import get_pictures
from compagnon.matching.rules.pictures import load_of, map_of, placed_by, scores_of
from compagnon.matching.rules.region_map import NEIGHBOURS, OUTSIDE, PLACES
from compagnon.matching.rules.stored import StoredEquityRow, StoredResult
from compagnon.schemes.role_words import MENTOR_AND_MENTEE
from compagnon.schemes.vocabularies import REGIONS
from tests.cast import World, actor_of
from tests.matching.applying import apply
from tests.matching.pages import at
from tests.matching.reading import read
from tests.matching.room import computed_run, make_room


def found(
    pairs: int = 0, regions: dict[str | None, tuple[int, int, int]] | None = None, left: int = 0
) -> StoredResult:
    """Return a result of so many pairs; regions by mentees, how many of them are placed, and mentors."""
    equity: list[StoredEquityRow] = []
    for group, (mentees, placed, mentors) in (regions or {}).items():
        for side, people, had in (("mentee", mentees, placed), ("mentor", mentors, mentors)):
            equity.append(
                {
                    "attribute": "region",
                    "group": group,
                    "side": side,  # type: ignore[typeddict-item]  # one of the two
                    "people": people,
                    "placed": had,
                    "rate": 0,
                }
            )
    scores = cycle((6_550, 7_550, 9_500))
    return {  # type: ignore[typeddict-item]  # what pictures read
        "pairs": [
            {"mentor_id": f"m{number}", "mentee_id": f"e{number}", "score": next(scores)}
            for number in range(pairs)
        ],
        "unplaced": [
            {"person_id": f"{side[-1]}x{number}", "side": side}
            for number in range(left)
            for side in ("mentee", "mentor")
        ],
        "equity": equity,
        "summary": {"mentors": pairs + left, "places": pairs + left},
    }


def test_every_region_that_can_be_answered_has_its_own_place() -> None:
    places = [*PLACES.values(), *OUTSIDE.values()]

    assert {*PLACES, *OUTSIDE} == set(REGIONS.keys)
    taken = [(at.column + step, at.row) for at in places for step in range(at.width)]
    assert len(taken) == len(set(taken))
    for one, other in (map(PLACES.__getitem__, pair) for pair in NEIGHBOURS):
        assert (other.column - one.column) + (other.row - one.row) == 1


@pytest.mark.requirement("ALL-95")
def test_the_map_tells_large_regions_in_round_numbers_and_no_others() -> None:
    regions: dict[str | None, tuple[int, int, int]] = {
        "wales": (42, 21, 18),
        "london": (9, 9, 30),
        "scotland": (11, 4, 3),
        "outside_uk": (0, 0, 13),
        None: (2, 1, 12),
    }

    picture = map_of(found(regions=regions), MENTOR_AND_MENTEE)

    told = [tile for tile in picture.tiles if tile.percent is not None]
    assert [(one.label, one.asks, one.offers, one.percent, one.note) for one in told] == [
        ("WAL", 40, 20, 50, "50%"),
        ("Outside UK", 0, 15, 0, ""),
    ]
    # Few and nobody look the same.
    hidden = [tile for tile in picture.tiles if tile.percent is None]
    assert {(one.asks, one.offers, one.note) for one in hidden} == {(0, 0, "—")}
    assert len(hidden) == len(PLACES) - 1
    assert picture.table.rows == (
        ("Outside the UK", "0", "", "15", "100%"),
        ("Wales (WAL)", "40", "50%", "20", "100%"),
        ("Smaller groups together", "20", "65%", "45", "100%"),
    )


@pytest.mark.requirement("ALL-95")
def test_neighbours_that_are_small_alone_stand_together_on_the_map() -> None:
    regions: dict[str | None, tuple[int, int, int]] = {
        "north_east": (8, 4, 12),
        "yorkshire_humber": (12, 6, 8),
        "west_midlands": (12, 12, 12),
        "east_midlands": (3, 3, 3),
        "wales": (9, 9, 9),
    }

    picture = map_of(found(regions=regions), MENTOR_AND_MENTEE)

    told = {tile.label: tile for tile in picture.tiles if tile.percent is not None}
    assert {label: (one.asks, one.width, one.height) for label, one in told.items()} == {
        "NE + YH": (20, 1, 2),
        "WM": (10, 1, 1),
    }
    # The East Midlands do not join a neighbour that is told of by itself: they could be had by subtracting.
    assert [row[:2] for row in picture.table.rows] == [
        ("West Midlands (WM)", "10"),
        ("North East, Yorkshire and the Humber (NE + YH)", "20"),
        ("Smaller groups together", "10"),
    ]


@pytest.mark.requirement("ALL-95")
@given(
    st.dictionaries(
        st.sampled_from(REGIONS.keys),
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)),
    )
)
def test_no_length_of_the_map_tells_more_than_its_table(
    drawn: dict[str | None, tuple[int, int, int]],
) -> None:
    regions = {
        key: (mentees, min(mentees, had), some) for key, (mentees, had, some) in drawn.items()
    }

    picture = map_of(found(regions=regions), MENTOR_AND_MENTEE)

    for tile in picture.tiles:
        assert (tile.asks % 5, tile.offers % 5, (tile.percent or 0) % 5) == (0, 0, 0)
        assert not 0 < tile.asks < 10
        assert not 0 < tile.offers < 10


@pytest.mark.requirement("ALL-95")
def test_scores_are_told_band_by_band_where_there_are_many() -> None:
    few, many = scores_of(found(pairs=8)), scores_of(found(pairs=40))

    assert (few.columns, few.table.rows) == ((), ())
    assert [(bar.label, bar.value, bar.note) for bar in many.columns if bar.value] == [
        ("60", 15, "15"),
        ("70", 15, "15"),
        ("90", 15, "15"),
    ]
    assert {bar.note for bar in many.columns if not bar.value} == {"—"}


def test_places_and_how_many_each_has_taken_on() -> None:
    places, each = load_of(found(pairs=33, left=12), MENTOR_AND_MENTEE)

    assert [(bar.value, bar.of, bar.note) for bar in places.bars] == [(33, 45, "33 / 45")]
    assert [(bar.label, bar.value) for bar in each.bars] == [("Mentees: 0", 10), ("Mentees: 1", 35)]


@pytest.mark.requirement("ALL-95")
def test_everybody_counts_once_in_the_phases() -> None:
    result = found(pairs=24, left=12)
    phases: dict[str, list[str]] = {
        f"{side}{number}": ["primary"] if number < 12 else ["primary", "secondary"]
        for side in "em"
        for number in range(24)
    }

    picture = placed_by("phases", result, phases, MENTOR_AND_MENTEE)

    assert [(bar.label, bar.value, bar.of) for bar in picture.bars] == [
        ("Primary", 100, 100),
        ("Several", 100, 100),
        ("Not known", 0, 100),
    ]
    assert [row[1] for row in picture.table.rows] == ["10", "10", "10"]


@pytest.mark.django_db
@pytest.mark.requirement("ALL-53")
def test_a_match_is_seen_in_pictures_each_with_its_table(chris: Client, world: World) -> None:
    for number in range(12):
        for side in ("mentor", "mentee"):
            apply(world, f"{side}{number}", side, capacity=1 + (side == "mentor" and number < 6))
    run = computed_run(world)

    raw = chris.get(at(run, "run_pictures")).content.decode()
    page = read(chris, at(run, "run_pictures"))

    labels = (
        *("Region", "Pairs by score, of 100", "Places", "People by how many they have taken on"),
        *("Sector", "Phases", "Languages taught"),
    )
    for label in labels:
        assert f'role="img" aria-label="{label}"' in raw
    assert raw.count("<table>") == len(labels)
    assert "Wales (WAL) 10 100% 10" in page
    assert "Offered 18 Taken 12" in page
    assert "Maintained or council school 10 100%" in page
    assert "Mentor1" not in page


@pytest.mark.django_db
@pytest.mark.requirement("ALL-06")
def test_who_is_placed_is_told_by_career_stage_and_language_and_not_of_few(
    chris: Client, world: World
) -> None:
    """What people value in themselves they may say, and nobody can be found by it; identities are not asked for."""
    for number in range(28):
        stage = "trainee" if number < 2 else "early_career" if number < 14 else "established"
        languages = ["fr"] if number < 14 else ["fr", "cy"]
        for side in ("mentor", "mentee"):
            told = {"career_stage": stage, "languages_taught": languages}
            apply(world, f"{side}{number}", side, **told)
    run = computed_run(world)

    page = read(chris, at(run, "run_pictures"))

    placed = ("Established teacher 15 100%", "French 15 100%", "Several 15 100%")
    assert [words for words in placed if words not in page] == []
    assert ("Trainee" in page, "Welsh" in page) == (False, False)


@pytest.mark.django_db
@pytest.mark.requirement("ALL-95")
def test_too_few_are_neither_drawn_nor_counted(efa: Client, world: World) -> None:
    make_room(world)
    run = computed_run(world)

    page = read(efa, at(run, "run_pictures"))

    for caption in ("Region", "Pairs by score, of 100", "Sector", "Phases"):
        assert f"{caption} Too few to be told without saying who." in page
    assert ("London" in page, "Amal" in page) == (False, False)


@pytest.mark.django_db
def test_others_have_no_pictures(client: Client, world: World) -> None:
    apply(world, "Amal A", "mentor")
    apply(world, "Bo", "mentee")
    run = computed_run(world)
    client.force_login(world.dana)

    read(client, at(run, "run_pictures"), status=404)
    with pytest.raises(NotAllowed):
        get_pictures(viewer=actor_of(world.dana), run=run)
