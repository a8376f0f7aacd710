from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.matching.models import Release
from compagnon.ui.widgets import DayInput

USUAL_TIME_TO_ANSWER = timedelta(days=14)


class ReleaseForm(forms.Form):
    """Until when people are asked to answer, and what becomes of a proposal that is not answered."""

    answer_by = forms.DateField(
        label=_("Ask for answers by"),
        help_text=_("The day stands in every letter."),
        widget=DayInput,
    )

    on_silence = forms.ChoiceField(
        label=_("If somebody has not answered by then"),
        help_text=_("They are reminded three days before."),
        widget=forms.RadioSelect,
        choices=[
            (Release.OnSilence.ASK, _("Leave it to the group")),
            (
                Release.OnSilence.TAKE_BACK,
                _("Take the proposal back the day after, and tell both kindly"),
            ),
        ],
        initial=Release.OnSilence.ASK,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with a fortnight."""
        super().__init__(*args, **kwargs)
        self.fields["answer_by"].initial = clock.today() + USUAL_TIME_TO_ANSWER
