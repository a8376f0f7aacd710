"""Term calendars: begun from usual days, corrected by hand or from a file, confirmed by a coordinator."""

from collections.abc import Sequence
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.schemes.events import (
    TermCalendarAdded,
    TermCalendarChanged,
    TermCalendarDropped,
)
from compagnon.schemes.models import Organisation, TermCalendar
from compagnon.schemes.rules.terms import Entry, a_year_on, in_order, problems
from compagnon.schemes.rules.usual_terms import CALENDAR_NATIONS, USUAL_TERMS
from compagnon.schemes.term_calendars import from_stored, to_stored

FIRST_YEAR: Final = 2020
LAST_YEAR: Final = 2100


class Overtaken(Refused):
    """Somebody else wrote meanwhile: what was typed is kept, and sent again by its writer."""


@change("schemes.add_term_calendar", on="organisation")
def begin_term_calendars(*, by: Actor, organisation: Organisation) -> int:
    """Give an organisation the usual calendars of the four nations, as far as it has none; return how many.

    They are somebody's guess and not official: each waits to be confirmed.
    """
    _lock(organisation)
    known = set(
        TermCalendar.objects.filter(organisation=organisation, place="").values_list(
            "nation", "year"
        )
    )
    missing = [key for key in USUAL_TERMS if key not in known]
    for nation, year in missing:
        new = TermCalendar(organisation=organisation, nation=nation, year=year)
        _add(new, USUAL_TERMS[nation, year], by=by)
    return len(missing)


@change("schemes.add_term_calendar", on="organisation")
def add_term_calendar(
    *, by: Actor, organisation: Organisation, nation: str, place: str, year: int
) -> TermCalendar:
    """Begin the calendar of a council or institution, or of a further year, to be corrected and confirmed.

    It starts from its nation's of that year, else from the same one of the year before, fifty-two weeks on.
    Refused for a nation or year that does not exist, for one that is there already, and where there is nothing to
    begin from.
    """
    place = " ".join(place.split())
    if nation not in CALENDAR_NATIONS:
        raise Refused(_("Choose a nation."), field="nation")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("This is no school year."), field="year")
    _lock(organisation)
    mine = TermCalendar.objects.filter(organisation=organisation, nation=nation)
    if any(
        (one.place.casefold(), one.year) == (place.casefold(), year) for one in mine.order_by("id")
    ):
        raise Refused(_("There is one for that year already."), field="place")
    new = TermCalendar(organisation=organisation, nation=nation, place=place, year=year)
    return _add(new, _beginning(mine, new), by=by)


@change("schemes.write_term_calendar", on="term_calendar")
def write_term_calendar(
    *,
    by: Actor,
    term_calendar: TermCalendar,
    entries: Sequence[Entry],
    is_confirmed: bool,
    based_on: int,
) -> TermCalendar:
    """Keep the terms, breaks and days off of a calendar as a whole, confirmed or still to be confirmed.

    `based_on` is the revision that was read. Refused (`Overtaken`) if somebody wrote since; and for days that
    cannot be: the last before the first, another school year, terms that overlap, a break in no term.
    """
    if found := problems(entries, term_calendar.year):
        raise Refused(found[0].reason, field="entries")
    kept = to_stored(in_order(entries))
    written = TermCalendar.objects.filter(pk=term_calendar.pk, revision=based_on).update(
        entries=kept,
        confirmed_on=clock.today() if is_confirmed else None,
        revision=based_on + 1,
    )
    if not written:
        raise Overtaken(
            _(
                "Somebody else has written meanwhile. Look at what stands there, then save yours again."
            )
        )
    term_calendar.refresh_from_db()
    record(
        TermCalendarChanged(
            term_calendar_id=term_calendar.id, revision=based_on + 1, is_confirmed=is_confirmed
        ),
        by=by,
    )
    return term_calendar


@change("schemes.drop_term_calendar", on="term_calendar")
def drop_term_calendar(*, by: Actor, term_calendar: TermCalendar) -> None:
    """Give up the calendar of a council or institution; people there go by their nation's again.

    Refused for a nation's own: correct it instead.
    """
    if not term_calendar.place:
        raise Refused(_("A nation's calendar stays. Correct it instead."))
    record(
        TermCalendarDropped(
            term_calendar_id=term_calendar.id, organisation_id=term_calendar.organisation_id
        ),
        by=by,
    )
    term_calendar.delete()


def _lock(organisation: Organisation) -> None:
    """Of two at once, one comes second and sees what the first added."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _beginning(mine: "QuerySet[TermCalendar]", new: TermCalendar) -> Sequence[Entry]:
    """Return what a new calendar begins from."""
    known = {(one.place, one.year): one for one in mine.order_by("id")}
    if new.place and (national := known.get(("", new.year))):
        return from_stored(national.entries)
    if usual := USUAL_TERMS.get((new.nation, new.year)):
        return usual
    if before := known.get((new.place, new.year - 1)) or known.get(("", new.year - 1)):
        return a_year_on(from_stored(before.entries))
    raise Refused(_("Add the year before it first: a calendar begins from that one."), field="year")


def _add(new: TermCalendar, entries: Sequence[Entry], *, by: Actor) -> TermCalendar:
    new.entries = to_stored(entries)
    new.save(force_insert=True)
    record(
        TermCalendarAdded(
            term_calendar_id=new.id, organisation_id=new.organisation_id, year=new.year
        ),
        by=by,
    )
    return new
