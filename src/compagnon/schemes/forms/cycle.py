from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from compagnon.core.errors import Refused
from compagnon.schemes.rules import JOINING_DAYS, JoiningDates
from compagnon.ui.widgets import DayInput


class CycleForm(forms.Form):
    """An academic year of a scheme."""

    name = forms.CharField(label=_("Name"), help_text=_("For example 2026/27."), max_length=40)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput)


class JoiningPointForm(forms.Form):
    """The days of a joining point, in the order in which they come."""

    opens_on = forms.DateField(label=_("First day for applications"), widget=DayInput)
    closes_on = forms.DateField(
        label=_("Last day for applications"),
        help_text=_("Who applies later joins at the next joining point."),
        widget=DayInput,
    )
    match_by = forms.DateField(
        label=_("Pairs are made by"),
        help_text=_("For the Coordination Group; people then have time to say yes."),
        widget=DayInput,
    )
    starts_on = forms.DateField(label=_("First day of mentoring"), widget=DayInput)
    review_on = forms.DateField(
        label=_("Pairs look at their contract again"),
        help_text=_("What a new learning contract proposes; each pair may choose another day."),
        widget=DayInput,
    )

    def dates(self) -> JoiningDates:
        """Return the days, of a valid form."""
        return JoiningDates(**self.cleaned_data)


class NewJoiningPointForm(JoiningPointForm):
    """A month, and its days; what is left empty is as usual."""

    month = forms.TypedChoiceField(label=_("Month"), choices=list(MONTHS.items()), coerce=int)
    field_order = ("month",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let every day be left empty."""
        super().__init__(*args, **kwargs)
        for name in JOINING_DAYS:
            self.fields[name].required = False

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at its field."""
        self.add_error(refusal.field, str(refusal))
