import pytest
from django.db import connection
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import DataKey
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.changes.self_assessment import (
    delete_self_assessment,
    make_self_assessment,
    share_self_assessment,
    unshare_self_assessment,
)
from compagnon.partnerships.models import Partnership, SelfAssessment, SharedSelfAssessment
from compagnon.partnerships.queries.self_assessment import get_own_skills, get_self_assessment
from compagnon.partnerships.rules import Answered, Level
from compagnon.partnerships.skills import SKILLS, kind_of_skills, skilled_role
from compagnon.privacy.changes import erase_person
from compagnon.schemes.models import Scheme
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_views import as_person, page, url
from tests.partnerships.test_workspace import asked

pytestmark = pytest.mark.django_db
OWN = "/self-assessments/"


def look(
    person: Person, partnership: Partnership, level: Level, note: str = "", skill: str = "trust"
) -> SelfAssessment:
    return make_self_assessment(
        by=actor_of(person),
        partnership=partnership,
        answered=Answered({skill: level}, skill),
        note=note,
    )


def address(row: SelfAssessment, rest: str = "") -> str:
    return f"/self-assessments/{row.id.hex}/{rest}"


@pytest.mark.requirement("NF-39")
@pytest.mark.requirement("NF-74")
@pytest.mark.parametrize(
    ("role", "kind", "expected", "count"),
    [
        ("mentor", Scheme.Kind.MENTORING, "mentor", 15),
        ("mentee", Scheme.Kind.MENTORING, "mentee", 5),
        ("mentor", Scheme.Kind.COACHING, "coach", 13),
        ("mentee", Scheme.Kind.COACHING, "coachee", 4),
        ("peer", Scheme.Kind.MENTORING, "peer", 11),
        ("mentor", Scheme.Kind.PEER_COACHING, "peer", 11),
    ],
)
def test_each_role_has_its_own_skills_and_peers_have_the_same(
    role: str, kind: str, expected: str, count: int
) -> None:
    found = skilled_role(role, kind)

    assert (found, len(SKILLS[found])) == (expected, count)
    assert kind_of_skills(found) == ("" if found == "peer" else kind)


@pytest.mark.requirement("NF-50")
@pytest.mark.requirement("NF-58")
@pytest.mark.requirement("NF-64")
def test_whoever_listens_looks_at_each_part_of_listening() -> None:
    """A mentor, a coach, a peer: what the framework counts as active listening, each as a sentence of its own."""
    of_all = {"silence", "attention", "own_words", "what_is_said"}

    assert SKILLS["mentor"].keys() >= of_all | {"questions", "beliefs"}
    assert SKILLS["coach"].keys() >= of_all | {"awareness", "own_plans"}
    assert SKILLS["peer"].keys() >= of_all | {"awareness", "asking"}


@pytest.mark.requirement("NF-39")
def test_a_look_at_skills_is_its_authors_alone_and_shows_change_without_a_sum(
    world: World, partnership: Partnership
) -> None:
    for level in (Level.NOT_YET, Level.NOT_RELEVANT, Level.USUALLY):
        row = look(world.amal, partnership, level, "The blue folder")

    (growth,) = get_own_skills(viewer=actor_of(world.amal)).growths
    assert (growth.role_label, len(growth.assessments)) == ("Mentor", 3)
    assert [sorted(map(str, one.heights)) for one in growth.stairs] == [["1", "3", "None"]]
    assert [len(levels) for _text, levels in growth.rows] == [3]
    assert get_own_skills(viewer=actor_of(world.bela)).growths == []
    for other in (world.bela, world.chris, world.dana):
        with pytest.raises(Closed):
            get_self_assessment(viewer=actor_of(other), self_assessment=row)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers, note FROM partnerships_selfassessment")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert [word for word in (b"trust", b"blue") if word in stored] == []
    keys = DataKey.objects.filter(author_id=world.amal.id)
    assert [(key.scope_kind, key.scope_id) for key in keys] == [("person", world.amal.id)]


def test_it_is_shared_told_of_once_and_kept_private_again(
    world: World, partnership: Partnership
) -> None:
    row, amal = look(world.amal, partnership, Level.SOMETIMES), actor_of(world.amal)
    with pytest.raises(NotAllowed, match="Only whoever wrote"):
        share_self_assessment(by=actor_of(world.bela), self_assessment=row)
    for _count in range(2):
        share_self_assessment(by=amal, self_assessment=row)

    assert [one.id for one in get_own_skills(viewer=actor_of(world.bela)).shared] == [row.id]
    told = Message.objects.filter(kind="partnerships/self_assessment_shared")
    assert list(told.values_list("address", flat=True)) == ["bela@example.org"]
    for _count in range(2):
        unshare_self_assessment(by=amal, self_assessment=row)
    assert get_own_skills(viewer=actor_of(world.bela)).shared == []


def test_what_is_shared_is_marked_among_ones_own(
    client: Client, world: World, partnership: Partnership
) -> None:
    row = look(world.amal, partnership, Level.SOMETIMES)
    as_person(client, world.amal)
    assert "Shared" not in page(client, OWN)

    share_self_assessment(by=actor_of(world.amal), self_assessment=row)

    assert "Shared" in page(client, OWN)


def test_a_sharing_that_nobody_sealed_shares_nothing(
    world: World, partnership: Partnership
) -> None:
    SharedSelfAssessment.objects.create(
        self_assessment=look(world.amal, partnership, Level.SOMETIMES),
        partnership=partnership,
        shared_at=NOW,
        seal=b"",
    )

    assert get_own_skills(viewer=actor_of(world.bela)).shared == []


def test_what_was_deleted_or_whose_author_was_erased_is_gone(
    world: World, partnership: Partnership
) -> None:
    amal = actor_of(world.amal)
    for level in (Level.SOMETIMES, Level.USUALLY):
        share_self_assessment(by=amal, self_assessment=look(world.amal, partnership, level))
    delete_self_assessment(by=amal, self_assessment=SelfAssessment.objects.all()[0])
    assert len(get_own_skills(viewer=actor_of(world.bela)).shared) == 1

    erase_person(by=SYSTEM, email=world.amal.email)

    assert get_own_skills(viewer=actor_of(world.bela)).shared == []


def test_without_the_key_file_nothing_of_it_is_shown(
    world: World, partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(world.amal, partnership, Level.SOMETIMES)
    monkeypatch.setattr(master, "are_missing", lambda: True)

    assert get_own_skills(viewer=actor_of(world.amal)).growths == []


def test_the_pages_of_skills(client: Client, world: World, partnership: Partnership) -> None:
    as_person(client, world.amal)
    assert "My skills over time" in page(client, url(partnership))
    assert "Nothing to look back on yet" in page(client, OWN)
    making = url(partnership, "self-assessment/")
    assert "nobody grades it" in page(client, making)
    typed = {"trust": "usually", "silence": "not_yet", "work_on": "silence", "note": "In May"}

    empty = client.post(making, {"note": "Nothing else"})
    client.post(making, typed)

    assert (empty.status_code, "at least one answer" in empty.content.decode()) == (422, True)
    shown = page(client, OWN)
    found = ("I let a silence stand.", "Usually", "To work on: I let a silence stand.")
    assert [words for words in found if words not in shown] == []
    row = SelfAssessment.objects.get()
    assert "In May" in page(client, address(row))
    client.post(address(row, "share/"))
    assert "Keep it private again" in page(client, address(row))
    as_person(client, world.bela)
    assert "Amal" in page(client, OWN)
    assert "Delete this one" not in page(client, address(row))
    as_person(client, world.amal)
    client.post(address(row, "unshare/"))
    client.post(address(row, "delete/"))
    assert "Nothing to look back on yet" in page(client, OWN)


def test_after_the_end_it_is_read_and_deleted_and_none_is_made(
    client: Client, world: World, partnership: Partnership
) -> None:
    make_self_assessment(
        by=actor_of(world.amal),
        partnership=partnership,
        answered=Answered({"trust": Level.USUALLY}),
    )
    with pytest.raises(Refused, match="at least one"):
        make_self_assessment(
            by=actor_of(world.amal), partnership=partnership, answered=Answered({})
        )
    leave_partnership(by=actor_of(world.bela), partnership=partnership)

    with pytest.raises(NotAllowed, match="has ended"):
        look(world.amal, partnership, Level.USUALLY)
    as_person(client, world.amal)
    shown = page(client, OWN)
    assert ("Mentor" in shown, "Look at my skills" in shown) == (True, False)
    assert "To work on" not in page(client, address(SelfAssessment.objects.get()))


@pytest.mark.parametrize("count", [1, 3])
def test_skills_take_as_many_queries_for_one_look_as_for_three(
    client: Client, world: World, partnership: Partnership, count: int
) -> None:
    for _number in range(count):
        look(world.amal, partnership, Level.USUALLY)
    as_person(client, world.amal)

    assert len(asked(client, OWN)) == 9
