import os
import signal

import pytest

from compagnon.cli.bell import Bell


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_bell_rings_when_the_process_is_told_to_stop_and_goes_on(number: int) -> None:
    before = signal.getsignal(number)

    with Bell() as bell:
        assert not bell.rings_within(0)
        os.kill(os.getpid(), number)
        assert bell.rings_within(10)
        os.kill(os.getpid(), number)
        assert bell.rings_within(0)

    assert signal.getsignal(number) == before


def test_a_time_that_has_passed_is_no_wait() -> None:
    with Bell() as bell:
        assert not bell.rings_within(-5)
