from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.partnerships.choices import (
    CHALLENGES,
    DEPTHS,
    TURNS,
    WAYS,
    focus_of,
    frequencies_of,
)
from compagnon.partnerships.rules import Terms, usual_end, usual_review
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.role_words import role_words
from compagnon.schemes.template import settings_of
from compagnon.ui.widgets import DayInput

LONGEST = 2000
# What a pair may leave for later; unfolded where something stands in it.
FURTHER = ("minutes_by", "contact", "off_limits", "challenge", "depth")


class AgreementForm(forms.Form):
    """The learning contract of two people (ALL-61 to 64)."""

    frequency = forms.ChoiceField(label=_("How often will you meet?"), widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("How will you meet?"), widget=forms.RadioSelect, choices=WAYS)
    length_minutes = forms.IntegerField(
        label=_("How long is a meeting, in minutes?"), min_value=5, max_value=480, initial=60
    )
    focus_areas = forms.MultipleChoiceField(
        label=_("What will you work on?"),
        help_text=_("Choose as many as you like. You can change this at any time."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    focus_note = forms.CharField(
        label=_("In your own words"),
        help_text=_("Only the members of this partnership can read this. Do not name pupils."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    mentor_responsibilities = forms.CharField(
        help_text=_("For example: keeps the time, takes brief minutes."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    mentee_responsibilities = forms.CharField(
        help_text=_("For example: brings questions, sends them a day before."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    minutes_by = forms.ChoiceField(
        label=_("Who writes down what you decided?"), widget=forms.RadioSelect, required=False
    )
    contact = forms.CharField(
        label=_("Between meetings"),
        help_text=_(
            "How you are in touch and how soon one answers; how late you may call a meeting off."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    off_limits = forms.CharField(
        label=_("What you do not talk about"),
        help_text=_("Boundaries of yours, beside those of the charter. None is an answer, too."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        required=False,
    )
    challenge = forms.ChoiceField(
        label=_("How much challenge?"),
        widget=forms.RadioSelect,
        choices=[*CHALLENGES, ("", _("We shall see"))],
        required=False,
    )
    depth = forms.ChoiceField(
        label=_("How deep do you want to go?"),
        widget=forms.RadioSelect,
        choices=[*DEPTHS, ("", _("We shall see"))],
        required=False,
    )
    review_on = forms.DateField(
        label=_("When will you look at this contract again?"), widget=DayInput
    )
    ends_on = forms.DateField(
        label=_("When do you plan to end?"),
        help_text=_("Six to nine months is usual."),
        widget=DayInput,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        joining_point: JoiningPoint,
        known: Terms | None = None,
        is_among_peers: bool = False,
        is_circle: bool = False,
        kind: str = "",
        **kwargs: Any,
    ) -> None:
        """Offer what the scheme offers, what the pair chose before, and the usual dates.

        Peers have no sides: what each of them takes on is one text (NF-21). Of a circle one facilitates (ALL-41).
        """
        super().__init__(*args, **kwargs)
        scheme = joining_point.cycle.scheme
        words = role_words(scheme, kind)
        sides = (words.mentor, words.mentee)
        if is_circle:
            sides = (words.of_member("facilitator"), words.mentees)
        self._name_responsibilities(sides, is_among_peers=is_among_peers)
        self._name_writers(sides, is_among_peers=is_among_peers)
        frequencies = frequencies_of(scheme, known.frequency if known else None)
        self.fields["frequency"].choices = frequencies  # type: ignore[attr-defined]  # a choice field
        self.fields["frequency"].initial = frequencies[0][0]
        self.fields["focus_areas"].choices = focus_of(  # type: ignore[attr-defined]  # a choice field
            scheme, known.focus_areas if known else ()
        )
        today, months = clock.today(), settings_of(scheme).length_months
        planned = joining_point.review_on
        soon = planned if planned and planned > today else usual_review(today, months)
        self.fields["review_on"].initial = soon
        self.fields["ends_on"].initial = usual_end(today, months)

    def _name_writers(self, sides: tuple[str, str], *, is_among_peers: bool) -> None:
        """Offer who takes the minutes; peers take turns. The mentor does, unless somebody says otherwise (ALL-70)."""
        if is_among_peers:
            del self.fields["minutes_by"]
            return
        field = self.fields["minutes_by"]
        named = zip(("mentor", "mentee"), sides, strict=True)
        field.choices = [*named, (TURNS, _("In turns"))]  # type: ignore[attr-defined]  # a choice field
        field.initial = "mentor"

    def _name_responsibilities(self, sides: tuple[str, str], *, is_among_peers: bool) -> None:
        if is_among_peers:
            del self.fields["mentee_responsibilities"]
            both = self.fields["mentor_responsibilities"]
            both.label = _("What each of you takes on")
            both.help_text = _("For example: takes turns in asking and in keeping the time.")
            return
        for side, word in zip(("mentor", "mentee"), sides, strict=True):
            label = format_lazy(_("{who}: what they take on"), who=word)
            self.fields[f"{side}_responsibilities"].label = label

    def usual(self) -> list[forms.BoundField]:
        """Return the questions that every pair answers."""
        return [one for one in self.visible_fields() if one.name not in FURTHER]

    def further(self) -> list[forms.BoundField]:
        """Return the questions that a pair may leave for later."""
        return [one for one in self.visible_fields() if one.name in FURTHER]

    @property
    def is_opened(self) -> bool:
        """Whether the further questions are unfolded: where something stands in them, or was typed."""
        return self.is_bound or any(self.initial.get(one.name) for one in self.further())

    def terms(self) -> Terms:
        """Return what was agreed, of a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "based_on"}
        values.setdefault("mentee_responsibilities", "")
        values.setdefault("minutes_by", TURNS)
        return Terms(**{**values, "focus_areas": tuple(values["focus_areas"])})
