from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.partnerships.choices import FOCUS, FREQUENCIES, WAYS
from compagnon.partnerships.rules import Terms, usual_end, usual_review
from compagnon.ui.widgets import DayInput

LONGEST = 2000


class AgreementForm(forms.Form):
    """The learning contract of two people (ALL-61 to 64)."""

    frequency = forms.ChoiceField(
        label=_("How often will you meet?"), widget=forms.RadioSelect, choices=FREQUENCIES
    )
    mode = forms.ChoiceField(label=_("How will you meet?"), widget=forms.RadioSelect, choices=WAYS)
    length_minutes = forms.IntegerField(
        label=_("How long is a meeting, in minutes?"), min_value=5, max_value=480, initial=60
    )
    focus_areas = forms.MultipleChoiceField(
        label=_("What will you work on?"),
        help_text=_("Choose as many as you like. You can change this at any time."),
        widget=forms.CheckboxSelectMultiple,
        choices=FOCUS,
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the usual dates."""
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = usual_review(clock.today())
        self.fields["ends_on"].initial = usual_end(clock.today())

    def terms(self) -> Terms:
        """Return what was agreed, of a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "based_on"}
        return Terms(**{**values, "focus_areas": tuple(values["focus_areas"])})
