from typing import Any

from compagnon.matching.rules.reasons import reasons_for_pair, shared_in_words
from compagnon.schemes.matching_defaults import matching_settings


def contribution(criterion: str, key: str, points: int, **params: Any) -> dict[str, Any]:
    return {
        "criterion": criterion,
        "points": points,
        "of_points": 1000,
        "reason": {"key": key, "params": params},
    }


def test_a_letter_tells_what_two_people_have_and_not_what_they_lack() -> None:
    said = reasons_for_pair(
        [
            contribution("languages", "shared.some", 500, values=["fr"], count=1),
            contribution("interests", "wanted.some", 900, values=["speaking"], count=1, wanted=2),
            contribution("phases", "shared.none", 0),
            contribution("experience", "gap.below", 400, difference=1, low=3, high=15),
            contribution("purposes", "shared.some", 950, values=["challenge"], count=1),
        ],
        matching_settings(),
        {},
    )

    assert said == [
        "Interests · Wished for and offered: Speaking (1 of 2)",
        "Languages taught · In common: French",
    ]


def test_what_is_shared_is_said_in_words() -> None:
    assert shared_in_words({"region": "wales", "languages_taught": ["fr", "de"]}, {}) == [
        ("Region", "Wales"),
        ("Languages taught", "French, German"),
    ]


def test_times_in_common_are_said_day_by_day() -> None:
    assert shared_in_words({"availability": ["evenings", "mon_lunch", "mon_morning"]}, {}) == [
        ("Times to meet", "Weekday evenings; Monday (morning, lunch break)")
    ]
