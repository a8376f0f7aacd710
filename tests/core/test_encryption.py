from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from compagnon.core import sealing
from compagnon.core.encryption import master, opening
from compagnon.core.encryption.fields import Confidential
from compagnon.core.encryption.opening import Closed, Grant, grants, write_text
from compagnon.core.encryption.scope import Scope
from compagnon.core.encryption.tokens import Unreadable, decrypt, encrypt
from compagnon.core.models import DataKey
from compagnon.partnerships.models import Meeting, Minutes
from tests.cast import World, make_partnership, make_world

KEY, PLACE = b"k" * 32, b"place"
AUTHOR, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize("text", ["", "a", "ŵ" * 300, "x" * 5000])
def test_a_token_opens_with_its_key_in_its_place(text: str) -> None:
    assert decrypt(KEY, encrypt(KEY, text.encode(), PLACE), PLACE).decode() == text


def test_a_token_does_not_show_how_short_the_text_is() -> None:
    assert len(encrypt(KEY, b"yes", PLACE)) == len(encrypt(KEY, b"no, and here is why" * 10, PLACE))


@pytest.mark.parametrize(
    "token",
    [
        encrypt(b"o" * 32, b"text", PLACE),
        encrypt(KEY, b"text", b"elsewhere"),
        b"\x02" + encrypt(KEY, b"text", PLACE)[1:],
        encrypt(KEY, b"text", PLACE)[:-1],
        b"\x01",
        b"",
    ],
)
def test_any_other_token_is_refused(token: bytes) -> None:
    with pytest.raises(Unreadable):
        decrypt(KEY, token, PLACE)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def minutes(world: World) -> Minutes:
    meeting = Meeting.objects.create(
        partnership=make_partnership(world),
        state=Meeting.State.HELD,
        held_on=datetime(2026, 9, 10, tzinfo=UTC).date(),
        length_minutes=30,
    )
    row = Minutes(meeting=meeting)
    write_text(row, author_id=AUTHOR, texts={"next_items": "the quiet table", "activities": ""})
    row.save()
    return row


@pytest.mark.django_db
def test_grant_opens_what_was_written(minutes: Minutes) -> None:
    assert Grant(minutes.scope()).read(minutes, "next_items") == "the quiet table"


@pytest.mark.django_db
def test_many_rows_are_written_with_each_key_asked_for_once(
    minutes: Minutes, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [Minutes(meeting=minutes.meeting) for _ in range(3)]
    known: opening.KeyRing = {}
    with django_assert_num_queries(1):
        for row in rows:
            write_text(
                row, author_id=AUTHOR, texts={"next_items": "again", "activities": ""}, known=known
            )

    assert list(known) == [(minutes.scope(), AUTHOR)]
    grant = Grant(minutes.scope())
    assert {grant.read(row, "next_items") for row in rows} == {"again"}


@pytest.mark.django_db
def test_grants_open_each_scope_by_itself_with_one_query(
    minutes: Minutes, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    empty = Scope("partnership", UUID(int=9), UUID(int=3))

    with django_assert_num_queries(1):
        found = grants("partnership", [minutes.scope(), empty])

    assert found[minutes.scope().id].read(minutes, "next_items") == "the quiet table"
    with pytest.raises(Closed):
        found[empty.id].read(minutes, "next_items")


@pytest.mark.django_db
def test_grant_of_another_scope_opens_nothing(minutes: Minutes) -> None:
    other = Scope("partnership", UUID(int=9), minutes.scope().organisation_id)

    with pytest.raises(Closed, match="cannot be opened"):
        Grant(other).read(minutes, "next_items")


@pytest.mark.django_db
def test_grant_opens_no_older_version_put_back(minutes: Minutes) -> None:
    old = bytes(minutes.next_items)
    write_text(minutes, author_id=AUTHOR, texts={"next_items": "something else", "activities": ""})
    minutes.next_items = old

    with pytest.raises(Closed):
        Grant(minutes.scope()).read(minutes, "next_items")


@pytest.mark.django_db
def test_an_empty_text_is_an_empty_column(minutes: Minutes) -> None:
    write_text(minutes, author_id=AUTHOR, texts={"next_items": "", "activities": ""})

    assert minutes.next_items == b""
    assert Grant(minutes.scope()).read(minutes, "next_items") == ""


@pytest.mark.django_db
def test_write_text_writes_a_row_whole(minutes: Minutes) -> None:
    with pytest.raises(ValueError, match="is written whole: next_items"):
        write_text(minutes, author_id=AUTHOR, texts={})


@pytest.mark.django_db
def test_shred_closes_one_author_and_leaves_the_other(minutes: Minutes) -> None:
    partner = Minutes(meeting=minutes.meeting)
    write_text(partner, author_id=OTHER, texts={"next_items": "my own words", "activities": ""})

    assert opening.shred(author_id=AUTHOR) == 1

    grant = Grant(minutes.scope())
    assert grant.read(partner, "next_items") == "my own words"
    with pytest.raises(Closed):
        grant.read(minutes, "next_items")


@pytest.mark.django_db
def test_a_data_key_moved_to_another_scope_does_not_open(minutes: Minutes) -> None:
    DataKey.objects.update(scope_id=UUID(int=9))

    with pytest.raises(Closed):
        Grant(Scope("partnership", UUID(int=9), minutes.scope().organisation_id))


@pytest.mark.django_db
def test_rewrap_all_moves_every_data_key_to_the_new_master(minutes: Minutes) -> None:
    with Path(settings.COMPAGNON_KEY_FILE).open("a", encoding="ascii") as file:
        new = master.new_key()
        file.write(master.key_line(new))

    assert [opening.rewrap_all(), opening.rewrap_all()] == [1, 0]
    assert DataKey.objects.get().master_key_id == new.id
    assert Grant(minutes.scope()).read(minutes, "next_items") == "the quiet table"


@pytest.mark.django_db
def test_without_the_key_file_words_are_closed_and_nothing_is_overwritten(
    minutes: Minutes, settings: object, tmp_path: Path
) -> None:
    settings.COMPAGNON_KEY_FILE = str(tmp_path / "gone")  # type: ignore[attr-defined]  # pytest-django's settings

    with pytest.raises(master.KeysMissing, match="key file of this installation is missing"):
        Grant(minutes.scope())
    with pytest.raises(master.KeysMissing):
        write_text(minutes, author_id=AUTHOR, texts={"next_items": "new words", "activities": ""})
    (tmp_path / "gone").write_text("\n", encoding="ascii")
    with pytest.raises(master.KeysMissing):
        master.current()


@pytest.mark.django_db
def test_words_wrapped_by_a_key_that_is_gone_are_closed(
    minutes: Minutes, settings: object, tmp_path: Path
) -> None:
    path = tmp_path / "another"
    path.write_text(master.key_line(master.new_key()), encoding="ascii")
    settings.COMPAGNON_KEY_FILE = str(path)  # type: ignore[attr-defined]  # pytest-django's settings

    with pytest.raises(master.KeysMissing):
        Grant(minutes.scope())


def test_derived_keys_differ_by_use() -> None:
    key = master.new_key()

    assert len({key.derive(use) for use in ("wrap", "seal", "erasure")}) == 3


def test_confidential_rows_must_say_what_they_belong_to() -> None:
    with pytest.raises(NotImplementedError):
        Confidential.scope(Minutes())


@pytest.mark.django_db
def test_a_seal_covers_exactly_the_named_columns(world: World) -> None:
    assert sealing.is_sound(world.amal)
    world.amal.name = "Amal Haddad"
    assert sealing.is_sound(world.amal)
    world.amal.email = "mallory@example.net"
    assert not sealing.is_sound(world.amal)


@pytest.mark.parametrize(
    "seal", [b"", b"no colon", b"unknown:1234", bytes(range(8)) + b":" + bytes(range(32))]
)
def test_a_seal_that_compagnon_did_not_make_does_not_hold(seal: bytes) -> None:
    assert not sealing.holds("kind", {"a": 1}, seal)
