"""Tables for a terminal."""

from collections.abc import Iterable, Sequence


def table(heading: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Set columns under their headings: the first to the left, the others to the right."""
    every = [heading, *lines]
    widths = [max(len(line[place]) for line in every) for place in range(len(heading))]
    drawn = [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in every
    ]
    drawn.insert(1, "-" * max(map(len, drawn)))
    return "\n".join(drawn)


def figure(value: float | None, digits: int = 2) -> str:
    """Write a number; a dash where there is none."""
    return "-" if value is None else f"{value:,.{digits}f}"
