from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.partnerships.choices import Choices


class AboutForm(forms.Form):
    """Which focus area to look for."""

    about = forms.ChoiceField(label=_("Focus area"), required=False)

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        """Offer what the members of a partnership may work on."""
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("All of them")), *areas]  # type: ignore[attr-defined]  # a choice field
