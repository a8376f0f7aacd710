from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.recruitment.queries.institution import InstitutionLine
from compagnon.ui.widgets import DayInput


class ProviderAgreementForm(forms.Form):
    """Which two places lend each other mentors, and for how long."""

    one = forms.ChoiceField(label=_("Between"))
    other = forms.ChoiceField(label=_("And"))
    starts_on = forms.DateField(label=_("From"), widget=DayInput)
    ends_on = forms.DateField(
        label=_("Until"),
        help_text=_("Empty: until somebody ends it here."),
        widget=DayInput,
        required=False,
    )

    def __init__(self, *args: Any, lines: Iterable[InstitutionLine], **kwargs: Any) -> None:
        """Offer the places that are known."""
        super().__init__(*args, **kwargs)
        self._lines = {line.handle: line for line in lines}
        choices = [(line.handle, line.name) for line in self._lines.values()]
        for name in ("one", "other"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["starts_on"].initial = clock.today()

    def agreement(self) -> dict[str, Any]:
        """Return what was chosen, of a valid form."""
        places = {name: self._lines[self.cleaned_data[name]] for name in ("one", "other")}
        return {**self.cleaned_data, **places}
