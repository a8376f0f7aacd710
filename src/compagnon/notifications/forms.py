"""What the pages of this package ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

YES, NO = "yes", "no"
LAST_PAGE = 10_000


def _is_yes(value: str) -> bool:
    return value == YES


class RemindersForm(forms.Form):
    """Reminders, or none."""

    wants_reminders = forms.TypedChoiceField(
        label=_("Reminders"),
        help_text=_(
            "A reminder tells you in time of a review or of an action point. Letters that somebody waits for are always sent."
        ),
        choices=[(YES, _("Send me reminders")), (NO, _("Send me no reminders"))],
        coerce=_is_yes,
        widget=forms.RadioSelect,
    )


class MailFilterForm(forms.Form):
    """Which letters the demo's mail viewer lists."""

    to = forms.CharField(label=_("To"), required=False, max_length=254)
    page = forms.IntegerField(
        required=False, min_value=1, max_value=LAST_PAGE, widget=forms.HiddenInput
    )
