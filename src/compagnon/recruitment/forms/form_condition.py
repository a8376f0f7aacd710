"""When a question is asked: of everybody, or only after some answers to an earlier one."""

from dataclasses import replace

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.queries.form_view import FormView, answers_of
from compagnon.recruitment.rules.form import Question, ShownIf
from compagnon.recruitment.rules.form_conditions import may_depend_on
from compagnon.recruitment.rules.form_editing import find_question
from compagnon.recruitment.rules.form_seen import seen_of_question


class _SeenForm(forms.Form):
    """What changes a question that somebody has seen."""

    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)

    use_required_attribute = False
    question: Question

    def on_top_of(self, sent: QueryDict) -> QueryDict:
        """Return what was sent, for somebody who now sees how the question stands."""
        data = sent.copy()
        data["seen"] = seen_of_question(self.question)
        return data


class DependsForm(_SeenForm):
    """On which earlier question it depends, if on any."""

    depends_on = forms.ChoiceField(
        label=_("When is it asked?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: QueryDict | None, *, view: FormView, key: str) -> None:
        """Offer the questions of earlier sections that have answers to choose from."""
        _section, self.question = find_question(view.form, key)
        standing = self.question.shown_if
        super().__init__(
            data,
            initial={
                "seen": seen_of_question(self.question),
                "depends_on": standing.question if standing else "",
            },
        )
        language = get_language() or ""
        self.fields["depends_on"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("Always")),
            *(
                (one.key, view.form.words(one.label, language))
                for one in may_depend_on(view.form, key)
            ),
        ]

    def unconditional(self) -> Question:
        """Return the question, asked of everybody."""
        return replace(self.question, shown_if=None)


class ConditionForm(_SeenForm):
    """The answers after which a question is asked."""

    answers = forms.MultipleChoiceField(
        label=_("After which answers?"),
        help_text=_("One of them is enough."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None, *, view: FormView, key: str, other_key: str) -> None:
        """Offer the answers of the earlier question."""
        _section, self.question = find_question(view.form, key)
        _other_section, other = find_question(view.form, other_key)
        self.other_key = other_key
        standing = self.question.shown_if
        chosen = standing.answers if standing and standing.question == other_key else ()
        super().__init__(
            data, initial={"seen": seen_of_question(self.question), "answers": list(chosen)}
        )
        self.fields["answers"].choices = answers_of(view.form, other)  # type: ignore[attr-defined]  # a choice field

    def conditional(self) -> Question:
        """Return the question, asked after the answers that were chosen."""
        return replace(
            self.question,
            shown_if=ShownIf(self.other_key, tuple(self.cleaned_data["answers"])),
        )
