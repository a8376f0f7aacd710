from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.schemes.charter import CharterText, Passage

PASSAGES: Final = ("taking_part", "leaving", "not_appraisal")
_HEADINGS: Final = {
    "taking_part": _("What taking part asks: heading"),
    "leaving": _("Free to leave: heading"),
    "not_appraisal": _("Not appraisal: heading"),
}


class Beside(NamedTuple):
    """A field, and what stands in its place in another language."""

    field: BoundField
    theirs: str


class CharterForm(forms.Form):
    """A charter in one language, but for what bounds confidentiality, which stays as it is (ALL-91)."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, text: CharterText, **kwargs: Any) -> None:
        """Ask for every passage of the text, and begin with what stands."""
        super().__init__(*args, **kwargs)
        self._text = text
        self.fields["title"] = _line(_("Title"), text.title)
        self.fields["introduction"] = _lines(_("Introduction"), text.introduction, 4)
        for number, principle in enumerate(text.principles, 1):
            line = self.fields[f"{principle.key}_title"] = _line(
                format_lazy(_("Principle {number}"), number=number), principle.title
            )
            lines = self.fields[f"{principle.key}_text"] = _lines(
                format_lazy(_("What it means ({number})"), number=number), principle.text, 4
            )
            # One just added may wait for its words until the charter is published.
            line.required = lines.required = principle.is_written
        for name in PASSAGES:
            passage: Passage = getattr(text, name)
            self.fields[f"{name}_title"] = _line(_HEADINGS[name], passage.title)
            field = self.fields[f"{name}_text"] = _lines(
                format_lazy(_("{heading}, the text"), heading=passage.title),
                "\n\n".join(passage.paragraphs),
                8,
            )
            field.help_text = _("An empty line begins a new paragraph.")

    def beside(self, other: CharterText) -> Iterator[Beside]:
        """Yield every field with the same passage of another language."""
        theirs = {name: field.initial for name, field in CharterForm(text=other).fields.items()}
        for bound in self.visible_fields():
            yield Beside(bound, str(theirs.get(bound.name) or ""))

    def left_over(self) -> list[str]:
        """Return what was typed for principles that somebody else has taken away meanwhile, to be kept elsewhere."""
        names = (name for name in self.data if name.endswith(("_title", "_text")))
        words = (str(self.data[name]).strip() for name in names if name not in self.fields)
        return [said for said in words if said]

    def text(self) -> CharterText:
        """Return what was written, of a valid form."""
        said = self.cleaned_data
        return replace(
            self._text,
            title=said["title"],
            introduction=said["introduction"],
            principles=tuple(
                replace(one, title=said[f"{one.key}_title"], text=said[f"{one.key}_text"])
                for one in self._text.principles
            ),
            taking_part=self._passage("taking_part"),
            leaving=self._passage("leaving"),
            not_appraisal=self._passage("not_appraisal"),
        )

    def _passage(self, name: str) -> Passage:
        said = self.cleaned_data
        return Passage(said[f"{name}_title"], _paragraphs(said[f"{name}_text"]))


def _paragraphs(text: str) -> tuple[str, ...]:
    parts = text.replace("\r\n", "\n").split("\n\n")
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def _line(label: Any, initial: str) -> forms.CharField:
    return forms.CharField(label=label, initial=initial, max_length=200)


def _lines(label: Any, initial: str, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label, initial=initial, widget=forms.Textarea(attrs={"rows": rows}), max_length=5000
    )
