import pytest

from compagnon import engine
from compagnon.matching.rules.facts import ApplicantFacts, attributes, facts_of
from compagnon.matching.rules.problem import Decisions, build_problem
from compagnon.matching.rules.wording import say
from compagnon.schemes.matching_defaults import MatchingSettings, matching_settings
from compagnon.schemes.template import TEMPLATES
from tests.recruitment.applicants import read

AMAL = ApplicantFacts(id="amal", is_mentor=True, is_mentee=False, capacity=2)
BELA = ApplicantFacts(id="bela", is_mentor=False, is_mentee=True)
CHRIS = ApplicantFacts(id="chris", is_mentor=True, is_mentee=True)
TEMPLATE = MatchingSettings()


def mentor(name: str = "amal", /, **answers: object) -> ApplicantFacts:
    return facts_of(name, answers, is_mentor=True, is_mentee=False, capacity=1)


def mentee(name: str = "bela", /, **answers: object) -> ApplicantFacts:
    return facts_of(name, answers, is_mentor=False, is_mentee=True, capacity=1)


def pairs(*people: ApplicantFacts, decisions: Decisions | None = None) -> list[tuple[str, str]]:
    result = engine.solve(build_problem(people, TEMPLATE, decisions))
    return [(pair.mentor_id, pair.mentee_id) for pair in result.pairs]


def in_the_way(*people: ApplicantFacts, decisions: Decisions | None = None) -> set[str]:
    result = engine.solve(build_problem(people, TEMPLATE, decisions))
    assert result.pairs == ()
    return {removal.rule for person in result.unplaced for removal in person.removed}


def points(criterion: str, mentee: ApplicantFacts, mentor: ApplicantFacts) -> int:
    """Return the share of its weight, in percent, that a criterion gives this pair."""
    (pair,) = engine.solve(build_problem((mentor, mentee), TEMPLATE)).pairs
    (given,) = (one for one in pair.contributions if one.criterion == criterion)
    return 100 * given.points // given.of_points


def test_whoever_applies_as_both_stands_on_both_sides() -> None:
    problem = build_problem((AMAL, BELA, CHRIS), TEMPLATE)

    assert [(one.id, one.capacity) for one in problem.mentors] == [("amal", 2), ("chris", 1)]
    assert [(one.id, one.capacity) for one in problem.mentees] == [("bela", 1), ("chris", 1)]


@pytest.mark.requirement("ALL-23")
def test_a_mentee_has_one_mentor() -> None:
    assert len(pairs(AMAL, CHRIS, BELA)) == 2
    assert [pair for pair in pairs(AMAL, mentor("eve"), BELA) if pair[1] == "bela"] in (
        [("amal", "bela")],
        [("eve", "bela")],
    )


@pytest.mark.requirement("ALL-54")
def test_whoever_declared_a_conflict_is_never_paired() -> None:
    decisions = Decisions(kept_apart=frozenset({("bela", "amal")}))

    assert in_the_way(AMAL, BELA, decisions=decisions) == {"kept_apart"}


@pytest.mark.requirement("ALL-54")
def test_a_declared_conflict_is_not_overridden_by_pinning_or_waiving() -> None:
    apart = frozenset({("amal", "bela")})

    with pytest.raises(engine.ProblemError):
        build_problem((AMAL, BELA), TEMPLATE, Decisions(kept_apart=apart, pinned=apart))
    waived = Decisions(kept_apart=apart, waivers=frozenset({("kept_apart", "amal", "bela")}))
    assert in_the_way(AMAL, BELA, decisions=waived) == {"kept_apart"}


def test_whoever_said_no_to_each_other_is_not_proposed_again() -> None:
    decisions = Decisions(past=frozenset({("amal", "bela")}))

    assert in_the_way(AMAL, BELA, decisions=decisions) == {"declined_before"}


def test_a_coordinators_word_on_a_pair_holds() -> None:
    both = (mentor("amal"), mentor("eve"), BELA)

    assert pairs(*both, decisions=Decisions(set_apart=frozenset({("amal", "bela")}))) == [
        ("eve", "bela")
    ]
    assert pairs(*both, decisions=Decisions(pinned=frozenset({("amal", "bela")}))) == [
        ("amal", "bela")
    ]


@pytest.mark.requirement("ALL-54")
def test_colleagues_of_one_workplace_are_not_paired_unless_a_coordinator_lifts_it() -> None:
    people = (mentor(institution="Ysgol Dŵr"), mentee(institution="ysgol  dwr"))

    assert in_the_way(*people) == {"same_institution"}
    waivers = frozenset({("same_institution", "amal", "bela")})
    assert pairs(*people, decisions=Decisions(waivers=waivers)) == [("amal", "bela")]


@pytest.mark.requirement("LSIS-46")
@pytest.mark.requirement("LSIS-77")
@pytest.mark.requirement("LSIS-75")
@pytest.mark.requirement("LSIS-76")
def test_in_one_house_somebody_of_the_same_site_with_time_on_the_same_days_is_preferred() -> None:
    house = matching_settings(TEMPLATES["in_house"].matching)
    days = ["mon_1", "tue_1"]
    asking = mentee(institution="North Site", availability=days)
    near = mentor("near", institution="north site", availability=days)
    apart = mentor("apart", institution="South Site", availability=days)
    busy = mentor("busy", institution="North Site", availability=["fri_1", "wed_1"])

    (pair,) = engine.solve(build_problem((apart, busy, near, asking), house)).pairs
    (other,) = engine.solve(build_problem((apart, asking), house)).pairs

    assert pair.mentor_id == "near"
    assert [said(one, house) for one in (pair, other)] == [
        "Both work at the same place",
        "They work at different places",
    ]
    usual = matching_settings().criterion("same_site")
    assert usual is not None
    assert usual.weight == 0


def said(pair: engine.Pair, settings: MatchingSettings) -> str:
    (one,) = (part for part in pair.contributions if part.criterion == "same_site")
    return say(one.reason.key, one.reason.params, criterion="same_site", settings=settings)


def test_people_without_a_workplace_are_not_colleagues() -> None:
    assert pairs(mentor(institution=""), mentee(institution="")) == [("amal", "bela")]


@pytest.mark.requirement("ALL-48")
@pytest.mark.requirement("LSIS-72")
@pytest.mark.parametrize(
    ("mentor_modes", "mentee_modes", "regions", "expected"),
    [
        (["online"], ["face_to_face"], ("wales", "wales"), {"no_shared_mode"}),
        (["online", "face_to_face"], ["face_to_face"], ("wales", "london"), {"too_far"}),
        (["online", "face_to_face"], ["face_to_face"], ("wales", "wales"), set()),
        (["online", "face_to_face"], ["online"], ("wales", "london"), set()),
        ([], ["face_to_face"], ("wales", "london"), {"too_far"}),
        ([], [], ("wales", "london"), set()),
    ],
)
def test_the_way_of_meeting_must_be_possible(
    mentor_modes: list[str], mentee_modes: list[str], regions: tuple[str, str], expected: set[str]
) -> None:
    people = (
        mentor(modes=mentor_modes, region=regions[0]),
        mentee(modes=mentee_modes, region=regions[1]),
    )

    assert (in_the_way(*people) if expected else set()) == expected
    assert bool(pairs(*people)) is not bool(expected)


@pytest.mark.requirement("LSIS-76")
@pytest.mark.parametrize(
    ("times", "allowed"),
    [
        (["mon_morning", "tue_evening"], True),
        (["mon_morning", "wed_evening"], False),
        (["evenings"], False),
        ([], True),
    ],
)
def test_too_few_times_in_common_stand_in_the_way_where_a_scheme_says_so(
    times: list[str], allowed: bool
) -> None:
    asked = {"rules": {"too_few_times": "block"}, "least": {"too_few_times": 2}}
    people = (
        mentor(availability=["mon_morning", "tue_evening"]),
        mentee(availability=times),
    )

    result = engine.solve(build_problem(people, matching_settings(asked)))

    assert bool(result.pairs) is allowed
    assert {one.rule for left in result.unplaced for one in left.removed} == (
        set() if allowed else {"too_few_times"}
    )
    assert len(pairs(*people)) == 1


@pytest.mark.requirement("NF-09")
@pytest.mark.parametrize(
    ("template", "count"),
    [("coaching", 1), ("peer_coaching", 1), ("in_house", 1), ("association", 0), ("training", 0)],
)
def test_colleagues_of_one_school_are_paired_where_it_shares_its_thinking(
    template: str, count: int
) -> None:
    people = (mentor(institution="A"), mentee(institution="A"))
    settings = matching_settings(TEMPLATES[template].matching)

    assert len(engine.solve(build_problem(people, settings)).pairs) == count


@pytest.mark.requirement("ALL-51")
def test_what_is_wished_for_and_offered_counts_up_to_three() -> None:
    wanted = mentee(interests_wanted=["speaking", "grammar", "leadership", "research"])

    assert points("interests", wanted, mentor(interests_offered=["speaking"])) == 33
    assert (
        points("interests", wanted, mentor(interests_offered=["speaking", "grammar", "research"]))
        == 100
    )


@pytest.mark.requirement("ALL-47")
@pytest.mark.requirement("ALL-52")
@pytest.mark.parametrize(
    ("preference", "same_sector", "percent"),
    [
        ("identical", True, 100),
        ("identical", False, 0),
        ("diverse", True, 0),
        ("diverse", False, 100),
    ],
)
def test_likeness_and_difference_count_as_each_person_prefers(
    preference: str, *, same_sector: bool, percent: int
) -> None:
    person = mentee(sector="academy", match_preference=preference)
    other = mentor(sector="academy" if same_sector else "special", match_preference="either")

    assert points("sector", person, other) == percent


@pytest.mark.parametrize(
    ("key", "mine", "theirs", "percent"),
    [
        ("purposes", {"purposes": ["challenge"]}, {"purposes": ["challenge", "induction"]}, 100),
        ("languages", {"languages_taught": ["fr", "de"]}, {"languages_taught": ["de", "cy"]}, 100),
        ("languages", {"languages_taught": ["fr"]}, {"languages_taught": ["cy"]}, 0),
        ("experience", {"experience_years": 2}, {"experience_years": 9}, 100),
        ("experience", {"experience_years": 2}, {"experience_years": 2}, 70),
        ("experience", {"experience_years": 20}, {"experience_years": 2}, 0),
        (
            "availability",
            {"availability": ["tue_evening", "sat_morning"]},
            {"availability": ["tue_evening", "wed_evening"]},
            50,
        ),
        # Somebody answered by the part of the week, before there was a grid of days.
        ("availability", {"availability": ["evenings"]}, {"availability": ["tue_evening"]}, 100),
        ("availability", {"availability": ["weekends"]}, {"availability": ["tue_evening"]}, 0),
        ("frequency", {"meeting_frequency": "either"}, {"meeting_frequency": "monthly"}, 100),
        ("frequency", {"meeting_frequency": "half_termly"}, {"meeting_frequency": "monthly"}, 0),
    ],
)
def test_what_two_people_have_in_common_counts(
    key: str, mine: dict[str, object], theirs: dict[str, object], percent: int
) -> None:
    assert points(key, mentee(**mine), mentor(**theirs)) == percent


@pytest.mark.requirement("ALL-53")
def test_who_was_placed_is_counted_by_region_and_sector() -> None:
    result = engine.solve(
        build_problem((mentor(region="wales"), mentee(region="wales", sector="prison")), TEMPLATE)
    )

    assert {(row.attribute, row.group, row.side) for row in result.equity} >= {
        ("region", "wales", "mentee"),
        ("sector", "prison", "mentee"),
    }


def test_the_order_of_the_applicants_changes_nothing() -> None:
    people = (AMAL, mentor("eve"), BELA, CHRIS, mentee("fay"))

    one, other = (engine.solve(build_problem(order, TEMPLATE)) for order in (people, people[::-1]))

    assert one.to_json() == other.to_json()


def test_the_engine_is_told_no_name_no_address_and_nothing_declared() -> None:
    row = read(
        "Name|Email|Role|Region|School|Line manager|Phases|Years of experience|How often would you like to meet",
        "Amal Haddad|amal@example.org|Mentor|Wales|Ysgol Dŵr|Huw Prys|Primary|7|Either suits me",
    ).rows[0]

    facts = facts_of("0a1b", row.answers(), is_mentor=True, is_mentee=False, capacity=1)
    told = attributes(facts)

    assert (facts.region, facts.phases, facts.experience_years) == ("wales", ("primary",), 7)
    assert told["meeting_frequency"] == ("half_termly", "monthly")
    assert told["institution"] == "ysgol-dwr"
    assert not any(word in repr(told) + repr(facts) for word in ("Amal", "amal@", "Huw"))


@pytest.mark.requirement("CORE-10")
@pytest.mark.requirement("NF-12")
@pytest.mark.parametrize(
    ("knows", "does_not"),
    [
        pytest.param({"interests_offered": ["grammar"]}, {}, id="needs"),
        pytest.param({"sector": "prison"}, {}, id="sector"),
        pytest.param({"phases": ["primary"]}, {}, id="phase"),
        pytest.param(
            {"interests_offered": ["grammar"], "sector": "prison"},
            {"interests_offered": ["grammar"]},
            id="needs and context before needs",
        ),
        pytest.param(
            {"interests_offered": ["grammar"], "sector": "prison"},
            {"sector": "prison"},
            id="needs and context before context",
        ),
    ],
)
def test_a_mentor_who_knows_needs_and_working_context_is_preferred(
    knows: dict[str, object], does_not: dict[str, object]
) -> None:
    other = {"interests_offered": ["speaking"], "sector": "academy", "phases": ["secondary"]}
    learner = mentee(
        interests_wanted=["grammar"],
        sector="prison",
        phases=["primary"],
        match_preference="identical",
    )

    # Names are the other way round once more, so that no tie could decide.
    for first, last in (("amal", "eve"), ("eve", "amal")):
        people = (mentor(first, **{**other, **knows}), mentor(last, **{**other, **does_not}))
        assert pairs(*people, learner) == [(first, "bela")]


@pytest.mark.requirement("LSIS-01")
def test_somebody_more_experienced_is_preferred() -> None:
    learner = mentee(experience_years=2)

    # Names are the other way round once more, so that no tie could decide.
    for first, last in (("amal", "eve"), ("eve", "amal")):
        people = (mentor(first, experience_years=8), mentor(last, experience_years=2))
        assert pairs(*people, learner) == [(first, "bela")]


@pytest.mark.requirement("LSIS-28")
def test_the_same_subject_counts_unless_a_scheme_says_otherwise() -> None:
    learner = mentee(languages_taught=["fr"], interests_wanted=["grammar"])
    people = (
        mentor("amal", languages_taught=["fr"], interests_offered=["speaking"]),
        mentor("eve", languages_taught=["de"], interests_offered=["grammar"]),
        learner,
    )

    def proposed(**weights: int) -> str:
        settings = matching_settings({"weights": weights})
        (pair,) = engine.solve(build_problem(people, settings)).pairs
        return pair.mentor_id

    assert proposed(languages=50) == "amal"
    assert proposed(languages=0) == "eve"


def partners_for(said: str) -> set[str]:
    """Return with whom a learner is paired who says this is what mentoring is for: mentors by their purpose."""
    row = read("Name|Email|Role|Purpose", f"Bela Novak|bela@example.org|Mentee|{said}").rows[0]
    learner = facts_of("bela", row.answers(), is_mentor=False, is_mentee=True, capacity=1)
    purposes = ("challenge", "induction", "progression")
    # In any order of names, so that no tie could decide.
    found = set()
    for names in (("amal", "eve", "fay"), ("fay", "eve", "amal")):
        named = dict(zip(names, purposes, strict=True))
        people = (mentor(name, purposes=[purpose]) for name, purpose in named.items())
        ((chosen, _bela),) = pairs(*people, learner)
        found.add(named[chosen])
    return found


@pytest.mark.requirement("LSIS-29")
@pytest.mark.requirement("LSIS-42")
def test_joining_an_organisation_and_taking_on_a_role_are_recorded_and_matched() -> None:
    assert partners_for("Settling into a new school") == {"induction"}
    assert partners_for("Taking on a new role") == {"progression"}


@pytest.mark.requirement("LSIS-30")
@pytest.mark.requirement("LSIS-42")
def test_a_challenge_is_recorded_and_matched() -> None:
    assert partners_for("Working through a difficulty") == {"challenge"}
