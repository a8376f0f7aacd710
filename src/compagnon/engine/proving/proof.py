"""A proof of what was decided, in a file that `checker` reads without having seen the search.

A NumPy archive (.npz) of whole numbers and names, no code in it:

- `pairs`: the (row, column) pairs that were decided on, mentees and mentors being sorted by id, those
  of capacity 0 left out; `pinned` those that were fixed, `apart` those set aside so that no two
  people mentor each other;
- `names`: the aims in order, and `aims`, which row of the network's costs each is about;
- `prices`: aims x nodes of the network (the source, mentees, mentors, the sink, groups);
- `floor`: the worst score, `barred`: the nodes out of which no better pair leads.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.judging.verdicts import Cell
from compagnon.engine.placing.offer import Assignment


class Proof(NamedTuple):
    """What the file holds."""

    pairs: Ints
    pinned: Ints
    apart: Ints
    names: tuple[str, ...]
    aims: Ints
    prices: Ints
    floor: int
    barred: Flags


def write_proof(
    path: Path, assignment: Assignment, pinned: Iterable[Cell] = (), apart: Iterable[Cell] = ()
) -> None:
    """Write what an assignment rests on."""
    field = assignment.evidence
    faces = field.faces if field else ()
    barred = field.barred if field else None
    arrays: dict[str, Any] = {
        "names": np.array([face.cost.name for face in faces], dtype=np.str_),
        "aims": np.array([face.aim for face in faces], dtype=np.int64),
        "prices": np.array([face.nodes for face in faces], dtype=np.int64),
        "floor": np.array(field.floor if field else 0),
        "barred": np.array([], dtype=np.bool_) if barred is None else barred,
    }
    lists = {"pairs": assignment.cells, "pinned": pinned, "apart": apart}
    arrays |= {
        name: np.array(sorted(cells), dtype=np.int64).reshape(-1, 2)
        for name, cells in lists.items()
    }
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


def read_proof(path: Path) -> Proof:
    """Read what `write_proof` wrote. Raises ValueError, KeyError or OSError for anything else."""
    with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
        return Proof(
            file["pairs"],
            file["pinned"],
            file["apart"],
            tuple(file["names"].tolist()),
            file["aims"],
            file["prices"],
            int(file["floor"]),
            file["barred"],
        )
