"""Small problems of every kind, for hypothesis to play with."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from compagnon.engine import (
    AtLevel,
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
    RequireAgreement,
    RequireChoice,
    RequireLevel,
    RequireNear,
    RequireOverlap,
    RequireSame,
    Shared,
    Similar,
    Waiver,
    Wanted,
)

REGIONS = ("east", "north", "west")
STAGES = ("early", "middle", "senior")
MENTEE_IDS = tuple("abcde")
MENTOR_IDS = ("v", "w", "x", "y")
BOTH_IDS = ("a", "b", "c", "y")
FEW_IDS = ("a", "b", "c")
LEVELS = ("A1", "B1", "C1")
TOWNS = Distances.between({"p1": (0, 0), "p2": (9_000, 12_000), "p3": (0, 41_500)})
SOME_TOWNS = Distances.listed({("p1", "p2"): 15, ("p3", "p1"): 41})

RULES = (
    ForbidSame("institution"),
    RequireOverlap("mode"),
    RequireSame("region", OnlyShared("mode", "face_to_face")),
    RequireOverlap("availability", minimum=2),
    RequireSame("phase"),
    RequireOverlap("wanted", mentor_attribute="offered", waivable=False),
    RequireLevel("speaks", LEVELS, "B1"),
    RequireNear("place", SOME_TOWNS, 20),
    RequireNear("place", TOWNS, 30, OnlyShared("mode", "face_to_face"), key="near_if_only"),
    RequireAgreement("institution", frozenset([("s1", "s2")])),
    RequireChoice(frozenset([("a", "v"), ("a", "y"), ("w", "b"), ("c", "b"), ("y", "a")])),
)
CRITERIA = (
    Wanted("interests", 30, "wanted", "offered", enough=2),
    Wanted("all_interests", 3, "wanted", "offered"),
    Shared("languages", 20, "languages"),
    Shared("slots", 5, "availability", enough=1),
    Likeness("sector", 12, "sector"),
    Likeness("phases", 7, "languages", "different"),
    Likeness("same_region", 6, "region", "alike"),
    Gap("experience", 10, "experience", 2, 4, 3),
    Gap("stage", 4, "stage", 0, 1, 1, STAGES),
    Shared("off", 0, "languages"),
    AtLevel("one_language", 8, "hears", "speaks", LEVELS, enough=1),
    AtLevel("all_languages", 3, "hears", "speaks", LEVELS),
    Distance("near", 9, "place", TOWNS, 10, 40),
    Distance("some_near", 2, "place", SOME_TOWNS, 0, 41),
    Similar("text", 4, "text", 2, low=20, high=90),
)


def codes(*values: str) -> st.SearchStrategy[frozenset[str]]:
    """A set of these codes; the empty set is a missing answer."""
    return st.frozensets(st.sampled_from(values))


def grades(*names: str) -> st.SearchStrategy[frozenset[str]]:
    """Some of these names, each with a level."""
    levels = st.dictionaries(st.sampled_from(names), st.sampled_from(LEVELS))
    return levels.map(lambda of: frozenset(f"{name}:{level}" for name, level in of.items()))


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "institution": st.sampled_from(("s1", "s2", "s3", None)),
        "mode": codes("online", "face_to_face"),
        "region": st.sampled_from((*REGIONS, None)),
        "phase": st.sampled_from(("primary", "primary", "secondary", None)),
        "availability": codes("mon", "tue", "wed"),
        "wanted": codes("i1", "i2", "i3"),
        "offered": codes("i1", "i2", "i3"),
        "languages": codes("cy", "fr"),
        "sector": st.sampled_from(("school", "college", "")),
        "preference": st.sampled_from(("identical", "diverse", "either", None)),
        "experience": st.one_of(st.none(), st.integers(0, 8)),
        "stage": st.sampled_from((*STAGES, None)),
        "hears": grades("cy", "fr"),
        "speaks": grades("cy", "fr"),
        "place": st.sampled_from(("p1", "p2", "p3", None)),
        "text": st.one_of(st.none(), st.tuples(st.integers(-9, 9), st.integers(-127, 127))),
        "own_weights": st.dictionaries(
            st.sampled_from(("interests", "sector", "stale")), st.integers(0, 400)
        ).map(lambda of: frozenset(f"{key}:{percent}" for key, percent in of.items())),
        "top_criterion": st.sampled_from(("interests", "sector", "stale")),
    },
)


@st.composite
def people(draw: Any, ids: tuple[str, ...], capacities: tuple[int, ...]) -> tuple[Person, ...]:
    """Some people with these ids, none twice, seldom very few."""
    least = draw(st.sampled_from((len(ids) - 1, len(ids) - 1, len(ids) - 2, 0)))
    chosen = draw(st.lists(st.sampled_from(ids), unique=True, min_size=least))
    return tuple(Person(i, draw(ANSWERS), draw(st.sampled_from(capacities))) for i in chosen)


@st.composite
def problems(
    draw: Any,
    *,
    mentee_ids: tuple[str, ...] = MENTEE_IDS,
    mentor_ids: tuple[str, ...] = MENTOR_IDS,
    wishes: tuple[int, ...] = (1, 1, 1, 0),
) -> Problem:
    """A problem without fixed pairs and waivers."""
    ids = st.tuples(st.sampled_from(mentor_ids), st.sampled_from(mentee_ids))
    rules = draw(st.lists(st.sampled_from(RULES), unique=True, max_size=2))
    named = ForbiddenPairs("coordinator", draw(st.frozensets(ids, max_size=3)), waivable=True)
    managed = ForbiddenPairs("line_management", draw(st.frozensets(ids, max_size=2)))
    return Problem(
        mentees=draw(people(mentee_ids, wishes)),
        mentors=draw(people(mentor_ids, (1, 1, 2, 0))),
        rules=(managed, named, *rules),
        criteria=tuple(draw(st.lists(st.sampled_from(CRITERIA), unique=True))),
        groups=draw(st.sampled_from(((), ("region",), ("region", "sector"), ("sector", "phase")))),
        emphasis=draw(st.sampled_from((None, Emphasis(extra=2), OwnWeights(most=300)))),
        seed=draw(st.integers(0, 3)),
    )


@st.composite
def pinned_problems(draw: Any, /, **sizes: Any) -> Problem:
    """A problem with a fixed pair, and perhaps a rule waived for another."""
    problem: Problem = draw(problems(**sizes))
    possible = sorted(
        (mentor.id, mentee.id)
        for mentor in problem.mentors
        for mentee in problem.mentees
        if mentor.capacity
        and mentee.capacity
        and not any(rule.forbids(mentee, mentor) for rule in problem.all_rules)
    )
    if possible:
        problem = replace(problem, pinned=frozenset([draw(st.sampled_from(possible))]))
    if problem.mentors and problem.mentees:
        mentor, mentee = (
            draw(st.sampled_from(problem.mentors)),
            draw(st.sampled_from(problem.mentees)),
        )
        waiver = Waiver("coordinator", mentor.id, mentee.id)
        problem = replace(problem, waivers=frozenset([waiver]))
    return problem
