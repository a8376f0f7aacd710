"""A register of members: looked at, taken in whole or not at all, asked about applicants, deleted again."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core import work
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import DataKey, EventRow
from compagnon.core.work import Work
from compagnon.membership import changes, tasks
from compagnon.membership.changes import register as register_changes
from compagnon.membership.models import Register, RegisterEntry
from compagnon.membership.queries.register import members_waiting, news_of_registers
from compagnon.membership.queries.standing import find_member, get_members, list_found
from compagnon.membership.rules.lookup import Verdict
from compagnon.notifications import ticking
from compagnon.recruitment import panels
from compagnon.recruitment.models import Application, Interest, UploadPart
from compagnon.recruitment.rules.table import MAX_BYTES
from compagnon.recruitment.tasks import DEAD_AFTER
from tests.cast import NOW, World, actor_of, make_person, make_world
from tests.membership.registers import HEAD, LINES, apply, read, take_in, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def as_chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client


def test_a_register_is_in_force_once_taken_in_whole(world: World) -> None:
    register = upload(world)
    assert RegisterEntry.objects.count() == 0
    changes.start_register(by=actor_of(world.chris), register=register)

    tasks.take_in.call(register.id.hex)

    register.refresh_from_db()
    assert (register.state, register.done_count) == ("current", 3)
    assert not UploadPart.objects.exists()
    assert not DataKey.objects.filter(scope_kind="register").exists()
    stored = list(RegisterEntry.objects.order_by("id").values_list("number_hash", "address_hash"))
    assert {len(text) for row in stored for text in row} == {0, 32}
    assert "amal@example.org" not in str(list(RegisterEntry.objects.values()))
    assert list(EventRow.objects.order_by("id").values_list("name", flat=True)) == [
        "RegisterUploaded",
        "RegisterRead",
        "RegisterStarted",
        "RegisterImported",
    ]


def test_a_new_register_replaces_the_one_before_whole(world: World) -> None:
    before = take_in(world)

    after = take_in(world, HEAD + "9,Chris,chris@example.org,\n")

    before.refresh_from_db()
    assert (before.state, after.state) == ("retired", "current")
    assert RegisterEntry.objects.filter(register=before).count() == 0
    assert RegisterEntry.objects.filter(register=after).count() == 1


def test_nothing_changes_hands_when_the_last_step_fails(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = take_in(world)
    monkeypatch.setattr(register_changes, "destroy", lambda _register: 1 / 0)

    after = take_in(world, HEAD + "9,Chris,chris@example.org,\n")

    before.refresh_from_db()
    assert (before.state, after.state) == ("current", "importing")
    assert RegisterEntry.objects.filter(register=before).count() == 3


def test_taking_in_goes_on_where_it_was_interrupted(
    world: World, monkeypatch: pytest.MonkeyPatch, clock_stands_still: time_machine.Traveller
) -> None:
    monkeypatch.setattr(tasks, "BATCH", 1)
    register = upload(world)
    changes.start_register(by=actor_of(world.chris), register=register)
    work.claim(register)
    waiting = list(members_waiting(register, viewer=SYSTEM))
    twin = Register.objects.get()
    assert changes.take_in_members(by=SYSTEM, register=register, members=waiting[:1]) is True
    assert changes.take_in_members(by=SYSTEM, register=twin, members=waiting[:1]) is False

    # The process dies here; nobody else may take it up before its lease has ended.
    tasks.take_in.call(register.id.hex)
    assert RegisterEntry.objects.count() == 1
    clock_stands_still.shift(work.LEASE)
    tasks.take_in.call(register.id.hex)

    register.refresh_from_db()
    assert (register.state, RegisterEntry.objects.count()) == ("current", 3)


def test_a_register_given_up_meanwhile_stops(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    register = upload(world)
    changes.start_register(by=actor_of(world.chris), register=register)
    get_waiting = tasks.members_waiting

    def dropped_meanwhile(row: Register, **asked: Any) -> Any:
        waiting = get_waiting(row, **asked)
        changes.drop_register(by=SYSTEM, register=Register.objects.get())
        return waiting

    monkeypatch.setattr(tasks, "members_waiting", dropped_meanwhile)
    tasks.take_in.call(register.id.hex)

    register.refresh_from_db()
    assert (register.state, RegisterEntry.objects.count()) == ("dropped", 0)
    tasks.take_in.call(register.id.hex)
    with pytest.raises(Refused, match="already"):
        changes.start_register(by=actor_of(world.chris), register=register)


def test_what_fails_again_and_again_waits_for_a_person(
    world: World, clock_stands_still: time_machine.Traveller, as_chris: Client
) -> None:
    register = upload(world)
    changes.start_register(by=actor_of(world.chris), register=register)
    content = bytes(UploadPart.objects.get().content)
    UploadPart.objects.update(content=b"\x01 changed by hand")
    with pytest.raises(Refused, match="has not stopped"):
        changes.resume_register(by=actor_of(world.chris), register=register)

    for _attempt in range(DEAD_AFTER):
        tasks.take_in.call(register.id.hex)
        clock_stands_still.shift(timedelta(hours=7))

    assert Register.objects.get().work_state == Work.State.DEAD
    address = f"/registers/{register.id.hex}/"
    as_chris.force_login(world.chris)
    assert "The import has stopped" in read(as_chris.get(address))
    UploadPart.objects.update(content=content)
    assert "Importing" in read(as_chris.post(f"{address}resume/", follow=True))
    tasks.take_in.call(register.id.hex)
    assert "The register is in force" in read(as_chris.get(address))
    part = read(as_chris.get(address, headers={"HX-Request": "true"}))
    assert f'href="/joining-points/{world.joining_point.id.hex}/members/"' in part


def test_registers_are_for_the_coordination_group(world: World, client: Client) -> None:
    register = upload(world)

    with pytest.raises(NotAllowed, match="Coordination Group"):
        changes.drop_register(by=actor_of(world.amal), register=register)
    with pytest.raises(NotAllowed, match="Coordination Group"):
        list_found(viewer=actor_of(world.amal), joining_point=world.joining_point)
    with pytest.raises(Refused, match="Only a person"):
        changes.upload_register(
            by=SYSTEM,
            joining_point=world.joining_point,
            file_name="x",
            data=(HEAD + LINES).encode(),
        )
    with pytest.raises(Closed):
        members_waiting(register, viewer=actor_of(world.chris))
    client.force_login(world.amal)
    assert client.get(f"/registers/{register.id.hex}/").status_code == 404


def test_the_register_tells_of_each_applicant_and_a_coordinator_confirms(world: World) -> None:
    take_in(world)
    amal = apply(world, world.amal)
    bela = apply(world, world.bela, number="2")
    dana = apply(world, world.dana, number="0003")
    robin = apply(world, make_person("Robin"))
    type(world.bela).objects.filter(pk=world.bela.pk).update(name="Kovács Béla")

    def verdict(application: Application) -> Verdict:
        row = Application.objects.select_related("person", "joining_point__cycle__scheme").get(
            pk=application.pk
        )
        found = find_member(row)
        assert found is not None
        return found[1].verdict

    assert [verdict(one) for one in (amal, bela, dana, robin)] == [
        Verdict.LISTED,
        Verdict.LISTED,
        Verdict.ENDED,
        Verdict.NOT_FOUND,
    ]
    count = changes.confirm_members(by=actor_of(world.chris), joining_point=world.joining_point)
    assert count == 2
    confirmed = Application.objects.filter(is_member_confirmed=True)
    assert set(confirmed.values_list("pk", flat=True)) == {amal.pk, bela.pk}
    assert EventRow.objects.filter(name="MembershipConfirmed").count() == 2
    assert Application.objects.filter(state="submitted").count() == 4


def test_nobody_confirms_themselves(world: World) -> None:
    take_in(world, HEAD + "9,Chris,chris@example.org,\n")
    apply(world, world.chris)

    assert changes.confirm_members(by=actor_of(world.chris), joining_point=world.joining_point) == 0
    assert changes.confirm_members(by=SYSTEM, joining_point=world.joining_point) == 1


def test_whoever_stands_too_near_to_one_confirms_the_others(world: World) -> None:
    take_in(world)
    near, stranger = apply(world, world.amal), apply(world, world.dana)
    other = apply(world, world.bela, number="2")
    type(world.bela).objects.filter(pk=world.bela.pk).update(name="Bela Kovacs")
    for application in (near, stranger):
        Interest.objects.create(application=application, person=world.chris, declared_at=NOW)

    found = list_found(viewer=actor_of(world.chris), joining_point=world.joining_point)
    count = changes.confirm_members(by=actor_of(world.chris), joining_point=world.joining_point)

    assert (found.certain, found.unclear, count) == ((other,), (), 1)
    assert Application.objects.get(is_member_confirmed=True) == other


def test_a_number_or_name_that_points_elsewhere_is_for_a_person(world: World) -> None:
    take_in(world)
    stranger = apply(world, make_person("Robin"), number="1")
    alike = apply(world, make_person("Hadad Amal"))

    def panel(application: Application) -> str:
        row = Application.objects.select_related("person", "joining_point__cycle__scheme").get(
            pk=application.pk
        )
        (found,) = panels.panels_of(actor_of(world.chris), row)
        return " | ".join([str(found.label), *map(str, found.lines)])

    assert panel(stranger).startswith(
        "The number or address belongs to somebody else in the register | Amal Haddad, member until 31 August 2027 | As of"
    )
    assert panel(alike).startswith("Not found; the register has names like this one | Amal Haddad")
    RegisterEntry.objects.filter(name="Bela Kovacs").update(name="")
    assert "without a name" in panel(apply(world, world.bela, number="2"))
    row = Application.objects.select_related("joining_point__cycle__scheme").get(pk=alike.pk)
    assert panels.panels_of(actor_of(world.amal), row) == []


def test_an_address_out_of_a_file_is_certain_only_with_the_name(world: World) -> None:
    take_in(world, HEAD + "1,Amal Haddad,amal@example.org,\n2,Dana Okoro,dana@example.org,\n")
    amal, dana = (apply(world, one, came_in_a_file=True) for one in (world.amal, world.dana))
    type(world.dana).objects.filter(pk=world.dana.pk).update(name="Dana Okoro")

    found = list_found(viewer=actor_of(world.chris), joining_point=world.joining_point)

    assert (found.certain, found.unclear) == ((dana,), ((amal, Verdict.OTHER_NAME),))


def test_an_applicant_without_a_name_is_like_nobody(world: World) -> None:
    take_in(world)
    application = apply(world, make_person("Robin"))
    type(world.dana).objects.filter(pk=application.person_id).update(name="")
    row = Application.objects.select_related("person", "joining_point__cycle__scheme").get(
        pk=application.pk
    )

    found = find_member(row)

    assert found is not None
    assert found[1].verdict is Verdict.NOT_FOUND


def test_a_panel_is_registered_once() -> None:
    with pytest.raises(ValueError, match="Registered twice: membership"):
        panels.register("membership", lambda _viewer, _application: None)


def test_the_application_shows_what_the_register_says(as_chris: Client, world: World) -> None:
    application = apply(world, world.amal)
    address = f"/applications/{application.id.hex}/"
    assert "Membership register" not in read(as_chris.get(address))
    take_in(world)

    assert "In the register" in read(as_chris.get(address))
    Register.objects.update(key_id="gone")
    assert "key file of this installation is missing" in read(as_chris.get(address))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_members_takes_the_same_queries_however_many(
    as_chris: Client, world: World, count: int
) -> None:
    take_in(world)
    for number in range(count):
        apply(world, make_person(f"Robin{number}"))
    with CaptureQueriesContext(connection) as queries:
        found = get_members(viewer=actor_of(world.chris), joining_point=world.joining_point)

    assert len(found.unclear) == count
    assert len(queries) == 8
    assert {"answers", "typed"} <= found.unclear[0][0].get_deferred_fields()


def test_a_register_is_imported_in_the_browser(as_chris: Client, world: World) -> None:
    apply(world, world.amal)
    address = f"/joining-points/{world.joining_point.id.hex}/members/"
    assert "There is no register yet" in read(as_chris.get(address))

    def send(content: bytes) -> Any:
        file = SimpleUploadedFile("members.csv", content)
        return as_chris.post(address, {"file": file}, follow=True)

    assert "no column for the name" in read(send(b"Number\n1\n"), status=422)
    assert "This field is required" in read(as_chris.post(address, {"once": ""}), status=422)
    assert "larger than 32 MB" in read(send(b"x" * (MAX_BYTES * 2)), status=422)
    page = read(send((HEAD + LINES + ",Nobody,,\n").encode()))
    assert "Nothing counts yet" in page
    assert "neither a number nor an address" in page
    assert "members.csv" in read(as_chris.get(address))
    register = Register.objects.get()
    started = read(as_chris.post(f"/registers/{register.id.hex}/start/", follow=True))
    assert "Importing" in started
    assert "already" in read(as_chris.post(f"/registers/{register.id.hex}/start/", follow=True))
    tasks.take_in.call(register.id.hex)
    assert "1 applicant is in the register" in read(as_chris.get(address))
    page = read(as_chris.post(f"{address}confirm/", follow=True))
    assert "1 membership is confirmed." in page


def test_the_page_of_members_says_that_a_key_is_gone_and_takes_the_next_import(
    as_chris: Client, world: World
) -> None:
    take_in(world)
    apply(world, world.amal)
    Register.objects.update(key_id="gone")
    address = f"/joining-points/{world.joining_point.id.hex}/members/"

    page = read(as_chris.get(address))

    assert "key file of this installation is missing" in page
    assert "Look at the file" in page
    take_in(world)
    assert "key file" not in read(as_chris.get(address))


def test_the_page_of_a_register_leaves_its_content_where_it_is(
    as_chris: Client, world: World
) -> None:
    register = upload(world)
    changes.start_register(by=actor_of(world.chris), register=register)

    with CaptureQueriesContext(connection) as queries:
        assert "Importing" in read(as_chris.get(f"/registers/{register.id.hex}/"))

    assert not any('"content"' in query["sql"] for query in queries)


def test_a_register_is_given_up_in_the_browser(as_chris: Client, world: World) -> None:
    register = upload(world)

    page = read(as_chris.post(f"/registers/{register.id.hex}/drop/", follow=True))

    assert "This register was given up" in page
    retired = take_in(world)
    take_in(world)
    assert "no longer in force" in read(as_chris.get(f"/registers/{retired.id.hex}/"))


def test_registers_are_forgotten_in_time(
    world: World, clock_stands_still: time_machine.Traveller
) -> None:
    take_in(world)
    upload(world)
    job = ticking._jobs["old membership registers"]
    assert job() == 0

    clock_stands_still.shift(register_changes.ABANDONED_AFTER)
    assert (job(), RegisterEntry.objects.count()) == (1, 3)
    clock_stands_still.shift(register_changes.TOO_OLD_AFTER)
    assert (job(), RegisterEntry.objects.count()) == (1, 0)


def test_a_register_that_stopped_is_given_up_after_a_week(
    world: World, clock_stands_still: time_machine.Traveller
) -> None:
    register = upload(world)
    changes.start_register(by=actor_of(world.chris), register=register)
    job = ticking._jobs["old membership registers"]

    clock_stands_still.shift(register_changes.ABANDONED_AFTER)
    assert job() == 0
    Register.objects.update(work_state=Work.State.DEAD)
    assert job() == 1

    register.refresh_from_db()
    assert (register.state, UploadPart.objects.count()) == ("dropped", 0)


def test_the_coordinators_letter_says_that_a_list_is_not_in_force(world: World) -> None:
    chris = actor_of(world.chris)
    assert list(news_of_registers(chris, world.scheme)) == []
    upload(world)
    assert list(news_of_registers(chris, world.scheme)) == [
        "A list of members is uploaded and not in force yet"
    ]
    assert list(news_of_registers(actor_of(world.dana), world.scheme)) == []
