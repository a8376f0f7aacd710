from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST: Final = 5000


class MessageForm(forms.Form):
    """A message to the others of a partnership."""

    text = forms.CharField(
        label=_("Your message"),
        help_text=_("Do not name pupils."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )
