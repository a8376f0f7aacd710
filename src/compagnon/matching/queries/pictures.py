from dataclasses import dataclass

from compagnon.core.actors import Actor
from compagnon.matching.models import Run
from compagnon.matching.queries.fairness import answered_phases
from compagnon.matching.queries.run import result_of
from compagnon.matching.rules.parties import is_of_groups
from compagnon.matching.rules.pictures import (
    Picture,
    groups_by_size,
    load_of,
    map_of,
    phases_of,
    scores_of,
    sectors_of,
)
from compagnon.schemes.role_words import role_words


@dataclass(frozen=True)
class PicturesView:
    """A finished match in pictures: a map, the scores, how many places are taken or how large groups are, who is placed."""

    regions: Picture
    scores: Picture
    load: tuple[Picture, ...]
    placed: tuple[Picture, ...]


def get_pictures(*, viewer: Actor, run: Run) -> PicturesView:
    """Return the pictures of a finished match for a coordinator, without small groups; one query.

    Refuses whoever does not coordinate the scheme.
    """
    result = result_of(viewer, run)
    words = role_words(run.joining_point.cycle.scheme)
    return PicturesView(
        regions=map_of(result, words),
        scores=scores_of(result),
        load=(groups_by_size(result),) if is_of_groups(result) else load_of(result, words),
        placed=(
            sectors_of(result, words),
            phases_of(result, answered_phases(viewer, run), words),
        ),
    )
