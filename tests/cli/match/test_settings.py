import json
from pathlib import Path

import pytest

from compagnon.cli.match.deviations import read_settings
from compagnon.core.errors import Refused
from compagnon.schemes.matching_defaults import MatchingSettings


def test_without_a_file_the_template_counts() -> None:
    assert read_settings(None) == MatchingSettings()


def test_a_file_says_what_is_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "scheme.json"
    path.write_text(json.dumps({"weights": {"interests": 40}, "rules": {"too_far": "off"}}))

    settings = read_settings(path)

    assert {one.key: one.weight for one in settings.criteria if one.weight == 40} == {
        "interests": 40
    }
    assert [one.key for one in settings.rules if not one.is_on] == [
        "too_far",
        "too_few_times",
        "without_agreement",
    ]


@pytest.mark.requirement("ALL-54")
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not JSON"),
        ("\xff", "is not JSON"),
        ("[]", "must hold"),
        ('{"weight": {}}', "must hold"),
        ('{"weights": []}', "the weights must be given by criterion"),
        ('{"weights": {"age": 1}}', "there is no criterion age. There are: interests, purposes,"),
        ('{"weights": {"sector": -1}}', "the weight of sector must be a whole number, 0 to"),
        ('{"weights": {"sector": true}}', "the weight of sector must be a whole number, 0 to"),
        ('{"rules": "too_far"}', "what rules do must be given by rule"),
        (
            '{"rules": {"kept_apart": "off"}}',
            "kept_apart is no rule that can be changed. There are",
        ),
        ('{"rules": {"too_far": true}}', "too_far is one of block, warn, off"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "scheme.json"
    path.write_text(text, encoding="latin-1")

    with pytest.raises(Refused, match=sentence):
        read_settings(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read: No such file"):
        read_settings(tmp_path / "missing.json")
