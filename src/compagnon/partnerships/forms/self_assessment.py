from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.partnerships.rules import Answered, Level
from compagnon.partnerships.skills import LEVELS, SKILLS

LONGEST: Final = 2000
_CHOICES: Final = [("", "—"), *((one.value, label) for one, label in LEVELS.items())]


class SelfAssessmentForm(forms.Form):
    """A sentence about oneself for each skill of a role, and how far one is with it; none has to be answered."""

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        """Ask for the skills of a role."""
        super().__init__(*args, **kwargs)
        self._skills = SKILLS[role]
        for key, text in self._skills.items():
            self.fields[key] = forms.ChoiceField(label=text, choices=_CHOICES, required=False)
        self.fields["work_on"] = forms.ChoiceField(
            label=_("Is there one that you would like to work on?"),
            choices=[("", "—"), *self._skills.items()],
            required=False,
        )
        self.fields["note"] = forms.CharField(
            label=_("An example, or a thought for later"),
            help_text=_("Do not name pupils."),
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=LONGEST,
            required=False,
        )

    def answered(self) -> Answered:
        """Return what was answered, of a valid form."""
        given = {key: self.cleaned_data[key] for key in self._skills}
        return Answered(
            {key: Level(one) for key, one in given.items() if one}, self.cleaned_data["work_on"]
        )
