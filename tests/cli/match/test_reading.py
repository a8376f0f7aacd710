import os
import threading
from pathlib import Path

import pytest

from compagnon.cli.match.reading import read_applications, remarks
from compagnon.core.errors import Refused

LINES = "Name,Email,Role\n" + "".join(f"N{at},n{at}@example.org,Mentor\n" for at in range(12_000))


def test_more_lines_are_read_than_may_be_uploaded(tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    path.write_text(LINES, encoding="utf-8")
    reached: list[float] = []

    read = read_applications(path, (), reached.append)

    assert (read.lines, len(read.reading.rows)) == (12_000, 12_000)
    assert reached == sorted(reached)
    assert (min(reached), max(reached)) == (pytest.approx(0, abs=0.3), pytest.approx(1, abs=0.1))


def test_reading_can_be_stopped_before_its_end(tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    path.write_text(LINES, encoding="utf-8")

    def stop(_fraction: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_applications(path, (), stop)


def test_a_pipe_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(LINES,), kwargs={"encoding": "utf-8"})
    writer.start()

    read = read_applications(path, (), lambda _fraction: None)

    writer.join()
    assert read.lines == 12_000


def test_a_file_has_interests_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    said = (
        ("Mentor", "Forest school, Puppets; Grammar"),
        ("Mentee", "forest school!"),
        ("Mentor", "Songs, games and rhymes"),
        ("Mentee", "Songs, games and rhymes; Something that nobody else wrote"),
        ("Mentee", "x" * 120),
    )
    lines = [f'N{at},n{at}@example.org,{role},"{text}"' for at, (role, text) in enumerate(said)]
    path.write_text("\n".join(["Name,Email,Role,Interests", *lines, "short"]), encoding="utf-8")

    read = read_applications(path, ("interests_wanted=Interests",), lambda _fraction: None)

    assert read.interests == ("Forest school", "Songs, games and rhymes")
    found = [row.interests_wanted for row in read.reading.rows]
    assert found[:2] == [("grammar", "Forest school"), ("Forest school",)]
    assert found[2] == found[3] == ("Songs, games and rhymes",)
    assert read.reading.rows[0].unlisted == (("interests_wanted", "Puppets"),)
    told = "\n".join(remarks(path, read))
    assert "interests that only this file has: “Forest school”, “Songs, games and rhymes”" in told


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read: Is a directory"):
        read_applications(tmp_path, (), lambda _fraction: None)
