"""A letter of the tests' own, the people it goes to, and a mail server that answers as it is told."""

import socket
from asyncio import WriteTransport
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from compagnon.accounts.models import Person
from compagnon.notifications import letters
from compagnon.notifications.changes import natural_key, plan_message
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Letter, Recipient
from compagnon.notifications.models import Message
from tests.cast import make_person

GREETING = "example/greeting"
NUDGE = "example/nudge"
MEETING = UUID(int=77)


@pytest.fixture
def bela(db: None) -> Person:
    return make_person("Bela")


def greet(facts: Facts, recipient: Recipient) -> Mapping[str, object] | None:
    """Load what the letter says, as a feature does; the flag stands for a reason that is gone."""
    if facts.has("withdrawn"):
        return None
    return {"name": "Bela & <Co>", "words": "secret words", "scheme_name": "Peer\r\nBcc: x@y.z"}


@pytest.fixture(autouse=True)
def example_letters(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Register a letter that is always sent, and a reminder with the same words."""
    monkeypatch.setitem(
        letters._letters, GREETING, Letter(GREETING, greet, None, is_reminder=False)
    )
    monkeypatch.setitem(letters._letters, NUDGE, Letter(NUDGE, greet, None, is_reminder=True))
    folder = Path(__file__).parent / "templates"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [folder]}]


Plan = Callable[..., Message]


@pytest.fixture
def plan(bela: Person) -> Plan:
    """Plan a greeting to Bela, whatever is said otherwise, and return its row."""

    def planned(**otherwise: object) -> Message:
        values: dict[str, object] = {
            "kind": GREETING,
            "recipient_id": bela.id,
            "address": bela.email,
            "language": "en",
            "context": {"meeting_id": MEETING},
            "key": MEETING.hex,
        }
        values |= otherwise
        plan_message(**values)  # type: ignore[arg-type]  # the fixture passes on what a test names
        named = [values[name] for name in ("kind", "recipient_id", "address", "key")]
        return Message.objects.get(key=natural_key(*named))  # type: ignore[arg-type]  # as above

    return planned


class PostOffice:
    """A mail server: keeps what it takes, and answers what a test tells it to."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.connections = 0
        self.rcpt = "250 OK"
        self.data = "250 OK"
        self.drops = False

    async def handle_EHLO(  # noqa: N802 -- the library's name
        self,
        _server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802 -- the library's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.rcpt.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(  # noqa: N802 -- the library's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.drops:
            cast("WriteTransport", server.transport).abort()
        elif self.data.startswith("2"):
            self.letters.append(cast("bytes", envelope.content))
        return self.data


@pytest.fixture
def post_office(settings: Settings) -> Iterator[PostOffice]:
    """Run a mail server on this machine, and send to it."""
    office = PostOffice()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port, ready_timeout=20)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    yield office
    controller.stop()
