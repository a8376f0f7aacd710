from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.partnerships.models import Member
from compagnon.partnerships.rules import ActionPoint
from compagnon.ui.widgets import DayInput, TimeInput

LONGEST = 2000


class ArrangeForm(forms.Form):
    """When the pair will meet."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    time = forms.TimeField(label=_("Time"), widget=TimeInput)
    length_minutes = forms.IntegerField(
        label=_("How long, in minutes?"), min_value=5, max_value=480, initial=60
    )

    def starts_at(self) -> datetime:
        """Return the instant that was chosen, in the installation's time zone."""
        return timezone.make_aware(
            datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        )


class MeetingForm(forms.Form):
    """The brief minutes of a meeting (ALL-70): who does what, and what is left for next time."""

    held_on = forms.DateField(label=_("When did you meet?"), widget=DayInput)
    length_minutes = forms.IntegerField(
        label=_("How long, in minutes?"), min_value=5, max_value=480, initial=60
    )
    attended = forms.MultipleChoiceField(
        label=_("Who was there?"), widget=forms.CheckboxSelectMultiple
    )
    mentor_actions = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST, required=False
    )
    mentee_actions = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST, required=False
    )
    next_items = forms.CharField(
        label=_("For next time"),
        help_text=_("Only the two of you can read this. Do not name pupils."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        """Ask for each member's action points by name, and tick everybody as having been there."""
        super().__init__(*args, **kwargs)
        self._members = {member.id.hex: member for member in members}
        attended = self.fields["attended"]
        assert isinstance(attended, forms.MultipleChoiceField)  # noqa: S101 -- tells the type checker what the class says above
        attended.choices = [(key, member.person.name) for key, member in self._members.items()]
        attended.initial = list(self._members)
        self.fields["held_on"].initial = clock.today()
        for member in members:
            field = self.fields[f"{member.role}_actions"]
            field.label = _("What %(name)s will do") % {"name": member.person.name}
            field.help_text = _("One action point on a line.")

    def who_attended(self) -> list[Member]:
        """Return the members who were there."""
        return [self._members[key] for key in self.cleaned_data["attended"]]

    def action_points(self) -> list[ActionPoint]:
        """Return the action points, each with its owner, the mentor's first."""
        return [
            ActionPoint(line.strip(), member.id)
            for member in self._members.values()
            for line in self.cleaned_data[f"{member.role}_actions"].splitlines()
            if line.strip()
        ]
