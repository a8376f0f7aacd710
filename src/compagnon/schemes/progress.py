"""How far a joining point has come: packages above report it, the page of the scheme shows it.

A scheme does not know of applications or matching runs; whoever does registers a reporter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.schemes.models import JoiningPoint


@dataclass(frozen=True)
class Count:
    """A number about a joining point, and the page that explains it.

    Nought is left out, unless its page is the way to others (`leads_on`).
    """

    label: StrOrPromise
    value: int
    url: str
    leads_on: bool = False


@dataclass(frozen=True)
class NextStep:
    """The one obvious thing to do now: what, why, and where.

    One that `can_wait` gives way to the next step of whoever reports after.
    """

    title: StrOrPromise
    why: StrOrPromise
    label: StrOrPromise
    url: str
    can_wait: bool = False


@dataclass(frozen=True)
class Report:
    """What one package says about one joining point."""

    counts: tuple[Count, ...] = ()
    next_step: NextStep | None = None


Reporter = Callable[[Actor, Sequence[JoiningPoint]], Mapping[UUID, Report]]

_reporters: Final[list[tuple[int, str, Reporter]]] = []


def register(name: str, reporter: Reporter, *, order: int) -> None:
    """Add a reporter, from a package's AppConfig.ready; the first in order that has a next step says it.

    It answers for all the joining points it is given, in a fixed number of queries.
    """
    if any(name == known for _order, known, _reporter in _reporters):
        raise ValueError(f"Registered twice: {name}")
    _reporters.append((order, name, reporter))
    _reporters.sort(key=lambda entry: entry[:2])


def reports_on(viewer: Actor, points: Sequence[JoiningPoint]) -> dict[UUID, Report]:
    """Return what all packages say about each joining point."""
    together = {UUID(str(point.pk)): Report() for point in points}
    for _order, _name, reporter in _reporters:
        for point_id, report in reporter(viewer, points).items():
            known = together[point_id]
            together[point_id] = Report(
                known.counts + report.counts, _first(known.next_step, report.next_step)
            )
    return together


def _first(one: NextStep | None, other: NextStep | None) -> NextStep | None:
    return other if one is None or (one.can_wait and other is not None) else one
