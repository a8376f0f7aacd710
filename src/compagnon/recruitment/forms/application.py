from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.queries.application_list import STATE_LABELS
from compagnon.recruitment.queries.colleagues import Colleague
from compagnon.recruitment.rules.queue import NAMES, NOBODY, Wanted
from compagnon.schemes.models import Branch
from compagnon.schemes.role_words import SIDES, RoleWords


class FilterForm(forms.Form):
    """Which applications are looked at; what makes no sense in an address narrows nothing."""

    state = forms.ChoiceField(
        choices=[("", ""), *STATE_LABELS.items()], required=False, widget=forms.HiddenInput
    )
    role = forms.ChoiceField(
        label=_("Takes part as"),
        choices=[
            ("", _("Everybody")),
            *((side, "") for side in SIDES),
            ("both", _("Both at once")),
        ],
        required=False,
    )
    assignee = forms.CharField(
        label=_("Who looks at it"), max_length=32, required=False, widget=forms.Select
    )
    branch = forms.CharField(
        label=_("Came through"), max_length=32, required=False, widget=forms.Select
    )
    doubt = forms.ChoiceField(
        label=_("Worth a look"),
        choices=[
            ("", _("Whether or not")),
            ("none", _("Nothing speaks against them")),
            ("some", _("Somebody should look first")),
        ],
        required=False,
    )
    register = forms.CharField(
        label=_("Membership register"), max_length=32, required=False, widget=forms.Select
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
    wanted: Wanted,
    *,
    words: RoleWords,
    colleagues: Sequence[Colleague],
    branches: Sequence[Branch],
    found: Mapping[str, StrOrPromise],
) -> FilterForm:
    """Return the form that narrows the queue, as it is narrowed now; branches and findings only where there are any."""
    form = FilterForm(initial=asdict(wanted))
    form.fields["role"].choices = [  # type: ignore[attr-defined]  # a choice field
        (key, words.several(key) if key in SIDES else label)
        for key, label in form.fields["role"].choices  # type: ignore[attr-defined]  # as above
    ]
    form.fields["assignee"].widget.choices = [
        ("", _("Anybody")),
        (NOBODY, _("Nobody yet")),
        *((one.id.hex, _("Me") if one.is_viewer else one.name) for one in colleagues),
    ]
    form.fields["branch"].widget.choices = [
        ("", _("Any way")),
        *((branch.id.hex, branch.name) for branch in branches),
    ]
    form.fields["register"].widget.choices = [("", _("Whatever it says")), *found.items()]
    unused = {"branch": not branches, "register": not found}
    for name in ("after", "before", *(name for name, is_unused in unused.items() if is_unused)):
        del form.fields[name]
    return form
