from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.partnerships.choices import WAYS, focus_of, frequencies_of
from compagnon.partnerships.rules import Terms, usual_end, usual_review
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.template import settings_of
from compagnon.ui.widgets import DayInput

LONGEST = 2000


class AgreementForm(forms.Form):
    """The learning contract of two people (ALL-61 to 64)."""

    frequency = forms.ChoiceField(label=_("How often will you meet?"), widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("How will you meet?"), widget=forms.RadioSelect, choices=WAYS)
    length_minutes = forms.IntegerField(
        label=_("How long is a meeting, in minutes?"), min_value=5, max_value=480, initial=60
    )
    focus_areas = forms.MultipleChoiceField(
        label=_("What will you work on?"),
        help_text=_("Choose as many as you like. You can change this at any time."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    focus_note = forms.CharField(
        label=_("In your own words"),
        help_text=_("Only the two of you can read this. Do not name pupils."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    mentor_responsibilities = forms.CharField(
        label=_("What the mentor takes on"),
        help_text=_("For example: keeps the time, takes brief minutes."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    mentee_responsibilities = forms.CharField(
        label=_("What the mentee takes on"),
        help_text=_("For example: brings questions, sends them a day before."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    review_on = forms.DateField(
        label=_("When will you look at this contract again?"), widget=DayInput
    )
    ends_on = forms.DateField(
        label=_("When do you plan to end?"),
        help_text=_("Six to nine months is usual."),
        widget=DayInput,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, joining_point: JoiningPoint, known: Terms | None = None, **kwargs: Any
    ) -> None:
        """Offer what the scheme offers, what the pair chose before, and the usual dates."""
        super().__init__(*args, **kwargs)
        scheme = joining_point.cycle.scheme
        frequencies = frequencies_of(scheme, known.frequency if known else None)
        self.fields["frequency"].choices = frequencies  # type: ignore[attr-defined]  # a choice field
        self.fields["frequency"].initial = frequencies[0][0]
        self.fields["focus_areas"].choices = focus_of(  # type: ignore[attr-defined]  # a choice field
            scheme, known.focus_areas if known else ()
        )
        today, months = clock.today(), settings_of(scheme).length_months
        planned = joining_point.review_on
        soon = planned if planned and planned > today else usual_review(today, months)
        self.fields["review_on"].initial = soon
        self.fields["ends_on"].initial = usual_end(today, months)

    def terms(self) -> Terms:
        """Return what was agreed, of a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "based_on"}
        return Terms(**{**values, "focus_areas": tuple(values["focus_areas"])})
