import csv
import itertools
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from compagnon import engine
from compagnon.cli.main import main
from compagnon.cli.match import LANGUAGES

DEMO = Path(__file__).parents[3] / "demo/applications.csv"
WRITTEN = (
    "pairs.csv",
    "pairs-reasons.csv",
    "pairs-unplaced.csv",
    "pairs-summary.txt",
    "pairs-summary.html",
)
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


def summary(path: Path) -> str:
    return (path.parent / "pairs-summary.txt").read_text(encoding="utf-8")


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
            "reason": "Everybody who fits has a partner already (people who fit: 1)",
            "in_the_way": "No way of meeting in common: 1",
            "would_help": "No way of meeting in common: Fay Rook",
        },
        {
            "name": "Fay Rook",
            "email": "fay@example.org",
            "applied_as": "mentee",
            "reason": "Nobody passes every rule (people looked at: 2)",
            "in_the_way": "No way of meeting in common: 2",
            "would_help": "No way of meeting in common: Amal Haddad (mentees who would change mentor: 1)",
        },
    ]


@pytest.mark.requirement("ALL-51")
def test_match_writes_what_each_criterion_adds(small: Path) -> None:
    match(small)

    (pair,), reasons = rows(small.parent / "pairs.csv"), rows(small.parent / "pairs-reasons.csv")
    assert {one["mentee_name"] for one in reasons} == {"Bela Kovács"}
    assert [(one["criterion"], one["points"], one["of_points"]) for one in reasons][:2] == [
        ("Interests", "10000", "10000"),
        ("Purpose", "0", "0"),
    ]
    assert reasons[0]["reason"] == "Wished for and offered: Speaking (1 of 1)"
    assert sum(int(one["points"]) for one in reasons) == 100 * float(pair["score_percent"])


def test_match_says_what_it_read_and_what_came_of_it(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    match(small)

    said = capsys.readouterr()
    assert (
        said.err == "Reading …\nJudging …\nMatching …\nExplaining …\nLooking ahead …\nWriting …\n"
    )
    assert said.out == (
        f"{small}: 4 lines, 4 people\n"
        "  mentors 2, mentees 2, both 0\n"
        "\n"
        "1 of 2 mentees have a mentor\n"
        "  mentees left out: 1\n"
        "  mentors with a mentee: 1\n"
        "  places left: 1\n"
        "  score in the middle, of 100: 100\n"
        "  lowest score: 100\n"
        "\n"
        "Who is placed\n"
        "-------------\n"
        "\n"
        "Region\n"
        "From 0% placed (Wales) to 100% (London).\n"
        "  Region  Mentees  Placed  Share  Mentors  With a mentee\n"
        "  London        1       1   100%        0              0\n"
        "  Wales         1       0     0%        2              1\n"
        "\n"
        "Sector\n"
        "Everywhere the same: 50% are placed.\n"
        "  Sector       Mentees  Placed  Share  Mentors  With a mentee\n"
        "  Did not say        2       1    50%        2              1\n"
        "\n"
        "Who is left out, and why\n"
        "------------------------\n"
        "\n"
        "People left out by reason\n"
        "  Reason                                           People\n"
        "  Mentees: Nobody passes every rule                     1\n"
        "  Mentors: Everybody who fits is placed elsewhere       1\n"
        "\n"
        "Rules that stand in the way of those left out\n"
        "  Rule                         People it keeps apart from somebody  Would be placed if it were lifted for one pair\n"
        "  No way of meeting in common                                    2                                               2\n"
        "\n" + "".join(f"{small.parent / name}\n" for name in WRITTEN)
    )


def test_match_is_quiet_if_it_is_told_to_be(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert match(small, "--quiet") == 0

    assert capsys.readouterr() == ("", "")
    assert names(small.parent) == sorted(["applications.csv", *WRITTEN])


def test_match_speaks_the_language_that_is_asked_for(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert match(small, "--language", "de", "--seed", "7") == 0

    assert "1 von 2 Mentees haben" in capsys.readouterr().out
    (pair,) = rows(small.parent / "pairs.csv")
    assert pair["reasons"].startswith("Interessen: Gewünscht und angeboten: ")
    page = (small.parent / "pairs-summary.html").read_text(encoding="utf-8")
    assert '<html lang="de"' in page


def test_every_language_of_the_pages_can_be_asked_for(settings: Settings) -> None:
    assert tuple(code for code, _name in settings.LANGUAGES) == LANGUAGES


def test_match_writes_the_engines_result_if_that_is_asked_for(small: Path) -> None:
    match(small, "--json", str(small.parent / "result.json"))

    result = engine.Result.from_dict(json.loads((small.parent / "result.json").read_bytes()))
    assert [pair.score for pair in result.pairs] == [10_000]
    assert b"Bela" not in (small.parent / "result.json").read_bytes()


def test_match_says_what_each_aim_cost_if_that_is_asked_for(small: Path) -> None:
    match(small)
    assert "What each aim cost" not in summary(small)

    match(small, "--costs")
    assert (
        "  Aim                                          Points of the sum  Per cent\n"
        "  Places shared out evenly                                     0      0.00\n"
        "  The pair that suits least as good as can be                  0      0.00\n"
    ) in summary(small)


def test_strict_match_is_refused_if_a_line_would_be_left_out(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert match(small, "--strict", "--quiet") == 0
    before = (small.parent / "pairs.csv").read_bytes()
    small.write_text(f"{SMALL}Guy Lee,,Mentor\n,h@example.org,Mentee\n", encoding="utf-8")

    assert match(small, "--strict") == 1

    said = capsys.readouterr()
    assert said.out.count("  left out  ") == 2
    assert "2 lines would be left out, so nobody is matched (--strict)." in said.err
    assert (small.parent / "pairs.csv").read_bytes() == before


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
    everything = capsys.readouterr().out + "".join(
        (tmp_path / name).read_text(encoding="utf-8") for name in WRITTEN[2:]
    )
    assert "vice-principal" not in everything
    assert "Dermot" not in everything


def test_match_gives_the_same_files_in_whatever_order_the_lines_stand(small: Path) -> None:
    heading, *lines = SMALL.splitlines()
    written = set()
    for order in itertools.permutations(lines):
        small.write_text("\n".join([heading, *order]), encoding="utf-8")
        match(small)
        written.add(tuple((small.parent / name).read_bytes() for name in WRITTEN))

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
        f"Reading …\n{tmp_path / 'missing.csv'} cannot be read: No such file or directory.\n"
        "Reading …\nThe file is empty.\n"
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
        == "The applications and everything that is written need files of their own.\n"
    )
    assert small.read_text(encoding="utf-8") == SMALL


def test_match_says_when_there_is_nobody_to_match_with(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text("Name,Email,Role\nBela,bela@example.org,Mentee\n", encoding="utf-8")

    assert match(small) == 0

    said = capsys.readouterr().out
    assert "There is nobody with a place.\n" in summary(small)
    assert (
        "to look at before anybody is told: membership not known 1, Charter not signed 1\n" in said
    )


def test_match_says_when_nobody_is_left_out(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text("".join(SMALL.splitlines(keepends=True)[:3]), encoding="utf-8")

    match(small)

    assert "Nobody is left out.\n" in capsys.readouterr().out


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
    assert "  line 101    left out  This line has more cells than the heading" in said
    assert "  … and 7 more\n" in said


def test_lines_that_are_left_out_are_named_before_all_remarks(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text(
        "Name,Email,Role,Region\n" + "A,a@example.org,Mentor,Nowhere\n" * 3 + "B,,Mentee,\n",
        encoding="utf-8",
    )

    match(small)

    said = [line.split()[1] for line in capsys.readouterr().out.split("\n") if "  line " in line]
    assert said[0] == "5"
    assert sorted(said) == ["2", "2", "3", "3", "4", "5"]


def test_match_refuses_more_pairs_than_the_engine_holds(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("compagnon.engine.problem.MOST_PAIRS", 3)

    assert match(small) == 1

    assert "There are too many people for one match (possible pairs: 3 at most)." in (
        capsys.readouterr().err
    )
    assert names(small.parent) == ["applications.csv"]


def test_match_stops_where_the_engine_was_told_to(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked_meanwhile(
        _problem: object, _progress: object, is_asked: Callable[[], bool], **_how: object
    ) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        assert is_asked()
        raise engine.SolveCancelledError

    monkeypatch.setattr(engine, "solve", asked_meanwhile)

    assert match(small) == 130

    assert "Interrupted: nothing was written" in capsys.readouterr().err
    assert names(small.parent) == ["applications.csv"]


def test_match_does_not_look_ahead_for_too_many_people(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compagnon.cli.match.matching.MOST_RECRUITING", 3)

    assert match(small) == 0

    assert "Not computed: with so many people it would take too long." in summary(small)


def test_files_are_for_their_owner_only(small: Path) -> None:
    match(small)

    for name in WRITTEN:
        assert (small.parent / name).stat().st_mode & 0o777 == 0o600


def test_a_hostile_name_is_inert_in_the_files(small: Path) -> None:
    small.write_text(SMALL.replace("Amal Haddad", "=HYPERLINK(1);=1"), encoding="utf-8")

    match(small)

    assert rows(small.parent / "pairs.csv")[0]["mentor_name"] == "'=HYPERLINK(1);'=1"


def test_help_says_what_a_person_needs_to_know(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["match", "--help"])

    said = capsys.readouterr().out
    assert done.value.code == 0
    for heading in (
        "what it does",
        "what it writes",
        "the file",
        "the same again",
        "exit code",
        "examples",
    ):
        assert f"\n{heading}\n" in said


def test_no_database_is_asked(small: Path) -> None:
    # pytest-django refuses any query of a test that did not ask for a database.
    assert match(small) == 0
