from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core.errors import Refused
from compagnon.ui.widgets import DayInput


class CoordinatorForm(forms.Form):
    """Who coordinates, and who approved it when (ALL-31)."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("They sign in with it; a letter tells them so."),
        max_length=254,
    )
    approved_by = forms.CharField(
        label=_("Approved by"),
        help_text=_("For example the Management Board, or who speaks for it."),
        max_length=200,
    )
    approved_on = forms.DateField(label=_("Approved on"), widget=DayInput)

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at the field it is about."""
        field = {"person": "email"}.get(refusal.field or "", refusal.field)
        self.add_error(field if field in self.fields else None, str(refusal))
