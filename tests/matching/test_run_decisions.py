import pytest
from django.test import Client

from compagnon.core.encryption.opening import write_text
from compagnon.core.ids import new_public_id
from compagnon.core.models import Submission
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import PairRule
from compagnon.recruitment.models import Application, Declaration
from tests.cast import World, actor_of
from tests.matching.pages import at, pair_at, pairs_of
from tests.matching.reading import read, words
from tests.matching.released import ANSWER_BY
from tests.matching.room import computed_run

pytestmark = pytest.mark.django_db


def test_a_pair_is_pinned_and_forbidden_where_it_stands(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    row = f"{at(run)}#pair-{two[1].id.hex}"

    pinned = chris.post(pair_at(run, *two, "pin"))
    page = read(chris, at(run))
    assert (pinned.status_code, pinned["Location"]) == (303, row)
    assert "Pinned from the next match on" in page
    assert "Take it back" in page

    again = computed_run(world)
    assert "Pinned Alike" in read(chris, at(again))
    lifted = chris.post(
        f"/pair-rules/{PairRule.objects.get().id.hex}/lift/",
        {"back": f"{again.id.hex}-{two[0].id.hex}"},
    )
    assert lifted["Location"] == (f"{at(again)}?after={two[0].id.hex}#pair-{two[1].id.hex}")
    assert "Was pinned" in read(chris, at(again))

    forbidden = chris.post(pair_at(again, *two, "forbid"), {"back": f"{again.id.hex}-"})
    assert forbidden["Location"] == f"{at(again)}#pair-{two[1].id.hex}"
    assert "Forbidden from the next match on" in read(chris, at(again))


def test_a_press_counts_once_and_looking_never(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)

    for word in ("pin", "forbid"):
        assert chris.get(pair_at(run, *two, word)).status_code == 405
    for _ in range(2):
        chris.post(pair_at(run, *two, "pin"), {"once": "token"})

    assert PairRule.objects.count() == 1
    assert Submission.objects.count() == 1


def test_a_decision_that_is_refused_says_why(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    declaration = Declaration(application=two[0])
    write_text(declaration, author_id=world.amal.pk, texts={"managers": "Bela", "conflicts": ""})
    declaration.save()

    answer = chris.post(
        pair_at(run, *two, "pin"), {"back": f"{run.id.hex}-{two[1].id.hex}"}, follow=True
    )

    assert answer.redirect_chain == [(f"{at(run)}?after={two[1].id.hex}", 303)]
    assert "Amal and Bela cannot be paired. Cannot be paired:" in words(answer.content.decode())


def test_a_decision_is_about_two_people_of_this_joining_point(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    stranger = Application(id=new_public_id())

    for pair in ((two[0], stranger), (stranger, two[1])):
        assert chris.post(pair_at(run, *pair, "pin")).status_code == 404


def test_decisions_are_taken_on_the_latest_match_only(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    first = computed_run(world)
    second = computed_run(world)

    assert "There is a later match" in read(chris, at(first))
    assert "/pin/" not in chris.get(at(first)).content.decode()
    assert "/pin/" in chris.get(at(second)).content.decode()
    computed_run(world, weights={"interests": -1})  # one that could not be made takes nothing away
    assert "/pin/" in chris.get(at(second)).content.decode()

    release_run(by=actor_of(world.chris), run=second, answer_by=ANSWER_BY)
    page = chris.get(at(second)).content.decode()
    assert "/pin/" not in page
    assert "The letters went out on 14 September 2026." in words(page)


def test_a_pair_that_is_held_waits_where_it_stands_and_in_the_letters(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    back = f"letters-{run.id.hex}-1"

    held = chris.post(pair_at(run, *two, "hold"), {"back": back})
    assert held["Location"] == f"{at(run, 'letters')}?pair=1"
    assert "Held: no letter leaves" in read(chris, at(run))
    assert "Held: no letter leaves" in read(
        chris, f"/joining-points/{world.joining_point.id.hex}/matching/decisions/"
    )
    letters = read(chris, at(run, "letters"))
    assert "There is no pair here that you can release now." in letters
    assert "Not released now: Held: no letter leaves: 1" in letters

    assert (
        pairs_of(read(chris, at(computed_run(world)))) != []
    )  # a later match is free to pair them
    lifted = chris.post(f"/pair-rules/{PairRule.objects.get().id.hex}/lift/", {"back": back})
    assert lifted["Location"] == f"{at(run, 'letters')}?pair=1"
    assert "Release 1 pair and send the letters" in read(chris, at(run, "letters"))
