"""The same thing done by many at the very same moment."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def together(calls: Sequence[Callable[[], T]]) -> list[T]:
    """Make every call in a thread of its own, all at once; return what they return, in order."""
    barrier = threading.Barrier(len(calls))

    def wait_and_call(call: Callable[[], T]) -> T:
        barrier.wait()
        return call()

    with ThreadPoolExecutor(max_workers=len(calls)) as pool:
        return list(pool.map(wait_and_call, calls))
