"""Who is invited, read from what was pasted: one person on a line, with or without a name. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

LONGEST_NAME: Final = 200
LONGEST_ADDRESS: Final = 254
_ADDRESS: Final = re.compile(r"[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"']+")
_AROUND: Final = " \t,;:<>()[]\"'"


class Invitee(NamedTuple):
    """Somebody to invite: the name, which may be missing, and the address in small letters."""

    name: str
    address: str


class Reading(NamedTuple):
    """Whom the lines name, each address once, and a sentence about each line that names nobody for certain."""

    invitees: tuple[Invitee, ...]
    problems: tuple[str, ...]


def read_lines(text: str) -> Reading:
    """Return whom a text names, one on a line: an address alone, or a name before or after it."""
    found: dict[str, Invitee] = {}
    problems = []
    for number, line in _lines(text):
        addresses = _ADDRESS.findall(line)
        problem = _problem(line, addresses)
        if problem:
            problems.append(
                _("Line %(number)d: %(problem)s") % {"number": number, "problem": problem}
            )
            continue
        name = line.replace(addresses[0], " ").strip(_AROUND)
        address = addresses[0].lower()
        found.setdefault(address, Invitee(" ".join(name.split())[:LONGEST_NAME], address))
    return Reading(tuple(found.values()), tuple(problems))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line


def _problem(line: str, addresses: Sequence[str]) -> str:
    if not addresses:
        return _("there is no e-mail address in “%(line)s”.") % {"line": line.strip()[:60]}
    if len(addresses) > 1:
        return _("there are several addresses; give each person a line of their own.")
    try:
        validate_email(addresses[0])
    except ValidationError:
        return _("“%(address)s” is no e-mail address.") % {"address": addresses[0][:60]}
    if len(addresses[0]) > LONGEST_ADDRESS:
        return _("this address is too long.")
    return ""
