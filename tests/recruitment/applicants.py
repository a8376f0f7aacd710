"""Applicants and files of applications for tests."""

from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.columns import understand_columns
from compagnon.recruitment.rules.rows import Reading, read_applicants
from compagnon.recruitment.rules.table import Line, Table

AMAL = ApplicantRow(line=2, name="Amal Haddad", email="amal@example.org", roles=("mentor",))
BELA = ApplicantRow(line=3, name="Bela Novak", email="bela@example.org", roles=("mentee",))


def read(heading: str, *lines: str) -> Reading:
    """Read lines whose cells are divided by bars; the first stands on line 2."""
    header = tuple(heading.split("|"))
    table = Table(
        header,
        tuple(Line(number, tuple(line.split("|"))) for number, line in enumerate(lines, start=2)),
    )
    return read_applicants(table, understand_columns(table))
