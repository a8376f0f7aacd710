import re
from pathlib import Path

import pytest
from django.test import Client

from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.partnerships import forms
from compagnon.partnerships.changes.safeguarding import alert_coordinators
from compagnon.partnerships.letters import about_alert
from compagnon.partnerships.models import Member, Partnership
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint
from tests.partnerships.test_views import as_person, page, url

TEMPLATES = Path(forms.__file__).parents[1] / "templates" / "partnerships"
# A coordinator's pages, and the list over all partnerships, which has the link for each of them.
OF_COORDINATORS = {
    "activity",
    "progress",
    "progress_contact",
    "progress_list",
    "progress_pause",
    "progress_replace",
    "time",
}
OF_A_SCHEME = {"blank_papers", "paper_words"}
TO_A_MANAGER = {"shared_report"}  # outside, where nobody is named
OF_A_PERSON = {"action_items", "self_assessments", "self_assessment"}  # in whichever partnership
NO_PAGE_OF_ONE_PARTNERSHIP = {
    *OF_COORDINATORS,
    *OF_A_PERSON,
    *OF_A_SCHEME,
    *TO_A_MANAGER,
    "at_risk",
    "base",
    "left",  # whoever left belongs to it no more
}


def test_every_page_of_a_partnership_has_the_way_out_and_the_limits() -> None:
    texts = {path.stem: path.read_text() for path in TEMPLATES.glob("*.html")}
    pages = {name for name, text in texts.items() if "{% extends" in text}

    bases = ('"partnerships/base.html"', '"partnerships/report_base.html"')
    without = {name for name in pages if not any(base in texts[name] for base in bases)}

    assert without == NO_PAGE_OF_ONE_PARTNERSHIP
    assert "Never name a pupil" in texts["base"]


@pytest.mark.django_db
def test_the_page_says_what_to_do_and_has_nothing_to_write_in(
    client: Client, world: World, partnership: Partnership
) -> None:
    as_person(client, world.bela)
    assert url(partnership, "at-risk/") in page(client, url(partnership))

    shown = page(client, url(partnership, "at-risk/"))

    for words in ("999", "England", "Wales", "Scotland", "Northern Ireland", "116 123", "LADO"):
        assert words in shown
    visible = re.findall(r"<(?:textarea|select)|<input(?![^>]*type=\"hidden\")", shown)
    assert visible == []


@pytest.mark.django_db
def test_coordinators_learn_that_a_member_asks_for_them_and_nothing_else(
    client: Client, world: World, partnership: Partnership
) -> None:
    as_person(client, world.bela)

    answer = client.post(url(partnership, "at-risk/alert/"), follow=True)

    assert "Do not wait for them." in answer.content.decode()
    message = Message.objects.get()
    assert (message.kind, message.address) == (
        "partnerships/coordinators_alerted",
        "chris@example.org",
    )
    bela = Member.objects.get(partnership=partnership, person=world.bela)
    event = {"partnership_id": partnership.id.hex, "member_id": bela.id.hex}
    assert message.context == event
    assert EventRow.objects.get(name="CoordinatorsAlerted").data == event
    chris = Recipient(world.chris.id, world.chris.email, "en")
    assert about_alert(Facts(message.context), chris) == {
        "scheme_name": world.scheme.name,
        "reader_name": "Chris",
        "member_name": "Bela",
        "member_address": "bela@example.org",
    }
    amal = Recipient(world.amal.id, world.amal.email, "en")
    assert about_alert(Facts(message.context), amal) is None
    assert about_alert(Facts({**event, "member_id": "0" * 32}), chris) is None


@pytest.mark.django_db
def test_a_coordinator_who_is_the_partner_is_not_told(
    client: Client, world: World, partnership: Partnership
) -> None:
    Appointment.objects.all().delete()
    appoint(world.amal, Appointment.Role.COORDINATOR, world.scheme)

    with pytest.raises(Refused, match="Turn to your own institution"):
        alert_coordinators(by=actor_of(world.bela), partnership=partnership)

    answer = as_person(client, world.bela).post(url(partnership, "at-risk/alert/"), follow=True)
    assert "Turn to your own institution" in answer.content.decode()
    assert Message.objects.count() == 0


@pytest.mark.django_db
def test_only_a_member_alerts_the_coordinators(world: World, partnership: Partnership) -> None:
    with pytest.raises(NotAllowed):
        alert_coordinators(by=actor_of(world.dana), partnership=partnership)
