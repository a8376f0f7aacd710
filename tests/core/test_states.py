import pytest

from compagnon.core import states
from compagnon.core.errors import Refused
from compagnon.core.states import Transition, move, transitions
from compagnon.partnerships.models import Partnership
from tests.cast import make_partnership, make_world

TABLE = {"open": {"paused": Transition("partnerships.pause", "PartnershipPaused")}}


@pytest.mark.django_db
def test_move_takes_a_step_of_the_table() -> None:
    partnership = make_partnership(make_world())

    move(partnership, "paused", TABLE)

    assert partnership.state == Partnership.objects.get().state == "paused"


@pytest.mark.django_db
def test_move_refuses_a_step_the_table_does_not_have() -> None:
    partnership = make_partnership(make_world())

    with pytest.raises(Refused, match="not possible any more"):
        move(partnership, "ended", TABLE)


@pytest.mark.django_db
def test_move_refuses_whoever_comes_second() -> None:
    partnership = make_partnership(make_world())
    twin = Partnership.objects.get()
    move(twin, "paused", TABLE)

    with pytest.raises(Refused, match="Somebody was quicker"):
        move(partnership, "paused", TABLE)


def test_transitions_are_registered_for_the_diagrams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "_tables", {})

    assert transitions("core.Thing.state", TABLE) is TABLE
    assert states.tables() == {"core.Thing.state": TABLE}
