from typing import Any
from uuid import UUID

import pytest

from compagnon.core import changes, policy
from compagnon.core.actors import SYSTEM, Actor, person
from compagnon.core.changes import ChangeEntry, change, registered_changes
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import Submission
from compagnon.core.policy import permit, predicate

SOMEBODY = person(UUID(int=1))


@predicate("Not this one.")
def is_good(_actor: Actor, target: Any) -> bool:
    return target == "good"


@pytest.fixture(autouse=True)
def _own_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "_table", {})
    monkeypatch.setattr(changes, "_changes", {})
    permit({"core.write": is_good})


def make_write() -> Any:
    @change("core.write", on="thing")
    def write(*, by: Actor, thing: str, fail: bool = False) -> str:
        Submission.objects.create(token=thing, sent_at="2026-09-14T09:00:00Z")
        if fail:
            raise Refused("It went wrong.", field="thing")
        return f"{by.kind} wrote {thing}"

    return write


@pytest.mark.django_db
def test_change_asks_the_policy_about_the_named_argument() -> None:
    write = make_write()

    assert write(by=SOMEBODY, thing="good") == "person wrote good"
    with pytest.raises(NotAllowed, match=r"Not this one\."):
        write(by=SOMEBODY, thing="bad")
    assert list(Submission.objects.values_list("token", flat=True)) == ["good"]


@pytest.mark.django_db
def test_change_does_not_ask_the_system() -> None:
    assert make_write()(by=SYSTEM, thing="bad") == "system wrote bad"


@pytest.mark.django_db(transaction=True)
def test_change_that_fails_leaves_nothing() -> None:
    with pytest.raises(Refused) as refusal:
        make_write()(by=SOMEBODY, thing="good", fail=True)

    assert (str(refusal.value), refusal.value.field) == ("It went wrong.", "thing")
    assert Submission.objects.count() == 0


def test_change_is_registered_with_its_permission() -> None:
    make_write()

    assert registered_changes() == {f"{__name__}.write": ChangeEntry("core.write", "thing")}


@pytest.mark.django_db
def test_change_without_a_thing_is_asked_about_none() -> None:
    @change("core.write", on=None)
    def write(*, by: Actor) -> None:
        raise AssertionError(by)

    with pytest.raises(NotAllowed):
        write(by=SOMEBODY)
