from pathlib import Path

import pytest

from benchmarks.register import measure, rows, written


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_measured_is_a_register_taken_in(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"members.{kind}"
    path.write_bytes(written(kind, 30))

    found = measure(path)

    assert found["lines"] == len(rows(30))
    assert found["rows_a_second"] > 0
    assert found["look_up_milliseconds"] > 0
