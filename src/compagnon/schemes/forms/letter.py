from collections.abc import Sequence
from typing import Any, Final, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.notifications.wording import (
    MOST_BODY,
    MOST_SUBJECT,
    Placeholder,
    Sample,
    Words,
    body_flaws,
    one_line,
    subject_flaws,
)

INVENTED: Final = _("An invented person")


class LetterForm(forms.Form):
    """A letter's words in one language; what is wrong with a placeholder is said beside it."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    subject = forms.CharField(
        label=_("Subject"),
        help_text=_("It may say {scheme}, and tells nothing of what was said or decided."),
        max_length=MOST_SUBJECT,
    )
    body = forms.CharField(
        label=_("Letter"),
        help_text=_("An empty line begins a new paragraph. Placeholders stand in curly brackets."),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=MOST_BODY,
    )

    def __init__(self, *args: Any, placeholders: Sequence[Placeholder], **kwargs: Any) -> None:
        """Check the body against the letter's placeholders."""
        super().__init__(*args, **kwargs)
        self._placeholders = placeholders

    def clean_subject(self) -> str:
        """Refuse what a subject may not say."""
        text = one_line(str(self.cleaned_data["subject"]))
        for flaw in subject_flaws(text):
            self.add_error("subject", flaw)
        return text

    def clean_body(self) -> str:
        """Refuse what the letter does not fill, or leaves out though it has to say it."""
        text = str(self.cleaned_data["body"]).replace("\r\n", "\n")
        for flaw in body_flaws(text, self._placeholders):
            self.add_error("body", flaw)
        return text

    def words(self) -> Words:
        """Return what was written, of a valid form."""
        return Words(self.cleaned_data["subject"], self.cleaned_data["body"])


class SampleForm(forms.Form):
    """Whose letter to look at."""

    reader = forms.ChoiceField(
        label=_("As it would go to"),
        help_text=_("Of the latest hundred. Nothing is sent."),
        required=False,
    )

    def __init__(self, *args: Any, samples: Sequence[Sample], **kwargs: Any) -> None:
        """Offer an invented person first, then the real ones."""
        super().__init__(*args, **kwargs)
        people = [(one.id.hex, one.label) for one in samples]
        self._labels = dict(people)
        cast("forms.ChoiceField", self.fields["reader"]).choices = [
            ("", INVENTED),
            *people,
        ]

    def sample_id(self) -> UUID | None:
        """Return who was chosen, of a valid form; None for the invented person."""
        chosen = self.cleaned_data["reader"]
        return UUID(hex=chosen) if chosen else None

    def label(self) -> StrOrPromise:
        """Return the name of whoever was chosen."""
        return self._labels.get(self.data.get("reader", ""), INVENTED)
