"""Mentors who join one after another, against placing everybody anew each time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from compagnon.engine.explaining import filling
from compagnon.engine.explaining.filling import NOBODY, Filling, fill
from compagnon.engine.judging.grid import Flags, Ints


def most(suits: Flags, places: Ints) -> int:
    """How many can be placed, by scipy, each place a column of its own."""
    seats = csr_array(np.repeat(suits, places, axis=0).T.astype(np.int8))
    return int((maximum_bipartite_matching(seats, perm_type="column") >= 0).sum())


def is_sound(found: Filling) -> bool:
    """Whether everybody's mentor suits them, and no mentor has more than there are places."""
    placed = np.flatnonzero(found.mentor_of != NOBODY)
    counts = np.bincount(found.mentor_of[placed], minlength=len(found.places))
    return bool(
        found.suits[found.mentor_of[placed], placed].all() and (counts <= found.places).all()
    )


@st.composite
def fillings(draw: st.DrawFn) -> tuple[Flags, Ints, np.random.Generator]:
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    shape = draw(st.integers(1, 12)), draw(st.integers(1, 25))
    suits = rng.random(shape) < draw(st.sampled_from((0.05, 0.2, 0.6)))
    return suits, rng.integers(0, 4, shape[0]), rng


@given(fillings(), st.sampled_from((1, 2, 16)))
def test_a_mentor_who_joins_places_as_many_as_placing_everybody_anew(
    given_: tuple[Flags, Ints, np.random.Generator], tried: int
) -> None:
    suits, places, rng = given_
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "TRIED", tried)
        found = fill(suits, places)

    assert is_sound(found)
    assert found.placed == most(suits, places)
    for _ in range(3):
        suited: Flags = np.array(rng.random(suits.shape[1]) < 0.3)
        found = found.joined(suited, int(rng.integers(0, 4)))
        assert is_sound(found)
        assert found.placed == most(found.suits, found.places)


@given(fillings())
def test_who_waits_are_those_whom_one_more_place_would_help(
    given_: tuple[Flags, Ints, np.random.Generator],
) -> None:
    suits, places, _rng = given_
    found = fill(suits, places)

    for mentee, waits in enumerate(found.waiting.tolist()):
        only = np.arange(suits.shape[1]) == mentee
        assert most(np.vstack([suits, only]), np.append(places, 1)) == found.placed + waits


@given(fillings())
def test_those_who_wait_can_be_looked_at_alone(
    given_: tuple[Flags, Ints, np.random.Generator],
) -> None:
    suits, places, _rng = given_
    found = fill(suits, places)

    alone = found.only(found.waiting)

    assert is_sound(alone)
    assert alone.placed == most(alone.suits, alone.places) == int(alone.places.sum())
    assert alone.waiting.all()
    assert len(alone.mentor_of) - alone.placed == len(found.mentor_of) - found.placed
