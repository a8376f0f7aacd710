import pytest
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.ids import new_public_id
from compagnon.core.models import DataKey
from compagnon.core.retired import settle
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.changes.reflection import (
    delete_reflection,
    revise_reflection,
    share_reflection,
    unshare_reflection,
    write_reflection,
)
from compagnon.partnerships.models import Partnership, Reflection, SharedReflection
from compagnon.partnerships.queries.reflection import Journal, get_journal, get_reflection
from compagnon.privacy.changes import erase_person
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_views import as_person, page, url
from tests.partnerships.test_workspace import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(world: World, partnership: Partnership) -> Reflection:
    """What Bela wrote for herself."""
    return write_reflection(
        by=actor_of(world.bela), partnership=partnership, moment="after", text="I dread Fridays"
    )


def amals_view(world: World, entry: Reflection) -> Journal:
    return get_journal(viewer=actor_of(world.amal), partnership=entry.partnership)


def address(entry: Reflection, rest: str = "") -> str:
    return f"/reflections/{entry.id.hex}/{rest}"


@pytest.mark.requirement("ALL-77")
@pytest.mark.requirement("ALL-04")
def test_an_entry_is_its_authors_alone_under_the_authors_own_key(
    world: World, entry: Reflection
) -> None:
    assert [
        one.text
        for one in get_journal(viewer=actor_of(world.bela), partnership=entry.partnership).own
    ] == ["I dread Fridays"]
    assert amals_view(world, entry) == Journal(own=[], shared=[])
    with pytest.raises(Closed):
        get_reflection(viewer=actor_of(world.amal), reflection=entry)
    with pytest.raises(NotAllowed, match="Only whoever wrote"):
        share_reflection(by=actor_of(world.amal), reflection=entry)
    keys = DataKey.objects.filter(author_id=world.bela.id)
    assert [(key.scope_kind, key.scope_id) for key in keys] == [("person", world.bela.id)]


def test_an_entry_is_shared_told_of_once_and_kept_private_again(
    world: World, entry: Reflection
) -> None:
    bela = actor_of(world.bela)
    share_reflection(by=bela, reflection=entry)
    share_reflection(by=bela, reflection=entry)
    assert [one.text for one in amals_view(world, entry).shared] == ["I dread Fridays"]
    told = Message.objects.filter(kind="partnerships/reflection_shared")
    assert list(told.values_list("address", flat=True)) == ["amal@example.org"]

    row = SharedReflection.objects.get()
    unshare_reflection(by=bela, reflection=entry)
    unshare_reflection(by=bela, reflection=entry)
    settle()
    row.save(force_insert=True)

    assert amals_view(world, entry).shared == []


def test_a_sharing_that_nobody_sealed_shares_nothing(world: World, entry: Reflection) -> None:
    SharedReflection.objects.create(
        reflection=entry, partnership=entry.partnership, shared_at=NOW, seal=b""
    )

    assert amals_view(world, entry).shared == []


def test_an_entry_shared_in_one_partnership_is_not_there_in_another(
    world: World, entry: Reflection
) -> None:
    share_reflection(by=actor_of(world.bela), reflection=entry)
    entry.refresh_from_db()
    Reflection.objects.filter(pk=entry.pk).update(
        partnership=Partnership.objects.create(
            organisation=world.organisation,
            joining_point=world.joining_point,
            proposal_id=new_public_id(),
            opened_at=NOW,
            planned_end_on=NOW.date(),
        )
    )

    assert amals_view(world, entry).shared == []


def test_an_entry_is_worded_anew_but_never_over_another_window(
    world: World, entry: Reflection
) -> None:
    bela = actor_of(world.bela)
    revise_reflection(by=bela, reflection=entry, text="I dreaded Fridays", based_on=1)

    with pytest.raises(Refused, match="another window"):
        revise_reflection(by=bela, reflection=entry, text="Lost", based_on=1)

    assert get_reflection(viewer=bela, reflection=entry).text == "I dreaded Fridays"


def test_a_deleted_and_an_erased_entry_are_gone(world: World, entry: Reflection) -> None:
    bela = actor_of(world.bela)
    second = write_reflection(
        by=bela, partnership=entry.partnership, moment="between", text="It was fun"
    )
    for one in (entry, second):
        share_reflection(by=bela, reflection=one)
    delete_reflection(by=bela, reflection=entry)
    assert [one.text for one in amals_view(world, second).shared] == ["It was fun"]

    erase_person(by=SYSTEM, email=world.bela.email)

    assert amals_view(world, second) == Journal(own=[], shared=[])


def test_after_the_end_the_journal_is_read_and_unshared_and_no_more(
    client: Client, world: World, entry: Reflection
) -> None:
    bela = actor_of(world.bela)
    share_reflection(by=bela, reflection=entry)
    leave_partnership(by=bela, partnership=entry.partnership)
    entry.refresh_from_db()

    unshare_reflection(by=actor_of(world.bela), reflection=entry)

    with pytest.raises(NotAllowed, match="has ended"):
        share_reflection(by=actor_of(world.bela), reflection=entry)
    shown = page(as_person(client, world.bela), url(entry.partnership, "journal/"))
    assert ("I dread Fridays" in shown, "Keep it for myself" in shown) == (True, False)


def test_the_pages_of_a_journal(client: Client, world: World, partnership: Partnership) -> None:
    as_person(client, world.bela)
    assert "No entry yet" in page(client, url(partnership, "journal/"))
    empty = client.post(url(partnership, "journal/write/"), {"text": "", "moment": "after"})
    client.post(url(partnership, "journal/write/"), {"text": "I dread it", "moment": "after"})
    entry = Reflection.objects.get()
    assert "Share this entry" in page(client, address(entry))
    typed = {"text": "I dreaded it", "based_on": "1"}
    first, second = (client.post(address(entry), typed) for _count in range(2))
    client.post(address(entry, "share/"))

    assert [one.status_code for one in (empty, first, second)] == [422, 303, 422]
    assert "What you wrote in the other window" in second.content.decode()
    assert "Keep it private again" in page(client, address(entry))
    assert "Shared" in page(client, url(partnership, "journal/"))
    as_person(client, world.amal)
    assert "I dreaded it" in page(client, url(partnership, "journal/"))
    assert client.get(address(entry)).status_code == 403
    as_person(client, world.bela)
    client.post(address(entry, "unshare/"))
    client.post(address(entry, "delete/"))
    assert "No entry yet" in page(client, url(partnership, "journal/"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_journal_takes_as_many_queries_for_one_entry_as_for_three(
    client: Client, world: World, partnership: Partnership, count: int
) -> None:
    for person in (world.amal, world.bela):
        for number in range(count):
            row = write_reflection(
                by=actor_of(person), partnership=partnership, moment="after", text=str(number)
            )
            share_reflection(by=actor_of(person), reflection=row)
    as_person(client, world.bela)

    assert len(asked(client, url(partnership, "journal/"))) == 11
