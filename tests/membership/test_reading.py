"""From a file to members: which columns count, which lines are left out, and what a wrong file is told."""

from datetime import date

import pytest

from compagnon.membership.rules.reading import (
    Member,
    Reading,
    Remark,
    Trouble,
    plain_number,
    read_members,
)
from compagnon.recruitment.rules.reading import read_table
from compagnon.recruitment.rules.table import FileProblem


def read(text: str) -> Reading:
    return read_members(read_table(text.encode()))


def test_a_register_is_read_with_whatever_is_left_out_said_by_line() -> None:
    found = read(
        "Member No,Full name,E-mail,Valid until\n"
        "00123,Amal  Haddad,Amal@Example.org,31/08/2027\n"
        "A-7,Bela Kovács,,\n"
        "123,Amal Again,other@example.org,\n"
        ",Nobody,,\n"
        "9,Chris,not an address,soon\n"
        ",Dana,dana@example.org\n"
    )

    assert found.members == (
        Member(2, "123", "Amal Haddad", "amal@example.org", date(2027, 8, 31)),
        Member(3, "a7", "Bela Kovács", "", None),
        Member(6, "9", "Chris", "", None),
        Member(7, "", "Dana", "dana@example.org", None),
    )
    assert found.remarks == (
        Remark(4, Trouble.AGAIN),
        Remark(5, Trouble.NOBODY),
        Remark(6, Trouble.ADDRESS),
        Remark(6, Trouble.UNTIL),
    )
    assert found.left_out_count == 2


def test_first_and_last_names_make_a_name() -> None:
    (member,) = read("Surname,Forename,Email\nHaddad,Amal,amal@example.org\n").members

    assert member.name == "Amal Haddad"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Name,Phone\nAmal,1\n", "no column for the membership number"),
        ("Number,Forename\n1,Amal\n", "no column for the name"),
        ("Number,Name\n,Amal\n", "No line of this file names a member"),
        ("Number,Name\n", "no answers under it"),
    ],
)
def test_a_file_that_is_no_register_is_told_why(text: str, sentence: str) -> None:
    with pytest.raises(FileProblem) as refusal:
        read(text)

    assert sentence in str(refusal.value)


def test_numbers_are_compared_without_what_people_and_spreadsheets_do_to_them() -> None:
    assert {plain_number(text) for text in ("ALL-0042", "all 0042", " All0042 ")} == {"all0042"}
    assert plain_number("00042") == plain_number("42")


def test_a_member_without_a_number_is_known_by_address_and_name() -> None:
    found = read("Name,Email\nAmal,us@x.example\nBela,us@x.example\namal,us@x.example\n")

    assert [one.name for one in found.members] == ["Amal", "Bela"]
    assert [(one.line, one.trouble) for one in found.remarks] == [(4, "again")]
