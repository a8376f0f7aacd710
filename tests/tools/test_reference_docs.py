from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation

from compagnon.recruitment.rules.fields import FIELDS
from compagnon.recruitment.rules.problems import Kind
from compagnon.schemes.matching_defaults import CRITERIA, RULES
from compagnon.schemes.vocabularies import VOCABULARIES
from tools.generate_docs import NOTICE
from tools.reference_docs import render_import_file, render_matching_defaults

FOLDER = Path(__file__).parents[2] / "docs/reference"


@pytest.mark.parametrize(
    ("page", "render"),
    [("import-file.md", render_import_file), ("matching-defaults.md", render_matching_defaults)],
)
def test_the_reference_is_fresh(page: str, render: Callable[[], str]) -> None:
    with translation.override(None):
        assert (FOLDER / page).read_text(encoding="utf-8") == f"{NOTICE}{render().strip()}\n"


def test_the_files_contract_names_every_value_list_and_problem() -> None:
    page = render_import_file()

    for key in [*(field.name for field in FIELDS), *VOCABULARIES, *Kind]:
        assert f"`{key}`" in page
    for vocabulary in VOCABULARIES.values():
        assert all(f"| `{choice.key}` | {choice.english}" in page for choice in vocabulary.choices)


def test_the_matching_page_names_every_criterion_and_rule_with_its_reason() -> None:
    page = render_matching_defaults()

    for criterion in CRITERIA:
        assert f"| `{criterion.key}` | {criterion.english} | {criterion.weight} |" in page
        assert criterion.why in page
    for rule in RULES:
        assert f"| `{rule.key}` | {rule.english} |" in page
        assert rule.why in page
