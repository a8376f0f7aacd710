from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.partnerships.queries.goal import GoalView
from compagnon.partnerships.rules import GoalWords
from compagnon.ui.widgets import DayInput

LONGEST: Final = 2000
NO_PUPILS: Final = _("Do not name pupils.")


def _words(label: StrPromise, help_text: StrPromise, *, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=LONGEST,
        required=False,
    )


class GoalForm(forms.Form):
    """A goal of one's own. One line is enough to begin with; the rest may grow."""

    title = forms.CharField(
        label=_("What would you like to learn or change?"),
        help_text=_("One line. Do not name pupils."),
        max_length=200,
    )
    why = _words(
        _("Why does it matter to you?"), _("What would be better, for you and for your learners?")
    )
    where_now = _words(_("Where are you now?"), _("What works already? What have you tried?"))
    approaches = _words(
        _("How will you go about it?"),
        _("Small steps, and the support you agreed: observing, planning together, trying it out."),
    )
    resources = _words(
        _("What and who can help?"),
        _("Reading, events, a specialist to ask, a colleague to watch."),
        rows=2,
    )
    evidence = _words(
        _("How will it show in practice?"),
        _("What you would see or hear in your lessons. Do not name pupils."),
    )
    target_on = forms.DateField(
        label=_("By when?"),
        help_text=_("Ten weeks or so keeps it in sight."),
        widget=DayInput,
        required=False,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def is_opened(self) -> bool:
        """Whether the further questions are unfolded: where something stands in them, or was typed."""
        return self.is_bound or bool(self.initial.get("title"))

    def words(self) -> GoalWords:
        """Return the goal in words, of a valid form."""
        return GoalWords(**{key: self.cleaned_data[key] for key in GoalWords.__dataclass_fields__})


class GoalNoteForm(forms.Form):
    """A note on a goal."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST)

    def __init__(self, *args: Any, goal: GoalView, **kwargs: Any) -> None:
        """Ask the owner how it goes, and anybody else for a thought."""
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        if goal.is_viewers:
            field.label = _("How is it going?")
            field.help_text = _("What you tried, what you saw. Do not name pupils.")
        else:
            field.label = _("A thought or a question for %(name)s") % {"name": goal.owner_name}
            field.help_text = NO_PUPILS


class ReachedForm(forms.Form):
    """What a goal that is reached has changed."""

    what_changed = forms.CharField(
        label=_("What has changed in practice?"),
        help_text=_("It becomes the last note on this goal. Do not name pupils."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
    )
