from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from compagnon.partnerships.changes.proposed_time import MOST_TIMES
from compagnon.ui.widgets import DayInput, Part, RowsInput, TimeInput

MORE: Final = "more"
_PARTS: Final = (Part("day", _("Day"), DayInput()), Part("time", _("Time"), TimeInput()))


class TimesField(forms.Field):
    """Days and times, a row each; what is wrong is said with the row's number."""

    def __init__(self) -> None:
        """Ask for one time at least, and five at most."""
        super().__init__(
            label=_("When could you meet?"),
            help_text=_("Up to five times. Whoever is asked chooses one, or proposes others."),
            widget=RowsInput(_PARTS, add_label=_("Look at these times"), least=3, most=MOST_TIMES),
        )

    def clean(self, value: Any) -> tuple[datetime, ...]:
        """Return the instants that were chosen, in the installation's time zone."""
        rows: list[list[str]] = super().clean(value)
        read = [_read(row) for row in rows]
        wrong = [
            forms.ValidationError(
                _now("Row %(number)s: give a day and a time.") % {"number": number}
            )
            for number, one in enumerate(read, start=1)
            if one is None
        ]
        if wrong:
            raise forms.ValidationError(wrong)
        return tuple(one for one in read if one is not None)


class TimesForm(forms.Form):
    """Times for the next meeting, and how long it is to be."""

    times = TimesField()
    length_minutes = forms.IntegerField(
        label=_("How long, in minutes?"), min_value=5, max_value=480
    )

    def asks_for_more(self) -> bool:
        """Say whether the form was sent to look at the times only."""
        return MORE in self.data

    def looked_at(self) -> tuple[datetime, ...]:
        """Return the times that can be read, whatever else is wrong."""
        rows = self["times"].value() if self.is_bound else []
        return tuple(one for one in map(_read, rows) if one is not None)

    def as_typed(self) -> "TimesForm":
        """Return the same form with what was typed, not yet judged."""
        return TimesForm(initial={name: self[name].value() for name in self.fields})


def _read(row: list[str]) -> datetime | None:
    try:
        day, at = date.fromisoformat(row[0]), time.fromisoformat(row[1])
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, at))
