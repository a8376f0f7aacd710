"""What a member answers in a review stands under their own key, until all read it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed, Grant, move_text, shred
from compagnon.core.models import DataKey
from compagnon.partnerships.changes.review import answer_review, open_review, write_review
from compagnon.partnerships.models import Partnership, Review, ReviewAnswer
from compagnon.partnerships.queries.review import get_review
from compagnon.partnerships.rules import ReviewWords
from compagnon.privacy.changes import erase_person
from tests.cast import World, actor_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreement")]
WORDS = ReviewWords("Louder", "More often", "Outdoors", "For the kettle")


@pytest.fixture
def review(world: World, partnership: Partnership) -> Review:
    """A review to which Amal has written and handed in, and Bela has not."""
    review = open_review(by=actor_of(world.bela), partnership=partnership)
    write_review(by=actor_of(world.amal), review=review, words=WORDS, based_on=0)
    return answer_review(by=actor_of(world.amal), review=review)


def answer_of(person: Person) -> ReviewAnswer:
    rows = ReviewAnswer.objects.select_related("review__partnership", "member")
    return rows.get(member__person=person)


def scopes_of(person: Person) -> set[str]:
    return set(DataKey.objects.filter(author_id=person.pk).values_list("scope_kind", flat=True))


@pytest.mark.requirement("ALL-15")
def test_an_answer_opens_with_its_writers_own_keys_alone_until_all_have_handed_in(
    world: World, partnership: Partnership, review: Review
) -> None:
    answer = answer_of(world.amal)
    assert (answer.is_shared, answer.scope().kind) == (False, "person")
    with pytest.raises(Closed):
        Grant(partnership.scope()).read(answer, "progress")
    assert get_review(viewer=actor_of(world.amal), review=review).own.words == WORDS

    write_review(by=actor_of(world.bela), review=review, words=ReviewWords("Mine"), based_on=0)
    answer_review(by=actor_of(world.bela), review=review)

    moved = answer_of(world.amal)
    assert (moved.is_shared, moved.scope().kind, moved.text_version) == (True, "partnership", 1)
    assert Grant(partnership.scope()).read(moved, "progress") == "Louder"
    (seen,) = get_review(viewer=actor_of(world.bela), review=review).others
    assert seen.words == WORDS


@pytest.mark.requirement("ALL-15")
@pytest.mark.parametrize("column", ["state", "is_shared"])
def test_no_column_opens_what_is_not_shared(
    world: World, partnership: Partnership, review: Review, column: str
) -> None:
    with connection.cursor() as cursor:
        if column == "state":
            cursor.execute("UPDATE partnerships_review SET state = 'shared'")
        else:
            ReviewAnswer.objects.update(is_shared=True)
            cursor.execute("UPDATE partnerships_review SET state = 'shared'")

    with pytest.raises(Closed):
        get_review(viewer=actor_of(world.bela), review=Review.objects.get(pk=review.pk))


@pytest.mark.requirement("ALL-93")
def test_erasing_the_writer_makes_it_unreadable_and_the_others_go_on(
    world: World, review: Review
) -> None:
    answer = answer_of(world.amal)
    shred(author_id=world.amal.pk)
    with pytest.raises(Closed):
        get_review(viewer=actor_of(world.amal), review=review)
    assert bytes(answer.progress)

    erase_person(by=SYSTEM, email=world.amal.email)

    assert bytes(answer_of(world.amal).progress) == b""
    assert scopes_of(world.amal) == set()


def test_what_waited_before_is_moved_under_its_writers_key(
    world: World, partnership: Partnership, review: Review
) -> None:
    before = answer_of(world.amal)
    move_text(before, is_shared=True)
    before.save()
    migration = import_module("compagnon.partnerships.migrations.0023_unshared_answers")

    migration.move_under_own_keys(apps, None)

    after = answer_of(world.amal)
    assert (after.is_shared, after.text_version) == (False, 1)
    assert get_review(viewer=actor_of(world.amal), review=review).own.words == WORDS
    with pytest.raises(Closed):
        Grant(partnership.scope()).read(after, "progress")


def test_words_that_do_not_open_are_left_where_they_are(
    world: World, partnership: Partnership, review: Review
) -> None:
    ReviewAnswer.objects.update(is_shared=True)
    before = bytes(answer_of(world.amal).progress)
    migration = import_module("compagnon.partnerships.migrations.0023_unshared_answers")

    migration.move_under_own_keys(apps, None)

    after = answer_of(world.amal)
    assert (after.is_shared, bytes(after.progress)) == (True, before)


def test_an_answer_that_is_worded_anew_moves_by_itself(
    world: World, partnership: Partnership, review: Review
) -> None:
    """Where the keys were missing when the version was changed: the next saving puts it right."""
    before = answer_of(world.amal)
    move_text(before, is_shared=True)
    before.save()

    write_review(by=actor_of(world.amal), review=review, words=ReviewWords("Softer"), based_on=1)

    after = answer_of(world.amal)
    assert (after.is_shared, after.text_version) == (False, 2)
    shown = get_review(viewer=actor_of(world.amal), review=review)
    assert shown.own.words.progress == "Softer"
