"""Two matches of groups beside each other: who is with whom instead of whom, who lost a place, and by what settings."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.accounts.models import Person
from compagnon.matching.changes.circle_word import forbid_together
from compagnon.matching.models import Run
from compagnon.matching.rules.difference import Change, Kind, Place
from compagnon.matching.rules.group_difference import group_difference
from compagnon.matching.rules.stored import StoredResult
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from tests.cast import NOW, World, actor_of
from tests.matching.pages import at, plain
from tests.matching.pool import as_pool, gathered, make_circle_room, peer, with_circles
from tests.matching.reading import read as words_of

pytestmark = pytest.mark.django_db
WHOLE = "(score 100 of 100)"


def read(client: Client, address: str) -> str:
    return plain(words_of(client, address))


def result(*groups: tuple[str, int], alone: str = "", leaders: str = "") -> StoredResult:
    """Return what a run found: the groups by the letters of their people, and whoever is left out."""
    made = [
        {"ids": list(ids), "facilitator": ids[0] if ids[0] in leaders else "", "score": score}
        for ids, score in groups
    ]
    left = [{"person_id": key, "side": "mentor" if key in leaders else "mentee"} for key in alone]
    found: Any = {"pairs": [], "unplaced": [], "groups": made, "alone": left}
    return found


def later(world: World, *, circles: bool = False) -> Run:
    """Return a run computed a minute after the one before, though the clock stands still."""
    count = Run.objects.count()
    run = gathered(world, circles=circles)
    run.started_at = NOW + timedelta(minutes=count)
    run.save(update_fields=["started_at"])
    return run


def test_what_became_of_everybody_is_told_losses_first_and_those_who_stay_together_as_one() -> None:
    before = result(("abc", 6000), ("de", 5000), ("fg", 4000), alone="hi")
    after = result(("abh", 7000), ("dj", 5500), ("fg", 4000), alone="ci")

    found = group_difference(before, after)

    assert found.changes == (
        Change(Kind.LOST, ("c",), "mentee", was=Place(("a", "b"), 6000)),
        Change(Kind.GAINED, ("h",), "mentee", now=Place(("a", "b"), 7000)),
        Change(Kind.MOVED, ("a", "b"), "", Place(("c",), 6000), Place(("h",), 7000)),
        Change(Kind.MOVED, ("d",), "", Place(("e",), 5000), Place(("j",), 5500)),
        Change(Kind.LEFT, ("e",), "mentee", was=Place(("d",), 5000)),
        Change(Kind.JOINED, ("j",), "mentee", now=Place(("d",), 5500)),
    )
    assert (found.kept, found.added, found.removed) == (1, 2, 2)
    assert (found.gained, found.lost, found.total) == (1, 1, 1500)


def test_of_a_circle_it_is_told_who_facilitates() -> None:
    before = result(("abc", 6000), alone="d", leaders="ad")

    found = group_difference(before, result(("dbc", 5000), alone="a", leaders="ad"))

    assert found.changes == (
        Change(Kind.LOST, ("a",), "mentor", was=Place(("b", "c"), 6000)),
        Change(Kind.GAINED, ("d",), "mentor", now=Place(("b", "c"), 5000)),
        Change(Kind.MOVED, ("b", "c"), "", Place(("a",), 6000), Place(("d",), 5000)),
    )


def test_two_matches_of_peers_stand_beside_each_other(chris: Client, world: World) -> None:
    as_pool(world, has_trios=False)
    amal, bela = (peer(world, name) for name in ("Amal", "Bela"))
    first = later(world)
    assert "This is the first match" in read(chris, at(first, "run_changes"))
    two = {amal.id, bela.id}
    forbid_together(by=actor_of(world.chris), run=first, application_id=amal.id, two=two)
    peer(world, "Efa")
    second = later(world)

    page = read(chris, at(second, "run_changes"))

    together = _name_beside_efa(second)
    other = {"Amal": "Bela", "Bela": "Amal"}[together]
    assert "groups as before 0 new groups 1 groups gone 1" in page
    assert "people gained a place 0 people lost a place 1" in page
    assert f"{other} Peer: in no group any more In the other match: with {together} {WHOLE}" in page
    assert (
        f"{together} Together with others In the other match: with {other} {WHOLE} In this match: with Efa {WHOLE}"
        in page
    )
    assert f"Efa Peer: new in the match In this match: with {together} {WHOLE}" in page
    assert "How well they suit each other" in page
    back = read(chris, f"{at(first, 'run_changes')}?against={second.id.hex}")
    assert f"{other} Peer: in a group now In this match: with {together} {WHOLE}" in back
    assert f'href="{at(second, "run_changes")}"' in chris.get(at(second)).text


def _name_beside_efa(run: Run) -> str:
    assert run.result is not None
    (group,) = run.result["groups"]
    rows = Application.objects.filter(pk__in=group["ids"]).exclude(person__name="Efa")
    return rows.get().person.name


def test_the_same_question_puts_the_same_people_together(chris: Client, world: World) -> None:
    as_pool(world)
    for name in ("Amal", "Bela"):
        peer(world, name)
    later(world)

    page = read(chris, at(later(world), "run_changes"))

    assert "Nothing changed The same people stand in the same groups." in page


def test_whoever_goes_on_without_a_third_is_with_nobody_else(chris: Client, world: World) -> None:
    as_pool(world)
    people = {name: peer(world, name) for name in ("Amal", "Bela", "Efa")}
    later(world)
    Application.objects.filter(pk=people["Efa"].pk).update(state="withdrawn")

    page = read(chris, at(later(world), "run_changes"))

    assert f"Together with others In the other match: with Efa {WHOLE}" in page
    assert f"In this match: with nobody else {WHOLE}" in page
    assert "Efa Peer: no longer in the match" in page


def test_two_matches_of_circles_are_told_of_by_role_and_size(chris: Client, world: World) -> None:
    people = make_circle_room(world)
    later(world, circles=True)
    with_circles(world, least=2, most=4)
    Application.objects.filter(pk=people["Amal"].pk).update(state="withdrawn")
    peer(world, "Huw")

    page = read(chris, at(later(world, circles=True), "run_changes"))

    assert "Settings that differ" in page
    assert "How many are together 3 to 4 2 to 4" in page
    assert "Amal Facilitator: no longer in the match" in page
    assert "Huw Facilitator: new in the match" in page
    assert "Together with others In the other match: with Amal (score" in page


def test_whether_peers_may_be_three_is_told(chris: Client, world: World) -> None:
    as_pool(world)
    for name in ("Amal", "Bela", "Efa"):
        peer(world, name)
    later(world)
    as_pool(world, has_trios=False)

    page = read(chris, at(later(world), "run_changes"))

    assert "How many are together Two, or three if somebody is left over Two" in page
    assert "Peer: in no group any more" in page


def test_nobody_is_named_beside_whom_the_reader_leaves_to_others(
    chris: Client, efa: Client, world: World
) -> None:
    as_pool(world)
    hers = peer(world, "Chris")
    people = {name: peer(world, name) for name in ("Amal", "Bela")}
    later(world)
    Application.objects.filter(pk=people["Amal"].pk).update(state="withdrawn")
    run = later(world)

    own, theirs = (read(client, at(run, "run_changes")) for client in (chris, efa))

    assert hers.person.name in theirs
    assert "Bela" in theirs
    assert "Bela" not in own
    assert "score 100" not in own
    assert "Hidden from you: your own application" in own

    person = Person.objects.get(name="Efa")
    declare_interest(by=actor_of(person), application=people["Bela"])
    assert "Bela" not in read(efa, at(run, "run_changes"))


@pytest.mark.parametrize("count", [2, 6])
def test_comparing_takes_as_many_queries_for_many_groups_as_for_one(
    chris: Client, world: World, count: int
) -> None:
    as_pool(world)
    people = [peer(world, f"Peer{number}") for number in range(count)]
    later(world)
    Application.objects.filter(pk=people[0].pk).update(state="withdrawn")
    peer(world, "Huw")
    run = later(world)

    with CaptureQueriesContext(connection) as queries:
        read(chris, at(run, "run_changes"))

    assert len(queries) == 12
