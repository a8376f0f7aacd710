"""Whoever declared an interest in an applicant neither sees nor decides what the matching says of them."""

import pytest
from django.test import Client

from compagnon.core.errors import NotAllowed, Refused
from compagnon.matching.changes.pair_rule import forbid_pair, lift_pair_rule, pin_pair
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import PairRule, Proposal
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint
from tests.matching.pages import address
from tests.matching.reading import read
from tests.matching.released import ANSWER_BY, Room, make_room
from tests.matching.room import computed_run

pytestmark = pytest.mark.django_db
HIDDEN = "Hidden from you: your own application, or one in which you declared an interest."


def keep_out(world: World, application: Application) -> None:
    declare_interest(by=actor_of(world.chris), application=application)


def test_a_pair_with_them_is_not_decided(
    world: World, two: tuple[Application, Application], efa: Client
) -> None:
    mentor, mentee = two
    keep_out(world, mentor)

    for change in (pin_pair, forbid_pair):
        with pytest.raises(NotAllowed, match="in which you declared an interest"):
            change(
                by=actor_of(world.chris),
                joining_point=world.joining_point,
                mentor=mentor,
                mentee=mentee,
            )
    rule = PairRule.objects.create(
        joining_point=world.joining_point,
        mentor=mentor,
        mentee=mentee,
        kind=PairRule.Kind.FORBID,
        decided_by=world.dana,
        decided_at=mentor.submitted_at,
    )
    with pytest.raises(NotAllowed, match="in which you declared an interest"):
        lift_pair_rule(by=actor_of(world.chris), pair_rule=rule)


def test_the_pages_of_a_match_hide_them(
    chris: Client, efa: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    PairRule.objects.create(
        joining_point=world.joining_point,
        mentor=two[0],
        mentee=two[1],
        kind=PairRule.Kind.FORBID,
        decided_by=world.dana,
        decided_at=two[0].submitted_at,
    )
    keep_out(world, two[0])

    for page in (f"/runs/{run.id.hex}/", address(world, "decisions/")):
        hers, theirs = read(chris, page), read(efa, page)
        assert ("Amal" in hers, "Bela" in hers) == (False, False)
        assert ("Amal" in theirs, "Bela" in theirs) == (True, True)
        assert HIDDEN in hers


def test_their_letters_and_answers_are_hidden_and_others_release(
    chris: Client, world: World
) -> None:
    room: Room = make_room(world)
    appoint(world.dana, Appointment.Role.COORDINATOR, world.scheme)
    dana = Client()
    dana.force_login(world.dana)
    keep_out(world, room.amal)
    letters = f"/runs/{room.run.id.hex}/letters/"

    assert "This proposal is hidden from you" in read(chris, letters)
    assert "This proposal is hidden from you" not in read(dana, letters)
    assert "Left to another member of the group: 1" in read(chris, letters)
    assert "Nobody else of the Coordination Group" not in read(chris, letters)
    release_run(by=actor_of(world.chris), run=room.run, answer_by=ANSWER_BY)
    assert [one.mentor for one in Proposal.objects.all()] == [room.efa]
    with pytest.raises(Refused, match="no pair here that you can release"):
        release_run(by=actor_of(world.chris), run=room.run, answer_by=ANSWER_BY)

    release_run(by=actor_of(world.dana), run=room.run, answer_by=ANSWER_BY)
    assert Proposal.objects.filter(mentor=room.amal, release__released_by=world.dana).count() == 1
    answers = f"/joining-points/{world.joining_point.id.hex}/answers/"
    assert "Bela" not in read(chris, answers)
    assert "Bela" in read(dana, answers)
