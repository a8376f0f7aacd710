"""What was pasted, read line by line; and what a meeting covers."""

import pytest
from django.utils import translation

from compagnon.introductions.rules.invited import Invitee, read_lines
from compagnon.introductions.rules.topics import SHIPPED, own_topics, topics_of


@pytest.mark.parametrize(
    ("line", "invitee"),
    [
        ("kim@school.example", Invitee("", "kim@school.example")),
        ("Kim  Ray <KIM@school.example>", Invitee("Kim Ray", "kim@school.example")),
        ("Kim Ray, kim@school.example", Invitee("Kim Ray", "kim@school.example")),
        ("kim@school.example;\tKim Ray", Invitee("Kim Ray", "kim@school.example")),
        ('"Ray, Kim" kim@school.example', Invitee("Ray, Kim", "kim@school.example")),
        ("K" * 300 + " kim@school.example", Invitee("K" * 200, "kim@school.example")),
    ],
)
def test_a_line_names_somebody(line: str, invitee: Invitee) -> None:
    assert read_lines(f"\n{line}\n") == ((invitee,), ())


def test_the_same_address_is_one_person() -> None:
    assert read_lines("Kim kim@x.example\nKIM@x.example").invitees == (
        Invitee("Kim", "kim@x.example"),
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Kim Ray", "Line 2: there is no e-mail address in “Kim Ray”."),
        (
            "a@x.example, b@x.example",
            "Line 2: there are several addresses; give each person a line of their own.",
        ),
        ("kim@school", "Line 2: “kim@school” is no e-mail address."),
        (
            f"kim@{'a.' * 140}example",
            "Line 2: this address is too long.",
        ),
    ],
)
def test_a_line_that_names_nobody_is_told_by_its_number(line: str, problem: str) -> None:
    assert read_lines(f"good@x.example\n{line}") == (
        (Invitee("", "good@x.example"),),
        (problem,),
    )


@pytest.mark.requirement("LSIS-39")
def test_a_meeting_covers_six_points_in_each_readers_language() -> None:
    with translation.override("de"):
        typed = "\n".join(f" {point} " for point in SHIPPED)

    assert own_topics(typed, ["en", "de"]) == []
    assert topics_of([]) == SHIPPED
    assert len({str(point) for point in SHIPPED}) == 6
    with translation.override("de"):
        assert str(topics_of([])[3]) != "Listening, asking, and saying things so that they help"


def test_points_that_somebody_wrote_stand_as_they_were_written() -> None:
    assert own_topics("Who we are\n\n  What  next\n", ["en"]) == ["Who we are", "What next"]
    assert topics_of(["Who we are"]) == ("Who we are",)
