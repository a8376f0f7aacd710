"""Letters: every kind in every language, and none of them says what was said between two people."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Final

import pytest
from django.conf import settings
from django.core import mail
from django.utils import translation

from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letters
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import RenderedMail, render
from tests.crawl.canaries import found_in, secrets_in
from tests.crawl.planted import in_a_letter_to
from tests.crawl.recruiting import EMPLOYER, application_of
from tests.crawl.world import World, in_two_days
from tests.figures import note

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LANGUAGES: Final = [code for code, _name in settings.LANGUAGES]
SECRET: Final = "a-code-of-this-letter"


def rendered(message: Message, language: str) -> RenderedMail | None:
    """Return a letter as it would be sent, today or when it is due."""
    recipient = Recipient(message.recipient_id, message.address, language)
    letter = letters()[message.kind]
    facts = Facts(message.context)
    if not letter.is_reminder:
        return render(letter, facts, recipient, secret=SECRET)
    with in_two_days():
        return render(letter, facts, recipient, secret=SECRET)


def written(kind: str, language: str) -> list[tuple[str, RenderedMail]]:
    """Return every letter of a kind that has still a reason to be sent, and the address it goes to."""
    found = [
        (message.address, rendered(message, language))
        for message in Message.objects.filter(kind=kind)
    ]
    return [(address, letter) for address, letter in found if letter]


def everything(letter: RenderedMail) -> bytes:
    """Return all that its reader gets."""
    calendar = letter.calendar.content.replace("\r\n ", "") if letter.calendar else ""
    return f"{letter.subject}\n{letter.text}\n{letter.html}\n{calendar}".encode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(letters()))
def test_a_letter_is_written_in_every_language_and_holds_no_word(
    world: World, kind: str, language: str
) -> None:
    found = written(kind, language)

    assert found != []
    for address, letter in found:
        assert letter.subject.strip()
        assert len(letter.text) > 100
        assert f'lang="{language}"' in letter.html
        assert found_in(everything(letter)) <= in_a_letter_to(address)
        assert (
            secrets_in(everything(letter), set(world.secrets.values()) - {world.secrets["answer"]})
            == set()
        )


@pytest.mark.parametrize("kind", sorted(letters()))
def test_a_letter_says_something_else_in_every_language(world: World, kind: str) -> None:
    texts = {written(kind, language)[0][1].text for language in LANGUAGES}

    assert len(texts) == len(LANGUAGES)


def parts(data: bytes) -> Iterator[bytes]:
    """Yield the headers of a mail and of each of its parts, and the parts as they are read."""
    parsed = message_from_bytes(data, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    for part in parsed.walk():
        yield "\n".join(f"{name}: {value}" for name, value in part.items()).encode()
        if not part.is_multipart():
            yield part.get_payload(decode=True)  # type: ignore[misc]  # bytes, as this is no multipart


@pytest.mark.requirement("ALL-16")
def test_mails_go_to_those_they_are_about_and_to_no_employer(world: World) -> None:
    deliver_due()
    with in_two_days():
        deliver_due()
    named, keyed, addresses = set(), set(), set()
    for sent in mail.outbox:
        note("mails that the crawl read", sent.to[0], sent.subject)
        data = b"\n".join(parts(sent.message().as_bytes())).replace(b"\r\n ", b"")
        addresses.add(sent.to[0])
        assert found_in(data) <= in_a_letter_to(sent.to[0])
        if found_in(data):
            named.add(sent.to[0])
        keyed |= {(sent.to[0], one) for one in secrets_in(data, world.secrets.values())}

    named_in = {application_of(key).person.email for key in ("gwen", "efa", "rae", "sid")}
    assert Message.objects.exclude(work_state=Message.State.DONE).count() == 0
    assert named == named_in
    assert keyed == {
        (world.people["mentor"].email, world.secrets["code"]),
        (application_of("lev").person.email, world.secrets["answer"]),
    }
    assert EMPLOYER not in addresses


def test_a_letter_that_was_sent_leaves_no_secret_behind(world: World) -> None:
    assert Message.objects.exclude(secret=b"").count() == 1

    deliver_due()

    assert Message.objects.exclude(secret=b"").count() == 0


def test_every_language_is_a_language_of_the_installation() -> None:
    assert LANGUAGES == ["en", "cy", "fr", "de", "es"]
    assert translation.get_language() == "en-gb"
