"""Somebody who can write to the database, but has no key: nothing more can be read, and the log says so.

Each attempt writes rows past all changes, as SQL does, and then every page that could show its fruits is
visited as whoever would profit from it.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import F

from compagnon.accounts.models import Person, Session
from compagnon.core.encryption.opening import shred
from compagnon.core.ids import new_public_id
from compagnon.core.models import DataKey
from compagnon.matching.models import Answer
from compagnon.partnerships.models import (
    ActionItem,
    Agreement,
    Meeting,
    Member,
    Minutes,
    Partnership,
    Signature,
)
from compagnon.recruitment.models import ImportFile
from compagnon.schemes.models import Appointment
from tests.crawl.browsers import browser
from tests.crawl.canaries import found_in
from tests.crawl.cast import SIGNED_IN
from tests.crawl.logs import Lines
from tests.crawl.matching import waiting_answer
from tests.crawl.planted import seen_by
from tests.crawl.visiting import SHOWING, Crawl
from tests.crawl.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.uncounted]
SECURITY: Final = "compagnon.security"


def visited(world: World, role: str) -> tuple[set[str], set[int]]:
    """Return what a role sees now on the pages that show words, and how they answered."""
    crawl, client = Crawl(world, role, everything=True), browser(world, role)
    found: set[str] = set()
    statuses: set[int] = set()
    for route in crawl.routes():
        if route.name in SHOWING:
            for address in crawl.addresses(route):
                response = client.get(address.path, secure=True)
                found |= found_in(response.content)
                statuses.add(response.status_code)
    return found, statuses


def copy_of(row: Any, **otherwise: object) -> Any:
    """Return a second row with another id, the seal and all else as it stands in the first."""
    copied = type(row)(
        **{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    )
    copied.pk = new_public_id()
    for name, value in otherwise.items():
        setattr(copied, name, value)
    return copied


def pair(world: World, name: str) -> Partnership:
    return world.partnerships[name]


def member(world: World, name: str, role: str) -> Member:
    return Member.objects.get(partnership=pair(world, name), role=role)


def id_of(world: World, role: str) -> UUID:
    return UUID(str(world.people[role].pk))


def make_room(world: World) -> Member:
    """Put the mentor of the first pair out of the way, and return the row as it was."""
    old = member(world, "a", "mentor")
    Member.objects.filter(pk=old.pk).update(role="gone")
    return old


def take_over_a_membership(world: World) -> None:
    Member.objects.filter(pk=member(world, "a", "mentor").pk).update(
        person=id_of(world, "stranger")
    )


def put_in_a_membership_without_a_seal(world: World) -> None:
    old = make_room(world)
    copy_of(old, person_id=id_of(world, "stranger"), seal=b"").save(force_insert=True)


def put_in_a_membership_with_the_seal_of_another(world: World) -> None:
    own = member(world, "b", "mentor")
    make_room(world)
    copy_of(own, partnership_id=pair(world, "a").pk).save(force_insert=True)


def move_a_membership_to_another_pair(world: World) -> None:
    make_room(world)
    Member.objects.filter(pk=member(world, "b", "mentor").pk).update(partnership=pair(world, "a"))


def appoint_oneself_without_a_seal(world: World) -> None:
    theirs = Appointment.objects.get(person=id_of(world, "coordinator"))
    copy_of(theirs, person_id=id_of(world, "stranger"), seal=b"").save(force_insert=True)


def appoint_oneself_with_the_seal_of_another(world: World) -> None:
    theirs = Appointment.objects.get(person=id_of(world, "coordinator"))
    copy_of(theirs, person_id=id_of(world, "stranger")).save(force_insert=True)


def take_over_an_appointment(world: World) -> None:
    Appointment.objects.filter(person=id_of(world, "coordinator")).update(
        person=id_of(world, "stranger")
    )


def move_an_appointment_to_another_scheme(world: World) -> None:
    first = Appointment.objects.filter(person=id_of(world, "other_coordinator")).values("pk")[:1]
    Appointment.objects.filter(pk=first).update(scheme=world.association.scheme)


def make_a_branch_lead_a_coordinator(world: World) -> None:
    Appointment.objects.filter(person=id_of(world, "branch_lead")).update(
        role=Appointment.Role.COORDINATOR, scheme=world.association.scheme, branch=None
    )


def swap_two_texts(world: World) -> None:
    one, two = ActionItem.objects.filter(
        meeting__partnership=pair(world, "a"), position__in=[0, 1]
    ).order_by("-meeting__held_on", "position")[:2]
    ActionItem.objects.filter(pk=one.pk).update(text=two.text, author_id=two.author_id)
    ActionItem.objects.filter(pk=two.pk).update(text=one.text, author_id=one.author_id)


def copy_a_text_into_a_row_of_ones_own(world: World) -> None:
    theirs = Minutes.objects.filter(meeting__partnership=pair(world, "a")).latest(
        "meeting__held_on"
    )
    own = Minutes.objects.filter(meeting__partnership=pair(world, "b"))
    own.update(next_items=theirs.next_items, author_id=theirs.author_id)


def move_meetings_to_ones_own_pair(world: World) -> None:
    Meeting.objects.filter(partnership=pair(world, "b"), state="arranged").update(state="cancelled")
    Meeting.objects.filter(partnership=pair(world, "a")).update(partnership=pair(world, "b"))


def move_meetings_and_their_keys_to_ones_own_pair(world: World) -> None:
    DataKey.objects.filter(scope_id=pair(world, "b").pk).delete()
    DataKey.objects.filter(scope_id=pair(world, "a").pk).update(scope_id=pair(world, "b").pk)
    move_meetings_to_ones_own_pair(world)


def move_agreements_to_ones_own_pair(world: World) -> None:
    mine = member(world, "b", "mentor")
    Agreement.objects.filter(partnership=pair(world, "a")).update(
        partnership=pair(world, "b"), version=F("version") + 10
    )
    Signature.objects.filter(agreement__version__gt=10, member__role="mentor").update(member=mine)


def move_agreements_and_their_keys_to_ones_own_pair(world: World) -> None:
    DataKey.objects.filter(scope_id=pair(world, "b").pk).delete()
    DataKey.objects.filter(scope_id=pair(world, "a").pk).update(scope_id=pair(world, "b").pk)
    move_agreements_to_ones_own_pair(world)


def put_an_older_text_into_a_newer_row(world: World) -> None:
    old, new = Agreement.objects.filter(partnership=pair(world, "a")).order_by("version")
    Agreement.objects.filter(pk=new.pk).update(focus_note=old.focus_note)


def count_a_text_up_to_another_version(world: World) -> None:
    Minutes.objects.filter(meeting__partnership=pair(world, "a")).update(text_version=2)


def put_back_what_was_erased(world: World) -> None:
    kept = list(ActionItem.objects.filter(author_id=id_of(world, "mentee")))
    shred(author_id=id_of(world, "mentee"))
    for row in kept:
        ActionItem.objects.filter(pk=row.pk).update(text=row.text)


def move_a_pair_to_another_organisation(world: World) -> None:
    elsewhere = Appointment.objects.get(person=id_of(world, "other_administrator")).organisation
    Partnership.objects.filter(pk=pair(world, "a").pk).update(organisation=elsewhere)


def take_over_an_uploaded_file(world: World) -> None:
    ImportFile.objects.filter(author_id=id_of(world, "coordinator")).update(
        author_id=id_of(world, "coordinating_mentor")
    )


def take_over_an_uploaded_file_and_its_key(world: World) -> None:
    file = ImportFile.objects.get(author_id=id_of(world, "coordinator"), state="preview")
    DataKey.objects.filter(scope_id=file.pk).update(author_id=id_of(world, "coordinating_mentor"))
    take_over_an_uploaded_file(world)


def move_an_uploaded_file_to_ones_own_scheme(world: World) -> None:
    ImportFile.objects.filter(author_id=id_of(world, "coordinator")).update(
        joining_point=world.other_point, author_id=id_of(world, "other_coordinator")
    )


def take_over_a_letter_of_a_proposal(world: World) -> None:
    Answer.objects.filter(pk=waiting_answer().pk).update(person=id_of(world, "stranger"))


def take_over_a_session(world: World) -> None:
    Session.objects.filter(person=id_of(world, "stranger")).update(person=id_of(world, "mentor"))


def copy_a_session(world: World) -> None:
    mine, theirs = (
        Session.objects.get(person=id_of(world, role)) for role in ("stranger", "mentor")
    )
    Session.objects.filter(pk=mine.pk).update(person=theirs.person, payload=theirs.payload)


def change_ones_own_address(world: World) -> None:
    Person.objects.filter(pk=id_of(world, "mentor")).update(email="changed@example.org")


def add_a_passkey_to_an_account(world: World) -> None:
    Authenticator.objects.create(
        user_id=id_of(world, "mentor"), type=Authenticator.Type.WEBAUTHN, data={"name": "mine"}
    )


def add_an_address_to_an_account(world: World) -> None:
    EmailAddress.objects.create(
        user_id=id_of(world, "mentor"), email="second@example.org", verified=True, primary=False
    )


Attempt = Callable[[World], None]
ATTEMPTS: Final[dict[Attempt, str]] = {
    take_over_a_membership: "stranger",
    put_in_a_membership_without_a_seal: "stranger",
    put_in_a_membership_with_the_seal_of_another: "other_mentor",
    move_a_membership_to_another_pair: "other_mentor",
    appoint_oneself_without_a_seal: "stranger",
    appoint_oneself_with_the_seal_of_another: "stranger",
    take_over_an_appointment: "stranger",
    move_an_appointment_to_another_scheme: "other_coordinator",
    make_a_branch_lead_a_coordinator: "branch_lead",
    swap_two_texts: "mentor",
    copy_a_text_into_a_row_of_ones_own: "other_mentor",
    move_meetings_to_ones_own_pair: "other_mentor",
    move_meetings_and_their_keys_to_ones_own_pair: "other_mentor",
    move_agreements_to_ones_own_pair: "other_mentor",
    move_agreements_and_their_keys_to_ones_own_pair: "other_mentor",
    put_an_older_text_into_a_newer_row: "mentor",
    count_a_text_up_to_another_version: "mentee",
    put_back_what_was_erased: "mentor",
    move_a_pair_to_another_organisation: "mentee",
    take_over_an_uploaded_file: "coordinating_mentor",
    take_over_an_uploaded_file_and_its_key: "coordinating_mentor",
    move_an_uploaded_file_to_ones_own_scheme: "other_coordinator",
    take_over_a_letter_of_a_proposal: "stranger",
    take_over_a_session: "stranger",
    copy_a_session: "stranger",
    change_ones_own_address: "mentor",
    add_a_passkey_to_an_account: "mentor",
    add_an_address_to_an_account: "mentor",
}


@pytest.mark.once  # a seal holds on every database, says the test below; what breaks it is the same
@pytest.mark.requirement("ALL-93")
@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.__name__)
def test_writing_to_the_database_opens_nothing(world: World, log: Lines, attempt: Attempt) -> None:
    role = ATTEMPTS[attempt]
    attempt(world)

    found, statuses = visited(world, role)

    assert found - seen_by(role) == set()
    assert log.of(SECURITY) != []
    assert statuses <= {200, 302, 403, 404}


def test_without_tampering_the_same_pages_show_what_is_theirs(world: World, log: Lines) -> None:
    """So that an attempt which opens nothing is not taken for a page that shows nothing."""
    members = ("mentor", "mentee", "other_mentor", "coordinating_mentor")

    assert {role: visited(world, role)[0] for role in members} == {
        role: seen_by(role) for role in members
    }
    assert log.of(SECURITY) == []
    assert set(ATTEMPTS.values()) <= set(SIGNED_IN)
