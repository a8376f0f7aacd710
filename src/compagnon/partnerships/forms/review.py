from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.partnerships.queries.review import OUTCOMES
from compagnon.partnerships.rules import Decision, ReviewWords
from compagnon.ui.widgets import DayInput

LONGEST: Final = 4000


def _words(label: StrPromise, help_text: StrPromise) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
        required=False,
    )


class ReviewForm(forms.Form):
    """One member's part of a review; a word of thanks is asked for at the last one."""

    progress = _words(
        _("What has changed since you began?"),
        _("In your practice, towards your goals, in what you know or dare. Do not name pupils."),
    )
    working = _words(
        _("How do you work together?"),
        _("What helps; what you would like more of, less of, or otherwise."),
    )
    next_steps = _words(
        _("What comes next?"), _("What you would like to work on, with or without each other.")
    )
    thanks = _words(_("A word of thanks"), _("What you take with you from each other."))
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, is_final: bool, **kwargs: Any) -> None:
        """Ask for thanks at the end alone."""
        super().__init__(*args, **kwargs)
        if not is_final:
            del self.fields["thanks"]

    def words(self) -> ReviewWords:
        """Return what was written, of a valid form."""
        return ReviewWords(
            **{name: text for name, text in self.cleaned_data.items() if name != "based_on"}
        )


class DecisionForm(forms.Form):
    """What was decided together."""

    outcome = forms.ChoiceField(
        label=_("What did you decide?"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        help_text=_("It says what you agreed. Nothing is changed or ended by it."),
    )
    to_what_end = forms.CharField(
        label=_("To what end?"),
        help_text=_("What you want to have achieved by then. Do not name pupils."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
    )
    next_on = forms.DateField(
        label=_("When will you look back again?"),
        help_text=_("You are reminded on that day. Leave it empty if there is nothing to plan."),
        widget=DayInput,
        required=False,
    )

    def __init__(self, *args: Any, may_change_kind: bool, **kwargs: Any) -> None:
        """Offer a change of kind to mentors and mentees, coaches and coachees alone."""
        super().__init__(*args, **kwargs)
        if not may_change_kind:
            kept = [one for one in OUTCOMES.items() if one[0] != "change_kind"]
            self.fields["outcome"].choices = kept  # type: ignore[attr-defined]  # a choice field

    def decision(self) -> Decision:
        """Return what was decided, of a valid form."""
        return Decision(self.cleaned_data["outcome"], self.cleaned_data["to_what_end"])
