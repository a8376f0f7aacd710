from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.forms import address_field
from compagnon.accounts.rules import tidy_address
from compagnon.help.changes import VisitorLetter
from compagnon.help.models import Question
from compagnon.schemes.models import Scheme

LONGEST: Final = 4000


class QuestionForm(forms.Form):
    """A question, and to whom."""

    scheme = forms.ChoiceField(label=_("Whom do you ask?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your question"),
        help_text=_(
            "The Coordination Group reads it, and nobody else. Do not name pupils, and do not report a risk here."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, schemes: Sequence[Scheme], **kwargs: Any) -> None:
        """Offer the groups one can ask; where there is one, nobody has to choose."""
        super().__init__(*args, **kwargs)
        self._schemes = {one.id.hex: one for one in schemes}
        if len(schemes) == 1:
            del self.fields["scheme"]
        else:
            field = self.fields["scheme"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells the type checker what the class says above
            field.choices = [(key, one.name) for key, one in self._schemes.items()]

    def asked(self) -> Scheme:
        """Return the scheme whose group is asked, of a valid form."""
        only = next(iter(self._schemes))
        return self._schemes[self.cleaned_data.get("scheme", only)]


class VisitorForm(forms.Form):
    """A question of somebody who cannot sign in: who they are, where the answer goes, what it is about."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = address_field()
    scheme = forms.ChoiceField(label=_("Whom do you ask?"))
    about = forms.ChoiceField(
        label=_("What is it about?"), choices=Question.About.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Your question"),
        help_text=_("Do not name pupils, and do not report a risk here."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, schemes: Sequence[Scheme], **kwargs: Any) -> None:
        """Offer the groups that anybody may write to; where there is one, nobody has to choose."""
        super().__init__(*args, **kwargs)
        self._schemes = {one.id.hex: one for one in schemes}
        if len(schemes) == 1:
            del self.fields["scheme"]
        else:
            choices = [(key, one.name) for key, one in self._schemes.items()]
            self.fields["scheme"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean_email(self) -> str:
        """Return the address as it is kept."""
        return tidy_address(self.cleaned_data["email"])

    def asked(self) -> Scheme:
        """Return the scheme whose group is asked, of a valid form."""
        only = next(iter(self._schemes))
        return self._schemes[self.cleaned_data.get("scheme", only)]

    def letter(self) -> VisitorLetter:
        """Return what was written, in the language that is read, of a valid form."""
        said = self.cleaned_data
        return VisitorLetter(
            said["name"], said["email"], get_language() or "en", said["about"], said["text"]
        )


class AnswerForm(forms.Form):
    """What the group answers."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Whoever asked is told by letter that there is an answer, and reads it here."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, is_by_mail: bool = False, **kwargs: Any) -> None:
        """Say where the answer goes."""
        super().__init__(*args, **kwargs)
        if is_by_mail:
            self.fields["text"].help_text = _(
                "It is mailed as you write it. Nobody has proved that the address is theirs: say nothing about anybody, nor whether they take part."
            )
