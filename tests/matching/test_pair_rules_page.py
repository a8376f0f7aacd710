from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.ids import new_public_id
from compagnon.matching.models import PairRule
from compagnon.schemes.models import Appointment
from tests.cast import NOW, World, appoint, make_person
from tests.matching.applying import apply, make_application
from tests.matching.pages import address
from tests.matching.reading import read

pytestmark = pytest.mark.django_db


def decided(world: World, count: int, **more: Any) -> list[PairRule]:
    return [
        PairRule.objects.create(
            joining_point=world.joining_point,
            mentor=apply(world, f"Mentor{number}", "mentor"),
            mentee=apply(world, f"Mentee{number}", "mentee"),
            kind=PairRule.Kind.FORBID if number % 2 else PairRule.Kind.PIN,
            decided_by=world.chris,
            decided_at=NOW + timedelta(minutes=number // 2),
            **more,
        )
        for number in range(count)
    ]


def test_decisions_about_pairs_stand_on_a_page(chris: Client, world: World) -> None:
    assert "No decision yet" in read(chris, address(world, "decisions/"))
    decided(world, 2)

    page = read(chris, address(world, "decisions/"))

    assert "2 decisions" in read(chris, address(world))
    assert "Mentor Mentor0 Mentee Mentee0 Pinned Chris, 14 September 2026 Take it back" in page
    assert "Mentor Mentor1 Mentee Mentee1 Forbidden Chris, 14 September 2026" in page


def test_decisions_about_pairs_go_on_by_key(chris: Client, world: World) -> None:
    decided(world, 30)
    first = chris.get(address(world, "decisions/")).content.decode()
    further = first.partition('href="?after=')[2][:32]

    second = read(chris, f"{address(world, 'decisions/')}?after={further}")

    assert first.count("/lift/") == 25
    assert second.count("Take it back") == 5
    assert "Previous page" in second
    unknown = f"{address(world, 'decisions/')}?after={new_public_id().hex}"
    assert read(chris, unknown).count("Take it back") == 25


@pytest.mark.parametrize("count", [1, 3])
def test_decisions_about_pairs_take_a_fixed_number_of_queries(
    chris: Client, world: World, count: int
) -> None:
    decided(world, count)

    with CaptureQueriesContext(connection) as queries:
        read(chris, address(world, "decisions/"))

    assert len(queries) == 6


def test_a_decision_is_taken_back_on_its_page(chris: Client, world: World) -> None:
    (rule,) = decided(world, 1)

    answer = chris.post(f"/pair-rules/{rule.id.hex}/lift/", {"back": "nonsense"}, follow=True)

    assert answer.redirect_chain == [(address(world, "decisions/"), 303)]
    assert "Taken back. The next match decides afresh." in answer.content.decode()
    assert not PairRule.objects.exists()
    assert chris.post(f"/pair-rules/{rule.id.hex}/lift/").status_code == 404


def test_what_others_decided_about_a_coordinators_own_pair_is_hidden_from_her(
    chris: Client, client: Client, world: World
) -> None:
    (rule,) = decided(world, 1)
    own = make_application(world.joining_point, world.chris, "mentor")
    PairRule.objects.update(mentor=own)

    page = read(chris, address(world, "decisions/"))

    assert "Hidden from you: your own application" in page
    assert "Mentee0" not in page
    assert chris.post(f"/pair-rules/{rule.id.hex}/lift/").status_code == 403
    other = make_person("Efa")
    appoint(other, Appointment.Role.COORDINATOR, world.scheme)
    client.force_login(other)
    assert "Mentor Chris Mentee Mentee0" in read(client, address(world, "decisions/"))
