from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class CompareForm(forms.Form):
    """Which other match of the joining point this one is compared with."""

    against = forms.ChoiceField(label=_("Compare with the match of"))

    def __init__(self, *args: Any, runs: Iterable[tuple[str, StrOrPromise]], **kwargs: Any) -> None:
        """Offer these matches, by their ids."""
        super().__init__(*args, **kwargs)
        field = self.fields["against"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = list(runs)
