"""Files that appear whole or not at all, and CSV that no spreadsheet computes."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from compagnon.core.errors import Refused

_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write CSV that spreadsheets open in the right letters and never compute.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP: CSV injection).
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([[_inert(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_COMPUTED) else cell


class Draft:
    """A file beside the one that is to be: nobody but its owner may read it, for people are in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.is_dir():
            raise Refused(f"{path} cannot be written: it is a folder.")
        try:
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        except OSError as error:
            raise _refused(path, error) from error
        os.close(handle)
        self.draft = Path(name)

    def write(self, content: bytes) -> None:
        """Write the content so that it survives a power cut."""
        with self.draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def publish(self) -> None:
        """Put the file into its place in one step."""
        try:
            self.draft.replace(self.path)
        except OSError as error:
            raise _refused(self.path, error) from error

    def discard(self) -> None:
        """Leave nothing behind."""
        self.draft.unlink(missing_ok=True)


@contextmanager
def drafts(*paths: Path) -> Iterator[list[Draft]]:
    """Give drafts of files, which are put into place only if all goes well to the end; else nothing remains."""
    with ExitStack() as stack:
        made = []
        for path in paths:
            draft = Draft(path)
            stack.callback(draft.discard)
            made.append(draft)
        yield made
        for draft in made:
            draft.publish()


def _refused(path: Path, error: OSError) -> Refused:
    return Refused(f"{path} cannot be written: {error.strerror}.")
