from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST: Final = 500


class AgendaItemForm(forms.Form):
    """One thing to talk about."""

    text = forms.CharField(
        label=_("What would you like to talk about?"),
        help_text=_("A question, a dilemma, something that went well. Do not name pupils."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
    )
