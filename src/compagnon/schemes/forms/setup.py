from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.dates import MONTHS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.core.errors import Refused
from compagnon.schemes.models import Organisation
from compagnon.schemes.rules import (
    DEFAULT_JOINING_MONTHS,
    AcademicYear,
    default_joining_dates,
    first_year,
)
from compagnon.schemes.template import Template
from compagnon.ui.widgets import DayInput


class PointFields(NamedTuple):
    """The three fields of one joining point."""

    month_name: StrOrPromise
    use: BoundField
    closes_on: BoundField
    starts_on: BoundField


class SetUpForm(forms.Form):
    """A new scheme on one page: everything but its name is filled in already."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    name = forms.CharField(
        label=_("What is it called?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    summary = forms.CharField(
        label=_("What it is for, in a sentence or two"),
        help_text=_("Everybody reads it: on the scheme's page and in the letters."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )
    year = forms.CharField(label=_("First cycle"), max_length=40)
    year_starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    year_ends_on = forms.DateField(label=_("Last day"), widget=DayInput)

    def __init__(
        self, *args: Any, template: Template, organisations: Sequence[Organisation], **kwargs: Any
    ) -> None:
        """Offer the template's words and the first year in which somebody can still join."""
        super().__init__(*args, **kwargs)
        self._organisations = {one.id.hex: one for one in organisations}
        self._offer_organisations()
        year = first_year(clock.today())
        self.initial = {
            **self.initial,
            "summary": template.summary,
            "year": year.name,
            "year_starts_on": year.starts_on,
            "year_ends_on": year.ends_on,
        }
        for month in DEFAULT_JOINING_MONTHS:
            self._ask_about(month, year)

    def _offer_organisations(self) -> None:
        field = self.fields["organisation"]
        field.choices = [(key, one.name) for key, one in self._organisations.items()]  # type: ignore[attr-defined]  # a choice field
        if len(self._organisations) == 1:
            field.widget = forms.HiddenInput()
            self.initial["organisation"] = next(iter(self._organisations))

    def _ask_about(self, month: int, year: AcademicYear) -> None:
        usual = default_joining_dates(year.starts_on, month)
        self.fields[f"use_{month}"] = forms.BooleanField(
            label=format_lazy(_("People can join in {month}"), month=MONTHS[month]),
            required=False,
            initial=usual.closes_on >= clock.today(),
        )
        for name, label, day in (
            ("closes", _("Last day for applications"), usual.closes_on),
            ("starts", _("First day of mentoring"), usual.starts_on),
        ):
            self.fields[f"{name}_{month}"] = forms.DateField(
                label=label, widget=DayInput, initial=day
            )

    def points(self) -> Iterator[PointFields]:
        """Yield the fields of each joining point, in the order of the year."""
        for month in DEFAULT_JOINING_MONTHS:
            yield PointFields(
                MONTHS[month],
                self[f"use_{month}"],
                self[f"closes_{month}"],
                self[f"starts_{month}"],
            )

    def clean(self) -> dict[str, Any]:
        """Say nothing about the days of a joining point that is not used."""
        for month in DEFAULT_JOINING_MONTHS:
            if not self.cleaned_data.get(f"use_{month}"):
                for name in (f"closes_{month}", f"starts_{month}"):
                    self.errors.pop(name, None)
        return self.cleaned_data

    def frame(self) -> dict[str, Any]:
        """Return what the change takes, of a valid form."""
        cleaned = self.cleaned_data
        points: dict[int, tuple[date, date]] = {
            month: (cleaned[f"closes_{month}"], cleaned[f"starts_{month}"])
            for month in DEFAULT_JOINING_MONTHS
            if cleaned[f"use_{month}"]
        }
        return {
            "organisation": self._organisations[cleaned["organisation"]],
            "name": cleaned["name"],
            "summary": cleaned["summary"],
            "year": AcademicYear(
                cleaned["year"], cleaned["year_starts_on"], cleaned["year_ends_on"]
            ),
            "points": points,
        }

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at the field it is about; which joining point it was, the sentence does not know."""
        field = {"ends_on": "year_ends_on", "name": "name"}.get(refusal.field or "")
        self.add_error(field, str(refusal))
