from typing import Any

import pytest

from compagnon.engine import (
    AtLevel,
    Criterion,
    Distance,
    Distances,
    Emphasis,
    ForbiddenPairs,
    ForbidSame,
    Gap,
    Likeness,
    OnlyShared,
    OwnWeights,
    Person,
    Problem,
    ProblemError,
    RequireAgreement,
    RequireLevel,
    RequireNear,
    RequireOverlap,
    RequireSame,
    Shared,
    Similar,
    Waiver,
    Wanted,
)
from compagnon.engine import problem as problem_module

BELA, AMAL = Person("bela", {"school": "hill"}), Person("amal", {"school": "hill"})
NOWHERE = Distances.listed({})
SHARED = Shared("languages", 1, "languages")
MANAGED = ForbiddenPairs("line_management", frozenset([("bela", "amal")]))
SETS = Person("bela", {"sector": {"a", "b"}, "years": "ten", "preference": "any", "stage": "late"})


def refusal(**changes: Any) -> str:
    """What the problem of Amal and Bela, so changed, is refused for."""
    with pytest.raises(ProblemError) as refused:
        Problem(**{"mentees": (BELA,), "mentors": (AMAL,), **changes})
    return str(refused.value)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"mentees": (BELA, BELA)}, "The id bela is used by more than one mentee."),
        ({"mentors": (AMAL, AMAL)}, "The id amal is used by more than one mentor."),
        ({"mentors": (Person(""),)}, "Every mentor needs an id, which is text."),
        ({"mentees": (Person(7), BELA)}, "Every mentee needs an id, which is text."),
        (
            {"groups": "region"},
            "The groups are a tuple of names of attributes, not one text: region.",
        ),
        ({"rules": (ForbidSame("a"), ForbidSame("a"))}, "The key same_a is used more than once."),
        (
            {"rules": (ForbiddenPairs("mutual", frozenset()),)},
            "The key mutual is used more than once.",
        ),
        ({"criteria": (SHARED, SHARED)}, "The key languages is used more than once."),
        ({"criteria": (Shared("", 1, "a"),)}, "Every rule and criterion needs a key."),
        (
            {"criteria": (Shared("a", -1, "a"),)},
            "The weight of a must be a whole number (an int) from 0 to 1000000.",
        ),
        (
            {"criteria": (Shared("a", float("nan"), "a"),)},  # type: ignore[arg-type]  # the refusal
            "The weight of a must be a whole number (an int) from 0 to 1000000.",
        ),
        (
            {"near_tie_points": -1},
            "The near_tie_points of problem must be a whole number (an int) from 0 to 1000000000.",
        ),
        (
            {"seed": 0.5},
            "The seed of problem must be a whole number (an int) from -1000000000 to 1000000000.",
        ),
        (
            {"emphasis": Emphasis(extra=101)},
            "The extra of emphasis must be a whole number (an int) from 0 to 100.",
        ),
        ({"groups": ("region", "region")}, "The grouping region is named twice."),
        (
            {"waivers": frozenset([Waiver("x", "amal", "bela")])},
            "The rule x, to be waived for a pair, does not exist.",
        ),
        (
            {
                "rules": (MANAGED,),
                "waivers": frozenset([Waiver("line_management", "amal", "bela")]),
            },
            "The rule line_management cannot be waived.",
        ),
    ],
)
def test_a_problem_that_makes_no_sense_is_refused(changes: dict[str, Any], says: str) -> None:
    assert refusal(**changes) == says


@pytest.mark.parametrize(
    "changes",
    [
        {"rules": (ForbidSame("gender"),)},
        {"rules": (RequireSame("region", OnlyShared("gender", "x")),)},
        {"rules": (RequireOverlap("interests", mentor_attribute="gender"),)},
        {"criteria": (Likeness("a", 1, "gender"),)},
        {"criteria": (Likeness("a", 1, "sector", preference="gender"),)},
        {"criteria": (Wanted("a", 1, "wanted", "gender"),)},
        {"criteria": (Shared("a", 0, "gender"),)},
        {"criteria": (Gap("a", 1, "gender", 0, 0),)},
        {"groups": ("gender",)},
        {"emphasis": Emphasis("gender")},
        {"emphasis": OwnWeights("gender")},
        {"criteria": (Shared("gender", 1, "languages"),)},
        {"criteria": (AtLevel("a", 1, "gender", "offered", ("A1",)),)},
        {"criteria": (AtLevel("a", 1, "wanted", "gender", ("A1",)),)},
        {"criteria": (Similar("a", 1, "text", 2, mentor_attribute="gender"),)},
        {"criteria": (Distance("a", 1, "gender", NOWHERE, 0, 1),)},
        {"rules": (RequireLevel("gender", ("A1",), "A1"),)},
        {"rules": (RequireAgreement("gender", frozenset()),)},
        {"rules": (RequireNear("gender", NOWHERE, 1),)},
        {"rules": (RequireNear("place", NOWHERE, 1, OnlyShared("gender", "x")),)},
    ],
)
def test_a_protected_characteristic_is_refused_wherever_it_is_named(
    changes: dict[str, Any],
) -> None:
    assert refusal(**changes) == (
        "gender is a protected characteristic and must never decide who is paired."
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"rules": (ForbidSame("sector"),)},
            "same_sector cannot read the answer of bela to sector.",
        ),
        (
            {"rules": (RequireSame("sector"),)},
            "one_sector cannot read the answer of bela to sector.",
        ),
        ({"groups": ("sector",)}, "groups cannot read the answer of bela to sector."),
        (
            {"emphasis": Emphasis("sector")},
            "emphasis cannot read the answer of bela to sector.",
        ),
        (
            {"criteria": (Gap("gap", 1, "years", 0, 0),)},
            "gap cannot read the answer of bela to years.",
        ),
        (
            {"criteria": (Gap("gap", 1, "stage", 0, 0, 1, ("early", "senior")),)},
            "The answer of bela to stage is not one that gap knows.",
        ),
        (
            {"criteria": (Likeness("alike", 1, "sector"),)},
            "The answer of bela to preference is not one that alike knows.",
        ),
    ],
)
@pytest.mark.parametrize("side", ["mentees", "mentors"])
def test_an_answer_that_a_rule_or_criterion_cannot_read_is_refused(
    changes: dict[str, Any], says: str, side: str
) -> None:
    assert refusal(**{"mentees": (), "mentors": (), side: (SETS,)}, **changes) == says


def test_an_attribute_of_one_side_is_not_asked_of_the_other() -> None:
    problem = Problem(
        mentees=(Person("bela", {"offered": 3}),),
        mentors=(Person("amal", {"wanted": 3}),),
        criteria=(Wanted("interests", 1, "wanted", "offered"),),
        rules=(RequireOverlap("wanted", mentor_attribute="offered"),),
    )

    assert len(problem.mentees) == 1


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (
            lambda: RequireOverlap("a", 0),
            "The minimum of shared_a must be a whole number (an int) from 1",
        ),
        (
            lambda: Wanted("a", 1, "b", "c", 0),
            "The enough of a must be a whole number (an int) from 1",
        ),
        (lambda: Shared("a", 1, "b", 0), "The enough of a must be a whole number (an int) from 1"),
        (lambda: Gap("a", 1, "b", 0, 0, 0), "The fade of a must be a whole number (an int) from 1"),
        (
            lambda: Gap("a", 1, "b", float("nan"), 0),  # type: ignore[arg-type]  # the refusal
            "The low of a must be a whole number (an int) from -10",
        ),
        (lambda: Gap("a", 1, "b", 2, 1), "The lower end of a is above its upper end."),
        (
            lambda: Likeness("a", 1, "b", "same"),  # type: ignore[arg-type]  # the refusal
            "The wish of a must be one of alike, different, preferred.",
        ),
    ],
)
def test_a_setting_out_of_range_is_refused(make: Any, says: str) -> None:
    with pytest.raises(ProblemError) as refused:
        make()

    assert str(refused.value).startswith(says)


def pinned(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"pinned": frozenset(pairs)}


BOTH: dict[str, Any] = {"mentees": (BELA, AMAL), "mentors": (BELA, AMAL)}


@pytest.mark.requirement("ALL-54")
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            pinned(("gone", "bela")),
            "The fixed pair gone and bela names somebody who is absent.",
        ),
        (
            pinned(("amal", "gone")),
            "The fixed pair amal and gone names somebody who is absent.",
        ),
        (
            {**pinned(("amal", "bela")), "rules": (MANAGED,)},
            "amal and bela cannot be a fixed pair: the rule line_management forbids it.",
        ),
        (
            {**BOTH, **pinned(("bela", "bela"))},
            "bela and bela cannot be a fixed pair: the rule oneself forbids it.",
        ),
        (
            {**BOTH, **pinned(("bela", "amal"), ("amal", "bela"))},
            "amal and bela cannot be a fixed pair: the rule mutual forbids it.",
        ),
        (
            {"mentees": (BELA, Person("bashir")), **pinned(("amal", "bela"), ("amal", "bashir"))},
            "amal has more fixed pairs than places.",
        ),
        (
            {"mentors": (AMAL, Person("ada")), **pinned(("amal", "bela"), ("ada", "bela"))},
            "bela has more fixed pairs than places.",
        ),
    ],
)
def test_a_fixed_pair_that_cannot_be_is_refused(changes: dict[str, Any], says: str) -> None:
    assert refusal(**changes) == says


def test_a_fixed_pair_may_break_a_rule_that_is_waived_for_it() -> None:
    problem = Problem(
        mentees=(BELA,),
        mentors=(AMAL,),
        rules=(ForbidSame("school"),),
        waivers=frozenset([Waiver("same_school", "amal", "bela")]),
        pinned=frozenset([("amal", "bela")]),
    )

    assert problem.pinned == {("amal", "bela")}
    assert refusal(rules=problem.rules, pinned=problem.pinned) == (
        "amal and bela cannot be a fixed pair: the rule same_school forbids it."
    )


def test_two_fixed_pairs_may_be_mutual_where_the_scheme_allows_it() -> None:
    pairs = frozenset([("amal", "bela"), ("bela", "amal")])

    assert Problem(**BOTH, pinned=pairs, allow_mutual=True).pinned == pairs


def test_more_pairs_than_can_be_looked_through_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(problem_module, "MOST_PAIRS", 5)

    assert refusal(
        mentees=tuple(Person(name) for name in "abc"), mentors=tuple(Person(name) for name in "de")
    ) == (
        "3 mentees and 2 mentors make more than 5 pairs, "
        "which is more than this engine holds in memory."
    )


def test_a_problem_is_the_same_in_any_order_of_people() -> None:
    people = (AMAL, BELA)

    assert Problem(mentees=people, mentors=()) == Problem(mentees=people[::-1], mentors=())


def test_criteria_of_no_weight_do_not_count() -> None:
    off: tuple[Criterion, ...] = (Shared("off", 0, "languages"), SHARED)
    problem = Problem(mentees=(), mentors=(), criteria=off)

    assert problem.scoring.criteria == (SHARED,)
