"""What the pages of this package ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.notifications.models import ReminderChoice

News = ReminderChoice.News
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


class NewsForm(RemindersForm):
    """The same, for whoever coordinates something."""

    news = forms.ChoiceField(
        label=_("News of what you coordinate"),
        help_text=_(
            "One letter each weekday morning says what waits for you. There is none where nothing waits, and what is"
            " done is left out. Without reminders there is none either."
        ),
        choices=[
            (News.AT_ONCE, _("Answers to my questions at once, the rest once a day")),
            (News.DAILY, _("Everything once a day")),
            (News.NONE, _("No news")),
        ],
        widget=forms.RadioSelect,
    )


class MailFilterForm(forms.Form):
    """Which letters the demo's mail viewer lists."""

    to = forms.CharField(label=_("To"), required=False, max_length=254)
    page = forms.IntegerField(
        required=False, min_value=1, max_value=LAST_PAGE, widget=forms.HiddenInput
    )
