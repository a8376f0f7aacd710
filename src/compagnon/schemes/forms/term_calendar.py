from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.schemes.changes.term_calendar import FIRST_YEAR, LAST_YEAR
from compagnon.schemes.rules.term_files import MOST_BYTES, TermFileProblem, Understood
from compagnon.schemes.rules.term_reading import read_terms
from compagnon.schemes.rules.terms import LONGEST_NAME, MOST_ENTRIES, Entry, Kind, problems
from compagnon.schemes.term_calendars import NATION_LABELS, TERM_KINDS, to_stored, year_name
from compagnon.ui.widgets import DayInput, Part, RowsInput

MORE: Final = "more"
MOST_REVISIONS: Final = 1_000_000
_LEAST_ROWS: Final = 4


class EntriesField(forms.Field):
    """Terms, breaks and days off of a school year, a row each; what is wrong is said with the row's number."""

    def __init__(self, *, year: int) -> None:
        """Ask for what it is, its first and last day, and a name where one helps."""
        super().__init__(
            label=_("Terms, breaks and days off"),
            help_text=_("What is between two terms is holiday. A line that you empty is left out."),
            widget=RowsInput(
                _PARTS, add_label=_("Add a line"), least=_LEAST_ROWS, most=MOST_ENTRIES
            ),
        )
        self._year = year

    def clean(self, value: Any) -> tuple[Entry, ...]:
        """Return the entries; every row that cannot be is named."""
        rows: list[list[str]] = super().clean(value)
        read = [_read(row) for row in rows]
        entries = [one for one in read if isinstance(one, Entry)]
        wrong = [
            _of_row(number, one) for number, one in enumerate(read, start=1) if isinstance(one, str)
        ]
        if len(wrong) == 0:
            wrong = [
                forms.ValidationError(str(reason))
                if place is None
                else _of_row(place + 1, str(reason))
                for place, reason in problems(entries, self._year)
            ]
        if wrong:
            raise forms.ValidationError(wrong)
        return tuple(entries)


_PARTS: Final = (
    Part(
        "kind",
        _("What it is"),
        forms.Select(choices=[("", _("Please choose")), *TERM_KINDS.items()]),
    ),
    Part("first_day", _("First day"), DayInput()),
    Part("last_day", _("Last day"), DayInput()),
    Part("name", _("Name, if it needs one"), forms.TextInput({"maxlength": LONGEST_NAME})),
)


class EntriesForm(forms.Form):
    """A calendar as a whole, and whether it was held against the official days."""

    is_confirmed = forms.BooleanField(
        label=_("I have held these days against the official ones"), required=False
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_REVISIONS)
    field_order = ("entries", "is_confirmed")

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        """Take the school year that the days have to lie in."""
        super().__init__(*args, **kwargs)
        self.fields["entries"] = EntriesField(year=year)
        self.order_fields(self.field_order)

    def asks_for_more(self) -> bool:
        """Say whether the form was sent for a further line only."""
        return MORE in self.data

    def as_typed(self, year: int, **changed: object) -> "EntriesForm":
        """Return the same form with what was typed, not yet looked at."""
        typed = {name: self[name].value() for name in self.fields}
        return EntriesForm(year=year, initial={**typed, **changed})


class ConfirmForm(forms.Form):
    """Which revision of a calendar somebody confirms."""

    revision = forms.IntegerField(min_value=0, max_value=MOST_REVISIONS)


class TermFileForm(forms.Form):
    """A calendar that somebody exported; what is wrong with it as a whole is said at once."""

    file = forms.FileField(
        label=_("Calendar file"),
        help_text=_(
            "ICS, as councils publish it, or CSV with columns for a name, the first and the last day, such as “Term, Start, End”. Up to 512 KB."
        ),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,.csv,.txt"}),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        """Take the school year to look for."""
        super().__init__(*args, **kwargs)
        self._year = year

    def clean_file(self) -> Understood:
        """Return what the file says of the year."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            return read_terms(file.read(MOST_BYTES + 1), self._year)
        except TermFileProblem as problem:
            raise forms.ValidationError([str(reason) for reason in problem.reasons]) from problem


class NewCalendarForm(forms.Form):
    """A council or institution with terms of its own, or a further year of a nation."""

    nation = forms.ChoiceField(
        label=_("Nation"), choices=list(NATION_LABELS.items()), widget=forms.RadioSelect
    )
    place = forms.CharField(
        label=_("Council or institution"),
        help_text=_("Leave it empty for the nation itself."),
        max_length=100,
        required=False,
    )
    year = forms.TypedChoiceField(label=_("School year"), coerce=int)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer last year, this one and those to come."""
        super().__init__(*args, **kwargs)
        years = range(max(FIRST_YEAR, today.year - 1), min(LAST_YEAR, today.year + 4))
        self.fields["year"].choices = [(year, year_name(year)) for year in years]  # type: ignore[attr-defined]  # a choice field


def rows_of(entries: Iterable[Entry]) -> list[list[str]]:
    """Return entries as the rows of the form hold them."""
    return to_stored(entries)


def _read(row: Sequence[str]) -> Entry | str:
    """Return the entry of a row, or what is wrong with it."""
    kind, first, last, name = row
    if kind not in TERM_KINDS:
        return str(_("Say what it is."))
    day = forms.DateField()
    try:
        starts_on = day.clean(first)
        ends_on = day.clean(last) if last else starts_on
    except forms.ValidationError:
        return str(_("Give its first day, and its last if it is longer than one."))
    return Entry(Kind(kind), starts_on, ends_on, " ".join(name.split())[:LONGEST_NAME])


def _of_row(number: int, reason: str) -> forms.ValidationError:
    said = format_lazy(_("Line {number}: {reason}"), number=number, reason=reason)
    return forms.ValidationError(str(said))
