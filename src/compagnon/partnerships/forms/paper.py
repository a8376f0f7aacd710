from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import get_languages

from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of

LONGEST: Final = 2000
_LABELS: Final = {
    "before": _("What stands at the beginning"),
    "after": _("What stands at the end"),
}


class InLanguage(NamedTuple):
    """The two texts in one language; shown at once where somebody is likely to look for them."""

    name: str
    fields: list[BoundField]
    is_open: bool


class PaperWordsForm(forms.Form):
    """What stands before and after what the documents of a scheme say, in each language of this site."""

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        """Begin with what the scheme wrote before."""
        super().__init__(*args, **kwargs)
        self._own = settings_of(scheme).paper_words
        for code in get_languages():
            for place, label in _LABELS.items():
                self.fields[f"{code}-{place}"] = forms.CharField(
                    label=label,
                    initial=self._own.get(code, {}).get(place, ""),
                    widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
                    max_length=LONGEST,
                    required=False,
                )

    def languages(self) -> Iterator[InLanguage]:
        """Yield the texts language by language."""
        for code in get_languages():
            fields = [self[f"{code}-{place}"] for place in _LABELS]
            is_open = code in self._own or code == get_language()
            yield InLanguage(
                get_language_info(code)["name_local"],
                fields,
                is_open or any(one.errors for one in fields),
            )

    def words(self) -> dict[str, dict[str, str]]:
        """Return what was written, of a valid form; a language in which nothing stands is left out."""
        found = {}
        for code in get_languages():
            said = {place: self.cleaned_data[f"{code}-{place}"] for place in _LABELS}
            if written := {place: text for place, text in said.items() if text}:
                found[code] = written
        return found
