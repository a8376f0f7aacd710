import re
from typing import Any, Final

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation.trans_real import get_languages

from compagnon.schemes.alignment import shipped_alignment
from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of

# Those of a keyboard: the narrow ones before French colons stay.
_SPACES: Final = re.compile(r"[ \t\r\n]+")


class AlignmentForm(forms.Form):
    """How a scheme serves what its organisation is for, in each language of this site."""

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        """Begin with the scheme's own words, or with what ships."""
        super().__init__(*args, **kwargs)
        own = settings_of(scheme).alignment
        self._shipped = {code: shipped_alignment(scheme, code) for code in get_languages()}
        for code, shipped in self._shipped.items():
            self.fields[code] = forms.CharField(
                label=get_language_info(code)["name_local"],
                initial=own.get(code, shipped),
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
                max_length=1500,
                required=False,
            )

    def texts(self) -> dict[str, str]:
        """Return what differs from what ships, of a valid form."""
        said = {code: _SPACES.sub(" ", text).strip() for code, text in self.cleaned_data.items()}
        return {code: text for code, text in said.items() if text != self._shipped[code]}
