"""A line of `targets`: what was asked for, and what is measured."""

from typing import Final, NamedTuple

NOT_HERE: Final = "not measured here"


class Line(NamedTuple):
    """A target: what was asked for, and what is measured."""

    name: str
    asked: str
    measured: str
