"""A result, put together from where everybody stands."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from compagnon.engine.criteria import FULL
from compagnon.engine.explaining.pairs import explain_pairs
from compagnon.engine.explaining.standing import Standing
from compagnon.engine.explaining.unplaced import explain_unplaced
from compagnon.engine.messages import Reason
from compagnon.engine.people import Person, Side
from compagnon.engine.placing.offer import AIMS
from compagnon.engine.result import AimCost, EquityRow, Pair, Result, Summary
from compagnon.engine.watch import Watch


def report(standing: Standing, watch: Watch) -> Result:
    """Explain the pairs and everybody left out, and count."""
    with _nothing_collected():
        pairs = explain_pairs(standing)
        watch.at(0.5)
        unplaced, shortages = explain_unplaced(standing)
        watch.at(1)
    return Result(
        pairs=pairs,
        unplaced=unplaced,
        shortages=shortages,
        equity=_equity(standing),
        summary=_summary(standing, pairs),
        notes=_notes(standing),
        costs=tuple(map(AimCost, AIMS, standing.costs)),
    )


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Let Python not look for rings of objects meanwhile: explanations are many objects and no rings.

    It would look through all of them again and again, for two fifths of the time.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def _equity(standing: Standing) -> tuple[EquityRow, ...]:
    """Count people and placed people of each group, on both sides; who did not answer comes last."""
    judged = standing.judged
    placed = [{judged.mentees[row].id for row, _ in standing.pairs}]
    placed.append({judged.mentors[column].id for _, column in standing.pairs})
    sides: tuple[tuple[Side, Sequence[Person], set[str]], ...] = (
        ("mentee", _counted(standing), placed[0]),
        ("mentor", judged.mentors, placed[1]),
    )
    return tuple(
        row
        for attribute in judged.problem.groups
        for side, people, ids in sides
        for row in _side_equity(attribute, side, people, ids)
    )


def _counted(standing: Standing) -> list[Person]:
    return [standing.judged.mentees[row] for row in np.flatnonzero(standing.counted)]


def _side_equity(
    attribute: str, side: Side, people: Sequence[Person], placed: set[str]
) -> list[EquityRow]:
    counts: dict[str | None, list[int]] = {}
    for person in people:
        code = person.code(attribute)
        count = counts.setdefault(None if code is None else str(code), [0, 0])
        count[0] += 1
        count[1] += person.id in placed
    return [
        EquityRow(attribute, group, side, total, found, FULL * found // total)
        for group, (total, found) in sorted(
            counts.items(), key=lambda item: (item[0] is None, item[0] or "")
        )
    ]


def _summary(standing: Standing, pairs: Sequence[Pair]) -> Summary:
    judged = standing.judged
    scores = sorted(pair.score for pair in pairs)
    return Summary(
        mentees=int(standing.counted.sum()),
        mentors=len(judged.mentors),
        places=sum(person.capacity for person in judged.mentors),
        eligible_pairs=judged.verdicts.count(),
        mentees_placed=len({pair.mentee_id for pair in pairs}),
        mentors_placed=len({pair.mentor_id for pair in pairs}),
        pairs=len(pairs),
        pinned=len(standing.pinned),
        total=sum(scores),
        worst=scores[0] if scores else None,
        median=scores[(len(scores) - 1) // 2] if scores else None,
        proved=standing.proved,
    )


def _notes(standing: Standing) -> tuple[Reason, ...]:
    judged, notes = standing.judged, []
    if not judged.mentees:
        notes.append(Reason("note.no_mentees"))
    if not judged.mentors:
        notes.append(Reason("note.no_mentors"))
    if judged.mentees and judged.mentors:
        notes += [
            Reason("note.nobody_answered", {"criterion": key})
            for key in judged.judge.scale.unanswered
        ]
    if not standing.proved.total:
        notes.append(Reason("note.mutual_not_proved"))
    return tuple(notes)
