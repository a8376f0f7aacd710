"""Terms, breaks and half terms: arithmetic that holds for every calendar that can be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.schemes.rules.terms import (
    MOST_ENTRIES,
    Entry,
    HalfTerm,
    Kind,
    Standing,
    a_year_on,
    belongs_to,
    half_term_of,
    half_terms,
    in_order,
    is_school_day,
    next_school_day,
    problems,
    school_year_of,
    standings,
)
from compagnon.schemes.rules.usual_terms import CALENDAR_NATIONS, USUAL_TERMS, USUAL_YEARS

ENGLAND = USUAL_TERMS["england", 2026]
FIRST = date(2026, 7, 1)


def term(first: date, last: date) -> Entry:
    return Entry(Kind.TERM, first, last)


def off(first: date, last: date | None = None, kind: Kind = Kind.BREAK) -> Entry:
    return Entry(kind, first, last or first)


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Up to four terms in their order, each with up to two breaks and days off that do not overlap."""
    entries: list[Entry] = []
    day = FIRST + timedelta(days=draw(st.integers(0, 60)))
    for _term in range(draw(st.integers(1, 4))):
        length = draw(st.integers(1, 90))
        entries.append(term(day, day + timedelta(days=length - 1)))
        inside = day
        for _break in range(draw(st.integers(0, 3))):
            inside += timedelta(days=draw(st.integers(1, 30)))
            last = inside + timedelta(days=draw(st.integers(0, 9)))
            if last > entries[-1 - _break].ends_on:
                break
            entries.append(off(inside, last, draw(st.sampled_from([Kind.BREAK, Kind.DAY_OFF]))))
            inside = last + timedelta(days=1)
        day += timedelta(days=length + draw(st.integers(0, 14)))
    return tuple(draw(st.permutations(entries)))


DAYS = st.dates(FIRST, date(2028, 1, 1))


@given(calendars())
def test_every_school_day_lies_in_exactly_one_half_term(entries: tuple[Entry, ...]) -> None:
    blocks = half_terms(entries)
    days = (FIRST + timedelta(days=number) for number in range(440))

    for day in days:
        holding = [block for block in blocks if block.holds(day)]
        assert len(holding) <= 1
        if is_school_day(entries, day):
            assert holding == [half_term_of(blocks, day)]


@given(calendars())
def test_half_terms_begin_and_end_with_a_school_day_and_are_counted_in_order(
    entries: tuple[Entry, ...],
) -> None:
    blocks = half_terms(entries)

    assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))
    assert sorted(blocks, key=lambda block: block.starts_on) == list(blocks)
    for block in blocks:
        assert is_school_day(entries, block.starts_on)
        assert is_school_day(entries, block.ends_on)


@given(calendars(), DAYS)
def test_next_school_day_is_the_first_that_is_one(entries: tuple[Entry, ...], day: date) -> None:
    found = next_school_day(entries, day)

    days = [day + timedelta(days=number) for number in range(440)]
    assert found == next((one for one in days if is_school_day(entries, one)), None)


@given(calendars())
def test_the_order_of_the_lines_is_no_matter(entries: tuple[Entry, ...]) -> None:
    assert half_terms(entries) == half_terms(in_order(entries))
    assert in_order(entries) == in_order(entries[::-1])


@given(calendars(), st.lists(DAYS, max_size=6), DAYS)
def test_a_half_term_stands_one_way(
    entries: tuple[Entry, ...], met_on: list[date], today: date
) -> None:
    blocks = half_terms(entries)
    found = standings(blocks, met_on, since=FIRST, today=today)

    assert [block for block, _standing in found] == list(blocks)
    for block, standing in found:
        if any(block.holds(day) for day in met_on):
            assert standing is Standing.MET
        if standing is Standing.MISSED:
            assert block.ends_on < today
        if standing is Standing.TO_COME:
            assert today < block.starts_on


@pytest.mark.parametrize(
    ("nation", "count"),
    [("england", 6), ("wales", 6), ("scotland", 5), ("northern_ireland", 5)],
)
@pytest.mark.parametrize("year", USUAL_YEARS)
def test_usual_calendars_have_the_half_terms_of_their_nation(
    nation: str, count: int, year: int
) -> None:
    entries = USUAL_TERMS[nation, year]

    assert len(half_terms(entries)) == count
    assert problems(entries, year) == []
    assert USUAL_TERMS.keys() == {(one, when) for one in CALENDAR_NATIONS for when in USUAL_YEARS}


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2027, 1, 15), 2026),
        (date(2027, 6, 30), 2026),
        (date(2027, 7, 1), 2027),
        (date(2027, 9, 1), 2027),
    ],
)
def test_a_day_lies_in_the_school_year_that_is_taught_or_comes_next(day: date, year: int) -> None:
    assert school_year_of(day) == year
    assert belongs_to(year, term(day, day))


def test_a_day_off_parts_nothing_and_a_break_does() -> None:
    whole = (term(date(2026, 9, 1), date(2026, 9, 30)), off(date(2026, 9, 10), kind=Kind.DAY_OFF))
    parted = (whole[0], off(date(2026, 9, 10)))

    assert half_terms(whole) == (HalfTerm(1, date(2026, 9, 1), date(2026, 9, 30)),)
    assert half_terms(parted) == (
        HalfTerm(1, date(2026, 9, 1), date(2026, 9, 9)),
        HalfTerm(2, date(2026, 9, 11), date(2026, 9, 30)),
    )
    assert next_school_day(whole, date(2026, 9, 10)) == date(2026, 9, 11)
    assert next_school_day(whole, date(2026, 10, 1)) is None
    assert half_term_of(half_terms(parted), date(2026, 9, 10)) is None


@pytest.mark.requirement("ALL-39")
def test_once_each_half_term_asks_only_for_those_of_the_pair_itself() -> None:
    blocks = half_terms(ENGLAND)

    found = standings(
        blocks,
        # in the second half term, and in the holidays after the third
        [date(2026, 11, 20), date(2027, 2, 16)],
        since=date(2026, 9, 28),
        today=date(2027, 3, 1),
    )

    # The first had begun before the pair did, so nobody asks for it.
    assert [(block.number, standing) for block, standing in found] == [
        (2, Standing.MET),
        (3, Standing.MET),
        (4, Standing.RUNNING),
        (5, Standing.TO_COME),
        (6, Standing.TO_COME),
    ]
    first = standings(blocks, [], since=date(2026, 9, 28), today=date(2026, 10, 1))
    assert first[0] == (blocks[0], Standing.RUNNING)
    late = standings(blocks, [], since=date(2026, 9, 1), today=date(2026, 10, 26))
    assert late[0] == (blocks[0], Standing.MISSED)


@pytest.mark.parametrize(
    ("entries", "place", "sentence"),
    [
        ([], None, "at least one term"),
        ([off(date(2026, 10, 1))], None, "at least one term"),
        ([term(date(2026, 9, 1), date(2026, 12, 1))] * (MOST_ENTRIES + 1), None, "40 entries"),
        ([term(date(2026, 9, 2), date(2026, 9, 1))], 0, "before the first"),
        ([term(date(2025, 9, 2), date(2025, 9, 3))], 0, "2026/2027"),
        ([term(date(2027, 8, 2), date(2027, 9, 3))], 0, "2026/2027"),
        (
            [term(date(2026, 12, 1), date(2027, 1, 3)), term(date(2026, 9, 1), date(2026, 12, 1))],
            0,
            "overlaps the one before",
        ),
        (
            [
                term(date(2026, 9, 1), date(2026, 12, 1)),
                off(date(2026, 10, 1), date(2026, 10, 9)),
                off(date(2026, 10, 9), kind=Kind.DAY_OFF),
            ],
            2,
            "overlaps the break",
        ),
        (
            [
                term(date(2026, 9, 1), date(2026, 12, 1)),
                off(date(2026, 11, 30), date(2026, 12, 2)),
            ],
            1,
            "in no term",
        ),
    ],
)
def test_what_cannot_be_is_said_where_it_stands(
    entries: list[Entry], place: int | None, sentence: str
) -> None:
    (found,) = problems(entries, 2026)

    assert found.place == place
    assert sentence in str(found.reason)


def test_a_further_year_begins_from_the_same_days_of_the_week() -> None:
    later = a_year_on(ENGLAND)

    assert problems(later, 2027) == []
    assert [one.starts_on.weekday() for one in later] == [
        one.starts_on.weekday() for one in ENGLAND
    ]
