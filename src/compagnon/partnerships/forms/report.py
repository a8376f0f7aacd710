from dataclasses import asdict
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.partnerships.reporting import ReportWords

LONGEST: Final = 2000


def _words(label: StrPromise, help_text: StrPromise, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
        required=required,
    )


class ReportForm(forms.Form):
    """What a mentor tells their own line manager, and who that is."""

    manager_name = forms.CharField(label=_("Your line manager's name"), max_length=120)
    manager_address = forms.EmailField(
        label=_("Your line manager's e-mail address"),
        help_text=_(
            "Kept encrypted and used for these letters alone; the next report begins with it."
        ),
        max_length=254,
    )
    process = _words(
        _("How it goes"),
        _(
            "How you work together, what is going well, what is not. Name no pupil, and nothing that was said in confidence."
        ),
        required=True,
    )
    impact = _words(
        _("What it brings"),
        _("What has changed in practice, yours too, as both of you see it."),
        required=True,
    )
    support = _words(
        _("What would help"), _("Time, a room, cover for an observation."), required=False
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def words(self) -> ReportWords:
        """Return what was written, of a valid form."""
        return ReportWords(**{name: self.cleaned_data[name] for name in asdict(ReportWords())})
