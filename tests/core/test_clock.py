from datetime import UTC, date, datetime

import pytest

from compagnon.core import clock

NIGHT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


def test_today_is_the_day_of_the_installation_not_of_utc() -> None:
    with clock.moved_to(NIGHT):
        assert clock.today() == date(2026, 7, 1)


def test_moved_to_ends_where_it_began() -> None:
    with clock.moved_to(NIGHT):
        assert clock.now() == NIGHT

    assert clock.now() == datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


def test_moved_to_refuses_an_instant_without_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.moved_to(NIGHT.replace(tzinfo=None)):
        pass
