from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

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


class AnswerForm(forms.Form):
    """What the group answers."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Whoever asked is told by letter that there is an answer, and reads it here."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
    )
