"""What a match found, in sections of sentences and tables, for a page and for plain text alike."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from compagnon import engine
from compagnon.cli.match.report import Matched
from compagnon.schemes.matching_defaults import MatchingSettings
from compagnon.ui.components.pictures import Bar


@dataclass(frozen=True)
class Table:
    """A table, with a picture of it where one helps. The first column names the row."""

    caption: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    note: str = ""
    bars: tuple[Bar, ...] = ()
    upright: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the summary. `key` never changes and is no word that people read."""

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Subject:
    """All that the summary tells of. `recruits` None: it would have taken too long; `is_checked`: the proof was."""

    file_name: str
    lines: int
    seed: int
    settings: MatchingSettings
    matched: Matched
    recruits: tuple[engine.Recruit, ...] | None
    is_checked: bool = False

    @property
    def result(self) -> engine.Result:
        """The engine's answer."""
        return self.matched.result


@dataclass(frozen=True)
class Overview:
    """The whole summary: its first sentence, the few numbers that tell the story, and its sections."""

    file_name: str
    lead: str
    figures: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def number(value: int) -> str:
    """Write a whole number as one does in the language that is spoken now."""
    return str(number_format(value, force_grouping=True))


def percent(part: int, whole: int) -> str:
    """Write a share; nothing where there is nobody."""
    return _("%(percent)s%%") % {"percent": (100 * part + whole // 2) // whole} if whole else ""
