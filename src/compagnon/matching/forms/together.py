from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST: Final = 2000


class PairCommentForm(forms.Form):
    """Something to note about a pair for the others of the group."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For the Coordination Group alone. Write what you could say to their face: everybody may ask for a"
            " copy of what is kept about them."
        ),
    )

    use_required_attribute = False
