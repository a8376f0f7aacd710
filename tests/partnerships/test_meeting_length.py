import re
from dataclasses import replace

import pytest
from django.test import Client

from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.models import Partnership
from tests.cast import World, actor_of
from tests.partnerships.conftest import TERMS
from tests.partnerships.test_views import as_person, page, url


@pytest.mark.django_db
@pytest.mark.parametrize(
    "form", ["meetings/arrange/", "meetings/times/", "meetings/record/", "meetings/log/"]
)
def test_a_form_for_a_meeting_begins_with_the_length_of_the_contract(
    client: Client, world: World, partnership: Partnership, form: str
) -> None:
    if form in {"meetings/arrange/", "meetings/times/"}:
        assert length_in(page(as_person(client, world.bela), url(partnership, form))) == "60"
    written = write_agreement(
        by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=0
    )
    if form in {"meetings/arrange/", "meetings/times/"}:
        assert length_in(page(as_person(client, world.bela), url(partnership, form))) == "45"
    sign_agreement(by=actor_of(world.bela), agreement=written)
    write_agreement(
        by=actor_of(world.amal),
        partnership=partnership,
        terms=replace(TERMS, length_minutes=90),
        based_on=1,
    )

    assert length_in(page(as_person(client, world.bela), url(partnership, form))) == "45"


def length_in(shown: str) -> str:
    (field,) = re.findall(r'<input[^>]*name="length_minutes"[^>]*>', shown)
    (value,) = re.findall(r'value="(\d*)"', field)
    return str(value)
