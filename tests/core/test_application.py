import resource
from collections.abc import Callable

from compagnon.core.application import with_room


def leaf() -> None:
    """Do nothing, one call deeper."""


def work() -> None:
    for _time in range(2_000):
        leaf()


def at_depth(depth: int, function: Callable[[], None]) -> None:
    if depth:
        at_depth(depth - 1, function)
    else:
        function()


def pages_asked_for(depth: int) -> int:
    """Return how many pages of memory the system had to give while `work` ran so many calls deep."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    at_depth(depth, work)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def worst() -> int:
    return max(pages_asked_for(depth) for depth in range(200))


def test_a_call_with_room_asks_for_no_memory_again_and_again_however_deep_it_stands() -> None:
    assert worst() > 1_000  # where this fails, Python has mended it, and `with_room` can go
    assert with_room(worst)() < 500


def test_a_call_with_room_returns_what_the_function_returns() -> None:
    assert with_room(lambda one, two: one - two)(5, two=3) == 2
