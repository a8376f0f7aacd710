from typing import Any

import pytest

from compagnon.core import policy
from compagnon.core.actors import NOBODY, Actor
from compagnon.core.policy import ALLOWED, Decision, decide, permit, predicate, visible, visible_to


@predicate("It is closed.")
def is_open(_actor: Actor, target: Any) -> bool:
    return "open" in target


@predicate("It is not red.")
def is_red(_actor: Actor, target: Any) -> bool:
    return "red" in target


CLOSED = Decision(allowed=False, reason="It is closed.")
NOT_RED = Decision(allowed=False, reason="It is not red.")


@pytest.mark.parametrize(
    ("target", "both", "either"),
    [
        ("open red", ALLOWED, ALLOWED),
        ("open", NOT_RED, ALLOWED),
        ("red", CLOSED, ALLOWED),
        ("", CLOSED, NOT_RED),
    ],
)
def test_predicates_compose_and_keep_their_reasons(
    target: str, both: Decision, either: Decision
) -> None:
    assert (is_open & is_red)(NOBODY, target) == both
    assert (is_open | is_red)(NOBODY, target) == either


def test_predicates_carry_a_name_for_the_permission_matrix() -> None:
    assert ((is_open | is_red) & is_red).name == "(is_open or is_red) and is_red"


def test_decide_refuses_what_nobody_declared() -> None:
    assert decide(NOBODY, "core.fly", None) == Decision(
        allowed=False, reason="Nobody has been given this right."
    )


@pytest.fixture
def own_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "_table", {})
    monkeypatch.setattr(policy, "_visible", {})


@pytest.mark.usefixtures("own_tables")
def test_permit_declares_a_permission_once() -> None:
    permit({"core.open": is_open})

    assert decide(NOBODY, "core.open", "open") == ALLOWED
    assert list(policy.permissions()) == ["core.open"]
    with pytest.raises(ValueError, match=r"Declared twice: core\.open"):
        permit({"core.open": is_red})


@pytest.mark.usefixtures("own_tables")
def test_visible_declares_a_kind_once() -> None:
    visible("door", lambda viewer: ["seen by", viewer.kind])  # type: ignore[arg-type,return-value]  # any answer shows the way

    assert visible_to(NOBODY, "door") == ["seen by", "nobody"]
    assert list(policy.kinds()) == ["door"]
    with pytest.raises(ValueError, match="Declared twice: door"):
        visible("door", lambda _viewer: [])  # type: ignore[arg-type,return-value]  # as above
