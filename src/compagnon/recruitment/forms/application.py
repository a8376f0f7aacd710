from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.queries.application_list import STATE_LABELS
from compagnon.recruitment.queries.colleagues import Colleague
from compagnon.recruitment.queries.eligibility import Candidate, Eligibility
from compagnon.recruitment.rules.queue import NAMES, NOBODY, Wanted
from compagnon.schemes.models import Branch


class FilterForm(forms.Form):
    """Which applications are looked at; what makes no sense in an address narrows nothing."""

    state = forms.ChoiceField(
        choices=[("", ""), *STATE_LABELS.items()], required=False, widget=forms.HiddenInput
    )
    role = forms.ChoiceField(
        label=_("Takes part as"),
        choices=[
            ("", _("Everybody")),
            ("mentor", _("Mentors")),
            ("mentee", _("Mentees")),
            ("both", _("Mentor and mentee at once")),
        ],
        required=False,
    )
    assignee = forms.CharField(
        label=_("Who looks at it"), max_length=32, required=False, widget=forms.Select
    )
    branch = forms.CharField(
        label=_("Came through"), max_length=32, required=False, widget=forms.Select
    )
    name = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    after = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    before = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def asked(self, name: str) -> str:
        """Return one of the answers; nothing where it makes no sense."""
        return str(self.cleaned_data.get(name) or "")

    def wanted(self) -> Wanted:
        """Return what narrows the queue."""
        self.full_clean()
        return Wanted(**{name: self.asked(name) for name in NAMES})


def filters(
    wanted: Wanted, colleagues: Sequence[Colleague], branches: Sequence[Branch]
) -> FilterForm:
    """Return the form that narrows the queue, as it is narrowed now; branches only where there are any."""
    form = FilterForm(initial=asdict(wanted))
    form.fields["assignee"].widget.choices = [
        ("", _("Anybody")),
        (NOBODY, _("Nobody yet")),
        *((one.id.hex, _("Me") if one.is_viewer else one.name) for one in colleagues),
    ]
    form.fields["branch"].widget.choices = [
        ("", _("Any way")),
        *((branch.id.hex, branch.name) for branch in branches),
    ]
    for name in ("after", "before", *(() if branches else ("branch",))):
        del form.fields[name]
    return form


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
