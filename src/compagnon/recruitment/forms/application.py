from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.queries.application_list import STATE_LABELS
from compagnon.recruitment.queries.eligibility import Candidate, Eligibility


class FilterForm(forms.Form):
    """Which applications are looked at."""

    state = forms.ChoiceField(
        choices=[("", ""), *STATE_LABELS.items()], required=False, widget=forms.HiddenInput
    )
    name = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    after = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    before = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def asked(self, name: str) -> str:
        """Return one of the answers; nothing where it makes no sense."""
        return str(self.cleaned_data.get(name) or "")


class EligibleForm(forms.Form):
    """Who is approved together: everybody without a doubt, and those of the others who are ticked."""

    seen = forms.CharField(widget=forms.HiddenInput)
    doubtful = forms.MultipleChoiceField(
        label=_("Somebody should look at these. Tick whom you approve all the same."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, *, eligibility: Eligibility) -> None:
        """Offer everybody about whom there is a doubt, each with the doubt."""
        super().__init__(data, initial={"seen": eligibility.seen})
        self.sent = data or QueryDict()
        self.eligibility = eligibility
        self.offered = {one.id.hex: one for one in eligibility.doubtful}
        field = self.fields["doubtful"]
        field.choices = [(key, _told(one)) for key, one in self.offered.items()]  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> list[Candidate]:
        """Return everybody who is to be approved."""
        ticked: list[str] = self.cleaned_data["doubtful"]
        return [*self.eligibility.ready, *(self.offered[key] for key in ticked)]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("seen") != self.eligibility.seen:
            # What is sent next is what is shown now.
            self.data = self.sent.copy()
            self.data["seen"] = self.eligibility.seen
            raise forms.ValidationError(
                _("The list has changed since you looked at it. Nothing was approved yet.")
            )
        if "doubtful" not in self.errors and not self.chosen():
            self.add_error("doubtful", _("Tick at least one application."))
        return self.cleaned_data


def _told(candidate: Candidate) -> str:
    return " ".join((f"{candidate.name}:", *(str(doubt) for doubt in candidate.doubts)))
