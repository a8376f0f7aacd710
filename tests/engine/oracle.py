"""The matching problem by brute force: every placement tried, judged by the reference forms."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from compagnon.engine import Person, Problem, Result

Pairs = frozenset[tuple[str, str]]
Merit = tuple[object, ...]


def pairs_of(result: Result) -> Pairs:
    """The (mentor id, mentee id) of a result."""
    return frozenset((pair.mentor_id, pair.mentee_id) for pair in result.pairs)


def allowed_pairs(problem: Problem) -> set[tuple[str, str]]:
    """(mentor id, mentee id) that no rule forbids, by the scalar forms."""
    waived = {(w.rule, w.mentor_id, w.mentee_id) for w in problem.waivers}
    return {
        (mentor.id, mentee.id)
        for mentor in problem.mentors
        for mentee in problem.mentees
        if not any(
            rule.forbids(mentee, mentor) and (rule.key, mentor.id, mentee.id) not in waived
            for rule in problem.all_rules
        )
    }


def placements(problem: Problem) -> Iterator[Pairs]:
    """Every set of pairs that keeps every rule, capacity and pin."""
    allowed = allowed_pairs(problem)
    places = {mentor.id: mentor.capacity for mentor in problem.mentors}

    def choices(mentee: Person) -> Iterator[Pairs]:
        pinned = {pair for pair in problem.pinned if pair[1] == mentee.id}
        free = sorted({pair for pair in allowed if pair[1] == mentee.id} - pinned)
        for more in range(mentee.capacity - len(pinned) + 1):
            for chosen in combinations(free, more):
                yield frozenset({*pinned, *chosen})

    def extend(mentees: tuple[Person, ...], taken: Pairs) -> Iterator[Pairs]:
        if not mentees:
            yield taken
            return
        for chosen in choices(mentees[0]):
            pairs = taken | chosen
            used = Counter(mentor for mentor, _ in pairs)
            mutual = {(mentee, mentor) for mentor, mentee in pairs} & pairs
            if (problem.allow_mutual or not mutual) and used <= Counter(places):
                yield from extend(mentees[1:], pairs)

    return extend(problem.mentees, frozenset())


def unevenness(problem: Problem, pairs: Pairs, attributes: tuple[str, ...]) -> Fraction:
    """The sum of (left out)^2 / size over groups of equal answers."""
    people = [person for person in problem.mentees if person.capacity]
    placed = {mentee for _, mentee in pairs}

    def cell(person: Person) -> tuple[object, ...]:
        return tuple(person.code(attribute) for attribute in attributes)

    sizes = Counter(cell(person) for person in people)
    left = Counter(cell(person) for person in people if person.id not in placed)
    return sum((Fraction(left[group] ** 2, size) for group, size in sizes.items()), Fraction(0))


def merit(problem: Problem, pairs: Pairs) -> Merit:
    """How well a placement meets each aim in order; more is better.

    The worst pair is the worst of those that are not pinned: a fixed pair is nobody's choice.
    """
    mentees = {person.id: person for person in problem.mentees}
    mentors = {person.id: person for person in problem.mentors}
    scores = {
        pair: problem.scoring.score(mentees[pair[1]], mentors[pair[0]])
        for pair in pairs - problem.pinned
    }
    groups = problem.groups
    return (
        len({mentee for _, mentee in pairs}),
        len(pairs),
        *(-unevenness(problem, pairs, groups[: count + 1]) for count in range(len(groups))),
        min(scores.values(), default=0),
        sum(scores.values()),
    )


def best_merit(problem: Problem) -> Merit:
    """The best merit that any placement has."""
    return max(merit(problem, pairs) for pairs in placements(problem))


def check(problem: Problem, pairs: Pairs) -> None:
    """Hold a placement against every rule, capacity and pin, and against the best there is."""
    assert problem.pinned <= pairs <= allowed_pairs(problem)
    assert problem.allow_mutual or not {(mentee, mentor) for mentor, mentee in pairs} & pairs
    for side, people in enumerate((problem.mentors, problem.mentees)):
        taken = Counter(pair[side] for pair in pairs)
        assert taken <= Counter({person.id: person.capacity for person in people})
    assert merit(problem, pairs) == best_merit(problem)
