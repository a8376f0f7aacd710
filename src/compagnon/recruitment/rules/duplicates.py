"""One person, two lines: the same address, or names that are alike at the same workplace."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.names import in_order, slips, words_of
from compagnon.schemes.vocabularies import fold

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


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


def alike(rows: Iterable[ApplicantRow]) -> list[tuple[ApplicantRow, ApplicantRow]]:
    """Return (line, later line) that may be one person under two addresses; of several, each with the one before."""
    colleagues: dict[str, list[ApplicantRow]] = defaultdict(list)
    for row in rows:
        colleagues[fold(row.institution)].append(row)
    colleagues.pop("", None)
    found = [pair for some in colleagues.values() for pair in _alike(some)]
    return sorted(found, key=lambda pair: (pair[1].line, pair[0].line))


def _alike(colleagues: list[ApplicantRow]) -> Iterable[tuple[ApplicantRow, ApplicantRow]]:
    last: dict[str, ApplicantRow] = {}
    found: dict[tuple[int, int], tuple[ApplicantRow, ApplicantRow]] = {}
    for row in sorted(colleagues, key=lambda row: row.line):
        for slip in slips(in_order(words_of(row.name))):
            if before := last.get(slip):
                found[before.line, row.line] = (before, row)
            last[slip] = row
    return found.values()
