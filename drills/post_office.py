"""A mail server of this machine that takes letters, and can be slow, refuse, hang up, or be away."""

import asyncio
import email
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from benchmarks.servers import HOST, free_port

SLOW_SECONDS: Final = 3


@dataclass(frozen=True)
class Received:
    """A letter that was taken: whose, and its Message-ID."""

    message_id: str
    to: str


@dataclass
class PostOffice:
    """`mood` says how it treats letters: well, slow, later (4xx), never (5xx), drop, drop-after."""

    port: int = field(default_factory=free_port)
    mood: str = "well"
    received: list[Received] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    _controller: Controller | None = None

    def of(self, address: str) -> list[str]:
        """Return the Message-IDs that came for an address."""
        return [letter.message_id for letter in self.received if letter.to == address]

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Let whoever calls hear nothing at all: the line is taken and nobody speaks."""
        self.close()
        with socket.create_server((HOST, self.port)):
            yield
        self.open()

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    def open(self) -> None:
        """Begin to answer."""
        self._controller = Controller(self, hostname=HOST, port=self.port)
        self._controller.factory = lambda: _Clerk(self, enable_SMTPUTF8=True)  # type: ignore[method-assign]
        self._controller.start()

    def close(self) -> None:
        """Stop answering; nobody listens on the port any more."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def times_by_id(self) -> Counter[str]:
        """Return how often each Message-ID came."""
        return Counter(letter.message_id for letter in self.received)

    async def handle_RCPT(  # noqa: N802 -- the library's name and arguments
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        answers = {"later": "450 Try again later", "never": "550 No such person"}
        if self.mood in answers:
            self.refused.append(address)
            return answers[self.mood]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- the library's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.mood == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        content: Any = envelope.original_content or b""
        parsed = email.message_from_bytes(content)
        message_id = str(parsed["Message-ID"])
        self.received += [Received(message_id, address) for address in envelope.rcpt_tos]
        if self.mood == "drop-after" and server.transport is not None:
            server.transport.close()
        return "250 OK"


class _Clerk(SMTP):
    """Hangs up in the middle of a letter where the office is in that mood."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 -- the library's name
        if self.event_handler.mood == "drop" and self.transport is not None:
            self.transport.close()
            return
        await super().smtp_DATA(arg)


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """Give an open post office, and close it afterwards."""
    office = PostOffice()
    office.open()
    try:
        yield office
    finally:
        office.close()
