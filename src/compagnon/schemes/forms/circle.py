from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.schemes.settings import LARGEST_CIRCLE, SMALLEST_CIRCLE, SchemeSettings

_OF_PEERS: Final = ("has_trios",)
_OF_CIRCLES: Final = ("has_circles", "circle_least", "circle_most")


class CirclesPart(forms.Form):
    """Whether more than two may work together, and how many: peers in threes, or circles with somebody who facilitates."""

    has_trios = forms.BooleanField(
        label=_("Where the group matches peers, three may work together"),
        help_text=_("Somebody who would be left over joins two who both suit."),
        required=False,
    )
    has_circles = forms.BooleanField(
        label=_("The group may match circles"),
        help_text=_(
            "One person facilitates, several learn. In the matching room the group chooses: pairs, or circles of those who"
            " are still free. Whoever offers to help may facilitate, and takes nobody beside the circle."
        ),
        required=False,
    )
    circle_least = forms.IntegerField(
        label=_("People in a circle: at least"),
        help_text=_("Whoever facilitates among them. A circle opens once so many have said yes."),
        min_value=SMALLEST_CIRCLE,
        max_value=LARGEST_CIRCLE,
        required=False,
    )
    circle_most = forms.IntegerField(
        label=_("People in a circle: at most"),
        min_value=SMALLEST_CIRCLE,
        max_value=LARGEST_CIRCLE,
        required=False,
    )

    def leave_out_circles(self, known: SchemeSettings) -> None:
        """Leave out what this scheme has nothing to choose about: peers have no circles, and others no threes."""
        for name in _OF_CIRCLES if known.is_pool else _OF_PEERS:
            del self.fields[name]


def circles_as_they_are(known: SchemeSettings) -> dict[str, Any]:
    """Return what the fields begin with."""
    return {name: getattr(known, name) for name in (*_OF_PEERS, *_OF_CIRCLES)}


def circles_chosen(cleaned: Mapping[str, Any], known: SchemeSettings) -> dict[str, Any]:
    """Return what was chosen, of a valid form; a size that was left empty, and what was not asked, stay as they were."""
    found = {name: cleaned.get(name) for name in (*_OF_PEERS, *_OF_CIRCLES)}
    return {name: getattr(known, name) if value is None else value for name, value in found.items()}
