"""A few lines of a file that show what stands in each column, so that nobody need read the others to tell."""

from typing import Final

from compagnon.recruitment.rules.columns import EMPTY_ANSWERS
from compagnon.recruitment.rules.table import Line, Table

SAMPLES: Final = 3
_LONGEST: Final = 60


class Excerpt:
    """Gathers, line by line, the heading and those lines that show a column's first few different answers."""

    def __init__(self, header: tuple[str, ...]) -> None:
        """Begin with the heading."""
        self._header = header
        self._lines: list[Line] = []
        self._seen: dict[int, set[str]] = {number: set() for number in range(len(header))}
        self._answered: set[int] = set()

    def add(self, line: Line) -> None:
        """Look at a line, and keep it if it shows something new."""
        cells = [cell[:_LONGEST] for cell in line.cells[: len(self._header)]]
        if self._shows_more(cells, is_shifted=len(line.cells) > len(self._header)):
            rest = [""] * (len(line.cells) - len(cells))
            self._lines.append(Line(line.number, (*cells, *rest)))

    def table(self) -> Table:
        """Return the heading with the lines that were kept, long answers cut short."""
        return Table(self._header, tuple(self._lines))

    def _shows_more(self, cells: list[str], *, is_shifted: bool) -> bool:
        is_new = False
        for number, cell in enumerate(cells):
            if not cell:
                continue
            if number not in self._answered and cell.casefold() not in EMPTY_ANSWERS:
                self._answered.add(number)
                is_new = True
            seen = self._seen[number]
            if not is_shifted and len(seen) < SAMPLES and cell not in seen:
                seen.add(cell)
                is_new = True
        return is_new
