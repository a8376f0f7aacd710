"""Calendars as councils publish them, and files that are none: what is understood, and the sentence where not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.schemes.rules.term_files import MOST_BYTES, MOST_LINES, TermFileProblem
from compagnon.schemes.rules.term_reading import read_terms
from compagnon.schemes.rules.terms import Kind, half_terms


def ics(*events: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.split("|"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def event(name: str, first: str, last: str = "") -> str:
    ends = f"|DTEND;VALUE=DATE:{last}" if last else ""
    return f"SUMMARY:{name}|DTSTART;VALUE=DATE:{first}{ends}"


def short(data: bytes, year: int = 2026) -> list[tuple[str, date, date]]:
    return [(one.kind.value, one.starts_on, one.ends_on) for one in read_terms(data, year).entries]


def test_a_calendar_of_terms_is_read() -> None:
    # The end of a whole day is the day after it.
    data = ics(
        event("Autumn Term 2026", "20260901", "20261219"),
        event("Autumn Half Term", "20261026", "20261031"),
        event("INSET day", "20260901"),
        event("Spring Term 2027", "20270104", "20270326"),
        event("Sports day", "20270201"),
        event("Autumn Term 2027", "20270901", "20271218"),
    )

    found = read_terms(data, 2026)

    assert short(data) == [
        ("term", date(2026, 9, 1), date(2026, 12, 18)),
        ("day_off", date(2026, 9, 1), date(2026, 9, 1)),
        ("break", date(2026, 10, 26), date(2026, 10, 30)),
        ("term", date(2027, 1, 4), date(2027, 3, 25)),
    ]
    assert found.entries[0].name == "Autumn Term 2026"
    assert [str(remark) for remark in found.remarks] == [
        "Not of 2026/2027, and left out: 1.",
        "Not understood, and left out: Sports day",
    ]


def test_a_calendar_of_first_and_last_days_is_read() -> None:
    data = ics(
        event("Autumn term ends", "20261218"),
        event("Autumn term begins", "20260901"),
        "SUMMARY:School reopens|DTSTART:20270104T083000Z|DTEND:20270104T153000Z",
        "SUMMARY:Start of term|DTSTART;TZID=Europe/London:20270104T083000|DTEND;TZID=Europe/London:20270105T000000",
        event("Last day of spring term", "20270325"),
        event("Half term", "20261026", "20261031"),
    )

    assert short(data) == [
        ("term", date(2026, 9, 1), date(2026, 12, 18)),
        ("break", date(2026, 10, 26), date(2026, 10, 30)),
        ("term", date(2027, 1, 4), date(2027, 3, 25)),
    ]


def test_a_calendar_of_holidays_is_read_as_what_lies_between_them() -> None:
    data = (
        "Subject,Start Date,End Date\r\n"
        "Summer holiday,20/07/2026,31/08/2026\r\n"
        "October break,Mon 12 October 2026,16/10/2026\r\n"
        "Bank holiday,13/10/2026,\r\n"
        "Christmas holiday,21/12/2026,01/01/2027\r\n"
        "Holiday weekend,12th February 2027,15/02/2027\r\n"
        "Holiday Monday,1 Mar 2027,\r\n"
        "Easter,26-03-2027,09.04.27\r\n".replace("09.04.27", "09.04.2027")
        + "Public holiday in Easter,29/03/2027,\r\n"
        "\r\n"
        "Summer,2027-07-21 00:00:00,2027-08-31\r\n"
    ).encode("cp1252")

    assert short(data) == [
        ("term", date(2026, 9, 1), date(2026, 12, 18)),
        ("break", date(2026, 10, 12), date(2026, 10, 16)),
        ("term", date(2027, 1, 4), date(2027, 3, 25)),
        ("break", date(2027, 2, 12), date(2027, 2, 15)),
        ("day_off", date(2027, 3, 1), date(2027, 3, 1)),
        ("term", date(2027, 4, 12), date(2027, 7, 20)),
    ]


def test_holidays_that_touch_leave_no_term_between_them() -> None:
    data = (
        b"name,first day,last day\nholiday,2026-09-01,2026-09-07\nholiday,2026-09-07,2026-09-12\n"
        b"holiday,2026-12-21,2027-01-01\n"
    )

    assert short(data)[0] == ("term", date(2026, 9, 14), date(2026, 12, 18))


def test_a_table_that_names_kinds_is_read_in_other_encodings() -> None:
    text = (
        "What it is;First day;Last day;Name\n"
        "Term;01/09/2026;08/09/2026;Short one\n"
        "Day off;02/09/2026;;Gŵyl\n"
        "Tymor;14/09/2026;18/12/2026;\n"
        "Half term;26/10/2026;30/10/2026;Hanner tymor"
    )
    text = text.replace("What it is;", "Kind;")
    for encoding in ("utf-8-sig", "utf-16"):
        assert short(text.encode(encoding)) == [
            ("term", date(2026, 9, 1), date(2026, 9, 8)),
            ("day_off", date(2026, 9, 2), date(2026, 9, 2)),
            ("term", date(2026, 9, 14), date(2026, 12, 18)),
            ("break", date(2026, 10, 26), date(2026, 10, 30)),
        ]


def test_what_does_not_fit_together_is_remarked_before_anything_is_saved() -> None:
    data = ics(
        event("Term 1", "20260901", "20261120"),
        event("Term 2", "20261101", "20261219"),
        *[event(f"Fair {number}", "20260905") for number in range(12)],
    )

    remarks = [str(remark) for remark in read_terms(data, 2026).remarks]

    assert remarks[0].startswith("Not understood, and left out: Fair 0; Fair 1;")
    assert remarks[0].endswith("Fair 9 …")
    assert remarks[1] == "01/11/2026 Term 2: This term overlaps the one before it."


def test_more_lines_than_a_year_has_are_remarked() -> None:
    days = [f"day off,2026-{month:02}-{day:02}," for month in (9, 10) for day in range(2, 28)]
    data = "\n".join(["kind,first day,last day", "term,2026-09-01,2026-12-18", *days]).encode()

    assert [str(remark) for remark in read_terms(data, 2026).remarks] == [
        "A year has 40 entries at most."
    ]


def test_a_councils_table_is_read() -> None:
    data = (
        b"Term,Start,End\n"
        b"Autumn 1,2026-09-02,2026-10-23\n"
        b"Autumn term 2,02/11/2026,18/12/2026\n"
        b"Christmas holiday,19/12/2026,03/01/2027\n"
    )

    found = read_terms(data, 2026)

    assert [(one.kind, one.name, one.starts_on, one.ends_on) for one in found.entries] == [
        (Kind.TERM, "Autumn 1", date(2026, 9, 2), date(2026, 10, 23)),
        (Kind.TERM, "Autumn term 2", date(2026, 11, 2), date(2026, 12, 18)),
    ]
    assert found.remarks == ()


def test_a_calendar_of_holidays_says_what_it_does_not_tell() -> None:
    found = read_terms(
        ics(
            event("Christmas holiday", "20261221", "20270104"),
            event("Easter holiday", "20270329", "20270412"),
        ),
        2026,
    )

    assert [(one.starts_on, one.ends_on) for one in found.entries] == [
        (date(2027, 1, 4), date(2027, 3, 26))
    ]
    assert "before 04/01/2027 and after 26/03/2027" in str(found.remarks[0])


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        (
            b"first day,last day\nsoon,\n2026-09-01,2026-12-18\n2026-09-02,2026-09-01\n",
            ["Line 2: “soon” is no day.", "Line 4: the last day comes before the first."],
        ),
        (
            ics("SUMMARY:One", event("Term", "20260901", "20261219"), "SUMMARY:Two"),
            ["“One” has no day.", "“Two” has no day."],
        ),
    ],
)
def test_everything_that_is_wrong_is_said_at_once(data: bytes, sentences: list[str]) -> None:
    with pytest.raises(TermFileProblem) as refusal:
        read_terms(data, 2026)

    assert [str(reason) for reason in refusal.value.reasons] == sentences


HEAD = b"first day,last day,name\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"x" * (MOST_BYTES + 1), "larger than 512 KB"),
        (b"", "This is not a calendar"),
        (b"%PDF-1.7 ...", "Correct the days by hand"),
        (b"  <!doctype html>", "Correct the days by hand"),
        (b"PK\x03\x04\0\0\0", "save the table as CSV"),
        (b"\xff\xfe\x00", "This is not a text file"),
        (b"name,when\nTerm,2026-09-01", "needs a column"),
        (HEAD, "no event in this file"),
        (HEAD + b"31/02/2026,,Term", "Line 2: “31/02/2026” is no day."),
        (HEAD + b"2026-09-01" + b" " * 60 + b"00:00,,Term", "Line 2: “2026-09-01 "),
        (HEAD + b"\n,2026-09-01,Term", "Line 3: “” is no day."),
        (HEAD + b"2026-09-02,2026-09-01,Term", "Line 2: the last day comes before the first."),
        (HEAD + b'2026-09-02,2026-09-01,"Term', "quotation mark does not close"),
        (HEAD + b"2026-09-02,,x\n" * (MOST_LINES + 1), "more than 2000 events"),
        (HEAD + b"2020-09-01,2020-12-18,Term", "No term of 2026/2027"),
        (HEAD + b"2026-09-01,2026-09-03,Term", "No term of 2026/2027"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Term", "cut short"),
        (b"BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR", "cannot be read"),
        (ics(), "no event in this file"),
        (ics("SUMMARY:Term"), "“Term” has no day."),
        (ics("DTSTART:2026"), "“?” has no day."),
        (ics("SUMMARY:x|DTSTART:20260901T080000Z|DTSTART:20260901T080000Z"), "has no day"),
        (ics(event("Term", "20260901", "20250901")), "“Term” ends before it starts."),
        (ics(event("Term", "00010101", "00010101")), "No term of 2026/2027"),
    ],
)
def test_a_hostile_or_wrong_file_gets_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(TermFileProblem) as refusal:
        read_terms(data, 2026)

    assert sentence in str(refusal.value)


@given(st.binary(max_size=400), st.sampled_from([b"", b"BEGIN:VCALENDAR\r\n", HEAD]))
def test_no_bytes_at_all_are_a_fault(data: bytes, start: bytes) -> None:
    end = b"\r\nEND:VCALENDAR" if start.startswith(b"BEGIN") else b""
    try:
        found = read_terms(start + data + end, 2026)
    except TermFileProblem:
        return
    assert any(one.kind is Kind.TERM for one in found.entries)
    assert half_terms(found.entries) is not None
