from dataclasses import dataclass
from typing import Final

from compagnon.core.actors import Actor
from compagnon.matching.models import Run
from compagnon.matching.queries.fairness import answers_to
from compagnon.matching.queries.run import result_of
from compagnon.matching.rules.parties import is_of_groups
from compagnon.matching.rules.pictures import (
    Picture,
    groups_by_size,
    load_of,
    map_of,
    placed_by,
    scores_of,
    sectors_of,
)
from compagnon.schemes.role_words import role_words

ANSWERED: Final = ("phases", "career_stage", "languages_taught")
"""By which answers it is told who is placed, beside region and sector (ALL-06); phases always, the others where asked for."""


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
            *(
                placed_by(attribute, result, said, words)
                for attribute, said in answers_to(viewer, run, ANSWERED).items()
                if attribute == "phases" or any(said.values())
            ),
        ),
    )
