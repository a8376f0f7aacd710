from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


class Paper(StrEnum):
    """A document of a partnership; the introduction and its slides are a scheme's, and there is nothing to fill in."""

    AGREEMENT = "agreement"
    LOG = "log"
    PLAN = "plan"
    INTRODUCTION = "introduction"
    SLIDES = "slides"


FILLED: Final = (Paper.AGREEMENT, Paper.LOG, Paper.PLAN)
TITLES: Final[dict[Paper, StrPromise]] = {
    Paper.AGREEMENT: _("Learning contract"),
    Paper.LOG: _("Meeting log"),
    Paper.PLAN: _("Development plan"),
    Paper.INTRODUCTION: _("Introduction"),
    Paper.SLIDES: _("Introduction in slides"),
}
PURPOSES: Final[dict[Paper, StrPromise]] = {
    Paper.AGREEMENT: _("How often you meet, how, for how long, what about, and who takes on what."),
    Paper.LOG: _("What you did at each meeting, what you decided, and what is left for next time."),
    Paper.PLAN: _("Goals, why they matter, how you go about them, and how it will show."),
    Paper.INTRODUCTION: _(
        "What taking part asks of people, what helps, and how it goes. For reading, and for a meeting."
    ),
    Paper.SLIDES: _(
        "The same to show at a first meeting: who you are, who does what, what happens when, what stays confidential, whom to ask."
    ),
}
