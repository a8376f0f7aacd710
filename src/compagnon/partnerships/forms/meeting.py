from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.partnerships.choices import Choices
from compagnon.partnerships.models import Meeting, Member
from compagnon.partnerships.queries.agenda_item import AgendaItemView
from compagnon.partnerships.rules import ActionPoint, Particulars
from compagnon.ui.widgets import DayInput, TimeInput

LONGEST = 2000
# What a meeting is logged with in half a minute; everything else is as good as always.
BRIEF: Final = ("held_on", "length_minutes", "place", "activities")


class ArrangeForm(forms.Form):
    """When the pair will meet."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    time = forms.TimeField(label=_("Time"), widget=TimeInput)
    length_minutes = forms.IntegerField(
        label=_("How long, in minutes?"), min_value=5, max_value=480
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
        label=_("How long, in minutes?"), min_value=5, max_value=480
    )
    place = forms.ChoiceField(
        label=_("Where did you meet?"),
        choices=Meeting.Place.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    attended = forms.MultipleChoiceField(
        label=_("Who was there?"), widget=forms.CheckboxSelectMultiple
    )
    agenda_items = forms.MultipleChoiceField(
        label=_("What came up?"),
        help_text=_("What you do not tick stays on the agenda."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    mentor_actions = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST, required=False
    )
    mentee_actions = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST, required=False
    )
    due_on = forms.DateField(
        label=_("By when?"),
        help_text=_("Leave it empty for your next meeting."),
        widget=DayInput,
        required=False,
    )
    next_items = forms.CharField(
        label=_("For next time"),
        help_text=_("Only the members of this partnership can read this. Do not name pupils."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    activities = forms.MultipleChoiceField(
        label=_("What did you do?"),
        help_text=_(
            "As much as fits, or nothing. Only the members of this partnership can read this."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        members: Sequence[Member],
        activities: Choices,
        agenda: Sequence[AgendaItemView] = (),
        is_brief: bool = False,
        **kwargs: Any,
    ) -> None:
        """Ask for each member's action points by name, and tick everybody as having been there.

        A brief form asks for four things, and takes it that everybody was there.
        """
        super().__init__(*args, **kwargs)
        self._members = {member.id.hex: member for member in members}
        self._actions: dict[str, Member] = {}
        self._offer("activities", activities)
        self.fields["held_on"].initial = clock.today()
        if is_brief:
            for name in set(self.fields) - set(BRIEF):
                del self.fields[name]
            return
        people = [(key, member.person.name) for key, member in self._members.items()]
        self._offer("attended", people, are_ticked=True)
        self._offer("agenda_items", [(one.id.hex, one.text) for one in agenda], are_ticked=True)
        if not agenda:
            del self.fields["agenda_items"]
        self._name_actions(members)
        for key, member in self._actions.items():
            field = self.fields[key]
            field.label = _("What %(name)s will do") % {"name": member.person.name}
            field.help_text = _("One action point on a line.")

    def _offer(
        self, name: str, choices: Sequence[tuple[str, StrOrPromise]], *, are_ticked: bool = False
    ) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- tells the type checker what the class says above
        field.choices = list(choices)
        field.initial = [key for key, _label in choices] if are_ticked else []

    def _name_actions(self, members: Sequence[Member]) -> None:
        """Say which field holds whose action points: a mentor's and a mentee's, or one of each of several."""
        sides = {Member.Role.MENTOR, Member.Role.MENTEE}
        if all(member.role in sides for member in members):
            self._actions = {f"{member.role}_actions": member for member in members}
            return
        # By whose they are, not by their place: somebody may leave while the form is filled in.
        self._actions = {f"{member.id.hex}_actions": member for member in members}
        order = list(self.fields)
        place = order.index("mentor_actions")
        order[place : place + 2] = self._actions
        of_mentor, _of_mentee = self.fields.pop("mentor_actions"), self.fields.pop("mentee_actions")
        self.fields.update({key: deepcopy(of_mentor) for key in self._actions})
        self.order_fields(order)

    def field_of(self, member_id: UUID) -> str:
        """Return the name of the field that holds a member's action points."""
        return next((key for key, one in self._actions.items() if one.id == member_id), "")

    def who_attended(self) -> list[Member]:
        """Return the members who were there: all of them, where nobody was asked."""
        there = self.cleaned_data.get("attended", self._members)
        return [self._members[key] for key in there]

    def action_points(self) -> list[ActionPoint]:
        """Return the action points, each with its owner, the mentor's first."""
        return [
            ActionPoint(line.strip(), member.id, self.cleaned_data["due_on"])
            for key, member in self._actions.items()
            for line in self.cleaned_data[key].splitlines()
            if line.strip()
        ]

    def particulars(self) -> Particulars:
        """Return where they met, what they did, and what came up, of a valid form."""
        data = self.cleaned_data
        return Particulars(
            place=data["place"],
            activities=tuple(data["activities"]),
            agenda_items=tuple(UUID(key) for key in data.get("agenda_items", ())),
        )
