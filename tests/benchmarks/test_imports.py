from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.imports import applications, measure, members, write


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(("kind", "rows"), [("members", members), ("applications", applications)])
def test_what_is_measured_is_a_list_taken_in(
    tmp_path: Path, kind: str, rows: Callable[[int], Iterator[tuple[str, ...]]], form: str
) -> None:
    path = tmp_path / f"{kind}.{form}"
    write(path, rows(30))

    found = measure(path)

    assert found["lines"] == 30
    assert found["rows_taken_in_a_second"] > 0
    assert found["megabytes_above_idle"] >= 0
