from dataclasses import replace
from itertools import pairwise

import pytest

from compagnon.engine import ForbiddenPairs, Person, Problem, Shared, Wanted, solve

NOBODY = Problem(mentees=(), mentors=())
MANY = tuple(Person(f"m{k}") for k in range(6))


@pytest.mark.parametrize(
    ("problem", "placed", "pairs_worth", "notes"),
    [
        pytest.param(NOBODY, 0, 0, ["note.no_mentees", "note.no_mentors"], id="nobody"),
        pytest.param(replace(NOBODY, mentees=MANY), 0, 0, ["note.no_mentors"], id="no mentors"),
        pytest.param(replace(NOBODY, mentors=MANY), 0, 0, ["note.no_mentees"], id="no mentees"),
        pytest.param(
            replace(NOBODY, mentees=MANY, mentors=(Person("amal", capacity=0),)),
            0,
            0,
            ["note.no_mentors"],
            id="capacity zero",
        ),
        pytest.param(
            replace(NOBODY, mentees=MANY, mentors=(Person("amal"), Person("ada"))),
            2,
            10_000,
            [],
            id="everyone ties",
        ),
        pytest.param(
            replace(
                NOBODY,
                mentees=MANY,
                mentors=MANY,
                rules=(ForbiddenPairs("all", frozenset((a.id, b.id) for a in MANY for b in MANY)),),
            ),
            0,
            0,
            [],
            id="all forbidden",
        ),
        pytest.param(
            replace(
                NOBODY,
                mentees=MANY,
                mentors=(Person("amal"), Person("ada")),
                rules=(
                    ForbiddenPairs(
                        "all_but_one",
                        frozenset((a, b.id) for a in ("amal", "ada") for b in MANY)
                        - {("ada", "m3")},
                    ),
                ),
                groups=("region",),
            ),
            1,
            5_000,
            [],
            id="a single possible pair",
        ),
        pytest.param(
            replace(
                NOBODY,
                mentees=MANY,
                mentors=(Person("amal", capacity=3),),
                criteria=(Shared("off", 0, "interests"),),
            ),
            3,
            15_000,
            [],
            id="weights of 0",
        ),
        pytest.param(
            replace(
                NOBODY,
                mentees=MANY,
                mentors=(Person("amal", capacity=10**9),),
                criteria=(Shared("interests", 5, "interests"),),
            ),
            6,
            30_000,
            ["note.nobody_answered"],
            id="nobody answered",
        ),
    ],
)
def test_solve_copes_with_a_nasty_problem(
    problem: Problem, placed: int, pairs_worth: int, notes: list[str]
) -> None:
    result = solve(problem)

    assert result.summary.mentees_placed == placed
    assert result.summary.total == pairs_worth
    assert [note.key for note in result.notes] == notes
    assert len(result.unplaced) == (
        len(problem.mentees) + len(problem.mentors) - placed - result.summary.mentors_placed
    )


def test_solve_places_everybody_though_one_mentor_is_wanted_by_all() -> None:
    wanted = Person("amal", {"offered": {"a", "b"}})
    others = tuple(Person(f"mentor{k}", {"offered": {"z"}}) for k in range(5))
    mentees = tuple(Person(f"mentee{k}", {"wanted": {"a", "b"}}) for k in range(6))
    problem = Problem(
        mentees=mentees,
        mentors=(wanted, *others),
        criteria=(Wanted("interests", 1, "wanted", "offered"),),
    )

    result = solve(problem)

    assert result.summary.mentees_placed == 6
    assert (result.summary.total, result.summary.worst, result.summary.median) == (10_000, 0, 0)


def test_solve_keeps_a_chain_of_line_managers_apart() -> None:
    # Each manages the next, all are mentor and mentee, and all tie: only those next to each other are forbidden.
    chain = tuple(Person(f"p{k:02}") for k in range(24))
    line = {(above.id, below.id) for above, below in pairwise(chain)}
    problem = Problem(
        mentees=chain, mentors=chain, rules=(ForbiddenPairs("line_management", frozenset(line)),)
    )

    result = solve(problem)

    made = {(pair.mentor_id, pair.mentee_id) for pair in result.pairs}
    assert result.summary.mentees_placed == 24
    assert result.summary.proved.total
    for mentor, mentee in made:
        assert not {(mentor, mentee), (mentee, mentor)} & line
        assert (mentee, mentor) not in made


def test_solve_counts_two_hundred_interests() -> None:
    names = [f"i{k:03}" for k in range(200)]
    problem = Problem(
        mentees=tuple(Person(f"m{k}", {"wanted": set(names[k:])}) for k in (0, 50, 199)),
        mentors=tuple(Person(f"x{k}", {"offered": set(names[:k])}) for k in (1, 100, 200)),
        criteria=(Wanted("interests", 1, "wanted", "offered"),),
    )

    result = solve(problem)

    # x200 offers all to everybody; x100 half of 200, a third of 150, none of the last one.
    assert {(p.mentor_id, p.mentee_id, p.score) for p in result.pairs} == {
        ("x1", "m0", 50),
        ("x100", "m50", 3333),
        ("x200", "m199", 10_000),
    }
