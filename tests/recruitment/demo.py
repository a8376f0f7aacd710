"""The demo's files, read once."""

from functools import cache
from pathlib import Path

from compagnon.recruitment.rules.columns import understand_columns
from compagnon.recruitment.rules.reading import read_table
from compagnon.recruitment.rules.rows import Reading, read_applicants

FOLDER = Path(__file__).parents[2] / "demo"


@cache
def demo(name: str = "applications.csv") -> Reading:
    """Read one of the demo's files as the import does."""
    table = read_table((FOLDER / name).read_bytes())
    return read_applicants(table, understand_columns(table))
