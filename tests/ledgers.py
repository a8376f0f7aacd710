"""The ledgers beside the key file: no rollback takes back what a test adds to them, and all rows obey them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compagnon.core.retired import ledger_at


@contextmanager
def as_they_were(key_file: Path) -> Iterator[None]:
    """Take back, in the end, what is added meanwhile."""
    before = _contents(key_file)
    yield
    for path in _contents(key_file).keys() - before.keys():
        path.unlink()
    for path, content in before.items():
        path.write_bytes(content)
    ledger_at.cache_clear()


def _contents(key_file: Path) -> dict[Path, bytes]:
    found = key_file.parent.glob(f"{key_file.name}.*")
    return {path: path.read_bytes() for path in found if path.is_file()}
