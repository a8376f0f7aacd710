"""The documented family of instances that solvers are compared on: schemes of any size, the same every time.

n mentees, 0.55 n mentors, 1.08 n places (or as many as asked for). 24 regions of uneven size, six languages of which
one or two are spoken, three ways to meet, 20 weekly slots of which each has four to nine and two must be shared,
an employer whom the pair must not share, every tenth mentee managed by one of the mentors; eight criteria.
About a quarter of all pairs are allowed, and some people fit nobody.
"""

import random
from typing import Final

from compagnon.engine import (
    Answer,
    ForbiddenPairs,
    ForbidSame,
    Gap,
    Likeness,
    Person,
    Problem,
    RequireOverlap,
    Shared,
    Wanted,
)

REGIONS: Final = tuple(f"r{number:02}" for number in range(24))
LANGUAGES: Final = ("en", "cy", "fr", "de", "es", "zh")
INTERESTS: Final = tuple(f"i{number:02}" for number in range(26))
SLOTS: Final = tuple(f"s{number:02}" for number in range(20))
MODES: Final = (("online",), ("face_to_face",), ("face_to_face", "online"))
PHASES: Final = ("primary", "secondary", "further", "higher", "adult")
SECTORS: Final = ("school", "college", "prison", "independent", "charity", "work_based")
PREFERENCES: Final = ("identical", "diverse", "either")
MANAGED: Final = 0.1
AHEAD: Final = 6
"""Years that mentors have been there for longer."""

RULES: Final = (
    ForbidSame("employer"),
    RequireOverlap("languages"),
    RequireOverlap("modes"),
    RequireOverlap("slots", minimum=2),
)
CRITERIA: Final = (
    Wanted("interests", 35, "wanted", "offered", enough=4),
    Shared("languages", 6, "languages", enough=1),
    Likeness("phase", 12, "phase"),
    Likeness("sector", 15, "sector"),
    Likeness("region", 7, "region", "alike"),
    Gap("experience", 10, "experience", 3, 15, 10),
    Shared("slots", 9, "slots", enough=4),
    Likeness("modes", 6, "modes", "alike"),
)


def scheme(mentees: int, *, places: float = 1.08, mentors: float = 0.55, seed: int = 0) -> Problem:
    """Return a scheme with so many mentees, and about so many places and mentors for each of them."""
    dice = random.Random(seed)  # noqa: S311 -- invented people, not secrets
    mentors = max(round(mentors * mentees), 1)
    spare = max(round(places * mentees) - mentors, 0)
    capacity = [1] * mentors
    for _ in range(spare):
        capacity[dice.randrange(mentors)] += 1
    if places * mentees < mentors:
        capacity = [int(number < round(places * mentees)) for number in range(mentors)]
    theirs = [f"e{number:06}" for number in range(mentors)]
    line = frozenset(
        (dice.choice(theirs), f"m{number:06}")
        for number in range(mentees)
        if dice.random() < MANAGED
    )
    return Problem(
        mentees=tuple(Person(f"m{k:06}", _answers(dice, mentees, ahead=0)) for k in range(mentees)),
        mentors=tuple(
            Person(name, _answers(dice, mentees, ahead=AHEAD), places)
            for name, places in zip(theirs, capacity, strict=True)
        ),
        rules=(ForbiddenPairs("line_management", line), *RULES),
        criteria=CRITERIA,
        groups=("region",),
    )


def _answers(dice: random.Random, size: int, *, ahead: int) -> dict[str, Answer]:
    """Draw what somebody answers; there are the more employers, the larger the scheme."""
    interests = frozenset(dice.sample(INTERESTS, dice.randint(2, 7)))
    return {
        "region": dice.choices(REGIONS, weights=range(3, 27))[0],
        "employer": f"w{dice.randrange(max(size // 5, 2))}",
        "languages": frozenset(dice.choices(LANGUAGES, weights=(40, 6, 20, 12, 15, 7), k=2)),
        "modes": frozenset(dice.choice(MODES)),
        "slots": frozenset(dice.sample(SLOTS, dice.randint(4, 9))),
        "wanted": interests,
        "offered": interests,
        "phase": dice.choice(PHASES),
        "sector": dice.choice(SECTORS),
        "preference": dice.choice(PREFERENCES),
        "experience": dice.randint(0, 20) + ahead,
    }
