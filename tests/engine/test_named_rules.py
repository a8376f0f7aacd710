"""Who may never be a pair, whatever they answer: lines of management, declared conflicts, choices made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engine import (
    ForbiddenPairs,
    Person,
    Pool,
    Problem,
    RequireChoice,
    Warn,
    management_lines,
    sentence,
    solve,
    solve_pool,
)
from tests.engine.oracle import pairs_of

LINES = st.frozensets(st.tuples(*[st.sampled_from("abcdef")] * 2), max_size=8)


@pytest.mark.requirement("ALL-54")
@given(LINES)
def test_whoever_can_be_reached_upwards_stands_above(managers: frozenset[tuple[str, str]]) -> None:
    reach = set(managers)
    while more := {(a, d) for a, b in reach for c, d in reach if b == c} - reach:
        reach |= more

    assert management_lines(managers) == {(a, b) for a, b in reach if a != b}


@pytest.mark.requirement("ALL-54")
def test_no_pair_stands_in_one_line_of_management_up_or_down() -> None:
    people = tuple(Person(name) for name in ("head", "teacher", "trainee", "colleague"))
    # The head of department did not apply, and the line runs through her.
    managers = [
        ("head", "department"),
        ("department", "teacher"),
        ("teacher", "trainee"),
        ("department", "colleague"),
    ]
    problem = Problem(
        mentees=people,
        mentors=people,
        rules=(ForbiddenPairs("line_management", management_lines(managers)),),
        allow_mutual=True,
    )

    result = solve(problem)

    # Two who have the same manager may be a pair, and so may one's trainee and the other.
    assert result.summary.eligible_pairs == 4
    assert len(result.pairs) == 2
    assert all("colleague" in pair for pair in pairs_of(result))
    (head,) = (one for one in result.unplaced if (one.side, one.person_id) == ("mentee", "head"))
    assert {sentence(one.reason): one.removed for one in head.removed} == {
        "nobody mentors themself": 1,
        "must not be paired (line_management)": 3,
    }


@pytest.mark.requirement("ALL-54")
@pytest.mark.parametrize("kind", ["conflict_declared", "blocked", "past_pair"])
def test_named_pairs_are_kept_apart_either_way_and_it_is_said(kind: str) -> None:
    rule = ForbiddenPairs(kind, frozenset([("bela", "amal")]))
    problem = Problem(mentees=(Person("bela"),), mentors=(Person("amal"),), rules=(rule,))

    result = solve(problem)

    assert result.pairs == ()
    assert [sentence(one.removed[0].reason) for one in result.unplaced] == [
        f"must not be paired ({kind})"
    ] * 2


CHOICES = frozenset(
    [("bela", "amal"), ("amal", "bela"), ("bashir", "amal"), ("chris", "ada"), ("dana", "eve")]
)


def test_whoever_chose_each_other_find_together() -> None:
    problem = Problem(
        mentees=tuple(Person(name) for name in ("bela", "bashir", "chris", "dana", "fay")),
        mentors=tuple(Person(name, capacity=2) for name in ("amal", "ada", "eve")),
        rules=(RequireChoice(CHOICES),),
    )

    result = solve(problem)

    # Amal chose Bela and not Bashir; Ada and Eve chose nobody, nor did Fay.
    assert pairs_of(result) >= {("amal", "bela"), ("ada", "chris"), ("eve", "dana")}
    assert {mentor for mentor, mentee in pairs_of(result) if mentee == "fay"} <= {"ada", "eve"}
    (bashir,) = (one for one in result.unplaced if one.side == "mentee")
    assert bashir.person_id == "bashir"
    assert {sentence(one.reason) for one in bashir.removed} == {
        "must have chosen each other, if either chose anybody"
    }


def test_peers_choose_their_own_partners() -> None:
    people = tuple(Person(name) for name in ("ada", "bela", "chris", "dana"))
    choices = frozenset([("ada", "dana"), ("dana", "ada"), ("bela", "chris")])

    pool = Pool(people=people, rules=(RequireChoice(choices),), trios=False)

    assert [one.ids for one in solve_pool(pool).groups] == [("ada", "dana"), ("bela", "chris")]


def test_a_choice_may_count_instead_of_binding() -> None:
    problem = Problem(
        mentees=(Person("bela"), Person("bashir")),
        mentors=(Person("amal"), Person("ada")),
        warnings=(Warn(RequireChoice(frozenset([("bela", "ada"), ("bashir", "ada")])), 500),),
    )

    result = solve(problem)

    assert len(result.pairs) == 2
    assert [pair.mentor_id for pair in result.pairs if not pair.warnings] == ["ada"]
