from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.core.models import EventRow
from compagnon.notifications.queries import wants_reminders
from compagnon.notifications.unsubscribing import person_of, unsubscribe_url

PAGE = "/notifications/"


def link(person: Person) -> str:
    return urlsplit(unsubscribe_url(UUID(str(person.pk)))).path


@pytest.fixture
def signed_in(client: Client, bela: Person) -> Client:
    client.force_login(bela)
    return client


def test_the_page_shows_what_was_chosen(signed_in: Client) -> None:
    first = signed_in.get(PAGE)
    assert first.context["form"].initial == {"wants_reminders": "yes"}
    assert first.content.decode().count("checked") == 1

    signed_in.post(PAGE, {"wants_reminders": "no"})

    assert signed_in.get(PAGE).context["form"].initial == {"wants_reminders": "no"}


@pytest.mark.parametrize(("answer", "wanted"), [("no", False), ("yes", True)])
def test_a_choice_is_saved_and_said(
    signed_in: Client,
    bela: Person,
    answer: str,
    wanted: bool,
) -> None:
    response = signed_in.post(PAGE, {"wants_reminders": answer}, follow=True)

    assert response.redirect_chain == [(PAGE, 303)]
    assert "Your choice is saved." in response.content.decode()
    assert wants_reminders(bela.id) is wanted


def test_a_choice_that_cannot_be_made_is_explained(signed_in: Client, bela: Person) -> None:
    response = signed_in.post(PAGE, {"wants_reminders": "perhaps"})

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert wants_reminders(bela.id)


def test_whoever_is_not_signed_in_is_asked_to(client: Client, db: None) -> None:
    assert client.get(PAGE).status_code == 302


def test_the_link_in_a_letter_asks_first_and_changes_nothing(client: Client, bela: Person) -> None:
    response = client.get(link(bela))

    assert response.status_code == 200
    assert "Turn reminders off?" in response.content.decode()
    assert wants_reminders(bela.id)


def test_the_button_turns_reminders_off(client: Client, bela: Person) -> None:
    response = client.post(link(bela), {"once": "a-token"}, follow=True)

    assert response.redirect_chain == [(link(bela), 303)]
    assert "Reminders are off" in response.content.decode()
    assert not wants_reminders(bela.id)


def test_a_mail_program_turns_reminders_off_by_one_post_without_a_cookie(bela: Person) -> None:
    program = Client(enforce_csrf_checks=True)

    response = program.post(link(bela), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert "Reminders are off" in response.content.decode()
    assert not wants_reminders(bela.id)
    assert EventRow.objects.get(name="RemindersChosen").actor_kind == "link"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_we_did_not_sign_is_not_there(
    client: Client, bela: Person, method: str
) -> None:
    forged = f"/notifications/off/{bela.id.hex}:forged/"

    assert getattr(client, method)(forged).status_code == 404
    assert wants_reminders(bela.id)


def test_a_link_of_somebody_who_is_gone_is_not_there(client: Client, bela: Person) -> None:
    path = link(bela)
    Person.objects.filter(pk=bela.pk).delete()

    assert client.post(path).status_code == 404


def test_a_link_says_whose_it_is(bela: Person) -> None:
    token = link(bela).split("/")[-2]

    assert person_of(token) == bela.id
