from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import get_languages

from compagnon.schemes.models import Scheme
from compagnon.schemes.role_words import LONGEST_WORD, shipped_words
from compagnon.schemes.template import settings_of

_LABELS: Final = {
    "mentor": _("One person who listens, asks and thinks along"),
    "mentors": _("Several of them"),
    "mentee": _("One person who is listened to"),
    "mentees": _("Several of them"),
}


class InLanguage(NamedTuple):
    """The four words in one language; shown at once where somebody is likely to look for them."""

    name: str
    fields: list[BoundField]
    is_open: bool


class RoleWordsForm(forms.Form):
    """What a scheme calls those who take part, in each language of this site."""

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        """Begin with the scheme's own words, or with what ships."""
        super().__init__(*args, **kwargs)
        self._own, self._shipped = settings_of(scheme).role_words, shipped_words(scheme)
        for code in get_languages():
            with override(code):
                shipped = {name: str(word) for name, word in self._shipped.items()}
            for name, label in _LABELS.items():
                self.fields[f"{code}-{name}"] = forms.CharField(
                    label=label,
                    initial=self._own.get(code, {}).get(name, shipped[name]),
                    widget=forms.TextInput(attrs={"lang": code}),
                    max_length=LONGEST_WORD,
                    required=False,
                )

    def languages(self) -> Iterator[InLanguage]:
        """Yield the words language by language."""
        for code in get_languages():
            fields = [self[f"{code}-{name}"] for name in _LABELS]
            is_open = code in self._own or code == get_language()
            yield InLanguage(
                get_language_info(code)["name_local"],
                fields,
                is_open or any(one.errors for one in fields),
            )

    def words(self) -> dict[str, dict[str, str]]:
        """Return what differs from what ships, of a valid form; what was left empty is as it ships."""
        found = {}
        for code in get_languages():
            with override(code):
                usual = {name: str(word) for name, word in self._shipped.items()}
            said = {name: " ".join(self.cleaned_data[f"{code}-{name}"].split()) for name in _LABELS}
            own = {name: word for name, word in said.items() if word and word != usual[name]}
            if own:
                found[code] = own
        return found
