from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.partnerships.models import Member
from compagnon.partnerships.queries.observation import ObservationView
from compagnon.partnerships.rules import Written
from compagnon.ui.widgets import DayInput

LONGEST: Final = 4000


def _words(label: StrPromise, help_text: StrPromise, *, rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=LONGEST,
    )


class ObservationForm(forms.Form):
    """What an observer writes, as far as it is asked for: before, during or after. No marks anywhere."""

    whom = forms.ChoiceField(label=_("Whom will you observe?"), widget=forms.RadioSelect)
    focus = _words(
        _("What will you look at?"),
        _("The focus you both agree on beforehand. Do not name pupils."),
        rows=3,
    )
    happens_on = forms.DateField(label=_("On which day?"), widget=DayInput, required=False)
    seen = _words(
        _("What did you see?"),
        _("What was said and done, without judging it. Do not name pupils."),
        rows=8,
    )
    dialogue = _words(
        _("What did you talk about afterwards?"),
        _("What each of you noticed and learned. Do not name pupils."),
    )
    strategies = forms.CharField(
        label=_("What is worth trying?"),
        help_text=_("One practical suggestion on a line; two or three are plenty."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    length_minutes = forms.IntegerField(
        label=_("How long did it take, with your talk after it?"),
        help_text=_("In minutes. It counts as time that both of you need."),
        min_value=5,
        max_value=480,
        required=False,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(
        self, *args: Any, asked: Collection[str], others: Sequence[Member] = (), **kwargs: Any
    ) -> None:
        """Ask for what the step needs, and for one of the other members."""
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*asked, "based_on"}:
            del self.fields[name]
        self._others = {member.id.hex: member for member in others}
        if "whom" in self.fields:
            field = self.fields["whom"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells the type checker what the class says above
            field.choices = [(key, one.person.known_as) for key, one in self._others.items()]
            field.initial = next(iter(self._others)) if len(self._others) == 1 else None

    def observed(self) -> Member:
        """Return the member to be observed, of a valid form."""
        return self._others[self.cleaned_data["whom"]]

    def written(self, before: ObservationView) -> Written:
        """Return the observation with what was typed in place of what stood there, of a valid form."""
        data = self.cleaned_data
        words = {key: data[key] for key in asdict(before.words) if key in data}
        lines = (line.strip() for line in data.get("strategies", "").splitlines())
        return Written(
            words=replace(before.words, **words),
            happens_on=data.get("happens_on", before.happens_on),
            length_minutes=data.get("length_minutes", before.length_minutes),
            strategies=tuple(line for line in lines if line),
        )


class AgreeForm(forms.Form):
    """To which version of the focus somebody agrees."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class TrialForm(forms.Form):
    """Whether a strategy was tried, and how it went."""

    tried = forms.ChoiceField(
        label=_("Did you try it?"),
        choices=[("yes", _("Tried")), ("no", _("Not yet"))],
        widget=forms.RadioSelect,
    )
    how_it_went = forms.CharField(
        label=_("How did it go?"),
        help_text=_("What worked, what you changed, what stopped you. Do not name pupils."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
