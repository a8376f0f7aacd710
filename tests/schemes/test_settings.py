"""How a scheme works: the pure rules, the change with every refusal, and what people see of it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.schemes.changes.settings import change_matching, change_settings
from compagnon.schemes.facts import budget_of, facts_of
from compagnon.schemes.matching_defaults import CRITERIA, RULES, matching_settings
from compagnon.schemes.matching_shape import Force
from compagnon.schemes.models import Scheme
from compagnon.schemes.rules.matching import MatchingChoice
from compagnon.schemes.settings import (
    Cadence,
    SchemeSettings,
    hours_needed,
    meetings,
    parsed,
    problems,
    remarks,
    to_stored,
)
from compagnon.schemes.template import TEMPLATES, settings_of
from tests.cast import World, actor_of, make_world

HOUSE = SchemeSettings(
    cadences=(Cadence.WEEKLY_FIRST, Cadence.MONTHLY),
    length_months=9,
    criteria=("New here", "Taking on a new task"),
    has_buddies=True,
    hours_a_pair=60,
    cost_an_hour=20,
)
ALL_WEIGHTS = {one.key: one.weight for one in CRITERIA}


@pytest.fixture
def world() -> World:
    return make_world()


def scheme_of(world: World, template: str) -> Scheme:
    """Return Chris's scheme as if it had been set up from another template."""
    chosen = TEMPLATES[template]
    world.scheme.template, world.scheme.kind = template, chosen.kind
    world.scheme.matching = dict(chosen.matching)
    world.scheme.save()
    return world.scheme


def event_names() -> list[str]:
    return list(EventRow.objects.order_by("id").values_list("name", flat=True))


# --- pure rules ---------------------------------------------------------------------------------


@pytest.mark.requirement("LSIS-32")
@pytest.mark.parametrize(
    ("cadence", "months", "count"),
    [
        (Cadence.HALF_TERMLY, 8, 4),
        (Cadence.MONTHLY, 8, 8),
        (Cadence.FORTNIGHTLY, 6, 13),
        (Cadence.WEEKLY_FIRST, 2, 9),
        (Cadence.WEEKLY_FIRST, 3, 13),
        (Cadence.WEEKLY_FIRST, 9, 19),
    ],
)
def test_how_often_a_pair_meets_in_so_many_months(
    cadence: Cadence, months: int, count: int
) -> None:
    assert meetings(cadence, months) == count


def test_a_pair_needs_two_hours_and_a_half_for_each_meeting() -> None:
    assert hours_needed(Cadence.MONTHLY, 8) == 20
    assert hours_needed(Cadence.WEEKLY_FIRST, 9) == 48


@given(st.sampled_from(Cadence), st.integers(1, 23))
def test_a_longer_partnership_never_needs_less_time(cadence: Cadence, months: int) -> None:
    assert hours_needed(cadence, months) <= hours_needed(cadence, months + 1)


settings_of_any_kind = st.builds(
    SchemeSettings,
    cadences=st.lists(st.sampled_from(Cadence), min_size=1, unique=True).map(tuple),
    length_months=st.integers(1, 24),
    criteria=st.lists(st.text(min_size=1), max_size=3).map(tuple),
    has_buddies=st.sampled_from([None, True, False]),
    hours_a_pair=st.none() | st.integers(1, 100),
    cost_an_hour=st.none() | st.integers(1, 100),
)


@given(settings_of_any_kind, st.sampled_from(list(TEMPLATES)))
def test_what_a_scheme_keeps_is_only_what_differs_and_gives_all_of_it_back(
    settings: SchemeSettings, template: str
) -> None:
    usual = TEMPLATES[template].settings

    stored = to_stored(settings, usual)

    assert parsed({**usual, **stored}) == settings
    assert all(stored[name] != getattr(parsed(usual), name) for name in stored)
    assert to_stored(parsed(usual), usual) == {}


def test_what_nobody_knows_is_left_out() -> None:
    assert parsed({"cadences": ["monthly", "by_moonlight"], "colour": "green"}) == SchemeSettings(
        cadences=(Cadence.MONTHLY,)
    )


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"cadences": ()}, "cadences", "at least one way of meeting"),
        ({"length_months": 0}, "length_months", "between one month and two years"),
        ({"length_months": 25}, "length_months", "between one month and two years"),
        ({"most_mentors": 4}, "most_mentors", "one to three"),
        ({"circle_least": 2}, "circle_least", "3 to 12 people"),
        ({"circle_least": 7}, "circle_least", "not above the largest"),
        ({"hours_a_pair": 0}, "hours_a_pair", "give at least one"),
        ({"cost_an_hour": -1}, "cost_an_hour", "give at least one"),
    ],
)
def test_what_cannot_be_is_said(changed: dict[str, Any], field: str, sentence: str) -> None:
    (problem,) = problems(replace(HOUSE, **changed))

    assert problem.field == field
    assert sentence in str(problem.reason)


@pytest.mark.requirement("LSIS-61")
@pytest.mark.requirement("LSIS-80")
def test_the_hours_that_are_given_bound_how_often_pairs_may_meet() -> None:
    assert problems(replace(HOUSE, hours_a_pair=48)) == []

    (problem,) = problems(replace(HOUSE, hours_a_pair=47))

    assert str(problem.reason).startswith(
        "Once a week for three months, then once a month: a pair needs 48 hours for that, and you"
        " give 47."
    )


@pytest.mark.requirement("ALL-67")
@pytest.mark.parametrize(("months", "is_usual"), [(5, False), (6, True), (9, True), (10, False)])
def test_an_unusual_length_is_remarked_upon(months: int, is_usual: bool) -> None:
    said = remarks(replace(HOUSE, length_months=months))

    assert [one.field for one in said] == ([] if is_usual else ["length_months"])


@pytest.mark.requirement("LSIS-64")
@pytest.mark.parametrize(
    ("has_buddies", "cadence", "is_remarked"),
    [
        (False, Cadence.MONTHLY, True),
        (False, Cadence.WEEKLY_FIRST, False),
        (True, Cadence.MONTHLY, False),
        (None, Cadence.MONTHLY, False),
    ],
)
def test_without_buddies_meeting_more_often_is_suggested(
    has_buddies: bool | None, cadence: Cadence, is_remarked: bool
) -> None:
    said = remarks(replace(HOUSE, has_buddies=has_buddies, cadences=(cadence,)))

    assert bool(said) is is_remarked


@pytest.mark.parametrize("are_on", [True, False])
def test_whoever_switches_reports_on_is_told_what_the_charter_promises(are_on: bool) -> None:
    said = remarks(replace(HOUSE, reports_to_managers=are_on))

    assert [one.field for one in said] == ["reports_to_managers"] * are_on


# --- changes ------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.requirement("LSIS-66")
def test_change_settings_keeps_what_differs_once(world: World) -> None:
    scheme = scheme_of(world, "in_house")
    for _twice in range(2):
        change_settings(by=actor_of(world.chris), scheme=scheme, settings=HOUSE)

    kept = Scheme.objects.get(pk=scheme.pk)
    assert settings_of(kept) == HOUSE
    assert "cadences" in kept.settings
    assert event_names() == ["SettingsChanged"]
    change_settings(
        by=actor_of(world.chris), scheme=kept, settings=parsed(TEMPLATES["in_house"].settings)
    )
    assert Scheme.objects.get(pk=scheme.pk).settings == {}


@pytest.mark.django_db
def test_change_settings_is_refused_for_what_cannot_be(world: World) -> None:
    with pytest.raises(Refused, match="a pair needs 48 hours") as refusal:
        change_settings(
            by=actor_of(world.chris),
            scheme=scheme_of(world, "in_house"),
            settings=replace(HOUSE, hours_a_pair=10),
        )

    assert refusal.value.field == "cadences"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"criteria": ("Only us",)}, "open to every member"),
        ({"hours_a_pair": 50}, "their own time"),
        ({"cost_an_hour": 20}, "nothing is asked of their employers"),
        ({"has_buddies": False}, "their workplace's affair"),
        ({"reports_to_managers": True}, "Nothing goes to employers"),
    ],
)
@pytest.mark.requirement("ALL-16")
def test_change_settings_breaks_no_promise_of_an_association(
    world: World, changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        change_settings(
            by=actor_of(world.chris), scheme=world.scheme, settings=SchemeSettings(**changed)
        )

    assert refusal.value.field in changed
    assert event_names() == []


@pytest.mark.django_db
def test_change_settings_is_for_those_who_run_the_scheme(world: World) -> None:
    for change in (
        lambda: change_settings(by=actor_of(world.amal), scheme=world.scheme, settings=HOUSE),
        lambda: change_matching(
            by=actor_of(world.amal), scheme=world.scheme, chosen=MatchingChoice(weights=ALL_WEIGHTS)
        ),
    ):
        with pytest.raises(NotAllowed):
            change()


@pytest.mark.django_db
def test_change_matching_keeps_what_differs_once(world: World) -> None:
    for _twice in range(2):
        change_matching(
            by=actor_of(world.chris),
            scheme=world.scheme,
            chosen=MatchingChoice(
                weights={**ALL_WEIGHTS, "interests": 50},
                rules={"same_institution": Force.OFF, "made_up": Force.OFF},
                least={"too_few_times": 3},
                shares={"phases": 40, "region": 60},
            ),
        )

    scheme = Scheme.objects.get(pk=world.scheme.pk)
    assert scheme.matching == {
        "weights": {"interests": 50},
        "rules": {"same_institution": "off"},
        "least": {"too_few_times": 3},
        "targets": {"region": 60, "phases": 40},
    }
    rule = matching_settings(scheme.matching).rule("same_institution")
    assert rule is not None
    assert not rule.is_on
    assert event_names() == ["MatchingChanged"]
    change_matching(
        by=actor_of(world.chris), scheme=scheme, chosen=MatchingChoice(weights=ALL_WEIGHTS)
    )
    assert Scheme.objects.get(pk=world.scheme.pk).matching == {}


@pytest.mark.django_db
@pytest.mark.requirement("ALL-54")
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("rule", [one.key for one in RULES if one.is_locked])
def test_change_matching_never_switches_off_who_must_not_be_paired(
    world: World, template: str, rule: str
) -> None:
    weights = {
        key: 0 if f"weights.{key}" in TEMPLATES[template].promises else weight
        for key, weight in ALL_WEIGHTS.items()
    }

    with pytest.raises(Refused, match="This rule holds in every scheme") as refusal:
        change_matching(
            by=actor_of(world.chris),
            scheme=scheme_of(world, template),
            chosen=MatchingChoice(weights=weights, rules={rule: Force.WARN}),
        )

    assert refusal.value.field == "rules"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("template", "weights", "sentence"),
    [
        ("association", {"interests": 101}, "between 0 and 100"),
        ("association", {"interests": -1}, "between 0 and 100"),
        ("association", dict.fromkeys(ALL_WEIGHTS, 0), "Something has to count"),
        ("peer_coaching", {"experience": 1}, "sets experience and rank aside"),
        ("coaching", {"purposes": 1}, "belong to mentoring"),
    ],
)
def test_change_matching_is_refused(
    world: World, template: str, weights: dict[str, int], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        change_matching(
            by=actor_of(world.chris),
            scheme=scheme_of(world, template),
            chosen=MatchingChoice(weights=weights),
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "field", "sentence"),
    [
        ({"shares": {"region": 0}}, "shares.region", "give a share from 1 to 100"),
        ({"shares": {"region": 101}}, "shares.region", "give a share from 1 to 100"),
        ({"least": {"too_few_times": 0}}, "least.too_few_times", "Ask for one to twenty times"),
        ({"least": {"too_few_times": 21}}, "least.too_few_times", "Ask for one to twenty times"),
    ],
)
def test_what_lies_beyond_its_range_is_refused_at_its_field(
    world: World, chosen: dict[str, dict[str, int]], field: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        change_matching(
            by=actor_of(world.chris),
            scheme=world.scheme,
            chosen=MatchingChoice(weights=ALL_WEIGHTS, **chosen),
        )

    assert refusal.value.field == field


# --- what people see ----------------------------------------------------------------------------


def test_facts_say_for_whom_how_often_how_long_and_what_about() -> None:
    scheme = Scheme(
        template="in_house",
        focus_areas=["assessment", "Latin"],
        settings=to_stored(HOUSE, TEMPLATES["in_house"].settings),
    )

    facts = {str(one.label): tuple(map(str, one.values)) for one in facts_of(scheme)}

    assert facts == {
        "Who it is for": ("New here", "Taking on a new task"),
        "How often you meet": (
            "Once a week for three months, then once a month",
            "Once a month",
        ),
        "How many months it usually lasts": ("9",),
        "What you can work on": ("Assessment", "Latin"),
    }


def test_what_is_not_said_is_no_fact() -> None:
    facts = facts_of(Scheme(template="association", focus_areas=[]))

    assert [str(one.label) for one in facts] == [
        "How often you meet",
        "How many months it usually lasts",
    ]


@pytest.mark.requirement("LSIS-80")
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"hours_a_pair": 60}, (48, 60, None)),
        ({"cost_an_hour": 20}, (48, None, 960)),
    ],
)
def test_the_budget_says_what_a_pair_needs_and_costs(
    changed: dict[str, int], expected: tuple[int, int | None, int | None] | None
) -> None:
    scheme = Scheme(template="in_house", settings={"length_months": 9, **changed})

    budget = budget_of(scheme)

    found = budget and (budget.hours_needed, budget.hours_given, budget.cost)
    assert found == expected
