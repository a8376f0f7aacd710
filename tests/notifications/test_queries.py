from datetime import timedelta
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import NOBODY, SYSTEM
from compagnon.core.errors import NotAllowed
from compagnon.notifications.models import AddressProblem, Message
from compagnon.notifications.queries import OutboxCounts, count_outbox, find_address_problems
from tests.cast import actor_of
from tests.notifications.conftest import Plan


def test_an_empty_outbox_counts_nothing(db: None) -> None:
    assert count_outbox(viewer=SYSTEM) == OutboxCounts(0, 0, 0, 0, None)


def test_the_outbox_is_counted_in_one_query(
    plan: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    late = clock.now() - timedelta(minutes=15)
    plan(key="waiting")
    plan(key="late", not_before=late)
    plan(key="held", held_for=UUID(int=1), not_before=late)
    for state in ("done", "dead"):
        Message.objects.filter(pk=plan(key=state).pk).update(work_state=state)

    with django_assert_num_queries(1):
        counts = count_outbox(viewer=SYSTEM)

    assert counts == OutboxCounts(waiting=2, held=1, late=1, dead=1, oldest_due_at=late)


def test_no_person_counts_the_outbox(bela: Person) -> None:
    with pytest.raises(NotAllowed, match="nobody does it by hand"):
        count_outbox(viewer=actor_of(bela))


def test_addresses_that_refused_are_found_among_those_asked_for(bela: Person) -> None:
    for address in ("bela@example.org", "dana@example.org"):
        AddressProblem.objects.create(address=address, code=550, noticed_at=clock.now())

    found = find_address_problems(
        viewer=actor_of(bela), addresses=["amal@example.org", "bela@example.org"]
    )

    assert found == {"bela@example.org"}


def test_whoever_is_not_signed_in_finds_no_addresses(db: None) -> None:
    with pytest.raises(NotAllowed, match="Sign in to see this"):
        find_address_problems(viewer=NOBODY, addresses=["bela@example.org"])
