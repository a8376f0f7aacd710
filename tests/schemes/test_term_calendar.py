"""Term calendars of an organisation: begun from usual days, corrected, confirmed; used where days matter."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.schemes.changes.term_calendar import (
    Overtaken,
    add_term_calendar,
    begin_term_calendars,
    drop_term_calendar,
    write_term_calendar,
)
from compagnon.schemes.models import TermCalendar
from compagnon.schemes.queries.cycle_terms import SchemeTerms
from compagnon.schemes.queries.term_calendar import (
    find_terms,
    holiday_remark,
    list_keys,
    list_term_calendars,
)
from compagnon.schemes.rules.terms import Entry, Kind
from compagnon.schemes.rules.usual_terms import USUAL_TERMS
from compagnon.schemes.term_calendars import (
    CalendarKey,
    from_stored,
    key_from,
    key_of_person,
    to_stored,
)
from tests.cast import World, actor_of, make_world

pytestmark = pytest.mark.django_db

AUTUMN = (
    Entry(Kind.TERM, date(2026, 8, 17), date(2026, 12, 18)),
    Entry(Kind.BREAK, date(2026, 10, 5), date(2026, 10, 16), "October weeks"),
)
SCOTLAND = CalendarKey("scotland")
BORDERS = CalendarKey("scotland", "Borders")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def scotland(world: World) -> TermCalendar:
    begin_term_calendars(by=actor_of(world.chris), organisation=world.organisation)
    return TermCalendar.objects.get(nation="scotland", year=2026)


@pytest.fixture
def borders(world: World) -> TermCalendar:
    return add_term_calendar(
        by=actor_of(world.chris),
        organisation=world.organisation,
        nation="scotland",
        place=" Borders ",
        year=2026,
    )


@pytest.fixture
def as_chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client


def write(world: World, calendar: TermCalendar, **changed: Any) -> TermCalendar:
    written = {"entries": AUTUMN, "is_confirmed": False, "based_on": calendar.revision, **changed}
    return write_term_calendar(by=actor_of(world.chris), term_calendar=calendar, **written)


def address_of(calendar: TermCalendar) -> str:
    return f"/term-calendars/{calendar.id.hex}/"


def read(response: Any, *, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


def test_the_usual_calendars_are_begun_once_and_wait_to_be_confirmed(world: World) -> None:
    chris = actor_of(world.chris)

    begun = [begin_term_calendars(by=chris, organisation=world.organisation) for _ in range(2)]

    assert begun == [8, 0]
    assert TermCalendar.objects.filter(confirmed_on=None).count() == 8
    assert EventRow.objects.filter(name="TermCalendarAdded").count() == 8


def test_a_place_begins_from_its_nation_and_a_further_year_from_the_one_before(
    world: World, borders: TermCalendar
) -> None:
    assert (borders.place, from_stored(borders.entries)) == (
        "Borders",
        USUAL_TERMS["scotland", 2026],
    )
    write(world, borders)

    def add(place: str, year: int) -> TermCalendar:
        return add_term_calendar(
            by=SYSTEM, organisation=world.organisation, nation="scotland", place=place, year=year
        )

    assert from_stored(add("", 2026).entries) == USUAL_TERMS["scotland", 2026]
    assert from_stored(add("Fife", 2026).entries) == USUAL_TERMS["scotland", 2026]
    assert from_stored(add("", 2027).entries) == USUAL_TERMS["scotland", 2027]
    further = from_stored(add("", 2028).entries)
    assert further[0].starts_on == date(2028, 8, 9)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"nation": "france"}, "Choose a nation"),
        ({"year": 1999}, "no school year"),
        ({"place": "BORDERS"}, "one for that year already"),
        ({"place": "Fife", "year": 2031}, "Add the year before it first"),
    ],
)
def test_a_calendar_that_cannot_begin_is_refused(
    world: World, borders: TermCalendar, changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        add_term_calendar(
            by=actor_of(world.chris),
            organisation=world.organisation,
            **{"nation": "scotland", "place": "", "year": 2026, **changed},
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_once_one_finds_it_done(world: World) -> None:
    by, start = actor_of(world.chris), Barrier(2, timeout=10)

    def begins(_place: int) -> tuple[int, str]:
        start.wait()
        try:
            count = begin_term_calendars(by=by, organisation=world.organisation)
            start.wait()
            add_term_calendar(
                by=by, organisation=world.organisation, nation="wales", place="Powys", year=2026
            )
        except Refused as refusal:
            return count, str(refusal)
        finally:
            connection.close()
        return count, "added"

    with ThreadPoolExecutor(2) as pool:
        counts, said = zip(*pool.map(begins, range(2)), strict=True)

    assert sorted(counts) == [0, 8]
    assert sorted(said) == ["There is one for that year already.", "added"]


def test_a_calendar_is_corrected_confirmed_and_never_overwritten_silently(
    world: World, scotland: TermCalendar
) -> None:
    write(world, scotland, entries=AUTUMN[::-1], is_confirmed=True)

    kept = TermCalendar.objects.get(pk=scotland.pk)
    assert from_stored(kept.entries) == AUTUMN
    assert (kept.confirmed_on, kept.revision) == (date(2026, 9, 14), 2)
    assert EventRow.objects.latest("id").data["is_confirmed"] is True
    with pytest.raises(Overtaken, match="Somebody else has written meanwhile"):
        write(world, scotland, based_on=1)
    with pytest.raises(Refused, match="at least one term"):
        write(world, scotland, entries=())
    assert write(world, scotland).confirmed_on is None


def test_calendars_are_for_those_who_serve_the_organisation(
    world: World, scotland: TermCalendar
) -> None:
    amal = actor_of(world.amal)

    with pytest.raises(NotAllowed, match="coordinate or administer"):
        begin_term_calendars(by=amal, organisation=world.organisation)
    with pytest.raises(NotAllowed, match="coordinate or administer"):
        write_term_calendar(
            by=amal, term_calendar=scotland, entries=AUTUMN, is_confirmed=True, based_on=1
        )
    assert list_term_calendars(viewer=amal) == []


def test_the_most_particular_calendar_counts(world: World, scotland: TermCalendar) -> None:
    def years(key: CalendarKey) -> list[tuple[int, date, bool]]:
        found = find_terms(organisation_id=world.organisation.id, key=key)
        return [(one.year, one.entries[0].starts_on, one.is_confirmed) for one in found]

    usual = [(2026, date(2026, 8, 12), False), (2027, date(2027, 8, 11), False)]
    assert years(SCOTLAND) == years(BORDERS) == usual
    borders = add_term_calendar(
        by=SYSTEM, organisation=world.organisation, nation="scotland", place="Borders", year=2026
    )
    write(world, borders, is_confirmed=True)

    assert years(SCOTLAND) == usual
    assert years(BORDERS) == [(2026, date(2026, 8, 17), True), usual[1]]
    assert list_keys(organisation_id=world.organisation.id)[4:] == [BORDERS]
    drop_term_calendar(by=actor_of(world.chris), term_calendar=borders)
    assert years(BORDERS) == usual
    with pytest.raises(Refused, match="nation's calendar stays"):
        drop_term_calendar(by=actor_of(world.chris), term_calendar=scotland)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 10, 10), ""),  # a Saturday
        (date(2026, 10, 9), ""),
        (date(2030, 10, 9), ""),  # nobody knows
        (
            date(2026, 10, 12),
            "Mentoring: 12 October 2026 is no school day in Scotland. The next one is 19 October 2026.",
        ),
        (
            date(2027, 7, 12),
            "Mentoring: 12 July 2027 is no school day in Scotland. The next one is 11 August 2027.",
        ),
        (date(2028, 7, 12), "Mentoring: 12 July 2028 is no school day in Scotland."),
    ],
)
def test_a_day_in_the_holidays_is_remarked(world: World, day: date, said: str) -> None:
    years = find_terms(organisation_id=world.organisation.id, key=SCOTLAND)

    assert str(holiday_remark(years, day, SCOTLAND.title, "Mentoring")) == said


@pytest.mark.parametrize(
    ("answers", "scheme", "key"),
    [
        ({}, "england", CalendarKey("england")),
        ({}, "scotland:Borders", BORDERS),
        ({"region": "wales"}, "england", CalendarKey("wales")),
        ({"region": "london"}, "england:Kent", CalendarKey("england", "Kent")),
        ({"region": "scotland"}, "scotland:Borders", BORDERS),
        ({"region": "outside_uk"}, "wales", CalendarKey("wales")),
        ({"region": "scotland"}, "england", SCOTLAND),
        (
            {"region": "scotland", "chosen": "england:Kent"},
            "england",
            CalendarKey("england", "Kent"),
        ),
    ],
)
def test_a_person_goes_by_their_own_terms(
    answers: dict[str, str], scheme: str, key: CalendarKey
) -> None:
    assert key_of_person(answers, scheme, answers.pop("chosen", "")) == key
    assert key_from("atlantis") == CalendarKey("england")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long(
    as_chris: Client, world: World, count: int
) -> None:
    for number in range(count):
        add_term_calendar(
            by=SYSTEM,
            organisation=world.organisation,
            nation="wales",
            place=f"Council {number}",
            year=2026,
        )
    as_chris.get("/term-calendars/")

    with CaptureQueriesContext(connection) as queries:
        page = read(as_chris.get("/term-calendars/"))

    assert len(queries) == 5
    assert page.count("To be confirmed by you") == count
    assert "Begin with the usual days" in page


def test_usual_calendars_are_begun_and_confirmed_in_the_browser(
    as_chris: Client, world: World
) -> None:
    assert "None yet" in read(as_chris.get("/term-calendars/"))
    begin = f"/organisations/{world.organisation.id.hex}/term-calendars/begin/"

    page = read(as_chris.post(begin, follow=True))

    assert "Begin with the usual days" not in page
    calendar = TermCalendar.objects.get(nation="northern_ireland", year=2027)
    confirm = f"{address_of(calendar)}confirm/"
    assert "Are these the official days?" in read(as_chris.get(address_of(calendar)))
    page = read(as_chris.post(confirm, {"revision": "1"}, follow=True))
    assert "Are these the official days?" not in page
    assert "14 September 2026" in page
    assert "tone-good" in read(as_chris.get("/term-calendars/"))
    assert "written meanwhile" in read(as_chris.post(confirm, {"revision": "x"}, follow=True))


def rows(*entries: tuple[str, str, str, str]) -> dict[str, list[str]]:
    names = ("kind", "first_day", "last_day", "name")
    return {
        name: list(column) for name, column in zip(names, zip(*entries, strict=True), strict=True)
    }


TYPED = rows(
    ("term", "2026-08-17", "2026-12-18", ""),
    ("break", "2026-10-05", "2026-10-16", "October weeks"),
    ("", "", "", ""),
)


def test_a_calendar_is_corrected_in_the_browser(as_chris: Client, scotland: TermCalendar) -> None:
    edit = f"{address_of(scotland)}edit/"
    assert 'value="2026-08-12"' in read(as_chris.get(edit))

    typed = read(as_chris.post(edit, {**TYPED, "based_on": "1", "more": "entries"}))
    assert 'value="October weeks"' in typed
    assert TermCalendar.objects.get(pk=scotland.pk).revision == 1
    read(as_chris.post(edit, {**TYPED, "based_on": "1", "is_confirmed": "on"}, follow=True))
    assert from_stored(TermCalendar.objects.get(pk=scotland.pk).entries) == AUTUMN

    late = read(
        as_chris.post(edit, {**TYPED, "name": ["", "Mine", ""], "based_on": "1"}), status=422
    )
    assert "Somebody else has written meanwhile" in late
    assert 'value="Mine"' in late
    assert "What stands there now" in late
    assert 'name="based_on" value="2"' in late


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "2026-09-01", "", ""), "Line 2: Say what it is."),
        (("break", "soon", "", "x"), "Line 2: Give its first day"),
        (("break", "2026-09-02", "2026-09-01", ""), "Line 2: The last day comes before the first."),
        (("day_off", "2026-07-02", "", ""), "Line 2: This lies in no term."),
    ],
)
def test_what_is_wrong_in_a_line_is_said_with_its_number(
    as_chris: Client, scotland: TermCalendar, row: tuple[str, str, str, str], sentence: str
) -> None:
    typed = rows(("term", "2026-08-17", "2026-12-18", ""), row)

    page = read(
        as_chris.post(f"{address_of(scotland)}edit/", {**typed, "based_on": "1"}), status=422
    )

    assert sentence in page
    assert 'value="2026-08-17"' in page


def test_a_calendar_without_lines_is_refused(as_chris: Client, scotland: TermCalendar) -> None:
    edit = f"{address_of(scotland)}edit/"

    assert "This field is required" in read(as_chris.post(edit, {"based_on": "1"}), status=422)
    only = {**rows(("day_off", "2026-09-01", "", "")), "based_on": "1"}
    assert "needs at least one term" in read(as_chris.post(edit, only), status=422)


def test_a_file_is_looked_at_before_anything_is_written(
    as_chris: Client, scotland: TermCalendar
) -> None:
    upload = f"{address_of(scotland)}file/"
    assert "The file itself is not kept" in read(as_chris.get(upload))

    def send(content: bytes, *, status: int = 200) -> str:
        file = SimpleUploadedFile("terms.csv", content)
        return read(as_chris.post(upload, {"file": file}), status=status)

    page = send(b"first day,last day,name\n2026-08-17,2026-12-18,Term 1\n2026-09-01,,Fair\n")
    assert 'value="2026-08-17"' in page
    assert "Nothing is written before you save it" in page
    assert "left out: Fair" in page
    assert "What would go" in page
    assert "What would come" in page
    assert "0 entries stay as they are." in page
    both = send(b"first day,last day\nsoon,\nlater,\n", status=422)
    assert "Line 2: “soon” is no day." in both
    assert "Line 3: “later” is no day." in both
    assert "Everything in it was understood" in send(
        b"first day,last day,name\n2026-08-17,2026-12-18,Term 1\n"
    )
    assert "There is no event in this file" in send(b"first day,last day\n", status=422)
    assert TermCalendar.objects.get(pk=scotland.pk).entries == to_stored(
        USUAL_TERMS["scotland", 2026]
    )


def test_a_council_is_added_and_given_up_in_the_browser(as_chris: Client, world: World) -> None:
    new = f"/organisations/{world.organisation.id.hex}/term-calendars/new/"
    typed = {"nation": "scotland", "place": "Borders", "year": "2026"}
    assert "2026/27" in read(as_chris.get(new))

    page = read(as_chris.post(new, typed, follow=True))
    assert "Borders, 2026/27" in page
    assert "one for that year already" in read(as_chris.post(new, typed), status=422)

    calendar = TermCalendar.objects.get()
    assert "Gone." in read(as_chris.post(f"{address_of(calendar)}drop/", follow=True))
    read(as_chris.post(new, {**typed, "place": ""}, follow=True))
    kept = TermCalendar.objects.get()
    assert "calendar stays" in read(as_chris.post(f"{address_of(kept)}drop/", follow=True))


@pytest.mark.requirement("ALL-22")
def test_the_scheme_shows_its_half_terms_and_days_that_fall_in_a_holiday(
    as_chris: Client, world: World
) -> None:
    world.joining_point.review_on = date(2026, 10, 27)
    world.joining_point.save()
    address = f"/schemes/{world.scheme.id.hex}/"

    page = read(as_chris.get(address))

    assert "Half terms in England, to be confirmed by you" in page
    assert "Some days fall in a school holiday" in page
    assert (
        "September, pairs look at their contract again: 27 October 2026 is no school day in England."
        in page
    )
    settings = {**world.scheme.settings, "calendar": "scotland"}
    type(world.scheme).objects.update(settings=settings)
    page = read(as_chris.get(address))
    assert "Half terms in Scotland, to be confirmed by you" in page
    assert "Some days fall" not in page
    type(world.scheme).objects.update(settings={"cadences": ["monthly"]})
    assert "Half terms in" not in read(as_chris.get(address))


@pytest.mark.parametrize("day", [date(2027, 1, 15), date(2027, 6, 1)])
def test_a_cycle_from_the_middle_of_a_school_year_shows_the_half_terms_of_that_year(
    world: World, day: date
) -> None:
    cycle = world.joining_point.cycle
    cycle.starts_on = day

    shown = SchemeTerms(world.scheme).of(cycle, []).half_terms

    assert (shown[0].starts_on.year, shown[-1].ends_on.year) == (2026, 2027)


def test_the_half_terms_of_a_scheme_are_called_confirmed_once_they_are(
    as_chris: Client, world: World
) -> None:
    begin_term_calendars(by=SYSTEM, organisation=world.organisation)
    england = TermCalendar.objects.get(nation="england", year=2026)
    write(world, england, is_confirmed=True)

    page = read(as_chris.get(f"/schemes/{world.scheme.id.hex}/"))

    assert "Half terms in England, to be confirmed" not in page
    assert "Half terms in England" in page


def test_a_scheme_chooses_whose_terms_it_goes_by(
    as_chris: Client, world: World, borders: TermCalendar
) -> None:
    address = f"/schemes/{world.scheme.id.hex}/settings/"
    assert 'value="scotland:Borders"' in read(as_chris.get(address))

    as_chris.post(
        address, {"usual": "half_termly", "length_months": "8", "calendar": "scotland:Borders"}
    )

    world.scheme.refresh_from_db()
    assert world.scheme.settings["calendar"] == "scotland:Borders"
