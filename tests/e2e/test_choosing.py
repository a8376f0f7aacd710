"""Choosing in a browser: every page of it is accessible on the narrowest phone and on a desk."""

import pytest

from compagnon.choosing.models import Profile, Request
from compagnon.choosing.queries.code import code_of
from tests.cast import World, make_person, make_world
from tests.choosing.test_peers import pooled, three
from tests.choosing.test_request import ask, shown
from tests.choosing.test_suggesting import guided, learner, mentors, prepare, where
from tests.choosing.test_suggesting import release as released
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import DESK, Way
from tests.matching.released import make_application

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = Way(320)
DARK = Way(390, "dark")


@pytest.fixture
def world() -> World:
    world = make_world()
    world.scheme.template = "coaching"
    world.scheme.save()
    return world


def test_looking_through_suggestions_and_reading_them_is_accessible(
    visitor: Visitor, world: World
) -> None:
    guided(world)
    mentors(world, "Amy", "Ben")
    mine = learner(world)
    prepare(world)
    group = where(world)

    assert_accessible(visitor.open(group, NARROW, person=world.chris))
    page = visitor.open(group, DARK, person=world.chris)
    page.get_by_role("button", name="Release, and write to 1 learner").click()
    page.get_by_text("1 letter is on its way.").wait_for()
    assert_accessible(page)
    for way in (NARROW, DESK):
        home = f"/applications/{mine.id.hex}/choosing/"
        assert_accessible(visitor.open(home, way, person=world.bela))


def test_peers_who_found_each_other_say_so_on_accessible_pages(
    visitor: Visitor, world: World
) -> None:
    pooled(world)
    amal, bela, cai = three(world)
    shown(bela)
    home = f"/applications/{amal.id.hex}/choosing/"
    assert_accessible(visitor.open(home, NARROW, person=world.amal))
    page = visitor.open(f"{home}together/", DARK, person=world.amal)
    assert_accessible(page)

    page.get_by_label("The code of whoever you have found").fill(code_of(bela).lower())
    page.get_by_label("The code of a third one").fill(code_of(cai))
    page.get_by_label("What would you like to work on?").fill("How we ask")
    page.get_by_role("button", name="Ask, and sign the charter").click()
    page.get_by_text("Your request is on its way.").wait_for()

    assert_accessible(page)


@pytest.mark.parametrize("way", [NARROW, DARK, DESK], ids=["narrow", "dark", "desk"])
def test_the_pages_of_choosing_are_accessible(visitor: Visitor, world: World, way: Way) -> None:
    coach = make_application(
        world, world.amal, mentor=True, region="wales", coach_expertise=["leadership"]
    )
    other = make_application(world, make_person("Efa"), mentor=True, region="london")
    learner = make_application(world, world.bela, region="london")
    for one in (coach, other):
        shown(one)
    request = ask(world, learner, coach)
    profile = Profile.objects.get(application=other)

    for path, person in (
        ("/", world.amal),
        (f"/applications/{coach.id.hex}/choosing/", world.amal),
        (f"/applications/{learner.id.hex}/choosing/", world.bela),
        (f"/profiles/{profile.id.hex}/", world.bela),
        (f"/requests/{request.id.hex}/", world.amal),
        (f"/requests/{request.id.hex}/", world.bela),
        (f"/joining-points/{world.joining_point.id.hex}/requests/", world.chris),
    ):
        assert_accessible(visitor.open(path, way, person=person))


def test_asking_and_answering_what_a_rule_warns_of_is_accessible(
    visitor: Visitor, world: World
) -> None:
    guided(world)
    world.scheme.matching = {"rules": {"same_institution": "warn"}}
    world.scheme.save()
    world.joining_point.refresh_from_db()
    people = [*mentors(world, "Amy", "Ben"), learner(world)]
    for one in people:
        one.answers["institution"] = "Ysgol Dewi"
        one.save(update_fields=["answers"])
    prepare(world)
    released(world)
    asked = Profile.objects.get(application=people[0])
    path = f"/profiles/{asked.id.hex}/"

    assert_accessible(visitor.open(path, NARROW, person=world.bela))
    page = visitor.open(path, DESK, person=world.bela)
    page.get_by_label("What would you like to work on?").fill("How we ask")
    page.get_by_role("button", name="Ask, and sign the charter").click()
    page.get_by_text("Your request is on its way.").wait_for()
    answering = f"/requests/{Request.objects.get().id.hex}/"

    assert_accessible(visitor.open(answering, NARROW, person=people[0].person))
    page = visitor.open(answering, DARK, person=people[0].person)
    page.get_by_label("Why it is right for you all the same").fill("We have not met")
    page.get_by_role("button", name="Yes, I would like that").click()
    page.get_by_text("Your partnership is open.").wait_for()
    assert_accessible(page)
