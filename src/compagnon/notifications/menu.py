"""Where the pages of this package stand in the menus."""

from django.utils.translation import gettext_lazy as _

from compagnon.core import installation
from compagnon.ui import navigation
from compagnon.ui.navigation import Area


def register() -> None:
    """Add letters and calendar to a person's own menu, and in the demo the letters to the foot of each page."""
    navigation.register(
        label=_("Your letters"),
        url_name="notifications:preferences",
        permission="notifications.choose_reminders",
        area=Area.ACCOUNT,
    )
    navigation.register(
        label=_("Your calendar"),
        url_name="notifications:own_calendar",
        permission="notifications.keep_calendar",
        area=Area.ACCOUNT,
    )
    if installation.is_demo():
        navigation.register(
            label=_("Letters of the demo"), url_name="notifications:mail_list", area=Area.FOOT
        )
