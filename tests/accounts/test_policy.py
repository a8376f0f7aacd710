import pytest
from django.test import Client

from compagnon.accounts.models import Person, Session
from compagnon.accounts.policy import visible_sessions
from compagnon.core.actors import NOBODY
from compagnon.core.policy import decide
from tests.accounts.steps import admit, sign_in
from tests.cast import actor_of

pytestmark = pytest.mark.django_db

OWN = [
    "accounts.rename_person",
    "accounts.choose_language",
    "accounts.end_sessions",
    "accounts.change_sign_in_ways",
    "accounts.change_address",
    "accounts.record_sign_in",
]
HOSTS = [
    "accounts.deactivate_person",
    "accounts.make_sign_in_link",
    "accounts.reseal",
    "accounts.record_refused_sign_in",
    "accounts.forget_expired",
]


@pytest.mark.parametrize("permission", OWN)
def test_what_is_mine_is_mine_alone(permission: str) -> None:
    amal, bela = admit("Amal"), admit("Bela")

    assert decide(actor_of(amal), permission, amal).allowed
    assert decide(actor_of(amal), permission).allowed
    assert not decide(actor_of(bela), permission, amal).allowed
    assert not decide(NOBODY, permission, amal).allowed
    assert not decide(NOBODY, permission).allowed


@pytest.mark.parametrize("permission", HOSTS)
def test_what_is_the_hosts_is_nobodys(permission: str) -> None:
    amal = admit("Amal")

    assert not decide(actor_of(amal), permission, amal).allowed


@pytest.mark.parametrize(
    "permission",
    ["accounts.view_account", "accounts.view_sign_in_ways", "accounts.confirm_oneself"],
)
def test_own_pages_are_for_everybody_who_is_signed_in(permission: str) -> None:
    assert decide(actor_of(admit("Amal")), permission).allowed
    assert not decide(NOBODY, permission).allowed


def test_session_of_a_visitor_belongs_to_nobody(client: Client) -> None:
    amal: Person = admit("Amal")
    client.post("/sign-in/", {"email": "dana@example.org"})
    assert Session.objects.filter(person=None).count() == 1

    assert list(visible_sessions(NOBODY)) == []
    sign_in(Client(), amal)
    assert [row.person_id for row in visible_sessions(actor_of(amal))] == [amal.pk]
