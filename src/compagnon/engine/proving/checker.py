"""Checks a proof: that no placement over all possible pairs meets the aims better than this one.

Trusted: numpy; what states the problem (`judged_of`, `offer_of`, and `plain` and `shared_out`, which
write the aims down as costs of a network's arcs); and what measures a placement (`assignment`). Every
pair is judged afresh. Not trusted, and not used: the search, its candidates and flows, its bounds, and
which pairs it kept in sight. Which of several placements that are equally good was taken is not proved.

How: let x be any placement, as a flow, and r an arc's cost plus the price of its tail less that of its
head. What x costs is the sum of r x less that of price times supply, so at least what it is when
just the arcs with r < 0 are full. If this placement costs no more, none costs less, and those that
cost the same fill the arcs with r < 0 and leave out those with r > 0: the next aim is about the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np

from compagnon.engine.explaining.standing import Judged
from compagnon.engine.judging.grid import Ints
from compagnon.engine.judging.verdicts import Found, blocks, together
from compagnon.engine.matrix import matrix_offer
from compagnon.engine.placing.assignment import below, kept
from compagnon.engine.placing.choice import Choice, plain, shared_out
from compagnon.engine.placing.mutual import mutual_pairs
from compagnon.engine.placing.offer import Assignment, Offer, assignment
from compagnon.engine.placing.pricing import NONE, Cost, Prices, nothing
from compagnon.engine.problem import Problem
from compagnon.engine.proving.proof import Proof, read_proof
from compagnon.engine.solver import judged_of, offer_of
from compagnon.engine.watch import Watch

WORST: Final = "worst"
SAMPLE: Final = 1_000
"""Pairs judged by the reference too, beside those that were made."""


class ProofError(ValueError):
    """The proof does not show what it claims to show; the text says what is wrong."""


@dataclass
class Claim:
    """An aim with its prices, what the placement costs by it, and what any costs at least."""

    prices: Prices
    value: int
    bound: int = 0

    @property
    def of_worst(self) -> bool:
        """Say whether this is about the worst pair: at least one pair must be as bad."""
        return self.prices.cost.name == WORST


def check(problem: Problem, path: Path) -> frozenset[tuple[str, str]]:
    """Check the proof of a problem's pairs, and return them as (mentor id, mentee id).

    Raises ProofError, OSError if there is no file.

    What is proved is proved beside the pairs set aside so that no two people mentor each other.
    """
    require(not problem.has_crossing_shares, "shares that cross each other are not proved")
    proof = read(path)
    judged = judged_of(problem, Watch(), held_up_to=0)
    for cells in (proof.pairs, proof.pinned, proof.apart):
        require_people(cells, judged.verdicts.shape)
    pinned, apart = (
        [(row, column) for row, column in cells.tolist()] for cells in (proof.pinned, proof.apart)
    )
    ids = {(judged.mentors[column].id, judged.mentees[row].id) for row, column in pinned}
    require(ids == problem.pinned, "the fixed pairs are others")
    require(None not in map(judged.reverse, apart), "pairs are set aside for no reason")
    made = sorted([*pinned, *map(tuple, proof.pairs.tolist())])
    require(not mutual_pairs(made, judged.own_column), "two people mentor each other")
    check_reference(judged, proof.pairs)
    check_offer(offer_of(judged, pinned).without([*pinned, *apart]), proof)
    return frozenset((judged.mentors[column].id, judged.mentees[row].id) for row, column in made)


def check_matrix(path: Path, scores: Any, **asked: Any) -> None:
    """Check the proof of what `solve_matrix` answered to the same scores and whatever else was asked."""
    check_offer(matrix_offer(scores, **asked), read(path))


def check_reference(judged: Judged, pairs: Ints) -> None:
    """Hold the judge of all pairs against the reference, for these pairs and some others."""
    problem, dice = judged.problem, np.random.default_rng(0)
    others = dice.integers(
        0, judged.verdicts.shape, (SAMPLE if min(judged.verdicts.shape) else 0, 2)
    )
    waived = {(w.rule, w.mentor_id, w.mentee_id) for w in problem.waivers}
    for row, column in [*pairs.tolist(), *others.tolist()]:
        mentee, mentor = judged.mentees[row], judged.mentors[column]
        forbidden = any(
            rule.forbids(mentee, mentor) and (rule.key, mentor.id, mentee.id) not in waived
            for rule in problem.all_rules
        )
        allowed, score = judged.verdicts.block(np.array([row]), np.array([column]))
        same = allowed.item() != forbidden and score.item() == problem.scoring.score(mentee, mentor)
        require(same, "the judge of all pairs departs from the reference")


def check_offer(offer: Offer, proof: Proof) -> None:
    """Check what is claimed of an offer. Raises ProofError. O(all pairs x aims), and judging them all."""
    require_people(proof.pairs, offer.shape)
    offer = replace(offer, proving=True)
    rows, columns = proof.pairs.T
    check_placement(offer, rows, columns)
    if not rows.size:
        require(not any(found.rows.size for found in every_pair(offer)), "there could be a pair")
        return
    choice = shared_out(plain(offer, (NONE, NONE), offer.wishes))
    claims = claims_of(choice, proof, assignment(offer, rows, columns))
    add_arcs(claims, choice)
    for found in every_pair(offer):
        add_pairs(claims, found, proof.floor)
    for number, claim in enumerate(claims):
        name = f"aim {number} ({claim.prices.cost.name})"
        require(claim.bound >= claim.value, f"{name}: {claim.bound} is shown, not {claim.value}")


def add_arcs(claims: list[Claim], choice: Choice) -> None:
    """Add what arcs that are no pairs, and supplies, cost at least."""
    network, live = choice.network, np.arange(len(choice.network.tail))
    full = live[:0]
    for claim in claims:
        nodes = claim.prices.nodes
        beyond = choice.cost(claim.prices.aim, nothing) + nodes[network.tail] - nodes[network.head]
        some = np.concatenate([full, live[beyond[live] < 0]])
        claim.bound += int((beyond * network.capacity)[some].sum() - nodes @ network.supply)
        if not claim.of_worst:
            full, live = some, live[beyond[live] == 0]


def add_pairs(claims: list[Claim], live: Found, floor: int) -> None:
    """Add what pairs cost at least. `full`: those that are in every placement that met the aims before."""
    full = live.keep(live.rows < 0)
    for claim in claims:
        beyond, settled = (claim.prices.reduced(f.scores, f.rows, f.columns) for f in (live, full))
        claim.bound += int(np.minimum(beyond, 0).sum() + settled.sum())
        if claim.of_worst:
            live = live.keep(live.scores >= floor)
        else:
            full = together([full, live.keep(beyond < 0)])
            live = live.keep(beyond == 0)


def claims_of(choice: Choice, proof: Proof, found: Assignment) -> list[Claim]:
    """Return what is to be shown, in order. Raises ProofError if the proof is about anything else."""
    costs = list(costs_of(choice, found, proof.floor))
    names = [cost.name for cost, _aim, _value in costs if cost.name != WORST]
    require(names == list(proof.names) and len(names) == len(proof.prices), "the aims are others")
    prices, claims = list(proof.prices), []
    for cost, aim, value in costs:
        nodes = (~proof.barred).astype(np.int64) if cost.name == WORST else prices.pop(0)
        require(nodes.shape == choice.network.supply.shape, "there are other people")
        claims.append(Claim(Prices(cost, *choice.sides(nodes), nodes, aim), value))
    return claims


def costs_of(choice: Choice, found: Assignment, floor: int) -> Iterator[tuple[Cost, int, int]]:
    """Yield each aim: what pairs cost, which of the network's costs it is, and what this placement costs."""
    offer, merit = choice.field.offer, iter(found.merit)
    placed, pairs = next(merit), next(merit)
    yield nothing, 0, -placed - pairs
    for aim, grouping in enumerate(offer.groups, start=1):
        yield nothing, aim, -next(merit) - grouping.cost(NONE)
    waited, stayed, worst = next(merit), next(merit), next(merit)
    if offer.since is not None:
        yield nothing, -2, -waited
    if offer.kept is not None and offer.aims.keep_points is None:
        yield kept(offer.kept), -1, pairs - stayed
    if offer.aims.worst:
        require(worst == floor, "the worst pair is another")
        yield replace(below(floor + 1), name=WORST), -1, int(floor < offer.full)
    for limit in offer.aims.limits:
        value = -next(merit)
        if limit > floor:
            yield below(limit), -1, value
    yield choice.worth, -1, -next(merit)


def check_placement(offer: Offer, rows: Ints, columns: Ints) -> None:
    """Refuse pairs that are not allowed or named twice, and people with more pairs than places."""
    for people, most in ((rows, offer.wishes), (columns, offer.capacity)):
        require(
            (np.bincount(people, minlength=len(most)) <= most).all(), "there are too few places"
        )
    keys = rows * np.int64(offer.shape[1]) + columns
    require(len(np.unique(keys)) == len(rows), "a pair is named twice")
    cells = zip(rows, columns, strict=True)
    allowed = (offer.verdicts.allows(row[None], column[None]).item() for row, column in cells)
    require(all(allowed), "a pair is not allowed")


def every_pair(offer: Offer) -> Iterator[Found]:
    """Yield all allowed pairs of people who have places, judged afresh."""
    for some in blocks(np.flatnonzero(offer.wishes > 0), offer.shape[1]):
        allowed, scores = offer.verdicts.block(some)
        row, column = np.nonzero(allowed & (offer.capacity > 0))
        yield Found(some[row], column, scores[row, column])


def read(path: Path) -> Proof:
    """Read a proof. Raises ProofError for anything else."""
    try:
        return read_proof(path)
    except (ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ProofError("this is no proof") from error


def require_people(cells: Ints, shape: tuple[int, int]) -> None:
    """Raise ProofError unless these are rows and columns of so many people."""
    require(((cells >= 0) & (cells < np.array(shape))).all(), "there are other people")


def require(holds: object, otherwise: str) -> None:
    """Raise ProofError unless something holds."""
    if not holds:
        raise ProofError(otherwise)
