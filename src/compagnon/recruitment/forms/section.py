"""A page of the application form: a field for each question, filled with what was typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.forms.answer_widgets import Words, widget_of
from compagnon.recruitment.rules.answering import Typed, read_questions
from compagnon.recruitment.rules.form import Form, Question
from compagnon.recruitment.rules.institutions import INSTITUTION
from compagnon.recruitment.rules.problems import TEXT_LIMIT
from compagnon.ui.widgets import SuggestInput


@dataclass(frozen=True)
class Asked:
    """A question as it stands on the page."""

    field: BoundField
    why: StrOrPromise
    seen_by: StrOrPromise


class AnswerField(forms.Field):
    """A field that takes whatever was typed: `rules.answering` says what of it is an answer."""

    def clean(self, value: Any) -> Any:
        return value


class SectionForm(forms.Form):
    """The questions of one page with what was typed; problems are told only where somebody wants to go on."""

    use_required_attribute = False

    def __init__(
        self,
        form: Form,
        questions: Sequence[Question],
        typed: Typed,
        *,
        tells: bool = False,
        suggested: Sequence[str] = (),
    ) -> None:
        """Ask these questions of a form; `suggested` are places that are offered while somebody types theirs."""
        super().__init__(MultiValueDict({name: list(texts) for name, texts in typed.items()}))
        self.questions = questions
        self.typed = typed
        self.tells = tells
        self._words = Words(form, get_language() or "")
        for question in questions:
            self.fields[question.key] = AnswerField(
                label=self._words.of(question.label),
                help_text=str(self._words.of(question.help)),
                required=question.required,
                widget=widget_of(question, self._words),
            )
        if suggested and INSTITUTION in self.fields:
            self.fields[INSTITUTION].widget = SuggestInput(suggested, {"maxlength": TEXT_LIMIT})

    def asked(self) -> Iterator[Asked]:
        """Yield each question with why it is asked and who sees the answer."""
        for question in self.questions:
            yield Asked(
                self[question.key],
                self._words.of(question.why),
                self._words.of(question.seen_by),
            )

    def clean(self) -> dict[str, Any]:
        if self.tells:
            for key, reason in read_questions(self.questions, self.typed).problems.items():
                self.add_error(key, str(reason))
        return self.cleaned_data
