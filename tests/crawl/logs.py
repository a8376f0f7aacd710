"""What the log says, line by line, as a serving process writes it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from compagnon.core.logs import OWN, JsonLine


class Lines(logging.Handler):
    """Keeps every line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLine())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def data(self) -> bytes:
        """All lines, as they are written."""
        return "\n".join(self.lines).encode()

    def of(self, logger: str) -> list[str]:
        """The lines of one logger."""
        return [line for line in self.lines if f'"log": "{logger}"' in line]


@contextmanager
def listening() -> Iterator[Lines]:
    """Keep what is logged meanwhile, of our own down to the finest grain."""
    lines, own = Lines(), logging.getLogger(OWN)
    usual = own.level
    own.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(lines)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(lines)
        own.setLevel(usual)
