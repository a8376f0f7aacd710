from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.schemes.models import Scheme
from compagnon.schemes.vocabularies import FOCUS_AREAS

LONGEST_SUMMARY = 1000
LONGEST_AREA = 80


class DescribeForm(forms.Form):
    """What a scheme is called, what it says of itself, and what pairs may choose to work on."""

    name = forms.CharField(label=_("Name"), max_length=200)
    summary = forms.CharField(
        label=_("What it is for, in a sentence or two"),
        help_text=_("Everybody reads it: on the scheme's page and in the letters."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_SUMMARY,
    )
    known_areas = forms.MultipleChoiceField(
        label=_("Focus areas"),
        help_text=_("What a pair can tick in its learning contract."),
        choices=[(choice.key, choice.label) for choice in FOCUS_AREAS.choices],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    own_areas = forms.CharField(
        label=_("Focus areas of your own"),
        help_text=_("One on a line, in the language of your scheme."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        """Begin with what stands."""
        super().__init__(*args, **kwargs)
        areas = scheme.focus_areas
        self.initial = {
            "name": scheme.name,
            "summary": scheme.summary,
            "known_areas": [area for area in areas if area in FOCUS_AREAS],
            "own_areas": "\n".join(area for area in areas if area not in FOCUS_AREAS),
        }

    def clean_own_areas(self) -> list[str]:
        """Return the lines; one that is too long for a tick box is refused."""
        lines = [line.strip() for line in self.cleaned_data["own_areas"].splitlines()]
        for line in lines:
            if len(line) > LONGEST_AREA:
                raise forms.ValidationError(
                    _("“%(line)s …” is too long: 80 characters at most.") % {"line": line[:40]}
                )
        return lines

    def words(self) -> dict[str, Any]:
        """Return what the change takes, of a valid form."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "summary": cleaned["summary"],
            "focus_areas": [*cleaned["known_areas"], *cleaned["own_areas"]],
        }

    def add_error(self, field: str | None, error: Any) -> None:
        """Put what is wrong with the focus areas at their list."""
        super().add_error("known_areas" if field == "focus_areas" else field, error)


class CopyForm(forms.Form):
    """What the copy of a scheme is called."""

    name = forms.CharField(label=_("Name of the new scheme"), max_length=200)


class StepForm(forms.Form):
    """Which step of the checklist is ticked, or not any more."""

    key = forms.CharField(max_length=40)
    is_done = forms.BooleanField(required=False)
