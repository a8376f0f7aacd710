from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.ui.widgets import DayInput


class CarryForm(forms.Form):
    """To which day something is carried over."""

    due_on = forms.DateField(
        label=_("Carry it over to"),
        help_text=_("Leave it empty for your next meeting."),
        widget=DayInput,
        required=False,
    )
