from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.schemes.branches import KIND_LABELS
from compagnon.ui.widgets import DayInput


class BranchForm(forms.Form):
    """A branch, region or forum, and the day of its briefing."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=list(KIND_LABELS.items()), widget=forms.RadioSelect
    )
    briefed_on = forms.DateField(
        label=_("Briefed by the Coordination Group on"),
        help_text=_("Before that, nobody can lead it or promote the programme for it."),
        widget=DayInput,
        required=False,
    )
