from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from compagnon.accounts.changes import (
    admit_person,
    choose_language,
    deactivate_person,
    make_sign_in_link,
    rename_person,
)
from compagnon.accounts.models import Person, Session, SignInLink
from compagnon.accounts.policy import is_sound
from compagnon.accounts.queries import find_person
from compagnon.accounts.rules import tidy_name
from compagnon.core.actors import NOBODY, SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from tests.accounts.steps import admit, sign_in
from tests.cast import World, actor_of, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


@pytest.fixture
def world() -> World:
    return make_world()


def test_admit_person_makes_somebody_who_can_sign_in(client: Client) -> None:
    siwan = admit_person(
        by=SYSTEM, email=" Siwan@Example.ORG ", name="  Siân   Ŵyn ", language="cy"
    )

    assert (siwan.email, siwan.name, siwan.language) == ("siwan@example.org", "Siân Ŵyn", "cy")
    assert is_sound(siwan.id)
    assert not siwan.has_usable_password()
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == (siwan.email, True, True)
    assert EventRow.objects.get(name="PersonAdmitted").about_id == siwan.pk
    sign_in(client, siwan)


def test_admit_person_leaves_somebody_known_as_they_are(amal: Person) -> None:
    again = admit_person(by=SYSTEM, email="AMAL@example.org", name="A. Haddad", language="fr")

    assert again == amal
    assert (again.name, again.language) == ("Amal", "en")
    assert EventRow.objects.filter(name="PersonAdmitted").count() == 1


def test_admit_person_speaks_english_to_whoever_chose_a_language_we_lack() -> None:
    assert admit_person(by=SYSTEM, email="a@example.org", name="A", language="tlh").language == "en"


@pytest.mark.parametrize(
    ("email", "name", "reason", "field"),
    [
        ("", "A", "This is not an e-mail address.", "email"),
        ("amal at example", "A", "This is not an e-mail address.", "email"),
        (f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.org", "A", "too long", "email"),
        ("a@example.org", " \t\n", "Please write a name.", "name"),
    ],
)
def test_admit_person_is_refused_without_an_address_or_a_name(
    email: str, name: str, reason: str, field: str
) -> None:
    with pytest.raises(Refused, match=reason) as refusal:
        admit_person(by=SYSTEM, email=email, name=name, language="en")

    assert refusal.value.field == field


def test_admit_person_is_for_those_who_run_a_scheme(world: World) -> None:
    admitted = admit_person(
        by=actor_of(world.chris), email="new@example.org", name="New", language="en"
    )

    assert admitted.name == "New"
    for by in (actor_of(world.dana), NOBODY):
        with pytest.raises(NotAllowed, match="Only those who run a scheme"):
            admit_person(by=by, email="other@example.org", name="Other", language="en")


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("  Amal\tHaddad\r\n", "Amal Haddad"),
        ("أمل حداد", "أمل حداد"),
        ("Sia\u0302n", "Siân"),
        ("Zara\u2028Khan\x00", "Zara Khan"),
        ("O'Brien-Łukasz", "O'Brien-Łukasz"),
    ],
)
def test_tidy_name_keeps_every_script_and_no_invisible_signs(name: str, tidy: str) -> None:
    assert tidy_name(name) == tidy


def test_rename_person_once(amal: Person) -> None:
    rename_person(by=actor_of(amal), person=amal, name="Amal  Haddad")
    rename_person(by=actor_of(amal), person=amal, name="Amal Haddad")

    assert Person.objects.get(pk=amal.pk).name == "Amal Haddad"
    assert amal.name == "Amal Haddad"
    assert EventRow.objects.filter(name="PersonRenamed").count() == 1


def test_rename_person_is_for_the_person(amal: Person) -> None:
    with pytest.raises(NotAllowed, match="Only the person themselves"):
        rename_person(by=actor_of(admit("Bela")), person=amal, name="Nobody")


def test_rename_page(client: Client, amal: Person) -> None:
    sign_in(client, amal)

    page = client.get("/account/name/")
    empty = client.post("/account/name/", {"name": ""})
    invisible = client.post("/account/name/", {"name": "\x01"})
    done = client.post("/account/name/", {"name": "Amal Haddad"})

    assert b'value="Amal"' in page.content
    assert empty.status_code == 422
    assert (invisible.status_code, b"Please write a name." in invisible.content) == (422, True)
    assert (done.status_code, done.headers["Location"]) == (303, "/account/")
    assert b"Amal Haddad" in client.get("/account/").content


def test_choose_language_is_refused_for_one_we_do_not_speak(amal: Person) -> None:
    with pytest.raises(Refused, match="does not speak"):
        choose_language(by=actor_of(amal), person=amal, language="tlh")


def test_choose_language_once(amal: Person) -> None:
    choose_language(by=actor_of(amal), person=amal, language="cy")
    choose_language(by=actor_of(amal), person=amal, language="cy")

    assert Person.objects.get(pk=amal.pk).language == "cy"
    assert EventRow.objects.filter(name="LanguageChosen").count() == 1


def test_deactivate_person_ends_every_session_and_link(client: Client, amal: Person) -> None:
    sign_in(client, amal)
    make_sign_in_link(by=SYSTEM, person=amal, lifetime=timedelta(days=1))

    deactivate_person(by=SYSTEM, person=amal)
    deactivate_person(by=SYSTEM, person=amal)

    assert Session.objects.count() == SignInLink.objects.count() == 0
    assert client.get("/account/").status_code == 302
    assert EventRow.objects.filter(name="PersonDeactivated").count() == 1


def test_deactivate_person_is_not_for_people(amal: Person) -> None:
    with pytest.raises(NotAllowed):
        deactivate_person(by=actor_of(amal), person=amal)


def test_find_person_answers_the_command_line_alone(amal: Person) -> None:
    assert find_person(viewer=SYSTEM, address=" Amal@Example.org") == amal
    assert find_person(viewer=SYSTEM, address="nobody@example.org") is None
    assert find_person(viewer=actor_of(amal), address=amal.email) is None


def test_person_is_found_by_address_however_it_is_capitalised(amal: Person) -> None:
    assert Person.objects.get_by_natural_key("AMAL@example.org") == amal
