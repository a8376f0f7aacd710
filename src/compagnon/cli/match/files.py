"""Files that appear together and whole, or not at all, and CSV that no spreadsheet computes."""

import codecs
import csv
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from compagnon.cli.match.interruption import Interruption
from compagnon.core.errors import Refused
from compagnon.ui.spreadsheet import safe


def write_csv(file: BinaryIO, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write CSV, row by row, that spreadsheets open in the right letters and never compute.

    An apostrophe stands before what a spreadsheet would take for a formula (OWASP: CSV injection).
    """
    file.write(codecs.BOM_UTF8)
    writer = csv.writer(_Encoding(file))
    writer.writerow(heading)
    writer.writerows([safe(cell) for cell in row] for row in rows)


class _Encoding:
    """Takes text for a file of bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write it as UTF-8."""
        return self._file.write(text.encode())


class Draft:
    """What is to become a file: nobody but its owner may read it, for people are in it.

    Where the system can, it has no name until it is published, so that not even a process that is killed leaves
    anything behind; elsewhere it lies beside the place it is for.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.is_dir():
            raise Refused(f"{path} cannot be written: it is a folder.")
        with self._refusing():
            handle, self._name = _open(path.parent)
        self._former: Path | None = None
        self._file: BinaryIO = os.fdopen(handle, "wb")

    def write(self, content: bytes) -> None:
        """Write bytes."""
        with self._refusing():
            self._file.write(content)

    def write_csv(self, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Write CSV, see `write_csv`."""
        with self._refusing():
            write_csv(self._file, heading, rows)

    def complete(self) -> None:
        """Bring what was written onto the disk."""
        with self._refusing():
            self._file.flush()
            os.fsync(self._file.fileno())

    def stand_by(self) -> None:
        """Take a name beside the place, and give what is there a second one."""
        with self._refusing():
            if self._name is None:
                name = _unused(self.path)
                _give_name(self._file.fileno(), name)
                self._name = name
            if os.path.lexists(self.path):
                self._former = _second(self.path)

    def put(self) -> None:
        """Come into the place in one step."""
        assert self._name is not None  # noqa: S101 -- `stand_by` came before
        with self._refusing():
            self._name.replace(self.path)

    def take_back(self) -> None:
        """Make the place as it was before `put`."""
        if self._former is None:
            self.path.unlink()
        else:
            self._former.replace(self.path)

    def discard(self) -> None:
        """Leave nothing behind but what was put into its place."""
        with suppress(OSError):  # a full disk may refuse what is still to be written
            self._file.close()
        for name in (self._name, self._former):
            if name is not None:
                name.unlink(missing_ok=True)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Refused(f"{self.path} cannot be written: {error.strerror}.") from error


@contextmanager
def drafts(paths: Sequence[Path], interruption: Interruption) -> Iterator[list[Draft]]:
    """Give drafts of files, which are put into place together if all goes well to the end; else all is as before."""
    with ExitStack() as stack:
        made = []
        for path in paths:
            with interruption.held():
                draft = Draft(path)
                stack.callback(draft.discard)
            made.append(draft)
        try:
            yield made
            for draft in made:
                draft.complete()
                interruption.check()
        finally:
            interruption.settle()
        _publish(made)


def _publish(made: Sequence[Draft]) -> None:
    """Put all into place; if one cannot be, those before it are taken back."""
    with ExitStack() as undoing:
        for draft in made:
            draft.stand_by()
        for draft in made:
            draft.put()
            undoing.callback(draft.take_back)
        undoing.pop_all()
    for folder in {draft.path.parent for draft in made}:
        _sync(folder)


def _open(folder: Path) -> tuple[int, Path | None]:
    """Open a file for writing: without a name, if it can be given one later, or under one in this folder."""
    name = _unused(folder / "draft")
    with suppress(AttributeError, OSError):
        _try_naming(folder, name)
        return _open_nameless(folder), None
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), name


def _try_naming(folder: Path, name: Path) -> None:
    """Raise whatever keeps a file without a name from being given one here."""
    handle = _open_nameless(folder)
    try:
        _give_name(handle, name)
        name.unlink()
    finally:
        os.close(handle)


def _open_nameless(folder: Path) -> int:
    return os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600)


def _give_name(handle: int, name: Path) -> None:
    # With a folder's handle Python follows the link in /proc; to an absolute path it is of no account.
    os.link(f"/proc/self/fd/{handle}", name, src_dir_fd=handle, follow_symlinks=True)


def _unused(path: Path) -> Path:
    """Return a name beside this path that nothing has."""
    return path.with_name(f".compagnon-{secrets.token_hex(8)}")


def _second(path: Path) -> Path:
    """Give what is there a second name: to the same file where the disk can do that, else to a copy."""
    name = _unused(path)
    try:
        os.link(path, name, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, name, follow_symlinks=False)
    return name


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
