from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.partnerships.models import Reflection

LONGEST: Final = 5000


class ReflectionForm(forms.Form):
    """An entry of one's private journal."""

    text = forms.CharField(
        label=_("What is on your mind?"),
        help_text=_(
            "Before: what would you like from this meeting? After: what stays with you, and what surprised you? Do not name pupils."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
    )
    moment = forms.ChoiceField(
        label=_("When is this?"),
        choices=Reflection.Moment.choices,
        widget=forms.RadioSelect,
        initial=Reflection.Moment.BETWEEN,
    )


class RevisionForm(forms.Form):
    """An entry worded anew."""

    text = forms.CharField(
        label=_("Your entry"),
        help_text=_("Do not name pupils."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=LONGEST,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
