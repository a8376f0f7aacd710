"""The demo's letters, kept as files in the data folder: what would have been sent, to be read in the browser."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from uuid import UUID

from compagnon.core import installation


@dataclass(frozen=True)
class StoredMail:
    """One letter as the list shows it."""

    id: UUID
    to: str
    subject: str
    sent_at: datetime

    @property
    def address(self) -> str:
        """Return the bare address in lower case."""
        return parseaddr(self.to)[1].lower()


@dataclass(frozen=True)
class Attachment:
    """A file that came with a letter."""

    filename: str
    content: bytes


@dataclass(frozen=True)
class OpenedMail:
    """One letter as its page shows it: the plain text, never the HTML."""

    mail: StoredMail
    text: str
    attachments: tuple[Attachment, ...]


def store(message_id: str, content: bytes) -> None:
    """Keep a letter; the same Message-ID again is the same file, as a mail program shows it once."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    unfinished = folder / f"{name}.part"
    unfinished.write_bytes(content)
    unfinished.replace(folder / f"{name}.eml")


def list_mails(*, to: str = "", page: int = 1, size: int = 25) -> list[StoredMail]:
    """Return one page of letters, newest first; with `to`, only those whose address holds that text."""
    wanted = to.strip().lower()
    start = (page - 1) * size
    found: list[StoredMail] = []
    for path in _paths():
        mail = _summary(path, _parse(path, headers_only=True))
        if wanted in mail.to.lower():
            found.append(mail)
        if len(found) == start + size:
            break
    return found[start:]


def open_mail(mail_id: UUID) -> OpenedMail | None:
    """Return one letter with its text and files, or None."""
    path = _folder() / f"{mail_id.hex}.eml"
    if not path.is_file():
        return None
    parsed = _parse(path)
    body = parsed.get_body(("plain",))
    return OpenedMail(
        mail=_summary(path, parsed),
        text=body.get_content() if body else "",
        attachments=tuple(_attachments(parsed)),
    )


def forget_address(address: str) -> int:
    """Delete every stored letter to an address; return how many."""
    count = 0
    for path in _paths():
        if _summary(path, _parse(path, headers_only=True)).address == address.lower():
            path.unlink(missing_ok=True)
            count += 1
    return count


def _folder() -> Path:
    return installation.data_folder() / "mails"


def _paths() -> list[Path]:
    """Return the files, newest first; by name where two have the same time."""
    found = [entry for entry in _scan() if entry.name.endswith(".eml")]
    found.sort(key=lambda entry: (-entry.stat().st_mtime_ns, entry.name))
    return [Path(entry.path) for entry in found]


def _scan() -> Iterator[os.DirEntry[str]]:
    if _folder().is_dir():
        with os.scandir(_folder()) as entries:
            yield from entries


def _parse(path: Path, *, headers_only: bool = False) -> EmailMessage:
    with path.open("rb") as file:
        return BytesParser(policy=policy.default).parse(file, headersonly=headers_only)


def _summary(path: Path, parsed: EmailMessage) -> StoredMail:
    return StoredMail(
        id=UUID(hex=path.stem),
        to=str(parsed["To"]),
        subject=str(parsed["Subject"]),
        # "-0000" means UTC of a server that keeps its own time zone to itself, and is read as naive.
        sent_at=parsedate_to_datetime(str(parsed["Date"]).replace("-0000", "+0000")),
    )


def _attachments(parsed: EmailMessage) -> Iterator[Attachment]:
    for part in parsed.iter_attachments():
        yield Attachment(part.get_filename("attachment"), part.get_content())
