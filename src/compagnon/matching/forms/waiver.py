from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST: Final = 2000


class WaiverForm(forms.Form):
    """Why a rule is let go for one pair."""

    reason = forms.CharField(
        label=_("Why it is right for these two"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The group reads it on the pair's page, in the log of decisions and in the report with names. Write what you"
            " could say to their face: everybody may ask for a copy of what is kept about them."
        ),
        error_messages={"required": _("Say why: the group reads it, a year later too.")},
    )

    use_required_attribute = False
