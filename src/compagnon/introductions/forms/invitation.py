from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.introductions.queries.introduction import InvitedLine
from compagnon.introductions.rules.invited import Invitee, read_lines


class InviteForm(forms.Form):
    """Whom to invite, as it is pasted from a list."""

    people = forms.CharField(
        label=_("Whom do you invite?"),
        help_text=_(
            "One person on a line: the e-mail address, with the name before or after it if you know it."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=60_000,
    )

    def clean_people(self) -> tuple[Invitee, ...]:
        """Return who is named; if one line names nobody, say so of each such line, and take nobody in."""
        reading = read_lines(self.cleaned_data["people"])
        if reading.problems:
            raise forms.ValidationError(list(reading.problems[:20]))
        return reading.invitees


class AttendanceForm(forms.Form):
    """Who came."""

    came = forms.MultipleChoiceField(
        label=_("Who came?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, invited: Sequence[InvitedLine], **kwargs: Any) -> None:
        """Offer everybody who was invited; before anything was noted, those who said that they come are ticked."""
        super().__init__(*args, **kwargs)
        field = self.fields["came"]
        field.choices = [(one.id.hex, one.title) for one in invited]  # type: ignore[attr-defined]  # a choice field
        field.initial = [
            one.id.hex
            for one in invited
            if one.has_come or (one.has_come is None and one.state == "coming")
        ]

    def who(self) -> list[UUID]:
        """Return the invitations of those who came."""
        return [UUID(hex=key) for key in self.cleaned_data["came"]]
