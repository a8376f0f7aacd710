"""Which aims a scheme has beside placing as many people as can be, and how far it takes them."""

from dataclasses import dataclass
from typing import Final

from compagnon.engine.people import require_whole

MOST_STEPS: Final = 100
MOST_POINTS: Final = 100_000


@dataclass(frozen=True)
class Aims:
    """What is decided between equity (which `groups` asks for) and the highest total.

    - `worst`: the worst pair is as good as it can be.
    - `lift_to`: then as few pairs as can be lie below `lift_step` points, then below twice as many,
      and so on up to `lift_to`: the pairs next to the worst are lifted too, at a price in the total.
      0: they are not. One flow is computed a step, of which there are at most 100.
    - `keep_points`: how much a pair of `Problem.kept` counts above its score in the total. None: as
      many of them as can be are kept, before anything is asked of the worst pair.
    - `costs`: say how many points of the total each aim cost; it takes one flow more an aim.

    Raises ProblemError for numbers out of range.
    """

    worst: bool = True
    lift_to: int = 0
    lift_step: int = 500
    keep_points: int | None = None
    costs: bool = False

    def __post_init__(self) -> None:
        require_whole("aims", "lift_step", self.lift_step, least=1)
        require_whole("aims", "keep_points", self.keep_points or 0, least=0, most=MOST_POINTS)
        require_whole("aims", "lift_to", self.lift_to, least=0, most=MOST_STEPS * self.lift_step)

    @property
    def limits(self) -> range:
        """Return the scores below which there are to be as few pairs as can be, in order."""
        return range(self.lift_step, self.lift_to + 1, self.lift_step)


DEFAULT_AIMS: Final = Aims()
