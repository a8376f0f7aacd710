"""A learner is never rated: no column, question or field of a form holds a grade of a person (ALL-14)."""

import re

import pytest
from django.apps import apps

from compagnon.recruitment.rules.default_form import FORMS

GRADING = re.compile(
    r"(^|_)(grade|grades|graded|mark|marks|rating|rated|rank|ranking|score|performance|appraisal)(_|$)"
)
# How well two people suit each other, which is no judgement of either.
OF_PAIRS = {"choosing.Suggestion.score", "matching.Proposal.score", "matching.Circle.score"}


@pytest.mark.requirement("ALL-14")
def test_no_column_holds_a_grade_of_a_person() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("compagnon.")
        for field in model._meta.get_fields()
        if GRADING.search(field.name)
    }

    assert found == OF_PAIRS


@pytest.mark.requirement("ALL-14")
def test_no_form_that_ships_asks_for_a_grade() -> None:
    keys = {question.key for form in FORMS.values() for question in form.questions()}

    assert {key for key in keys if GRADING.search(key)} == set()
    assert keys
