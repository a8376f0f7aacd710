import io
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from pytest_django import Settings

from compagnon.accounts.models import Person
from compagnon.core import archive, installation
from compagnon.core.errors import Refused
from compagnon.core.models import Confidential
from compagnon.matching.models import Run
from compagnon.notifications.models import Message
from compagnon.scenarios.canaries import FIELDS
from compagnon.scenarios.seeding import personas, seed, seed_if_empty
from compagnon.scenarios.size import Size
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def path_of(url: str) -> str:
    return url.removeprefix(installation.origin())


def test_a_seed_tells_who_one_can_be_and_what_there_is_to_see(client: Client) -> None:
    world = seed()

    assert world["canaries"] == {}
    assert [one["key"] for one in world["personas"]] == [
        "administrator",
        "coordinator",
        "coordinating_mentor",
        "branch_lead",
        "mentor",
        "mentee",
        "applicant",
    ]
    assert set(world["objects"]) == {
        "join",
        "scheme",
        "joining_point",
        "application",
        "room",
        "run",
        "activity",
        "partnership",
        "meeting",
    }
    for seen in world["objects"].values():
        who = next(one["name"] for one in world["personas"] if one["key"] == seen["persona"])
        client.force_login(Person.objects.get(name=who))
        assert client.get(path_of(seen["url"])).status_code == 200, seen["url"]


def test_a_seed_of_a_size_has_a_run_to_look_at() -> None:
    world = seed(Size(schemes=1, people=40, partnerships=6, notes=20, events=0))

    point = path_of(world["objects"]["room"]["url"]).split("/")[2]
    run = Run.objects.get(joining_point=point)
    assert run.summary["pairs"] > 0
    assert run.id.hex in world["objects"]["run"]["url"]
    assert point not in world["objects"]["activity"]["url"]
    assert Person.objects.count() == 40


def test_canaries_stand_in_every_confidential_field_and_nowhere_in_the_open(
    client: Client,
) -> None:
    world = seed(with_canaries=True)

    words = world["canaries"]
    assert tuple(words) == FIELDS
    assert len(set(words.values())) == len(FIELDS)
    everything = {
        f"{model._meta.model_name}.{field}"
        for model in apps.get_models()
        if issubclass(model, Confidential)
        for field in model.encrypted_fields()
    }
    assert everything - set(FIELDS) == {
        "agreement.challenge",
        "agreement.depth",
        "agreement.focus_areas",
        "agreement.minutes_by",
        "minutes.activities",
        # An association's scheme has no reports to a manager.
        *(
            f"processreport.{stem}"
            for stem in ("manager_name", "manager_address", "process", "impact", "support")
        ),
        "review.outcome",
    }
    stream = io.StringIO()
    archive.dump(stream)
    assert "canary" not in stream.getvalue()
    client.force_login(Person.objects.get(email="amal.haddad@example.org"))
    home = path_of(world["objects"]["partnership"]["url"])
    shown = client.get(home).content.decode()
    assert words["actionitem.text"] in shown
    assert words["minutes.next_items"] in shown


def test_seeding_is_refused_where_there_are_people() -> None:
    make_person("Amal")

    with pytest.raises(Refused, match=r"^There are people in this database already\."):
        seed()
    seed_if_empty()

    assert Person.objects.count() == 1


def test_a_demo_is_made_once_and_gives_new_links_each_time(
    settings: Settings, tmp_path: Path
) -> None:
    settings.COMPAGNON_DEMO, settings.COMPAGNON_DATA = True, tmp_path
    settings.EMAIL_BACKEND = "compagnon.notifications.backends.ViewerBackend"
    seed_if_empty()
    first = personas()

    seed_if_empty()

    assert Message.objects.exists()
    assert len(first) == 7
    assert [one["name"] for one in personas()] == [one["name"] for one in first]
    links = {one["sign_in_link"] for one in (*first, *personas())}
    assert len(links) == 14
