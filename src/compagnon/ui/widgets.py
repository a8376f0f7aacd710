"""Inputs that a phone knows how to help with."""

from typing import Any

from django import forms


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
