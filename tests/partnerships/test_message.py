from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import preview
from compagnon.partnerships.changes.message import delete_message, read_messages, write_message
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.models import PartnerMessage, Partnership
from compagnon.partnerships.notices import MESSAGES
from compagnon.partnerships.queries import message as queries
from compagnon.partnerships.queries.message import list_messages
from compagnon.privacy.changes import erase_person
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_views import as_person, page, url
from tests.partnerships.test_workspace import asked

pytestmark = pytest.mark.django_db


def say(person: Person, partnership: Partnership, text: str = "The blue folder") -> PartnerMessage:
    return write_message(by=actor_of(person), partnership=partnership, text=text)


def letters_to(person: Person) -> Recipient:
    return Recipient(person_id=person.id, address=person.email, language="en")


def seen_by(person: Person, partnership: Partnership) -> list[tuple[str, str, bool]]:
    found = list_messages(viewer=actor_of(person), partnership=partnership)
    return [(one.author_name, one.text, one.is_new) for one in found.shown]


@pytest.mark.requirement("ALL-15")
def test_members_read_a_message_and_nobody_else_does(
    world: World, partnership: Partnership
) -> None:
    say(world.amal, partnership)

    assert seen_by(world.amal, partnership) == [("Amal", "The blue folder", False)]
    assert seen_by(world.bela, partnership) == [("Amal", "The blue folder", True)]
    for stranger in (world.chris, world.dana):
        with pytest.raises(Closed):
            list_messages(viewer=actor_of(stranger), partnership=partnership)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM partnerships_partnermessage")
        assert b"blue" not in bytes(cursor.fetchone()[0])


def test_whoever_answers_or_says_so_has_read_what_was_there(
    world: World, partnership: Partnership
) -> None:
    say(world.amal, partnership, "First")
    say(world.amal, partnership, "Second")
    bela = actor_of(world.bela)

    assert read_messages(by=bela, partnership=partnership) == 2
    assert read_messages(by=bela, partnership=partnership) == 0
    say(world.amal, partnership, "Third")
    say(world.bela, partnership, "Answer")

    assert [is_new for _who, _text, is_new in seen_by(world.bela, partnership)] == [False] * 4
    assert ("Bela", "Answer", True) in seen_by(world.amal, partnership)


def test_one_letter_a_day_says_that_there_is_a_message_and_not_what_it_says(
    world: World, partnership: Partnership
) -> None:
    for text in ("The blue folder", "The red folder"):
        say(world.amal, partnership, text)

    facts, reader = {"partnership_id": partnership.id}, letters_to(world.bela)
    today, tomorrow = Message.objects.order_by("next_try_at")
    assert {today.address, tomorrow.address} == {"bela@example.org"}
    assert (today.next_try_at, tomorrow.next_try_at.hour) == (NOW, 6)  # seven by the clocks
    assert tomorrow.next_try_at - NOW < timedelta(days=1)
    letter = preview(MESSAGES, facts, reader)
    assert letter is not None
    assert "folder" not in f"{letter.subject} {letter.text} {letter.html}"
    assert f"/partnerships/{partnership.id.hex}/messages/" in letter.text
    read_messages(by=actor_of(world.bela), partnership=partnership)
    assert preview(MESSAGES, facts, reader) is None


def test_a_message_of_the_next_day_is_told_by_the_letter_that_waits_and_one_after_it(
    world: World, partnership: Partnership
) -> None:
    say(world.amal, partnership)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        say(world.amal, partnership)

    assert Message.objects.count() == 3


def test_an_author_deletes_a_message_and_erasing_takes_all_of_theirs(
    world: World, partnership: Partnership
) -> None:
    first = say(world.amal, partnership, "First")
    say(world.amal, partnership, "Second")
    with pytest.raises(NotAllowed, match="Only whoever wrote"):
        delete_message(by=actor_of(world.bela), message=first)
    delete_message(by=actor_of(world.amal), message=first)
    say(world.bela, partnership, "Mine")

    erase_person(by=SYSTEM, email=world.amal.email)

    assert seen_by(world.bela, partnership) == [("Bela", "Mine", False)]


def test_after_the_end_messages_are_read_and_none_is_written(
    client: Client, world: World, partnership: Partnership
) -> None:
    say(world.amal, partnership)
    leave_partnership(by=actor_of(world.bela), partnership=partnership)

    with pytest.raises(NotAllowed, match="has ended"):
        say(world.amal, partnership)
    shown = page(as_person(client, world.bela), url(partnership, "messages/"))
    assert ("The blue folder" in shown, "Send it" in shown) == (True, False)


def test_the_pages_of_messages(client: Client, world: World, partnership: Partnership) -> None:
    as_person(client, world.amal)
    assert "No message yet" in page(client, url(partnership, "messages/"))
    empty = client.post(url(partnership, "messages/write/"), {"text": ""})
    client.post(url(partnership, "messages/write/"), {"text": "The blue folder"})
    message = PartnerMessage.objects.get()
    assert "Delete this message" in page(client, url(partnership, "messages/"))
    as_person(client, world.bela)
    assert "Delete this message" not in page(client, url(partnership, "messages/"))
    assert "There is 1 message that you have not read." in page(client, url(partnership))
    assert "I have read them all" in page(client, url(partnership, "messages/"))
    answer = client.post(url(partnership, "messages/read/"))
    foreign = client.post(f"/messages/{message.id.hex}/delete/")

    assert (empty.status_code, answer.headers["Location"], foreign.status_code) == (
        422,
        url(partnership, "messages/"),
        403,
    )
    assert "I have read them all" not in page(client, url(partnership, "messages/"))
    as_person(client, world.amal)
    client.post(f"/messages/{message.id.hex}/delete/")
    assert "No message yet" in page(client, url(partnership, "messages/"))


def test_earlier_messages_stand_on_a_further_page(
    client: Client, world: World, partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    # Sent in one instant, so that only their ids tell them apart.
    sent = {say(world.amal, partnership, word).id: word for word in ("one", "two", "three")}
    ordered = [sent[UUID(key)] for key in sorted((key.hex for key in sent), reverse=True)]
    as_person(client, world.bela)
    first = list_messages(viewer=actor_of(world.bela), partnership=partnership)

    rest = list_messages(
        viewer=actor_of(world.bela), partnership=partnership, after=first.more_after
    )

    assert [one.text for one in (*first.shown, *rest.shown)] == ordered
    assert rest.more_after is None
    assert first.more_after is not None
    assert f"?after={first.more_after.hex}" in page(client, url(partnership, "messages/"))
    shown = page(client, url(partnership, f"messages/?after={first.more_after.hex}"))
    assert [word for word in sent.values() if f"<p>{word}</p>" in shown] == ordered[2:]


@pytest.mark.parametrize("count", [1, 3])
def test_messages_take_as_many_queries_for_one_as_for_three(
    client: Client, world: World, partnership: Partnership, count: int
) -> None:
    for _number in range(count):
        say(world.amal, partnership)
    as_person(client, world.bela)

    assert len(asked(client, url(partnership, "messages/"))) == 11
