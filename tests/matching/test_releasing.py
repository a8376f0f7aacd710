"""Which of a run's pairs may be released: rules alone, without a database."""

from typing import Any

import pytest

from compagnon.matching.rules.releasing import Since, Standing, digest_of, standings_of

PAIRS = (("ann", "bob"), ("ann", "cat"), ("dan", "eve"))


def standings(**changed: Any) -> list[Standing]:
    """Return where the three pairs stand when nothing has happened but what is named."""
    since = {
        "released": set(),
        "left_to_others": set(),
        "forbidden": set(),
        "held": set(),
        "pinned": set(),
        "warned": set(),
        "places": {"ann": 2, "dan": 1},
        "mentees": {"bob", "cat", "eve"},
    }
    return list(standings_of(PAIRS, Since(**{**since, **changed})).values())


@pytest.mark.parametrize(
    ("changed", "third"),
    [
        ({}, Standing.READY),
        ({"released": {("dan", "eve")}, "places": {"ann": 2}}, Standing.RELEASED),
        ({"left_to_others": {"eve"}}, Standing.OURS),
        ({"left_to_others": {"dan"}, "held": {("dan", "eve")}}, Standing.OURS),
        ({"forbidden": {("dan", "eve")}}, Standing.FORBIDDEN),
        ({"forbidden": {("eve", "dan")}, "held": {("dan", "eve")}}, Standing.FORBIDDEN),
        ({"held": {("dan", "eve")}}, Standing.HELD),
        ({"warned": {("dan", "eve")}}, Standing.WARNED),
        ({"warned": {("dan", "eve")}, "held": {("dan", "eve")}}, Standing.HELD),
        ({"pinned": {("dan", "eve")}}, Standing.READY),
        ({"pinned": {("fay", "eve")}}, Standing.PINNED),
        ({"pinned": {("dan", "gus")}, "mentees": {"bob", "cat", "eve", "gus"}}, Standing.PINNED),
        ({"pinned": {("dan", "gus")}}, Standing.READY),
        ({"mentees": {"bob", "cat"}, "held": {("dan", "eve")}}, Standing.GONE),
        ({"places": {"ann": 2, "dan": 0}}, Standing.GONE),
        ({"places": {"ann": 2}}, Standing.GONE),
    ],
)
def test_where_a_pair_stands(changed: dict[str, Any], third: Standing) -> None:
    assert standings(**changed) == [Standing.READY, Standing.READY, third]


def test_a_mentor_who_has_lost_a_place_keeps_the_first_pair() -> None:
    one_left = {"ann": 1, "dan": 1}

    assert standings(places=one_left)[:2] == [Standing.READY, Standing.GONE]
    assert standings(places=one_left, held={("ann", "bob")})[:2] == [Standing.HELD, Standing.READY]


def test_a_digest_marks_exactly_these_pairs() -> None:
    assert digest_of(PAIRS) == digest_of(reversed(PAIRS))
    assert digest_of(PAIRS) != digest_of(PAIRS[1:])
