from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.choosing.rules.parts import EXPERTISE, expertise_names, values_of
from compagnon.matching.rules.wording import name_of


class SearchForm(forms.Form):
    """What somebody looks for among the profiles; each list holds only what some profile shows."""

    coach_expertise = forms.ChoiceField(label=_("Experienced in"), required=False)
    interests_offered = forms.ChoiceField(label=_("Offers"), required=False)
    region = forms.ChoiceField(label=_("Where they work"), required=False)

    def __init__(
        self, *args: Any, answers: list[Any], interests: Mapping[str, str], **kwargs: Any
    ) -> None:
        """Offer what the profiles show. `answers`: of each profile; `interests`: what the scheme calls its own."""
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            shown = {one for answer in answers for one in values_of(answer.get(name))}
            if not shown:
                del self.fields[name]
                continue
            named = sorted((_name(one, name, interests), one) for one in shown)
            choices = [("", _("Any")), *((key, label) for label, key in named)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field

    def wanted(self) -> dict[str, str]:
        """Return what is looked for; what cannot be read is not looked for."""
        return self.cleaned_data if self.is_valid() else {}


class RequestForm(forms.Form):
    """A few words to whoever is asked."""

    words = forms.CharField(
        label=_("What would you like to work on?"),
        help_text=_("A few sentences. Only those whom you ask can read them."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=1000,
    )


def _name(key: str, attribute: str, interests: Mapping[str, str]) -> str:
    if attribute == EXPERTISE:
        return expertise_names().get(key, key)
    return name_of(key, attribute, interests)
