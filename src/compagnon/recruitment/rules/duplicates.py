"""One person, two lines: the same address, or names that are alike at the same workplace."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from difflib import SequenceMatcher

from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.schemes.vocabularies import fold

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_ALIKE = 0.88
_NEIGHBOURS = (
    30  # how far to look at one workplace, where names stand in order: keeps a hostile file cheap
)


def latest_of_each(
    rows: Iterable[ApplicantRow],
) -> tuple[list[ApplicantRow], list[tuple[ApplicantRow, ApplicantRow]]]:
    """Keep each address's last answer: the latest sent, then the lowest in the file. Also return (earlier, kept)."""
    by_address: dict[str, list[ApplicantRow]] = defaultdict(list)
    for row in rows:
        by_address[row.email_key].append(row)
    kept, earlier = [], []
    for same in by_address.values():
        *before, last = sorted(same, key=lambda row: (row.submitted_at or _LONG_AGO, row.line))
        kept.append(last)
        earlier += [(row, last) for row in before]
    return sorted(kept, key=lambda row: row.line), earlier


def alike(rows: Iterable[ApplicantRow]) -> Iterator[tuple[ApplicantRow, ApplicantRow]]:
    """Yield pairs of lines that may be one person under two addresses."""
    by_workplace: dict[str, list[tuple[str, ApplicantRow]]] = defaultdict(list)
    for row in rows:
        if workplace := fold(row.institution):
            by_workplace[workplace].append((_in_order(row.name), row))
    for people in by_workplace.values():
        people.sort(key=lambda one: (one[0], one[1].line))
        for place, (name, row) in enumerate(people):
            for other_name, other in people[place + 1 : place + 1 + _NEIGHBOURS]:
                if SequenceMatcher(None, name, other_name, autojunk=False).ratio() >= _ALIKE:
                    yield row, other


def _in_order(name: str) -> str:
    """Bring the words of a name into one order, so that first and last names may change places."""
    return " ".join(sorted(fold(name).split()))
