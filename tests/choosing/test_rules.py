"""The rules of a match hold where people choose: what forbids keeps two from finding each other, what warns is read and accepted."""

from typing import cast

import pytest

from compagnon.accounts.models import Person
from compagnon.choosing.changes.request import (
    WarnedOf,
    accept_request,
    decline_request,
    name_peers,
    send_request,
)
from compagnon.choosing.models import Profile, Request
from compagnon.choosing.queries.code import code_of
from compagnon.choosing.queries.profile import list_profiles
from compagnon.choosing.queries.request import get_request
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.matching.changes.chosen import accept_warnings, open_chosen_pair, open_chosen_peers
from compagnon.matching.changes.pair_rule import hold_pair
from compagnon.matching.changes.provider_agreement import record_provider_agreement
from compagnon.matching.changes.undoing import undo_decision
from compagnon.matching.changes.waiver import waive_rules
from compagnon.matching.models import LoggedDecision, Waiver
from compagnon.matching.queries.decision_log import list_decided
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.models import Application
from compagnon.schemes.forms.matching import MatchingForm
from compagnon.schemes.models import JoiningPoint
from tests.cast import NOW, World, actor_of, make_person
from tests.choosing.test_pages import browser
from tests.choosing.test_peers import owner, peer, pooled
from tests.choosing.test_request import WORDS, ask, shown
from tests.matching.reading import words
from tests.matching.released import make_application
from tests.matching.test_provider_agreement import line

WHY = "We teach in different buildings and have not met."
LABEL = "The same workplace"


def matched_by(world: World, **rules: str) -> None:
    world.scheme.matching = {"rules": rules}
    world.scheme.save()
    world.joining_point = JoiningPoint.objects.select_related("cycle__scheme").get(
        pk=world.joining_point.pk
    )


def coach_and_learner(
    world: World, one: str = "Ysgol Dewi", other: str = "Ysgol Dewi"
) -> tuple[Application, Application]:
    coach = make_application(world, world.amal, mentor=True, institution=one, region="wales")
    shown(coach)
    return coach, make_application(world, world.bela, institution=other)


def names_found(world: World, learner: Application) -> list[tuple[str, list[str]]]:
    cards = list_profiles(viewer=actor_of(world.bela), application=fresh(learner))
    return [(card.name, [str(rule.label) for rule in card.warnings]) for card in cards]


def fresh(application: Application) -> Application:
    return Application.objects.select_related("person", "joining_point__cycle__scheme").get(
        pk=application.pk
    )


def asked_anyway(world: World, learner: Application, coach: Application) -> Request:
    made = send_request(
        by=actor_of(cast("Person", learner.person)),
        profile=Profile.objects.select_related(
            "application__person", "application__joining_point__cycle__scheme"
        ).get(application=coach),
        words=WORDS,
        charter=world.charter,
        read=["same_institution"],
    )
    return again(made)


def again(request: Request) -> Request:
    return Request.objects.select_related(
        "asker__person",
        "asker__joining_point__cycle__scheme__organisation",
        "asked__person",
        "third__person",
        "agreed",
    ).get(pk=request.pk)


@pytest.mark.requirement("ALL-54")
def test_whom_a_rule_forbids_a_learner_neither_finds_nor_asks(world: World) -> None:
    matched_by(world, same_institution="block")
    coach, learner = coach_and_learner(world)

    assert names_found(world, learner) == []
    with pytest.raises(Refused, match="These two cannot be paired"):
        ask(world, learner, coach)
    with pytest.raises(Refused, match="These two cannot be paired"):
        open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)


@pytest.mark.requirement("LSIS-27")
def test_people_of_two_providers_choose_each_other_only_with_an_agreement(world: World) -> None:
    matched_by(world, without_agreement="block")
    coach, learner = coach_and_learner(world, "Coleg Gwent", "Ysgol Dewi")
    assert names_found(world, learner) == []

    one, other = (line(world, name) for name in ("Coleg Gwent", "Ysgol Dewi"))
    record_provider_agreement(
        by=actor_of(world.chris), scheme=world.scheme, one=one, other=other, starts_on=NOW.date()
    )

    assert names_found(world, learner) == [("Amal", [])]
    assert ask(world, learner, coach).state == Request.State.WAITING


@pytest.mark.parametrize(
    ("rules", "mine", "theirs"),
    [
        ({"no_shared_mode": "block"}, {"modes": ["online"]}, {"modes": ["face_to_face"]}),
        (
            {"too_few_times": "block"},
            {"availability": ["mon_morning", "tue_evening"]},
            {"availability": ["mon_morning"]},
        ),
    ],
)
def test_ways_and_times_to_meet_are_checked_as_in_a_match(
    world: World, rules: dict[str, str], mine: dict[str, object], theirs: dict[str, object]
) -> None:
    matched_by(world, **rules)
    coach, learner = coach_and_learner(world, "A", "B")
    for row, answers in ((coach, mine), (learner, theirs)):
        row.answers |= answers
        row.save(update_fields=["answers"])

    assert names_found(world, learner) == []


def test_what_only_warns_is_read_first_and_accepted_with_a_reason(world: World) -> None:
    matched_by(world, same_institution="warn")
    coach, learner = coach_and_learner(world)

    assert names_found(world, learner) == [("Amal", [LABEL])]
    with pytest.raises(WarnedOf, match="Read what speaks against it first"):
        ask(world, learner, coach)
    request = asked_anyway(world, learner, coach)
    with pytest.raises(Refused, match="nobody has accepted that yet: The same workplace"):
        open_chosen_pair(by=SYSTEM, mentor=coach, mentee=learner)
    for_coach = get_request(viewer=actor_of(world.amal), request=request)
    assert [str(rule.label) for rule in for_coach.warnings] == [LABEL]
    assert get_request(viewer=actor_of(world.bela), request=request).warnings == ()
    with pytest.raises(Refused, match="Say why it is right for you") as refusal:
        accept_request(by=actor_of(world.amal), request=request, charter=world.charter, why=" ")
    assert refusal.value.field == "why"
    assert Partnership.objects.count() == 0

    accept_request(by=actor_of(world.amal), request=request, charter=world.charter, why=WHY)

    assert Partnership.objects.count() == 1
    (waiver,) = Waiver.objects.all()
    assert (waiver.rule, waiver.accepted_by, waiver.mentor, waiver.mentee) == (
        "same_institution",
        world.amal,
        coach,
        learner,
    )
    assert EventRow.objects.filter(name="RuleWaived").count() == 1
    assert get_request(viewer=actor_of(world.amal), request=again(request)).warnings == ()


def test_the_group_reads_who_accepted_a_warning_and_why_and_cannot_undo_it(world: World) -> None:
    matched_by(world, same_institution="warn")
    coach, learner = coach_and_learner(world)
    stranger = make_application(world, make_person("Cai"))
    chris = actor_of(world.chris)
    hold_pair(by=chris, joining_point=world.joining_point, mentor=coach, mentee=stranger)
    request = asked_anyway(world, learner, coach)
    accept_request(by=actor_of(world.amal), request=request, charter=world.charter, why=WHY)

    chosen, held = list_decided(viewer=chris, joining_point=world.joining_point).rows

    assert (str(chosen.said), chosen.about, chosen.decided_by, chosen.may_undo) == (
        "Accepted by whoever was asked",
        ("Amal and Bela",),
        "Amal",
        None,
    )
    assert [(str(one.rule), one.accepted_by, one.reason) for one in chosen.accepted] == [
        (LABEL, "Amal", WHY)
    ]
    assert held.may_undo is not None
    undo_decision(by=chris, logged_decision=LoggedDecision.objects.get(kind="hold"))
    assert Waiver.objects.filter(ended_by=None).count() == 1


def test_a_coordinator_may_accept_it_before_anybody_asks(world: World) -> None:
    matched_by(world, same_institution="block")
    coach, learner = coach_and_learner(world)
    waive_rules(
        by=actor_of(world.chris),
        joining_point=world.joining_point,
        mentor=coach,
        mentee=learner,
        reason=WHY,
    )

    assert names_found(world, learner) == [("Amal", [])]
    accept_request(
        by=actor_of(world.amal), request=again(ask(world, learner, coach)), charter=world.charter
    )
    assert Partnership.objects.count() == 1


def test_a_declined_request_lets_no_rule_go(world: World) -> None:
    matched_by(world, same_institution="warn")
    request = asked_anyway(world, *reversed(coach_and_learner(world)))

    decline_request(by=actor_of(world.amal), request=request)

    assert Waiver.objects.count() == 0


def test_nothing_is_accepted_where_a_rule_forbids_or_none_warns(world: World) -> None:
    matched_by(world, same_institution="block")
    coach, learner = coach_and_learner(world)
    amal = actor_of(world.amal)

    accept_warnings(by=amal, asked=coach, others=[learner], why=WHY)
    matched_by(world, same_institution="off")
    accept_warnings(by=amal, asked=fresh(coach), others=[fresh(learner)], why=WHY)

    assert Waiver.objects.count() == 0


def test_nobody_accepts_a_warning_for_somebody_else(world: World) -> None:
    coach, learner = coach_and_learner(world)

    with pytest.raises(NotAllowed):
        accept_warnings(by=actor_of(world.bela), asked=coach, others=[learner], why=WHY)


def three_of_one_school(world: World) -> list[Application]:
    people = [peer(pooled(world), who) for who in (world.amal, world.bela, make_person("Cai"))]
    for one in people:
        one.answers["institution"] = "Ysgol Dewi"
        one.save(update_fields=["answers"])
    return people


def test_each_of_three_peers_who_was_asked_accepts_what_warns_of_them(world: World) -> None:
    matched_by(world, same_institution="warn")
    amal, bela, cai = map(fresh, three_of_one_school(world))
    asking = {
        "by": actor_of(world.amal),
        "application": amal,
        "codes": [code_of(bela), code_of(cai)],
        "words": WORDS,
        "charter": world.charter,
    }
    with pytest.raises(WarnedOf):
        name_peers(**asking)
    request = name_peers(**asking, read=["same_institution"])
    with pytest.raises(Refused, match="nobody has accepted that yet"):
        open_chosen_peers(by=SYSTEM, peers=[amal, bela, cai])

    for one in (bela, cai):
        accept_request(
            by=actor_of(owner(one)), request=again(request), charter=world.charter, why=WHY
        )

    assert Partnership.objects.get().members.count() == 3
    pairs = {(row.accepted_by, row.mentor, row.mentee) for row in Waiver.objects.all()}
    assert pairs == {
        (bela.person, bela, amal),
        (bela.person, bela, cai),
        (cai.person, cai, amal),
    }


def test_a_code_of_somebody_whom_a_rule_forbids_is_nobodys(world: World) -> None:
    matched_by(world, same_institution="block")
    amal, bela, cai = map(fresh, three_of_one_school(world))

    with pytest.raises(Refused, match="Nobody who can be asked has this code"):
        name_peers(
            by=actor_of(world.amal),
            application=amal,
            codes=[code_of(bela)],
            words=WORDS,
            charter=world.charter,
        )
    with pytest.raises(Refused, match="These people cannot be paired"):
        open_chosen_peers(by=SYSTEM, peers=[amal, bela, cai])


def test_peers_who_choose_each_other_may_be_warned(world: World) -> None:
    pooled(world)
    world.scheme.settings = {"matching_mode": "coordinated"}
    offered = dict(MatchingForm(scheme=world.scheme).fields["rules.too_far"].choices)  # type: ignore[attr-defined]  # a choice field
    world.scheme.settings = {"matching_mode": "mutual"}

    chosen = dict(MatchingForm(scheme=world.scheme).fields["rules.too_far"].choices)  # type: ignore[attr-defined]  # a choice field

    assert (list(offered), list(chosen)) == (["block", "off"], ["block", "warn", "off"])


def test_warnings_are_read_and_accepted_on_the_pages(world: World) -> None:
    matched_by(world, same_institution="warn")
    coach, learner = coach_and_learner(world)
    seeker, asked = browser(learner), browser(coach)

    listed = words(seeker.get(f"/applications/{learner.id.hex}/choosing/").text)
    assert "A rule of the scheme warns The same workplace." in listed
    page = f"/profiles/{Profile.objects.get().id.hex}/"
    assert "What speaks against it The same workplace. Mentoring" in words(seeker.get(page).text)
    unread = seeker.post(page, {"words": WORDS, "charter": "1"})
    assert (unread.status_code, WORDS in unread.text) == (422, True)
    assert 'name="read" value="same_institution"' in unread.text
    seeker.post(page, {"words": WORDS, "charter": "1", "read": "same_institution"})

    address = f"/requests/{Request.objects.get().id.hex}/"
    shown_to = words(asked.get(address).text)
    assert "You may say yes all the same, and say why." in shown_to
    refused = asked.post(f"{address}accept/", {"charter": "1", "why": ""})
    assert refused.status_code == 422
    assert "Say why it is right for you all the same." in words(refused.text)
    long = asked.post(f"{address}accept/", {"charter": "1", "why": WHY * 40})
    assert (long.status_code, WHY in long.text) == (422, True)
    asked.post(f"{address}accept/", {"charter": "1", "why": WHY})
    assert Partnership.objects.count() == 1
    assert WHY not in seeker.get(address).text


def test_peers_read_warnings_beside_the_codes(world: World) -> None:
    matched_by(world, same_institution="warn")
    amal, bela, _cai = three_of_one_school(world)
    page = f"/applications/{amal.id.hex}/choosing/together/"
    typed = {"code": code_of(bela), "words": WORDS, "charter": "1"}
    client = browser(amal)

    warned = client.post(page, typed)

    assert (warned.status_code, WORDS in warned.text) == (422, True)
    assert "What speaks against it The same workplace." in words(warned.text)
    client.post(page, typed | {"read": "same_institution"})
    assert Request.objects.count() == 1
