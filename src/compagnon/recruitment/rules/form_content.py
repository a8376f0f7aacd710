"""A form as its row keeps it (JSON)."""

from collections.abc import Mapping
from typing import Any

from compagnon.recruitment.rules.form import (
    VOCABULARY_OF,
    Form,
    Kind,
    Limits,
    Option,
    Question,
    Section,
    ShownIf,
)


def to_content(form: Form) -> dict[str, Any]:
    """Return a form as its row keeps it; what is left out is not kept."""
    return {
        "languages": list(form.languages),
        "sections": [
            _kept(
                key=section.key,
                title=section.title,
                intro=section.intro,
                questions=[question_content(one) for one in section.questions],
            )
            for section in form.sections
        ],
    }


def from_content(content: Mapping[str, Any]) -> Form:
    """Return the form that a row keeps."""
    return Form(
        languages=tuple(content["languages"]),
        sections=tuple(
            Section(
                key=section["key"],
                title=section["title"],
                intro=section.get("intro", ""),
                questions=tuple(_question(one) for one in section.get("questions", ())),
            )
            for section in content["sections"]
        ),
    )


def question_content(question: Question) -> dict[str, Any]:
    """Return a question as a row keeps it."""
    limits, condition = question.limits, question.shown_if
    return _kept(
        key=question.key,
        kind=question.kind.value,
        label=question.label,
        help=question.help,
        why=question.why,
        seen_by=question.seen_by,
        required=question.required,
        roles=list(question.roles),
        shown_if=condition and {"question": condition.question, "answers": list(condition.answers)},
        choices=[{"key": one.key, "text": one.text} for one in question.choices],
        vocabulary="" if question.kind in VOCABULARY_OF else question.vocabulary,
        limits=limits
        and {
            "low": limits.low,
            "high": limits.high,
            "low_text": limits.low_text,
            "high_text": limits.high_text,
        },
    )


def _question(content: Mapping[str, Any]) -> Question:
    given = dict(content)
    condition, limits = given.pop("shown_if", None), given.pop("limits", None)
    choices = given.pop("choices", ())
    return Question(
        **{
            **given,
            "kind": Kind(given["kind"]),
            "roles": tuple(given["roles"]),
            "choices": tuple(Option(**one) for one in choices),
            "shown_if": condition and ShownIf(condition["question"], tuple(condition["answers"])),
            "limits": limits and Limits(**limits),
        }
    )


def _kept(**values: Any) -> dict[str, Any]:
    """Return what says something: no empty texts, lists or conditions."""
    return {name: value for name, value in values.items() if value}
