from dataclasses import replace

from hypothesis import given, settings

from compagnon.engine import (
    ForbiddenPairs,
    PairIds,
    Person,
    PersonIds,
    Problem,
    Shared,
    compare,
    solve,
)
from tests.engine.instances import problems
from tests.engine.oracle import pairs_of


def knows(name: str, *languages: str) -> Person:
    return Person(name, {"languages": set(languages)})


BEFORE = Problem(
    mentees=(knows("bela", "cy"), knows("bashir", "fr"), knows("bruno", "ur")),
    mentors=(knows("amal", "cy"), knows("ada", "fr")),
    criteria=(Shared("languages", 1, "languages"),),
)


def test_compare_says_which_pairs_changed_and_who_gained_and_lost_a_place() -> None:
    not_these = ForbiddenPairs("coordinator", frozenset([("ada", "bashir")]))
    after = replace(
        BEFORE,
        rules=(not_these,),
        mentees=(*BEFORE.mentees, knows("berta", "zh")),
        mentors=(knows("amal", "cy"), knows("ada", "ur")),
    )

    difference = compare(solve(BEFORE), solve(after))

    assert difference.kept == (PairIds("bela", "amal"),)
    assert difference.added == (PairIds("bruno", "ada"),)
    assert difference.removed == (PairIds("bashir", "ada"),)
    assert difference.gained == (PersonIds("mentee", "bruno"),)
    assert difference.lost == (PersonIds("mentee", "bashir"),)
    assert difference.joined == (PersonIds("mentee", "berta"),)
    assert difference.left == ()
    assert difference.total == 0


def test_compare_counts_who_went_away_apart_from_who_lost_a_place() -> None:
    fewer = replace(BEFORE, mentors=BEFORE.mentors[1:])

    difference = compare(solve(BEFORE), solve(fewer))

    assert difference.left == (PersonIds("mentor", "ada"),)
    assert difference.lost == (PersonIds("mentee", "bashir"),)
    assert difference.total == -10_000
    assert difference.before.mentees_placed == 2
    assert difference.after.mentees_placed == 1


@settings(max_examples=20)
@given(problems(), problems())
def test_compare_accounts_for_every_pair_of_both_results(one: Problem, other: Problem) -> None:
    before, after = solve(one), solve(other)

    difference = compare(before, after)

    kept = {(pair.mentor_id, pair.mentee_id) for pair in difference.kept}
    assert len(difference.kept) + len(difference.removed) == len(before.pairs)
    assert len(difference.kept) + len(difference.added) == len(after.pairs)
    assert kept == pairs_of(before) & pairs_of(after)
    assert compare(after, before).added == difference.removed
    assert compare(after, before).gained == difference.lost
    assert compare(after, before).joined == difference.left
