from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.partnerships.changes.agreement import Overtaken, sign_agreement, write_agreement
from compagnon.partnerships.models import Agreement, Partnership, Signature
from compagnon.partnerships.queries.agreement import get_agreement
from tests.cast import World, actor_of
from tests.partnerships.conftest import TERMS

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("LSIS-11")
@pytest.mark.requirement("ALL-61")
@pytest.mark.requirement("ALL-62")
@pytest.mark.requirement("ALL-64")
@pytest.mark.requirement("LSIS-31")
@pytest.mark.requirement("LSIS-45")
def test_write_agreement_keeps_what_the_pair_agreed(world: World, partnership: Partnership) -> None:
    write_agreement(by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=0)

    seen = get_agreement(viewer=actor_of(world.bela), partnership=partnership)

    assert seen is not None
    assert (seen.version, seen.terms) == (1, TERMS)
    assert [str(label) for label in seen.focus_labels] == ["Assessment", "Leadership"]
    assert (str(seen.frequency_label), str(seen.mode_label)) == ("Once each half term", "Online")


@pytest.mark.requirement("LSIS-44")
def test_an_agreement_is_in_force_once_both_have_signed(
    world: World, partnership: Partnership
) -> None:
    agreement = write_agreement(
        by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=0
    )
    before = get_agreement(viewer=actor_of(world.bela), partnership=partnership)

    sign_agreement(by=actor_of(world.bela), agreement=agreement)
    sign_agreement(by=actor_of(world.bela), agreement=agreement)

    after = get_agreement(viewer=actor_of(world.bela), partnership=partnership)
    assert before is not None
    assert after is not None
    assert (before.is_in_force, before.is_signed_by_viewer) == (False, False)
    assert (after.is_in_force, after.is_signed_by_viewer) == (True, True)
    assert [signature.name for signature in after.signatures] == ["Amal", "Bela"]
    assert Signature.objects.count() == 2
    assert list(EventRow.objects.order_by("id").values_list("name", flat=True)) == [
        "AgreementWritten",
        "AgreementSigned",
    ]


@pytest.mark.requirement("ALL-15")
def test_write_agreement_leaves_no_word_in_the_database(world: World, agreement: Agreement) -> None:
    row = Agreement.objects.get()

    stored = b"".join(
        bytes(getattr(row, name))
        for name in (
            "focus_areas",
            "focus_note",
            "mentor_responsibilities",
            "mentee_responsibilities",
        )
    )
    for word in (b"assessment", b"corridor", b"kettle", b"riddle"):
        assert word not in stored


def test_write_agreement_never_overwrites_what_the_partner_wrote(
    world: World, partnership: Partnership, agreement: Agreement
) -> None:
    with pytest.raises(Overtaken, match="has written a newer version"):
        write_agreement(by=actor_of(world.bela), partnership=partnership, terms=TERMS, based_on=0)

    assert Agreement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_are_told_of_each_other(
    world: World, partnership: Partnership
) -> None:
    start = Barrier(2)

    def writes(actor: Actor) -> str:
        start.wait()
        try:
            write_agreement(by=actor, partnership=partnership, terms=TERMS, based_on=0)
        except Overtaken:
            return "overtaken"
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(writes, [actor_of(world.amal), actor_of(world.bela)]))

    assert sorted(said) == ["overtaken", "written"]
    assert Agreement.objects.count() == 1


def test_a_new_version_asks_both_to_sign_again(
    world: World, partnership: Partnership, agreement: Agreement
) -> None:
    terms = replace(TERMS, ends_on=date(2027, 6, 25))
    write_agreement(by=actor_of(world.bela), partnership=partnership, terms=terms, based_on=1)

    seen = get_agreement(viewer=actor_of(world.amal), partnership=partnership)
    partnership.refresh_from_db()
    assert seen is not None
    assert (seen.version, seen.is_in_force, seen.is_signed_by_viewer) == (2, False, False)
    assert partnership.planned_end_on == date(2027, 6, 25)
    with pytest.raises(Refused, match="There is a newer version"):
        sign_agreement(by=actor_of(world.amal), agreement=agreement)


@pytest.mark.parametrize(
    ("review_on", "ends_on", "field", "said"),
    [
        (date(2026, 9, 14), date(2027, 5, 28), "review_on", "Choose a day to come"),
        (date(2027, 1, 15), date(2027, 1, 15), "ends_on", "The end comes after the review"),
    ],
)
def test_write_agreement_refuses_dates_that_make_no_sense(
    world: World, partnership: Partnership, review_on: date, ends_on: date, field: str, said: str
) -> None:
    terms = replace(TERMS, review_on=review_on, ends_on=ends_on)

    with pytest.raises(Refused, match=said) as refusal:
        write_agreement(by=actor_of(world.amal), partnership=partnership, terms=terms, based_on=0)

    assert refusal.value.field == field


@pytest.mark.parametrize("who", ["chris", "dana"])
def test_an_agreement_is_not_there_for_anybody_else(
    world: World, partnership: Partnership, agreement: Agreement, who: str
) -> None:
    stranger = actor_of(getattr(world, who))

    with pytest.raises(Closed):
        get_agreement(viewer=stranger, partnership=partnership)
    with pytest.raises(NotAllowed):
        sign_agreement(by=stranger, agreement=agreement)
    with pytest.raises(NotAllowed):
        write_agreement(by=stranger, partnership=partnership, terms=TERMS, based_on=1)


def test_there_is_no_agreement_before_the_first(world: World, partnership: Partnership) -> None:
    assert get_agreement(viewer=actor_of(world.amal), partnership=partnership) is None


@pytest.mark.requirement("ALL-78")
@pytest.mark.requirement("ALL-73")
@pytest.mark.requirement("NF-25")
@pytest.mark.requirement("ALL-70")
@pytest.mark.requirement("ALL-80")
@pytest.mark.requirement("NF-35")
@pytest.mark.parametrize(
    ("key", "shown"), [("mentor", "Mentor"), ("mentee", "Mentee"), ("turns", "In turns")]
)
def test_two_agree_on_minutes_contact_boundaries_challenge_and_depth(
    client: Client, world: World, partnership: Partnership, key: str, shown: str
) -> None:
    client.force_login(world.bela)
    address = f"/partnerships/{partnership.id.hex}/agreement/"
    typed = {
        **{name: value for name, value in asdict(TERMS).items() if name != "focus_areas"},
        "focus_areas": list(TERMS.focus_areas),
        "minutes_by": key,
        "contact": "By message, within three days",
        "off_limits": "My marriage",
        "challenge": "strong",
        "depth": "person",
        "based_on": "0",
    }

    assert client.post(address, typed).status_code == 303

    agreed = get_agreement(viewer=actor_of(world.amal), partnership=partnership)
    assert agreed is not None
    read = client.get(f"/agreements/{agreed.id.hex}/").content.decode()
    words = (
        shown,
        "within three days",
        "My marriage",
        "being held to what I said",
        "Who I am in this profession",
        "Writes down what was decided",
    )
    assert [one for one in words if one not in read] == []
    assert "My marriage" in client.get(address).content.decode()
