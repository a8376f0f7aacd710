"""The texts of a section in another language than the form's first."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from compagnon.recruitment.queries.form_languages import PlaceView
from compagnon.recruitment.rules.form_editing import LONGEST_LINE, LONGEST_TEXT


class Beside(NamedTuple):
    """A field, and what stands in its place in the form's first language."""

    field: BoundField
    place: PlaceView


class TranslationForm(forms.Form):
    """A field for each text; one that is left empty is read in the form's first language."""

    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, places: Sequence[PlaceView], seen: str) -> None:
        """Begin with what stands in the language."""
        super().__init__(data, initial={"seen": seen})
        self.places = places
        for place in places:
            long = forms.Textarea({"rows": 3})
            self.fields[place.name] = forms.CharField(
                label=place.label,
                initial=place.words,
                required=False,
                max_length=LONGEST_TEXT if place.is_long else LONGEST_LINE,
                widget=long if place.is_long else forms.TextInput(),
            )

    def beside(self) -> Iterator[Beside]:
        """Yield every field with the words of the first language."""
        for place in self.places:
            yield Beside(self[place.name], place)

    def words(self) -> dict[str, str]:
        """Return what was written, by place, of a valid form."""
        return {place.name: self.cleaned_data[place.name] for place in self.places}
