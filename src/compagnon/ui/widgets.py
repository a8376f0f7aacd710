"""Inputs that a phone knows how to help with."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_stubs_ext import StrOrPromise

from compagnon.ui.components.checks import rendered


class DayInput(forms.DateInput):
    """A day, picked from the device's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Browsers exchange days in one format, whatever they show."""
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day, picked on the device's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Browsers exchange times in one format, whatever they show."""
        super().__init__(attrs, format="%H:%M")


class SuggestInput(forms.TextInput):
    """A text with suggestions that the browser shows while somebody types; anything else may be typed as well."""

    def __init__(self, suggestions: Sequence[str], attrs: dict[str, Any] | None = None) -> None:
        """Take what is suggested."""
        super().__init__(attrs)
        self.suggestions = suggestions

    def render(
        self,
        name: str,
        value: str | None,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """Draw the input and its list."""
        key = f"{(attrs or {}).get('id', name)}_list"
        options = format_html_join(
            "", '<option value="{}"></option>', ((one,) for one in self.suggestions)
        )
        drawn = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', drawn, key, options)


@dataclass(frozen=True)
class Tick:
    """One box: what it sends, and its label."""

    value: str
    label: StrOrPromise


@dataclass(frozen=True)
class TickRow:
    """Boxes that belong together, such as the parts of a day, under a name of their own."""

    label: StrOrPromise
    ticks: tuple[Tick, ...]


class GridInput(forms.Widget):
    """Boxes to tick in named rows: the name above them on a phone, beside them where there is room."""

    def __init__(self, rows: Sequence[TickRow]) -> None:
        """Take the rows."""
        super().__init__()
        self.rows = rows

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> list[str]:
        """Return what was ticked."""
        return MultiValueDict(data).getlist(name)

    def render(
        self,
        name: str,
        value: list[str] | None,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002 -- Django hands it over
    ) -> SafeString:
        """Draw every row, with a number for each box across all rows."""
        ticked, numbers = set(value or ()), count()
        stem = (attrs or {}).get("id", name)
        drawn = [
            {
                "id": f"{stem}_row{place}",
                "label": row.label,
                "ticks": [
                    {
                        "tick": tick,
                        "id": f"{stem}_{next(numbers)}",
                        "is_ticked": tick.value in ticked,
                    }
                    for tick in row.ticks
                ],
            }
            for place, row in enumerate(self.rows)
        ]
        return rendered("grid", sent_as=name, rows=drawn)

    def id_for_label(self, _id: str) -> str:
        """Return nothing: the rows stand in a fieldset, and each box has a label of its own."""
        return ""


@dataclass(frozen=True)
class Part:
    """One control of each row: the name it is sent under, its label, and what it is."""

    name: str
    label: StrOrPromise
    widget: forms.Widget


class RowsInput(forms.Widget):
    """Several rows of one or two controls: languages with a level, people with an address.

    One row more than is filled in stands ready, and a button that sends the form asks for a further one. What was
    sent is a list of texts for each part, row by row.
    """

    def __init__(
        self, parts: Sequence[Part], *, add_label: StrOrPromise, least: int = 1, most: int = 10
    ) -> None:
        """Take the parts of a row, and how many rows there are at least and at most."""
        super().__init__()
        self.parts = parts
        self.add_label = add_label
        self.least = least
        self.most = most

    def value_from_datadict(self, data: Any, _files: Any, _name: str) -> list[list[str]]:
        """Return what was sent, row by row, without rows in which nothing stands."""
        sent = MultiValueDict(data)
        columns = [sent.getlist(part.name) for part in self.parts]
        length = max(map(len, columns))
        rows = [
            [column[number] if number < len(column) else "" for column in columns]
            for number in range(length)
        ]
        return [row for row in rows if any(row)]

    def render(
        self,
        name: str,
        value: list[list[str]] | None,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002 -- Django hands it over
    ) -> SafeString:
        """Draw the rows that are filled in, and empty ones after them."""
        filled = value or []
        shown = min(max(len(filled) + 1, self.least), max(self.most, len(filled)))
        rows = [*filled, *[[""] * len(self.parts)] * (shown - len(filled))]
        stem = (attrs or {}).get("id", name)
        drawn = [
            [
                self._control(part, text, f"{stem}_{row * len(self.parts) + place}")
                for place, (part, text) in enumerate(zip(self.parts, texts, strict=True))
            ]
            for row, texts in enumerate(rows)
        ]
        return rendered(
            "rows", more=name, rows=drawn, add_label=self.add_label if shown < self.most else ""
        )

    def id_for_label(self, _id: str) -> str:
        """Return nothing: the rows stand in a fieldset, and each control has a label of its own."""
        return ""

    def _control(self, part: Part, text: str, control_id: str) -> dict[str, object]:
        control = part.widget.render(part.name, text, {"id": control_id})
        return {"id": control_id, "label": part.label, "control": control}
