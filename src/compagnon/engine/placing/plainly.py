"""The prices of aims that are plainly met: everybody is placed whom anybody fits, so nothing was searched.

`assign` leaves out the aims of placing and of equity where all wishes can be met, and with them the
arcs from which unmet wishes and groups would be counted. A proof tells of all aims and all arcs.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.placing.choice import Choice, Number, plain, shared_out
from compagnon.engine.placing.pricing import NONE, Field, Prices, nothing


def with_plain_aims(field: Field, fits: Flags) -> Field:
    """Return the field with the prices of the aims before it, and all prices as of the whole network.

    `fits`: rows that fit anybody, all of whose wishes are met.
    """
    whole = shared_out(plain(field.offer, (NONE, NONE), field.offer.wishes))
    faces = [Prices(nothing, *whole.sides(nodes), nodes, aim) for aim, nodes in _met(whole, fits)]
    for face in field.faces:
        nodes = _wider(whole, face.nodes, fits)
        faces.append(replace(face, rows=whole.sides(nodes)[0], nodes=nodes))
    barred = None if field.barred is None else _wider(whole, field.barred, fits)
    return replace(field, faces=tuple(faces), barred=barred)


def _wider(whole: Choice, nodes: NDArray[Number], fits: Flags) -> NDArray[Number]:
    """Return the prices of all nodes.

    Who fits nobody, the source and the groups cost what the sink does, so that wishes may stay unmet;
    arcs of wishes that are met must be full anyway, whatever they cost.
    """
    sink = sum(whole.field.offer.shape) + 1
    wider = np.full(len(whole.network.supply), nodes[sink], dtype=nodes.dtype)
    wider[1 : sink + 1] = nodes[1 : sink + 1]
    whole.sides(wider)[0][~fits] = nodes[sink]
    return wider


def _met(whole: Choice, fits: Flags) -> Iterator[tuple[int, Ints]]:
    """Yield the aims of placing and of equity, with prices that show that they are met.

    Who fits nobody costs all that a place would be worth; a group what its next place would be.
    """
    offer = whole.field.offer
    placing = np.zeros(len(whole.network.supply), dtype=np.int64)
    whole.sides(placing)[0][~fits] = -2  # what the first mentor is worth
    yield 0, placing
    first = sum(offer.shape) + 2
    for aim, grouping in enumerate(offer.groups, start=1):
        placed = np.bincount(
            grouping.labels[fits & offer.waiting & (offer.wishes > 0)],
            minlength=len(grouping.sizes),
        )
        following = np.zeros(len(grouping.sizes), dtype=np.int64)
        for group in np.flatnonzero(grouping.waiting).tolist():
            steps = grouping.steps(group)
            following[group] = -steps[min(int(placed[group]), len(steps) - 1)]
        nodes = np.zeros(len(placing), dtype=np.int64)
        whole.sides(nodes)[0][~fits] = following[grouping.labels[~fits]]
        place = first
        for level, deeper in enumerate(offer.groups, start=1):
            groups = np.flatnonzero(deeper.waiting)
            if level >= aim:
                some = [np.flatnonzero(deeper.labels == group)[0] for group in groups.tolist()]
                nodes[place : place + len(groups)] = following[grouping.labels[some]]
            place += len(groups)
        yield aim, nodes
    if offer.since is not None:
        waited = np.zeros(len(placing), dtype=np.int64)
        whole.sides(waited)[0][~fits] = -offer.since[~fits]
        yield -2, waited
