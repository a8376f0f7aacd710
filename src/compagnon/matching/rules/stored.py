"""A run's result as it is stored: the engine's own JSON, named so that pages can read a part of it."""

from typing import Any, Literal, NotRequired, TypedDict


class StoredReason(TypedDict):
    """Something the engine says: a key and values."""

    key: str
    params: dict[str, Any]


class StoredContribution(TypedDict):
    """What one criterion added to a pair's score."""

    criterion: str
    points: int
    of_points: int
    reason: StoredReason


class StoredDifference(TypedDict):
    """By how many points a criterion speaks for the other pair."""

    criterion: str
    points: int


class StoredSwap(TypedDict):
    """What it would cost if a mentee had another mentor instead; `with_id` empty: there is a place."""

    with_id: str
    theirs: int
    total: int


class StoredNearTie(TypedDict):
    """Another mentor who would suit nearly as well."""

    mentor_id: str
    difference: int
    free: bool
    held_by: list[str]
    differences: list[StoredDifference]
    swap: NotRequired[StoredSwap | None]  # results of earlier versions have none


class StoredWarned(TypedDict):
    """A rule that only warns and that a pair breaks, and what that cost it in the total."""

    rule: str
    points: int


class StoredPair(TypedDict):
    """A proposed pair."""

    mentor_id: str
    mentee_id: str
    score: int
    pinned: bool
    contributions: list[StoredContribution]
    near_ties: list[StoredNearTie]
    warnings: NotRequired[list[StoredWarned]]


class StoredView(TypedDict):
    """How well one suits another, seen from the first."""

    person_id: str
    other_id: str
    contributions: list[StoredContribution]


class StoredInstead(TypedDict):
    """Somebody else who would do nearly as well in place of one of a group; `theirs` None: the two cannot exchange places."""

    person_id: str
    instead_of: str
    difference: int
    free: bool
    theirs: int | None


class StoredGroup(TypedDict):
    """People put together; who facilitates stands first and in `facilitator`, empty among peers."""

    ids: list[str]
    facilitator: str
    score: int
    views: list[StoredView]
    common: list[StoredContribution]
    near_ties: NotRequired[list[StoredInstead]]  # results of earlier versions have none


class StoredRemoval(TypedDict):
    """How many candidates of somebody a rule removed, and how many only it removed."""

    rule: str
    removed: int
    only: int


class StoredRelaxation(TypedDict):
    """Lifting one rule for one pair would place this person."""

    rule: str
    other_id: str
    score: int
    moves: int
    choices: int


class StoredUnplaced(TypedDict):
    """Somebody without a pair, and why."""

    person_id: str
    side: Literal["mentee", "mentor"]
    reason: StoredReason
    candidates: int
    eligible: int
    removed: list[StoredRemoval]
    relaxations: list[StoredRelaxation]


class StoredEquityRow(TypedDict):
    """How many people of one group were placed."""

    attribute: str
    group: str | None
    side: Literal["mentee", "mentor"]
    people: int
    placed: int
    rate: int


class StoredSummary(TypedDict):
    """Counts of people, places, pairs and scores."""

    mentees: int
    mentors: int
    places: int
    eligible_pairs: int | None
    mentees_placed: int
    mentors_placed: int
    pairs: int
    pinned: int
    total: int
    worst: int | None
    median: int | None
    proved: dict[str, bool]


class StoredResult(TypedDict):
    """The whole answer."""

    pairs: list[StoredPair]
    unplaced: list[StoredUnplaced]
    equity: list[StoredEquityRow]
    alone: NotRequired[list[StoredUnplaced]]  # these two: of a run that puts more than two together
    groups: NotRequired[list[StoredGroup]]
    summary: StoredSummary
    notes: list[StoredReason]
