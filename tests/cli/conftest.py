"""Commands run in this process; what they change of the process is put back."""

import contextlib
import logging.config
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings

Stop = Callable[..., None]


@pytest.fixture(autouse=True)
def _process_as_it_was() -> Iterator[None]:
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
    handlers = {number: signal.getsignal(number) for number in numbers}
    mask = os.umask(0o077)
    yield
    os.umask(mask)
    for number, handler in handlers.items():
        signal.signal(number, handler)
    with contextlib.redirect_stderr(sys.__stderr__):  # what a test captured is closed after it
        logging.config.dictConfig(settings.LOGGING)


@pytest.fixture
def stop_soon() -> Iterator[Stop]:
    """Tell this process to stop in a moment."""
    timers: list[threading.Timer] = []

    def stop(number: int = signal.SIGTERM, *, after: float = 0.2) -> None:
        timer = threading.Timer(after, os.kill, (os.getpid(), number))
        timers.append(timer)
        timer.start()

    yield stop
    for timer in timers:
        timer.cancel()
        timer.join()
