"""What a learning contract offers to choose from: the scheme's own words, as far as they fit two people."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from compagnon.schemes.vocabularies import FOCUS_AREAS, MEETING_FREQUENCIES, MODES

FREQUENCIES: Final = [
    (choice.key, choice.label) for choice in MEETING_FREQUENCIES.choices if choice.key != "either"
]
WAYS: Final = [
    *((choice.key, choice.label) for choice in MODES.choices),
    ("mixed", _("Sometimes one, sometimes the other")),
]
FOCUS: Final = [(choice.key, choice.label) for choice in FOCUS_AREAS.choices]
