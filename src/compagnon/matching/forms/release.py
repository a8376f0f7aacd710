from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.ui.widgets import DayInput

USUAL_TIME_TO_ANSWER = timedelta(days=14)


class ReleaseForm(forms.Form):
    """Until when people are asked to answer."""

    answer_by = forms.DateField(
        label=_("Ask for answers by"),
        help_text=_("The day stands in every letter."),
        widget=DayInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with a fortnight."""
        super().__init__(*args, **kwargs)
        self.fields["answer_by"].initial = clock.today() + USUAL_TIME_TO_ANSWER
