from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from compagnon.partnerships.forms.goal import NO_PUPILS
from compagnon.partnerships.queries.goal import GoalView
from compagnon.ui.widgets import DayInput

_WEB: Final = URLValidator(schemes=["http", "https"])


class EventForm(forms.Form):
    """An event that serves a goal."""

    title = forms.CharField(
        label=_("Which event?"),
        help_text=_("A meeting of your branch, a conference, a course."),
        max_length=200,
    )
    happens_on = forms.DateField(label=_("On which day?"), widget=DayInput)
    url = forms.URLField(
        label=_("Link"),
        help_text=_("Where to read about it, if there is such a page."),
        validators=[_WEB],
        max_length=500,
        assume_scheme="https",
        required=False,
    )


class SpecialistForm(forms.Form):
    """A specialist's input that is sought for a goal."""

    sought = forms.CharField(
        label=_("What would you like to know, or to see done?"),
        help_text=NO_PUPILS,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
    whom = forms.CharField(
        label=_("From whom?"),
        help_text=_("A colleague, a specialist, a society. You ask them yourselves."),
        max_length=200,
        required=False,
    )


class ForGoalForm(forms.Form):
    """Which goal a resource serves."""

    goal = forms.ChoiceField(label=_("For which goal?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, goals: Iterable[GoalView], **kwargs: Any) -> None:
        """Offer the goals that are not reached yet."""
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.id.hex, f"{one.words.title} · {one.owner_name}") for one in goals
        ]
