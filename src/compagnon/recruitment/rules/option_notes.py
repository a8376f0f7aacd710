"""What stands beside an answer, where its name alone would leave people guessing: each nation's own words for it."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

# Phases are neutral; the note says what a nation calls them. List and answer → note.
NOTES: Final[Mapping[str, Mapping[str, StrPromise]]] = {
    "phases": {
        "early_years": _("Nursery, reception, early level; progression step 1"),
        "primary": _("Key stages 1 and 2; first and second level; progression steps 2 and 3"),
        "secondary": _(
            "Key stages 3 and 4; third and fourth level, senior phase; progression steps 4 and 5"
        ),
        "post_16": _("Sixth form, further education, 16 to 19"),
        "adult": _("Evening classes, community learning, work-based learning"),
    },
    "purposes": {
        "induction": _("I am new to teaching, to a school or to a country"),
        "progression": _("I am growing into a new role, or would like to"),
        "challenge": _("Something particular is hard at the moment, or in the way"),
    },
    "sectors": {
        "maintained": _("State school run by or with a council, an authority or a board"),
    },
}
