"""From a table of text to members: number, name, address, until when; and what is wrong line by line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.recruitment.rules import dates
from compagnon.recruitment.rules.table import FileProblem, Line, Table
from compagnon.schemes.vocabularies import fold

NAME_LIMIT: Final = 200
_TEXT_LIMIT: Final = 254
_HEADINGS: Final = {
    "number": (
        "membership number",
        "member number",
        "membership no",
        "member no",
        "membership id",
        "member id",
        "number",
        "no",
        "id",
    ),
    "email": ("email", "e mail", "email address", "e mail address", "email 1", "primary email"),
    "name": ("name", "full name", "member name", "member"),
    "first_name": ("first name", "forename", "given name"),
    "last_name": ("last name", "surname", "family name"),
    "until": (
        "until",
        "valid until",
        "member until",
        "membership until",
        "paid until",
        "expiry",
        "expiry date",
        "expires",
        "expires on",
        "end date",
        "membership end",
        "renewal date",
    ),
}


FIELDS: Final[dict[str, StrPromise]] = {
    "number": _("Membership number"),
    "email": _("E-mail address"),
    "name": _("Name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "until": _("Member until"),
}
"""What a column is taken for."""


class Trouble(StrEnum):
    """What can be the matter with a line; the first two leave it out."""

    NOBODY = "nobody"
    AGAIN = "again"
    UNTIL = "until"
    ADDRESS = "address"


TROUBLES: Final[dict[str, StrPromise]] = {
    Trouble.NOBODY: _("There is neither a number nor an address. Left out."),
    Trouble.AGAIN: _("This member stands on a line before. Left out."),
    Trouble.UNTIL: _("The day until which this membership runs was not understood; it has no end."),
    Trouble.ADDRESS: _("This is no e-mail address; only the number counts."),
}
_LEFT_OUT: Final = {Trouble.NOBODY, Trouble.AGAIN}


class Member(NamedTuple):
    """A line of the register; what it does not say is empty."""

    line: int
    number: str
    name: str
    email: str
    until: date | None


class Remark(NamedTuple):
    """What is the matter with a line."""

    line: int
    trouble: Trouble


@dataclass(frozen=True)
class Reading:
    """The members of a file, every remark in the order of the lines, and each heading that was recognised, as what."""

    members: tuple[Member, ...]
    remarks: tuple[Remark, ...]
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def left_out_count(self) -> int:
        """How many lines bring nobody."""
        return sum(remark.trouble in _LEFT_OUT for remark in self.remarks)


def read_members(table: Table) -> Reading:
    """Read every line of a register.

    Refused unless it has a column for the name (or first and last name), and one for the number or the address;
    and where no line names anybody. A line with neither number nor address is left out, and so is who
    came before, by number or, without one, by address and name.
    """
    columns = _columns(table.header)
    if not {"number", "email"} & columns.keys():
        raise FileProblem(
            _(
                "There is no column for the membership number or the e-mail address. Please name one."
            )
        )
    if "name" not in columns and not {"first_name", "last_name"} <= columns.keys():
        raise FileProblem(_("There is no column for the name. Please name one."))
    order = dates.date_order(_cell(line, columns, "until") for line in table.lines)
    remarks: list[Remark] = []
    members = tuple(_known_once(_members(table.lines, columns, order, remarks), remarks))
    if not members:
        raise FileProblem(_("No line of this file names a member."))
    recognised = sorted((place, field) for field, place in columns.items())
    understood = tuple((table.header[place], field) for place, field in recognised)
    return Reading(members, tuple(sorted(remarks)), understood)


def plain_number(text: str) -> str:
    """Return a membership number as numbers are compared: spreadsheets drop zeros, people add blanks and dashes."""
    return fold(text).replace(" ", "").lstrip("0")


def plain_address(text: str) -> str:
    """Return an address as addresses are compared."""
    return text.strip().casefold()


def _columns(header: Iterable[str]) -> dict[str, int]:
    """Return the column of each value: of several that could hold it, the one with the plainest wording."""
    places = {fold(heading): place for place, heading in reversed(list(enumerate(header)))}
    found = {
        field: next((places[wording] for wording in wordings if wording in places), None)
        for field, wordings in _HEADINGS.items()
    }
    return {field: place for field, place in found.items() if place is not None}


def _cell(line: Line, columns: Mapping[str, int], field: str) -> str:
    place = columns.get(field, len(line.cells))
    return line.cells[place] if place < len(line.cells) else ""


def _members(
    lines: Iterable[Line],
    columns: Mapping[str, int],
    order: dates.DateOrder,
    remarks: list[Remark],
) -> Iterator[Member]:
    for line in lines:
        number, email, until = (_cell(line, columns, name) for name in ("number", "email", "until"))
        address = plain_address(email)
        if address and ("@" not in address or len(address) > _TEXT_LIMIT):
            remarks.append(Remark(line.number, Trouble.ADDRESS))
            address = ""
        if not plain_number(number) and not address:
            remarks.append(Remark(line.number, Trouble.NOBODY))
            continue
        instant = dates.read_instant(until, order) if until else None
        if until and instant is None:
            remarks.append(Remark(line.number, Trouble.UNTIL))
        parts = (_cell(line, columns, name) for name in ("first_name", "last_name"))
        name = _cell(line, columns, "name") or " ".join(filter(None, parts))
        yield Member(
            line.number,
            plain_number(number)[:_TEXT_LIMIT],
            " ".join(name.split())[:NAME_LIMIT],
            address,
            timezone.localtime(instant).date() if instant else None,
        )


def _known_once(members: Iterable[Member], remarks: list[Remark]) -> Iterator[Member]:
    seen: set[tuple[str, ...]] = set()
    for member in members:
        # Two people may share an address; with a name it is one.
        key = (member.number,) if member.number else (member.email, fold(member.name))
        if key in seen:
            remarks.append(Remark(member.line, Trouble.AGAIN))
            continue
        seen.add(key)
        yield member
