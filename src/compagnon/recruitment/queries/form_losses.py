"""What is lost when questions are taken out of a form, in sentences: the editor says it before."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.queries.form_view import FormView
from compagnon.recruitment.rules.form import Question
from compagnon.recruitment.rules.form_conditions import depending_on
from compagnon.recruitment.rules.form_uses import (
    USE_LABELS,
    losses_of,
    staying_in,
)
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.models import Scheme


@dataclass(frozen=True)
class Lost:
    """A question that would go, what is lost with it, and why it cannot go, if it cannot."""

    label: StrOrPromise
    said: tuple[StrOrPromise, ...]
    refusal: StrOrPromise


def losses_with(view: FormView, questions: Iterable[Question]) -> tuple[Lost, ...]:
    """Return what a scheme loses with questions, in the order of the form."""
    return tuple(_lost(view, question) for question in questions)


def sentences_of(scheme: Scheme, key: str) -> tuple[StrOrPromise, ...]:
    """Return what a scheme loses when it does not ask a question any more, in sentences."""
    return tuple(
        format_lazy(
            "{use}: {loss}",
            use=USE_LABELS[loss.use],
            loss=format_lazy(loss.said, about=loss.about),
        )
        for loss in losses_of(key, matching_settings(scheme.matching))
    )


def _lost(view: FormView, question: Question) -> Lost:
    language = get_language() or ""
    said = list(sentences_of(view.scheme, question.key))
    said += [
        format_lazy(
            _("“{label}” depends on its answers, and has to be changed."),
            label=view.form.words(other.label, language),
        )
        for other in depending_on(view.form, question.key)
    ]
    return Lost(
        label=view.form.words(question.label, language),
        said=tuple(said),
        refusal=staying_in(view.scheme.template).get(question.key, ""),
    )
