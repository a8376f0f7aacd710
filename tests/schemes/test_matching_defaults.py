import pytest

from compagnon.schemes.matching_defaults import (
    CRITERIA,
    EQUITY_GROUPS,
    RULES,
    MatchingSettings,
    matching_settings,
)


def test_the_weights_of_the_template_are_shares_of_a_hundred() -> None:
    assert sum(criterion.weight for criterion in CRITERIA) == 100


def test_keys_are_unique() -> None:
    keys = [one.key for one in (*CRITERIA, *RULES)]

    assert len(set(keys)) == len(keys)


@pytest.mark.requirement("ALL-51")
def test_shared_interests_and_purpose_count() -> None:
    weights = {one.key: one.weight for one in CRITERIA}

    assert max(weights, key=weights.__getitem__) == "interests"
    assert weights["purposes"] == 10


@pytest.mark.requirement("ALL-53")
def test_places_are_shared_out_over_regions_and_sectors() -> None:
    assert EQUITY_GROUPS == ("region", "sector")


@pytest.mark.requirement("LSIS-70")
def test_why_somebody_would_like_a_mentor_is_not_told_to_the_partner() -> None:
    assert [one.key for one in CRITERIA if not one.is_told_to_pair] == ["purposes"]


def test_a_scheme_keeps_only_what_it_does_otherwise() -> None:
    changed = matching_settings(
        {"weights": {"interests": 50, "unknown": 7}, "rules": {"same_institution": "off"}}
    )

    assert {one.key: one.weight for one in changed.criteria} == {
        **{one.key: one.weight for one in CRITERIA},
        "interests": 50,
    }
    assert [one.key for one in changed.rules if not one.is_on] == [
        "same_institution",
        "too_few_times",
        "without_agreement",
    ]


def test_a_scheme_says_how_many_times_two_must_have_in_common() -> None:
    usual = MatchingSettings().rule("too_few_times")
    changed = matching_settings({"least": {"too_few_times": 4, "same_institution": "x"}})
    asked = changed.rule("too_few_times")

    assert usual is not None
    assert asked is not None
    assert (usual.minimum, asked.minimum) == (2, 4)
    assert str(asked.label) == "Times to meet in common: fewer than 4"


@pytest.mark.requirement("ALL-54")
def test_declared_conflicts_cannot_be_switched_off_or_lifted() -> None:
    changed = matching_settings({"rules": dict.fromkeys([rule.key for rule in RULES], "off")})

    assert [rule.key for rule in changed.rules if rule.is_on] == [
        "kept_apart",
        "set_apart",
        "declined_before",
    ]
    assert [rule.key for rule in RULES if rule.is_locked and rule.is_waivable] == []


@pytest.mark.parametrize(
    "changed",
    [
        None,
        {},
        {"weights": None, "rules": "same_institution"},
        {"rules": {"too_far": "loudly", "made_up": "off"}},
    ],
)
def test_without_changes_the_template_holds(changed: dict[str, object] | None) -> None:
    assert matching_settings(changed) == MatchingSettings()


def test_criteria_and_rules_are_found_by_key_and_have_names() -> None:
    settings = MatchingSettings()

    criterion, rule = settings.criterion("languages"), settings.rule("too_far")
    assert criterion is not None
    assert rule is not None
    assert (str(criterion.label), str(rule.label)) == (
        "Languages taught",
        "Face to face only, in different regions",
    )
    assert str(criterion.reason) == "They teach a language in common. One is enough."
    assert str(rule.reason).startswith("All that is left to the two is to meet face to face")
    assert settings.criterion("unknown") is None
    assert settings.rule("unknown") is None
