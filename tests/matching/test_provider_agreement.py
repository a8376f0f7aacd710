"""Workplaces that lend each other mentors (LSIS-27), and the rule that asks for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compagnon.core import clock
from compagnon.core.errors import NotAllowed
from compagnon.matching.changes.provider_agreement import record_provider_agreement
from compagnon.matching.models import ProviderAgreement
from compagnon.matching.queries.provider_agreement import list_provider_agreements
from compagnon.recruitment.changes.institution import merge_institutions
from compagnon.recruitment.queries.institution import InstitutionLine, list_institutions
from compagnon.recruitment.rules.institutions import handle_of, key_of
from compagnon.schemes.models import Scheme
from tests.cast import World, actor_of
from tests.matching.applying import apply
from tests.matching.hand import pairs_of
from tests.matching.pages import address, at
from tests.matching.reading import read, words
from tests.matching.room import computed_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(world: World) -> None:
    """Ann of one provider, Bob of another, in a scheme that pairs across providers within agreements only."""
    apply(world, "Ann", "mentor", institution="Aston College")
    apply(world, "Bob", "mentee", institution="Bryn School")
    asked = {"rules": {"without_agreement": "block"}}
    Scheme.objects.update(matching=asked)
    world.joining_point.cycle.scheme.matching = world.scheme.matching = asked


def page_of(world: World, more: str = "") -> str:
    return f"/schemes/{world.scheme.id.hex}/provider-agreements/{more}"


def sent(world: World, one: str, other: str, **more: Any) -> dict[str, Any]:
    handles = (handle_of(world.organisation.id, key_of(name)) for name in (one, other))
    return {"one": next(handles), "other": next(handles), "starts_on": clock.today(), **more}


def line(world: World, name: str) -> InstitutionLine:
    lines = list_institutions(viewer=actor_of(world.chris), scheme=world.scheme)
    return next(one for one in lines if one.name == name)


@pytest.mark.requirement("LSIS-27")
def test_people_of_two_providers_are_paired_while_an_agreement_is_in_force(
    chris: Client, world: World, two: None
) -> None:
    run = computed_run(world)
    assert pairs_of(run) == set()
    left_out = read(chris, at(run, "run_left_out"))
    assert "No agreement between the two workplaces: 1 of 1" in left_out
    assert "With an agreement between the two workplaces \u2068Ann\u2069 would be" in left_out
    assert f'href="{page_of(world)}"' in chris.get(address(world)).content.decode()
    assert "No agreement is recorded" in read(chris, page_of(world))

    done = chris.post(page_of(world), sent(world, "Bryn School", "Aston College"), follow=True)

    assert "In force" in words(done.content.decode())
    assert pairs_of(computed_run(world)) == {("Ann", "Bob")}
    again = chris.post(page_of(world), sent(world, "Aston College", "Bryn School"))
    assert (again.status_code, "have an agreement already" in again.content.decode()) == (422, True)
    agreement = ProviderAgreement.objects.get()
    assert agreement.recorded_by == world.chris

    ended = {"agreement": agreement.id.hex}
    assert "Pairs that were proposed stay" in words(
        chris.post(page_of(world, "end/"), ended, follow=True).content.decode()
    )
    assert "over already" in words(
        chris.post(page_of(world, "end/"), ended, follow=True).content.decode()
    )
    assert "Ended by Chris" in read(chris, page_of(world))
    assert pairs_of(computed_run(world)) == set()


@pytest.mark.requirement("LSIS-27")
def test_an_agreement_counts_from_its_first_day_to_its_last(
    chris: Client, world: World, two: None
) -> None:
    day, today = timedelta(days=1), clock.today()
    chris.post(
        page_of(world),
        sent(world, "Aston College", "Bryn School", starts_on=today, ends_on=today),
    )
    assert pairs_of(computed_run(world)) == {("Ann", "Bob")}
    assert "Until" in read(chris, page_of(world))

    ProviderAgreement.objects.update(starts_on=today + day, ends_on=None)
    assert pairs_of(computed_run(world)) == set()
    assert "Not begun yet" in read(chris, page_of(world))
    ProviderAgreement.objects.update(starts_on=today - 2 * day, ends_on=today - day)
    assert pairs_of(computed_run(world)) == set()
    assert "Over" in read(chris, page_of(world))


def test_places_that_were_put_together_go_by_one_agreement(
    chris: Client, world: World, two: None
) -> None:
    apply(world, "Cem", "mentor", institution="Castle Centre")
    apply(world, "Dot", "mentee", institution="Castle Centre (Old Town)")
    chris.post(page_of(world), sent(world, "Aston College", "Castle Centre (Old Town)"))
    assert ("Ann", "Dot") in pairs_of(computed_run(world))

    merge_institutions(
        by=actor_of(world.chris),
        scheme=world.scheme,
        kept=line(world, "Bryn School"),
        other=line(world, "Castle Centre (Old Town)"),
    )

    assert {mentee for mentor, mentee in pairs_of(computed_run(world)) if mentor == "Ann"} <= {
        "Bob",
        "Dot",
    }


def test_what_makes_no_agreement_is_refused(chris: Client, world: World, two: None) -> None:
    day = timedelta(days=1)
    same = chris.post(page_of(world), sent(world, "Aston College", "Aston College"))
    before = sent(world, "Aston College", "Bryn School", ends_on=clock.today() - day)
    backwards = chris.post(page_of(world), before)

    assert "Choose two places." in words(same.content.decode())
    assert "It ends after it begins." in words(backwards.content.decode())
    assert not ProviderAgreement.objects.exists()


def test_agreements_are_for_the_coordination_group(client: Client, world: World, two: None) -> None:
    with pytest.raises(NotAllowed):
        list_provider_agreements(viewer=actor_of(world.amal), scheme=world.scheme)
    with pytest.raises(NotAllowed):
        record_provider_agreement(
            by=actor_of(world.amal),
            scheme=world.scheme,
            one=line(world, "Aston College"),
            other=line(world, "Bryn School"),
            starts_on=clock.today(),
        )
    client.force_login(world.dana)
    assert client.get(page_of(world)).status_code == 404


def test_without_two_places_there_is_nothing_to_record(chris: Client, world: World) -> None:
    assert "Two workplaces must be known first" in read(chris, page_of(world))


def test_the_list_takes_two_queries_however_long(
    chris: Client,
    world: World,
    two: None,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    apply(world, "Cem", "mentor", institution="Castle Centre")
    names = ("Aston College", "Bryn School", "Castle Centre")
    for one, other in ((0, 1), (1, 2), (0, 2)):
        chris.post(page_of(world), sent(world, names[one], names[other]))
        with django_assert_num_queries(2):
            list_provider_agreements(viewer=actor_of(world.chris), scheme=world.scheme)
    assert ProviderAgreement.objects.count() == 3
