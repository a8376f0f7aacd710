from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compagnon.core.errors import Refused
from compagnon.gatherings.changes import Details
from compagnon.gatherings.models import LONGEST_ABOUT, LONGEST_PLACE, LONGEST_TITLE, Gathering
from compagnon.schemes.models import Branch
from compagnon.ui.widgets import DayInput, TimeInput

_USUAL_MINUTES = 120
_MOST_MINUTES = 720


class GatheringForm(forms.Form):
    """What a branch invites to: what for, when and where."""

    branch = forms.ChoiceField(label=_("Branch"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("What for"), choices=Gathering.Kind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    day = forms.DateField(label=_("Day"), widget=DayInput)
    time = forms.TimeField(label=_("Time"), widget=TimeInput)
    length_minutes = forms.IntegerField(
        label=_("How long, in minutes?"), min_value=15, max_value=_MOST_MINUTES
    )
    place = forms.CharField(
        label=_("Where"),
        help_text=_("The building and the room, and how to find it."),
        max_length=LONGEST_PLACE,
    )
    about = forms.CharField(
        label=_("What happens there"),
        help_text=_("Write it for everybody who takes part. Name nobody who has not agreed to it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_ABOUT,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        branches: Sequence[Branch] = (),
        gathering: Gathering | None = None,
        **kwargs: Any,
    ) -> None:
        """Begin with what is known of a gathering; or with a new one of `branches`, asked for where there are several."""
        super().__init__(*args, **kwargs)
        self._branches = {branch.id.hex: branch for branch in branches}
        self.initial = {"length_minutes": _USUAL_MINUTES, "kind": Gathering.Kind.NETWORKING}
        if len(branches) > 1:
            self.fields["branch"].choices = [  # type: ignore[attr-defined]  # a choice field
                (key, branch.name) for key, branch in self._branches.items()
            ]
        else:
            del self.fields["branch"]
        if gathering is not None:
            starts_at = timezone.localtime(gathering.starts_at)
            names = ("kind", "title", "length_minutes", "place", "about")
            self.initial = {
                **{name: getattr(gathering, name) for name in names},
                "day": starts_at.date(),
                "time": starts_at.time(),
                "seen": gathering.sequence,
            }

    def chosen_branch(self) -> Branch:
        """Return the branch that invites, of a valid form."""
        return self._branches[self.cleaned_data.get("branch") or next(iter(self._branches))]

    def details(self) -> Details:
        """Return what was typed, of a valid form."""
        cleaned = self.cleaned_data
        return Details(
            kind=Gathering.Kind(cleaned["kind"]),
            title=cleaned["title"],
            starts_at=timezone.make_aware(datetime.combine(cleaned["day"], cleaned["time"])),
            length_minutes=cleaned["length_minutes"],
            place=cleaned["place"],
            about=cleaned["about"],
        )

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at the field it is about."""
        self.add_error(refusal.field, str(refusal))
