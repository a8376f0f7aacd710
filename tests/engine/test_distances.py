from decimal import Decimal
from math import asin, cos, dist, hypot, radians, sin, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engine import (
    Distance,
    Distances,
    OnlyShared,
    Person,
    Problem,
    ProblemError,
    RequireNear,
    RequireOverlap,
    Shared,
    on_earth,
    sentence,
    solve,
    what_to_recruit,
)
from compagnon.engine.distances import MOST_PLACES

METRES = st.integers(-10_000_000, 10_000_000)
TOWNS = Distances.listed({("Bath", "Wells"): 27, ("Bath", "York"): 300})


@given(st.tuples(METRES, METRES), st.tuples(METRES, METRES))
def test_places_lie_a_straight_line_apart_rounded_down(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    found = Distances.between({"a": one, "b": other}).apart("b", "a")

    assert found is not None
    squared = (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
    assert (1000 * found) ** 2 <= squared < (1000 * (found + 1)) ** 2


@pytest.mark.parametrize(("east", "kilometres"), [(3_000, 5), (2_999, 4), (20_000_000, 20_000)])
def test_a_metre_too_few_is_a_kilometre_less(east: int, kilometres: int) -> None:
    west = east // 2
    north = 4_000 if east < 4_000 else 0

    places = Distances.between({"a": (-west, 0), "b": (east - west, north)})

    assert places.apart("a", "b") == kilometres


def half_chord(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Half the straight line between two points on a globe of radius 1, as haversines have it."""
    (north, east), (north2, east2) = (tuple(map(radians, point)) for point in (one, other))
    across = cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return sqrt(sin((north2 - north) / 2) ** 2 + across)


@given(
    st.tuples(st.integers(-90, 90), st.integers(-180, 180)),
    st.tuples(st.integers(-90, 90), st.integers(-180, 180)),
)
def test_a_position_on_earth_lies_where_trigonometry_puts_it(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    straight = dist(on_earth(*one), on_earth(*other))

    assert abs(straight - 2 * 6_371_009 * half_chord(one, other)) < 2


@pytest.mark.parametrize(
    ("other", "shorter"), [(("52.4862", "-1.8904"), 0.07), (("57.1497", "-2.0943"), 0.3)]
)
def test_the_way_over_the_earth_is_hardly_longer(other: tuple[str, str], shorter: float) -> None:
    cardiff = ("51.4816", "-3.1791")
    chord = half_chord(*(tuple(map(float, point)) for point in (cardiff, other)))
    over = 2 * 6371.009 * asin(chord)

    places = Distances.between({"cardiff": on_earth(*cardiff), "other": on_earth(*other)})

    assert over - dist(on_earth(*cardiff), on_earth(*other)) / 1000 < shorter
    assert places.apart("cardiff", "other") in (int(over), int(over - shorter))


def test_degrees_may_be_given_in_any_exact_form() -> None:
    assert on_earth(Decimal("-33.5"), 18) == on_earth("-33.5", "18")
    assert hypot(*on_earth("51.4816", "-3.1791")) == pytest.approx(6_371_009, abs=1)


def test_what_is_not_listed_is_not_known() -> None:
    assert TOWNS.places == ("Bath", "Wells", "York")
    assert [TOWNS.apart("York", place) for place in ("York", "Bath", "Wells", "Rome", None)] == [
        *(0, 300, None, None, None)
    ]
    assert not TOWNS.is_complete


@pytest.mark.parametrize(
    "positions",
    [
        {"a": (1,)},
        {"a": (1, 2), "b": (1, 2, 3)},
        {"a": (1, 2.5)},
        {"a": (True, 1)},
        {"a": (0, 10_000_001)},
        {f"p{number}": (number, 0) for number in range(MOST_PLACES + 1)},
    ],
)
def test_positions_that_are_none_are_refused(positions: Any) -> None:
    with pytest.raises(ProblemError) as refused:
        Distances.between(positions)

    assert str(refused.value).startswith("Places, 4000 at most, need whole metres")


@pytest.mark.parametrize(
    "kilometres",
    [
        {("a", "b"): -1},
        {("a", "b"): 1.5},
        {("a", "b"): 3, ("b", "a"): 4},
        {("a", "a"): 1},
    ],
)
def test_distances_that_are_none_are_refused(kilometres: Any) -> None:
    with pytest.raises(ProblemError):
        Distances.listed(kilometres)


@pytest.mark.parametrize(("near", "far"), [(5, 5), (6, 5), (-1, 5), (0, 2.5)])
def test_a_band_of_distances_that_is_none_is_refused(near: Any, far: Any) -> None:
    with pytest.raises(ProblemError):
        Distance("near", 1, "town", TOWNS, near, far)


@pytest.mark.parametrize(
    ("mine", "theirs", "value", "says"),
    [
        ("Bath", "Bath", 10_000, "0 km apart, as near as is wished"),
        ("Bath", "Wells", 8_300, "27 km apart"),
        ("York", "Bath", 0, "300 km apart, too far to count for anything"),
        ("York", "Wells", None, "how far apart is not known, so it does not count"),
        ("York", None, None, "the mentor did not answer town, so it does not count"),
        (None, "York", None, "the mentee did not answer town, so it does not count"),
        (None, None, None, "neither answered town, so it does not count"),
    ],
)
def test_nearness_falls_evenly_from_near_to_far(
    mine: str | None, theirs: str | None, value: int | None, says: str
) -> None:
    criterion = Distance("near", 1, "town", TOWNS, near=10, far=110)
    bela, amal = Person("bela", {"town": mine}), Person("amal", {"town": theirs})

    assert criterion.value(bela, amal) == value
    assert sentence(criterion.reason(bela, amal)) == says


def works_in(name: str, town: str, **answers: Any) -> Person:
    return Person(name, {"town": town, **answers})


@pytest.mark.requirement("ALL-36")
@pytest.mark.requirement("LSIS-76")
def test_who_is_nearer_is_preferred_and_nobody_is_too_far_to_be_a_pair() -> None:
    problem = Problem(
        mentees=(works_in("bela", "Bath"),),
        mentors=(works_in("far", "York"), works_in("near", "Wells")),
        criteria=(Distance("near", 1, "town", TOWNS, 0, 100),),
    )

    assert [pair.mentor_id for pair in solve(problem).pairs] == ["near"]
    only_far = Problem(
        mentees=problem.mentees, mentors=problem.mentors[:1], criteria=problem.criteria
    )
    (pair,) = solve(only_far).pairs
    assert (pair.mentor_id, pair.score) == ("far", 0)
    assert pair.contributions[0].reason.params == {"kilometres": 300}


@pytest.mark.requirement("LSIS-76")
def test_site_and_time_to_meet_are_weighed_together() -> None:
    problem = Problem(
        mentees=(works_in("bela", "Bath", slots={"mon", "wed"}),),
        mentors=(
            works_in("far", "York", slots={"mon", "wed"}),
            works_in("busy", "Bath", slots={"fri"}),
            works_in("right", "Bath", slots={"mon", "wed"}),
        ),
        criteria=(
            Distance("site", 1, "town", TOWNS, 0, 100),
            Shared("time", 1, "slots", enough=2),
        ),
        near_tie_points=5_000,
    )

    (pair,) = solve(problem).pairs

    assert (pair.mentor_id, pair.score) == ("right", 10_000)
    assert {(tie.mentor_id, tie.difference) for tie in pair.near_ties} == {
        ("far", -5_000),
        ("busy", -5_000),
    }


@pytest.mark.requirement("ALL-36")
def test_only_a_scheme_that_says_so_refuses_who_is_too_far() -> None:
    near = RequireNear("town", TOWNS, 50)
    if_only = RequireNear("town", TOWNS, 50, OnlyShared("mode", "face_to_face"), key="if_only")
    bela = works_in("bela", "Bath", mode={"face_to_face"})
    amal = works_in("amal", "York", mode={"face_to_face", "online"})

    assert near.forbids(bela, amal)
    assert if_only.forbids(bela, amal)
    assert not if_only.forbids(works_in("bela", "Bath", mode={"online"}), amal)
    assert not near.forbids(works_in("bela", "Wells"), amal), "not known"
    assert not near.forbids(bela, works_in("ada", "Wells"))
    assert sentence(near.reason()) == "must be at most 50 km apart (town)"
    assert sentence(if_only.reason()) == (
        "must be at most 50 km apart (town) when face_to_face is all they share of mode"
    )
    with pytest.raises(ProblemError):
        RequireNear("town", TOWNS, -1)


def test_who_is_left_out_hears_by_how_many_kilometres_and_whom_to_look_for() -> None:
    problem = Problem(
        mentees=(works_in("bela", "Bath"),),
        mentors=(works_in("amal", "York"),),
        rules=(RequireNear("town", TOWNS, 250), RequireOverlap("mode")),
    )

    left_out = solve(problem).unplaced[0]

    assert [(one.rule, one.shortfall) for one in left_out.relaxations] == [("near_town", 50)]
    (recruit,) = what_to_recruit(problem)
    assert recruit.answers == {"town": "Bath"}


def test_a_place_that_is_not_known_is_refused() -> None:
    with pytest.raises(ProblemError) as refused:
        Problem(
            mentees=(works_in("bela", "Rome"),),
            mentors=(),
            criteria=(Distance("near", 1, "town", TOWNS, 0, 9),),
        )

    assert str(refused.value) == "The answer of bela to town is not one that near knows."


def test_without_places_nothing_is_known() -> None:
    nowhere = Distance("near", 1, "town", Distances.between({}), 0, 9)
    problem = Problem(mentees=(Person("bela"),), mentors=(Person("amal"),), criteria=(nowhere,))

    (pair,) = solve(problem).pairs

    assert pair.score == 5_000
