import csv
import io
import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

from compagnon.cli.main import main
from compagnon.cli.match import matching
from compagnon.cli.match.files import as_csv, drafts
from compagnon.cli.match.matching import Request, match_file
from compagnon.core.errors import Refused
from compagnon.recruitment.rules.applicant import ApplicantRow

DEMO = Path(__file__).parents[2] / "demo/applications.csv"
SMALL = (
    "Name,Email,Join as,Region,Mode,School,Interests wanted,Interests offered,Membership type,Charter,Line manager\n"
    "Amal Haddad,amal@example.org,Mentor,Wales,Online,Ysgol A,,Speaking;Grammar,Individual,Yes,\n"
    "Bela Kovács,bela@example.org,Mentee,London,Online,School B,Speaking,,Individual,Yes,\n"
    "Eve Quill,eve@example.org,Mentor,Wales,Online,School C,,Leadership,Individual,Yes,\n"
    "Fay Rook,fay@example.org,Mentee,Wales,Face to face,School D,Grammar,,Individual,Yes,\n"
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "applications.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


def match(path: Path, *options: str, out: str = "pairs.csv") -> int:
    return main(["match", str(path), "--out", str(path.parent / out), *options])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.requirement("ALL-51")
def test_match_writes_pairs_with_reasons_in_words(small: Path) -> None:
    assert match(small) == 0

    assert rows(small.parent / "pairs.csv") == [
        {
            "mentor_name": "Amal Haddad",
            "mentor_email": "amal@example.org",
            "mentee_name": "Bela Kovács",
            "mentee_email": "bela@example.org",
            "score_percent": "100.0",
            "reasons": "Interests: Wished for and offered: Speaking (1 of 1)",
            "nearly_as_good": "",
        }
    ]


def test_match_writes_who_is_left_out_what_stands_in_the_way_and_what_would_help(
    small: Path,
) -> None:
    match(small)

    assert rows(small.parent / "pairs-unplaced.csv") == [
        {
            "name": "Eve Quill",
            "email": "eve@example.org",
            "applied_as": "mentor",
            "reason": "Everybody who fits has a mentor already (mentees who fit: 1)",
            "in_the_way": "No way of meeting in common: 1",
            "would_help": "No way of meeting in common: Fay Rook",
        },
        {
            "name": "Fay Rook",
            "email": "fay@example.org",
            "applied_as": "mentee",
            "reason": "Nobody passes every rule (people looked at: 2)",
            "in_the_way": "No way of meeting in common: 2",
            "would_help": "No way of meeting in common: Amal Haddad",
        },
    ]


def test_match_says_what_it_read_and_what_came_of_it(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    match(small)

    assert capsys.readouterr().out == (
        f"{small}: 4 lines, 4 people\n"
        "  mentors 2, mentees 2, both 0\n"
        "\n"
        "1 of 2 mentees have a mentor (places: 2)\n"
        "  how well pairs suit: the middle one 100 %, the weakest 100 %\n"
        "  decided nothing, for no two people answered: Purpose, Languages taught, Phase, Sector, Experience,"
        " Times to meet, How often to meet\n"
        "  mentees placed by region: London 1/1, Wales 0/1\n"
        "  mentees placed by sector: not said 1/2\n"
        "Left out: 2\n"
        "  mentee     1  nobody passes every rule\n"
        "  mentor     1  everybody who fits is placed elsewhere\n"
        "\n"
        f"Pairs:    {small.parent / 'pairs.csv'}\n"
        f"Left out: {small.parent / 'pairs-unplaced.csv'}\n"
    )


def test_match_of_the_demo_lists_every_problem_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(
        [
            "match",
            str(DEMO),
            "--out",
            str(tmp_path / "pairs.csv"),
            "--unplaced",
            str(tmp_path / "rest.csv"),
        ]
    )

    said = capsys.readouterr().out
    assert code == 0
    assert said.count("  line ") == 5
    assert "left out  Your e-mail address: There is no e-mail address" in said
    assert "columns not used: “Is there anything else you would like to tell us?”" in said
    assert "to look at before anybody is told: membership not known" in said
    unplaced = [one for one in rows(tmp_path / "rest.csv") if one["applied_as"] == "mentee"]
    assert 15 <= len(unplaced) <= 25
    assert any(one["nearly_as_good"] for one in rows(tmp_path / "pairs.csv"))


@pytest.mark.requirement("ALL-54")
def test_match_tells_nobody_who_declared_whom(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["match", str(DEMO), "--out", str(tmp_path / "pairs.csv")])

    orla = next(
        one for one in rows(tmp_path / "pairs-unplaced.csv") if one["name"] == "Orla Devenney"
    )
    assert "Cannot be paired: 1" in orla["in_the_way"]
    everything = capsys.readouterr().out + (tmp_path / "pairs-unplaced.csv").read_text(
        encoding="utf-8"
    )
    assert "vice-principal" not in everything
    assert "Dermot" not in everything


def test_match_gives_the_same_files_in_whatever_order_the_lines_stand(small: Path) -> None:
    heading, *lines = SMALL.splitlines()
    written = set()
    for number, order in enumerate(itertools.permutations(lines)):
        path = small.parent / f"{number}.csv"
        path.write_text("\n".join([heading, *order]), encoding="utf-8")
        match(path)
        written.add(
            tuple(
                (small.parent / name).read_bytes() for name in ("pairs.csv", "pairs-unplaced.csv")
            )
        )

    assert len(written) == 1


def test_match_takes_a_column_as_it_is_told(small: Path) -> None:
    small.write_text(SMALL.replace("Email", "Where can we write to you?"), encoding="utf-8")

    assert match(small) == 1
    assert match(small, "--column", "email=Where can we write to you?") == 0


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        (
            "password=Name",
            "--column password=Name: there is no such field. There are: submitted_at, name,",
        ),
        (
            "email=Nickname",
            "--column email=Nickname: there is no such column. There are: “Name”, “Email”,",
        ),
        ("email", "--column email: there is no such column."),
    ],
)
def test_match_refuses_a_column_that_does_not_exist(
    small: Path, capsys: pytest.CaptureFixture[str], column: str, sentence: str
) -> None:
    assert match(small, "--column", column) == 1
    assert sentence in capsys.readouterr().err
    assert names(small.parent) == ["applications.csv"]


def test_match_refuses_what_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.csv").touch()

    assert match(tmp_path / "missing.csv") == 1
    assert match(tmp_path / "empty.csv") == 1

    assert capsys.readouterr().err == (
        f"{tmp_path / 'missing.csv'} cannot be read: No such file or directory.\nThe file is empty.\n"
    )
    assert names(tmp_path) == ["empty.csv"]


def test_match_refuses_to_write_where_it_cannot(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small.parent / "folder").mkdir()

    assert match(small, out="missing/pairs.csv") == 1
    assert match(small, out="folder") == 1
    assert match(small, "--unplaced", str(small.parent / "folder")) == 1

    folder = small.parent
    assert capsys.readouterr().err == (
        f"{folder}/missing/pairs.csv cannot be written: No such file or directory.\n"
        f"{folder}/folder cannot be written: it is a folder.\n"
        f"{folder}/folder cannot be written: it is a folder.\n"
    )
    assert names(folder) == ["applications.csv", "folder"]


@pytest.mark.parametrize(
    ("out", "unplaced"),
    [("applications.csv", "u.csv"), ("p.csv", "p.csv"), ("p.csv", "applications.csv")],
)
def test_match_never_writes_one_file_over_another(
    small: Path, capsys: pytest.CaptureFixture[str], out: str, unplaced: str
) -> None:
    assert match(small, "--unplaced", str(small.parent / unplaced), out=out) == 1
    assert (
        capsys.readouterr().err
        == "The applications, the pairs and those left out need three different files.\n"
    )
    assert small.read_text(encoding="utf-8") == SMALL


def test_match_says_when_there_is_nobody_to_match_with(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text("Name,Email,Role\nBela,bela@example.org,Mentee\n", encoding="utf-8")

    assert match(small) == 0

    said = capsys.readouterr().out
    assert "  There is no mentor with a place.\n" in said
    assert (
        "to look at before anybody is told: membership not known 1, Charter not signed 1\n" in said
    )


def test_match_says_when_nobody_is_left_out(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text("".join(SMALL.splitlines(keepends=True)[:3]), encoding="utf-8")

    match(small)

    assert "Nobody is left out.\n" in capsys.readouterr().out


def test_match_can_have_nothing_to_say_of_groups(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text("Name,Email,Role\nAmal,amal@example.org,Mentor\n", encoding="utf-8")

    match(small)

    assert "mentees placed by" not in capsys.readouterr().out


def test_match_of_people_who_said_nothing_gives_a_reason_too(small: Path) -> None:
    small.write_text(
        "Name,Email,Role\nA,a@example.org,Mentor\nB,b@example.org,Mentee\n", encoding="utf-8"
    )

    match(small)

    (pair,) = rows(small.parent / "pairs.csv")
    assert (pair["score_percent"], pair["reasons"]) == (
        "50.0",
        "Neither said anything that could be compared",
    )


def test_match_lists_a_hundred_problems_and_counts_the_rest(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text(
        "Name,Email,Role,x\n" + "Amal,,Mentor\n" * 99 + "Amal,,Mentor,,,y\n" * 8, encoding="utf-8"
    )

    assert match(small) == 0

    said = capsys.readouterr().out
    assert said.count("\n  line ") == 100
    assert "  line 101   left out  This line has more cells than the heading" in said
    assert "  … and 7 more\n" in said


def test_match_refuses_more_pairs_than_the_engine_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compagnon.engine.problem.MAX_CELLS", 24)
    people = [
        ApplicantRow(
            line=number, name="N", email=f"n{number}@example.org", roles=("mentor", "mentee")
        )
        for number in range(5)
    ]

    with pytest.raises(Refused, match="There are too many people for one match"):
        matching.match_rows(people, seed=0)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_match_shows_its_progress_on_a_terminal(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)

    match(small)

    shown = terminal.getvalue()
    assert shown.startswith("\r")
    assert shown.endswith("\r100%\n")


class Interrupting(Terminal):
    """A terminal at which somebody presses Ctrl-C as soon as something is shown."""

    def write(self, _text: str) -> int:
        raise KeyboardInterrupt


def test_match_leaves_nothing_half_written_when_interrupted(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small.parent / "pairs.csv").write_text("yesterday's pairs", encoding="utf-8")
    monkeypatch.setattr("sys.stderr", Interrupting())
    request = Request(small, small.parent / "pairs.csv", small.parent / "rest.csv", 0, ())

    with pytest.raises(KeyboardInterrupt):
        list(match_file(request))

    assert names(small.parent) == ["applications.csv", "pairs.csv"]
    assert (small.parent / "pairs.csv").read_text(encoding="utf-8") == "yesterday's pairs"


def test_files_are_for_their_owner_only(small: Path) -> None:
    match(small)

    for name in ("pairs.csv", "pairs-unplaced.csv"):
        assert (small.parent / name).stat().st_mode & 0o777 == 0o600


def test_a_file_whose_place_is_taken_meanwhile_is_refused(tmp_path: Path) -> None:
    def write_both(paths: Sequence[Path]) -> None:
        with drafts(*paths):
            paths[0].mkdir()

    with pytest.raises(Refused, match="cannot be written"):
        write_both([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_spreadsheet_computes_what_is_written(cell: str) -> None:
    assert as_csv(["a"], [[cell], ["plain"]]).decode("utf-8-sig").splitlines()[-1] == "plain"
    (_heading, row, _plain) = csv.reader(
        io.StringIO(as_csv(["a"], [[cell], ["plain"]]).decode("utf-8-sig"), newline="")
    )
    assert row == [f"'{cell}"]


def test_a_hostile_name_is_inert_in_the_files(small: Path) -> None:
    small.write_text(SMALL.replace("Amal Haddad", "=HYPERLINK(1)"), encoding="utf-8")

    match(small)

    assert rows(small.parent / "pairs.csv")[0]["mentor_name"] == "'=HYPERLINK(1)"


def test_help_says_what_a_person_needs_to_know(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["match", "--help"])

    said = capsys.readouterr().out
    assert done.value.code == 0
    for heading in ("what it does", "the file", "the same again", "exit code", "examples"):
        assert f"\n{heading}\n" in said


def test_no_database_is_asked(small: Path) -> None:
    # pytest-django refuses any query of a test that did not ask for a database.
    assert match(small) == 0
