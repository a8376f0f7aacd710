"""A scheme with words of its own says them to whoever applies, and to whoever decides (LSIS-88)."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from compagnon.notifications.delivery import deliver_due
from compagnon.recruitment.queries.export import list_rows
from compagnon.recruitment.rules.queue import Wanted
from compagnon.schemes.models import Scheme
from tests.cast import World, actor_of
from tests.recruitment.applying import begin, fill, open_january, send
from tests.recruitment.desk import decide
from tests.recruitment.files import planned, upload
from tests.recruitment.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("LSIS-88")]
OF_MENTORING = re.compile(r"\b[Mm]ent(?:or|ee)s?\b")
OWN = {"en": {"mentor": "LSA guide", "mentors": "LSA guides", "mentee": "LSA", "mentees": "LSAs"}}


@pytest.fixture
def in_house(world: World) -> World:
    Scheme.objects.update(settings={"role_words": OWN})
    world.scheme.refresh_from_db()
    world.joining_point.cycle.scheme = world.scheme
    return world


def said_on(client: Client, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", read(client, address)).split())


def test_whoever_applies_reads_the_schemes_words(client: Client, in_house: World) -> None:
    point = open_january(in_house)
    client.force_login(in_house.dana)
    begun = said_on(client, f"/join/{in_house.scheme.id.hex}/begin/")
    application = send(in_house, fill(begin(point, in_house.dana)))
    names = ("recruitment:application", "recruitment:change_roles")
    pages = [
        begun,
        *(said_on(client, reverse(name, args=[application.id])) for name in names),
        said_on(client, reverse("recruitment:own_applications")),
    ]
    decide(actor_of(in_house.chris), application, "approved", is_told=True)

    assert "LSA guide I listen, ask and think along" in begun
    assert all("LSA" in page for page in pages)
    assert [OF_MENTORING.findall(page) for page in pages] == [[]] * 4
    deliver_due()
    assert "take part as: LSA." in " ".join(one.body for one in mail.outbox)


def test_whoever_decides_reads_and_takes_away_the_schemes_words(
    as_chris: Client, in_house: World
) -> None:
    application = send(in_house, fill(begin(open_january(in_house), in_house.dana)))
    point = application.joining_point
    pages = [
        said_on(as_chris, reverse("recruitment:application_list", args=[point.id])),
        said_on(as_chris, reverse("recruitment:application", args=[application.id])),
    ]

    assert [OF_MENTORING.findall(page) for page in pages] == [[]] * 2
    assert "Everybody LSA guides LSAs Both at once" in pages[0]
    asked = said_on(as_chris, f"/schemes/{in_house.scheme.id.hex}/form/")
    assert "LSA guides, LSAs" in asked
    rows = list_rows(viewer=actor_of(in_house.chris), joining_point=point, wanted=Wanted())
    assert rows[1][3] == "LSA"
    data = b"Name,Email,Role\nBela,bela@school.example,LSA\nAmal,amal@school.example,LSA guide\n"
    file = upload(in_house, data)
    assert [one.row.roles for one in planned(file) if one.row] == [("mentee",), ("mentor",)]
    preview = said_on(as_chris, reverse("recruitment:import_file", args=[file.id]))
    assert "Amal LSA guide" in preview
