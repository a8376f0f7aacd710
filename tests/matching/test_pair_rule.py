from datetime import date

import pytest

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.core.policy import decide
from compagnon.matching.changes.pair_rule import forbid_pair, lift_pair_rule, pin_pair
from compagnon.matching.changes.run import start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import PairRule, Proposal, Run
from compagnon.matching.queries.run import get_run
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Cycle, JoiningPoint
from tests.cast import NOW, World, actor_of
from tests.matching.applying import apply, make_application, result_of
from tests.matching.test_facts import propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal(world: World) -> Application:
    return make_application(world.joining_point, world.amal, "mentor")


@pytest.fixture
def bela(world: World) -> Application:
    return make_application(world.joining_point, world.bela, "mentee")


def pin(world: World, mentor: Application, mentee: Application) -> PairRule:
    return pin_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=mentor, mentee=mentee
    )


def forbid(world: World, mentor: Application, mentee: Application) -> PairRule:
    return forbid_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=mentor, mentee=mentee
    )


def words() -> list[tuple[str, str, str]]:
    rows = PairRule.objects.order_by("decided_at", "mentor__person__name")
    return [(row.mentor.person.name, row.mentee.person.name, row.kind) for row in rows]


def events() -> list[str]:
    return list(EventRow.objects.order_by("id").values_list("name", flat=True))


def pairs(world: World) -> set[tuple[str, str]]:
    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point)
    compute_run(run.id)
    names = {row.id.hex: row.person.name for row in Application.objects.select_related("person")}
    return {
        (names[pair["mentor_id"]], names[pair["mentee_id"]]) for pair in result_of(run)["pairs"]
    }


def test_pin_pair_holds_in_every_later_run(world: World, amal: Application) -> None:
    better = apply(world, "Better", "mentee", interests_wanted=["grammar"])
    worse = apply(world, "Worse", "mentee", interests_wanted=["trips"])
    assert pairs(world) == {("Amal", "Better")}

    rule = pin(world, amal, worse)

    assert pairs(world) == {("Amal", "Worse")}
    assert (rule.decided_by, better.state) == (world.chris, "approved")
    assert "PairPinned" in events()


@pytest.mark.parametrize("is_turned_round", [False, True])
def test_a_pin_counts_no_more_once_one_of_the_two_declined_and_the_run_says_so(
    world: World, is_turned_round: bool
) -> None:
    one, other = apply(world, "One", "both"), apply(world, "Other", "both")
    apply(world, "Eve", "mentee")
    pin(world, one, other)
    proposed = (other, one) if is_turned_round else (one, other)
    propose(*proposed, Proposal.State.DECLINED)
    Run.objects.update(work_state=Run.State.DONE)

    found = pairs(world)

    shown = get_run(viewer=actor_of(world.chris), run=Run.objects.get(finished_at=NOW))
    assert ("One", "Other") not in found
    assert len(found) == 1
    assert str(shown.notes[-1]).partition(".")[0] == (
        "Pins that count no more, because one of the two declined: 1"
    )


def test_forbid_pair_holds_whoever_mentors(world: World) -> None:
    one, other = apply(world, "One", "both"), apply(world, "Other", "both")

    forbid(world, one, other)

    assert pairs(world) == set()
    assert events()[0] == "PairForbidden"


def test_lift_pair_rule_frees_the_pair(world: World, amal: Application, bela: Application) -> None:
    rule = forbid(world, amal, bela)
    assert pairs(world) == set()

    lift_pair_rule(by=actor_of(world.chris), pair_rule=rule)

    assert pairs(world) == {("Amal", "Bela")}
    assert "PairRuleLifted" in events()


def test_one_word_a_pair(world: World, amal: Application, bela: Application) -> None:
    forbid(world, amal, bela)
    pin(world, amal, bela)
    first = pin(world, amal, bela)
    assert words() == [("Amal", "Bela", "pin")]
    assert events() == ["PairForbidden", "PairPinned"]

    assert forbid(world, amal, bela).pk == first.pk
    assert words() == [("Amal", "Bela", "forbid")]


def test_one_word_a_pair_either_way_round(world: World) -> None:
    one, other = apply(world, "One", "both"), apply(world, "Other", "both")

    pin(world, one, other)
    pin(world, other, one)

    assert words() == [("Other", "One", "pin")]
    assert events() == ["PairPinned", "PairRuleLifted", "PairPinned"]


@pytest.mark.parametrize("decide_pair", [pin, forbid])
def test_a_decision_about_a_pair_is_for_the_coordination_group(
    world: World, amal: Application, bela: Application, decide_pair: object
) -> None:
    change = pin_pair if decide_pair is pin else forbid_pair
    for person in (world.amal, world.dana):
        with pytest.raises(NotAllowed):
            change(by=actor_of(person), joining_point=world.joining_point, mentor=amal, mentee=bela)


@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_nobody_decides_about_their_own_pair(world: World, role: str) -> None:
    own = make_application(world.joining_point, world.chris, role)
    other = make_application(
        world.joining_point, world.amal, "mentor" if role == "mentee" else "mentee"
    )
    mentor, mentee = (own, other) if role == "mentor" else (other, own)

    for change in (pin, forbid):
        with pytest.raises(NotAllowed, match="your own application"):
            change(world, mentor, mentee)

    rule = PairRule.objects.create(
        joining_point=world.joining_point,
        mentor=mentor,
        mentee=mentee,
        kind="forbid",
        decided_by=world.dana,
        decided_at=own.submitted_at,
    )
    with pytest.raises(NotAllowed, match="your own application"):
        lift_pair_rule(by=actor_of(world.chris), pair_rule=rule)
    assert not decide(actor_of(world.chris), "matching.lift_pair_rule", rule).allowed


@pytest.mark.requirement("ALL-54")
def test_pin_pair_never_overrides_what_people_declared(world: World, bela: Application) -> None:
    amal = make_application(world.joining_point, world.amal, "mentor", managers="Bela")

    with pytest.raises(Refused) as refusal:
        pin(world, amal, bela)

    # Neither which of the two declared it, nor what.
    assert str(refusal.value) == (
        "Amal and Bela cannot be paired. Cannot be paired: One of the two has declared a line-management"
        " relationship or another conflict. Nobody is shown which, or who declared it."
    )
    assert words() == []


def test_pin_pair_names_the_rule_that_forbids_it(world: World) -> None:
    mentor = apply(world, "One", "mentor", institution="Ysgol Dewi")
    mentee = apply(world, "Two", "mentee", institution="ysgol dewi")

    with pytest.raises(Refused, match=r"One and Two cannot be paired\. The same workplace: "):
        pin(world, mentor, mentee)

    world.scheme.matching = {"rules": {"same_institution": "off"}}
    world.scheme.save()
    world.joining_point = JoiningPoint.objects.get()
    assert pin(world, mentor, mentee).kind == "pin"


def test_pin_pair_says_what_is_wrong_with_the_settings(
    world: World, amal: Application, bela: Application
) -> None:
    world.scheme.matching = {"weights": {"languages": -1}}
    world.scheme.save()
    world.joining_point = JoiningPoint.objects.get()

    with pytest.raises(Refused, match="A setting of “languages” is out of range"):
        pin(world, amal, bela)


def test_pin_pair_keeps_to_the_places(world: World, amal: Application, bela: Application) -> None:
    eve = apply(world, "Eve", "mentee")
    pin(world, amal, bela)

    with pytest.raises(Refused, match="Amal has no place left"):
        pin(world, amal, eve)
    with pytest.raises(Refused, match="Bela is pinned to somebody else"):
        pin(world, apply(world, "Finn", "mentor"), bela)

    Application.objects.filter(pk=amal.pk).update(capacity=2)
    pin(world, amal, eve)
    assert pairs(world) == {("Amal", "Bela"), ("Amal", "Eve")}


def test_pin_pair_counts_what_is_proposed_already(
    world: World, amal: Application, bela: Application
) -> None:
    eve = apply(world, "Eve", "mentee")
    pin(world, amal, bela)
    propose(amal, bela, Proposal.State.RELEASED)

    with pytest.raises(Refused, match="Bela has been proposed to somebody"):
        pin(world, apply(world, "Finn", "mentor"), bela)
    with pytest.raises(Refused, match="Amal has no place left"):
        pin(world, amal, eve)

    # The pin that became a proposal takes its place once.
    Application.objects.filter(pk=amal.pk).update(capacity=2)
    assert pin(world, amal, eve).kind == "pin"


def test_a_decision_about_a_pair_is_about_two_approved_people(
    world: World, amal: Application, bela: Application
) -> None:
    gone = apply(world, "Gone", "mentee", state="withdrawn")
    both = apply(world, "Both", "both")
    january = JoiningPoint.objects.create(
        cycle=Cycle.objects.get(), month=1, closes_on=date(2027, 1, 8), starts_on=date(2027, 1, 25)
    )
    later = make_application(january, world.dana, "mentee")

    for change in (pin, forbid):
        for mentor, mentee in ((amal, gone), (amal, later), (both, both)):
            with pytest.raises(Refused, match="Choose two people"):
                change(world, mentor, mentee)
        for mentor, mentee in ((bela, both), (both, amal)):
            with pytest.raises(Refused, match="has not applied for that side"):
                change(world, mentor, mentee)
    assert words() == []


def test_a_decision_about_a_pair_needs_a_name(
    world: World, amal: Application, bela: Application
) -> None:
    with pytest.raises(Refused, match="named person"):
        pin_pair(by=SYSTEM, joining_point=world.joining_point, mentor=amal, mentee=bela)
