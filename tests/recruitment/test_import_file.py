from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed, Grant
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import DataKey, EventRow
from compagnon.recruitment import tasks
from compagnon.recruitment.changes import (
    approve_application,
    drop_abandoned_files,
    drop_file,
    import_lines,
    start_import,
    take_in_lines,
    upload_file,
)
from compagnon.recruitment.models import Application, Declaration, ImportFile
from compagnon.recruitment.queries.import_plan import get_import_plan
from compagnon.recruitment.rules.values import split_people
from compagnon.schemes.changes.scheme import open_joining_point
from tests.cast import World, actor_of
from tests.recruitment.files import AMAL, BELA, HUW, bring_in, counts, csv, planned, upload

pytestmark = pytest.mark.django_db


def everything() -> dict[str, object]:
    return {
        "applications": list(Application.objects.order_by("id").values()),
        "declarations": list(Declaration.objects.order_by("id").values()),
        "people": list(Person.objects.order_by("id").values()),
    }


def test_upload_file_keeps_the_file_encrypted_and_writes_nothing_else(world: World) -> None:
    file = upload(world, csv(AMAL, BELA))

    assert (file.state, file.author_id) == ("preview", world.chris.id)
    assert b"Prys" not in bytes(file.content)
    assert Application.objects.count() == 0
    assert Person.objects.filter(email="bela@school.example").count() == 0


def test_upload_file_is_for_the_coordination_group(world: World) -> None:
    with pytest.raises(NotAllowed, match="Only the Coordination Group"):
        upload_file(
            by=actor_of(world.dana),
            joining_point=world.joining_point,
            file_name="a.csv",
            data=csv(AMAL),
        )
    with pytest.raises(Refused, match="Only a person"):
        upload_file(by=SYSTEM, joining_point=world.joining_point, file_name="a.csv", data=csv(AMAL))


def test_an_uploaded_file_opens_for_its_uploader_and_the_system_alone(world: World) -> None:
    file = upload(world, csv(AMAL))

    for viewer in (actor_of(world.chris), SYSTEM):
        assert get_import_plan(viewer=viewer, import_file=file).understood.steps == "c"
    with pytest.raises(Closed):
        get_import_plan(viewer=actor_of(world.dana), import_file=file)


@pytest.mark.requirement("ALL-28")
@pytest.mark.requirement("ALL-45")
@pytest.mark.requirement("ALL-46")
def test_an_import_creates_people_and_their_applications(world: World) -> None:
    file = bring_in(world, AMAL, BELA, HUW)

    assert (file.state, counts(file)) == ("imported", (3, 0, 0, 0))
    rows = Application.objects.order_by("submitted_at").select_related("person")
    assert [(row.person.name, row.is_mentor, row.is_mentee) for row in rows] == [
        ("Amal Haddad", True, False),
        ("Bela Kovács", False, True),
        ("Huw Prys", True, True),
    ]
    assert {row.state for row in rows} == {"submitted"}
    assert rows[1].answers["region"] == "wales"
    assert EventRow.objects.filter(name="ApplicationImported").count() == 3


def test_the_charter_column_is_an_answer_and_signs_nothing(world: World) -> None:
    bring_in(world, AMAL)

    assert Application.objects.get().answers["charter_signed"] is True
    assert world.charter.chartersignature_set.count() == 0


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    bring_in(world, AMAL, BELA, HUW)
    before = everything()

    again = bring_in(world, AMAL, BELA, HUW)

    assert counts(again) == (0, 0, 3, 0)
    assert everything() == before


def test_the_same_file_twice_changes_nothing_after_the_master_key_was_changed(
    world: World,
) -> None:
    bring_in(world, BELA)
    path = master.Path(master.settings.COMPAGNON_KEY_FILE)
    before = path.read_text()
    path.write_text(before + master.key_line(master.new_key()))
    try:
        again = bring_in(world, BELA)
    finally:
        path.write_text(before)

    assert counts(again) == (0, 0, 1, 0)


def test_a_fingerprint_of_a_lost_key_counts_as_changed(world: World) -> None:
    bring_in(world, AMAL)
    Application.objects.update(fingerprint="unknown:0")

    assert counts(bring_in(world, AMAL)) == (0, 1, 0, 0)


def test_a_changed_answer_updates_and_keeps_the_decision(world: World) -> None:
    bring_in(world, AMAL)
    approve_application(by=actor_of(world.chris), application=Application.objects.get())

    file = bring_in(world, AMAL.replace("London", "Scotland"))

    row = Application.objects.get()
    assert counts(file) == (0, 1, 0, 0)
    assert (row.answers["region"], row.state) == ("scotland", "approved")
    assert EventRow.objects.filter(name="ApplicationUpdated").count() == 1


def test_a_decision_made_during_the_import_stands(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(world, AMAL)
    look = import_lines.is_same

    def declined_meanwhile(*asked: Any) -> bool:
        Application.objects.update(state=Application.State.DECLINED)
        return look(*asked)

    monkeypatch.setattr(import_lines, "is_same", declined_meanwhile)
    bring_in(world, AMAL.replace("London", "Scotland"))

    row = Application.objects.get()
    assert (row.answers["region"], row.state) == ("scotland", "declined")


def test_a_decided_application_is_left_alone(world: World) -> None:
    bring_in(world, AMAL)
    Application.objects.update(state=Application.State.WITHDRAWN)

    file = bring_in(world, AMAL.replace("London", "Scotland"))

    assert counts(file) == (0, 0, 0, 1)
    assert Application.objects.get().answers["region"] == "london"


def test_what_was_withdrawn_since_the_preview_is_left_alone(world: World) -> None:
    bring_in(world, AMAL)
    file = upload(world, csv(AMAL.replace("London", "Scotland")))
    start_import(by=actor_of(world.chris), import_file=file)
    lines = planned(file)
    Application.objects.update(state=Application.State.WITHDRAWN)

    take_in_lines(by=SYSTEM, import_file=file, lines=lines, alike=())

    assert counts(file) == (0, 0, 0, 1)


def test_what_another_file_brought_since_the_preview_is_unchanged(world: World) -> None:
    file = upload(world, csv(AMAL))
    start_import(by=actor_of(world.chris), import_file=file)
    lines = planned(file)
    bring_in(world, AMAL)

    take_in_lines(by=SYSTEM, import_file=file, lines=lines, alike=())

    assert counts(file) == (0, 0, 1, 0)


def test_a_line_with_an_error_is_left_out_and_counted(world: World) -> None:
    nameless = AMAL.replace("Amal Haddad", "")

    assert counts(bring_in(world, nameless, BELA)) == (1, 0, 0, 1)


def test_a_line_that_accounts_refuse_is_left_out(world: World) -> None:
    # One letter more than an address may have, and yet it looks like one.
    long = AMAL.replace("amal@school", f"amal@{'.'.join(['s' * 60] * 4)}.school")

    assert counts(bring_in(world, long, BELA)) == (1, 0, 0, 1)


@pytest.mark.requirement("ALL-22")
def test_a_late_application_joins_at_the_next_joining_point(world: World) -> None:
    january = open_joining_point(by=SYSTEM, cycle=world.joining_point.cycle, month=1)
    late = HUW.replace("2026-09-03", "2026-09-12")

    file = bring_in(world, AMAL, late)
    again = bring_in(world, AMAL, late)

    assert counts(file) == (2, 0, 0, 0)
    assert counts(again) == (0, 0, 2, 0)
    assert Application.objects.get(person__name="Huw Prys").joining_point == january


@pytest.mark.requirement("ALL-22")
def test_an_application_after_the_last_joining_point_is_left_out(world: World) -> None:
    assert counts(bring_in(world, HUW.replace("2026-09-03", "2027-09-03"))) == (0, 0, 0, 1)


def test_whoever_was_on_time_may_correct_an_answer_late(world: World) -> None:
    open_joining_point(by=SYSTEM, cycle=world.joining_point.cycle, month=1)
    late = HUW.replace("2026-09-03", "2026-09-12").replace("Wales", "Scotland")

    file = bring_in(world, HUW, late)

    row = Application.objects.get()
    assert counts(file) == (1, 0, 0, 1)
    assert (row.joining_point, row.answers["region"]) == (world.joining_point, "scotland")


def test_two_answers_without_a_time_stamp_are_on_time(world: World) -> None:
    undated = HUW.replace("2026-09-03 10:00", "")

    assert counts(bring_in(world, undated, undated)) == (1, 0, 0, 1)


def test_whoever_applies_again_after_a_joining_point_joins_at_the_next(world: World) -> None:
    january = open_joining_point(by=SYSTEM, cycle=world.joining_point.cycle, month=1)
    bring_in(world, HUW)
    Application.objects.update(state=Application.State.MATCHED)

    file = bring_in(world, HUW.replace("2026-09-03", "2026-12-12"))

    assert counts(file) == (1, 0, 0, 0)
    assert {row.joining_point for row in Application.objects.all()} == {
        world.joining_point,
        january,
    }


def test_an_application_without_a_time_stamp_is_on_time(world: World) -> None:
    file = bring_in(world, AMAL.replace("2026-09-01 10:00", ""))

    assert counts(file) == (1, 0, 0, 0)
    assert Application.objects.get().submitted_at == clock.now()


@pytest.mark.parametrize("sent", ["", "2026-09-05 10:00"])
def test_a_corrected_file_costs_nobody_their_place(world: World, sent: str) -> None:
    bring_in(world, AMAL, BELA)
    before = Application.objects.order_by("waiting_since").values_list(
        "person__name", "submitted_at", "waiting_since"
    )
    stood = list(before)

    corrected = AMAL.replace("2026-09-01 10:00", sent).replace("Park School", "Hill School")
    file = bring_in(world, corrected)

    assert counts(file) == (0, 1, 0, 0)
    assert list(before.all()) == stood


def test_one_person_at_two_addresses_is_marked_in_a_file_and_between_files(world: World) -> None:
    twin = AMAL.replace("amal@school.example", "amal.haddad@school.example")
    bring_in(world, AMAL, BELA)
    bring_in(world, twin)

    marked = Application.objects.filter(has_possible_duplicate=True)
    assert [row.person.email for row in marked] == ["amal.haddad@school.example"]

    bring_in(world, HUW, HUW.replace("huw@", "huw.prys@"))
    assert marked.all().count() == 3


@pytest.mark.requirement("ALL-54")
def test_declared_managers_are_kept_encrypted_under_the_applicants_key(world: World) -> None:
    bring_in(world, BELA, HUW)

    declaration = Declaration.objects.select_related(
        "application__joining_point__cycle__scheme"
    ).get()
    application = declaration.application
    assert declaration.author_id == application.person_id
    assert application.declared_count == 3
    grant = Grant(declaration.scope())
    assert split_people(grant.read(declaration, "managers")) == ("Huw Prys", "Amal Haddad")
    assert grant.read(declaration, "conflicts") == "Ffion Rees"
    with connection.cursor() as cursor:
        for table in ("recruitment_application", "recruitment_declaration", "core_event"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 -- names of our own tables
            told = repr(
                [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor]
            )
            assert "Amal Haddad" not in told
            assert "Ffion" not in told


def test_a_withdrawn_declaration_is_emptied_by_the_later_answer(world: World) -> None:
    bring_in(world, BELA, HUW)
    bring_in(world, BELA.replace("Huw Prys; Amal Haddad", "").replace("Ffion Rees", ""))

    declaration = Declaration.objects.get()
    assert (bytes(declaration.managers), bytes(declaration.conflicts)) == (b"", b"")
    assert Application.objects.get(person__name="Bela Kovács").declared_count == 0


def test_the_end_of_an_import_destroys_the_file_and_its_key(world: World) -> None:
    file = bring_in(world, AMAL)

    assert (bytes(file.content), file.columns, file.ended_at) == (b"", {}, clock.now())
    assert DataKey.objects.filter(scope_kind="import").count() == 0
    row = EventRow.objects.get(name="FileImported")
    assert (row.actor_kind, row.data["created_count"]) == ("system", 1)


def test_drop_file_destroys_it_at_once(world: World) -> None:
    file = upload(world, csv(AMAL))

    drop_file(by=actor_of(world.chris), import_file=file)

    file.refresh_from_db()
    assert (file.state, bytes(file.content)) == ("dropped", b"")
    assert DataKey.objects.filter(scope_kind="import").count() == 0
    with pytest.raises(Refused, match="not possible any more"):
        drop_file(by=actor_of(world.chris), import_file=file)


def test_drop_file_is_for_its_uploader(world: World) -> None:
    file = upload(world, csv(AMAL))

    with pytest.raises(NotAllowed):
        drop_file(by=actor_of(world.dana), import_file=file)


def test_drop_abandoned_files_drops_what_was_forgotten_for_a_week(
    world: World, clock_stands_still: time_machine.Traveller
) -> None:
    forgotten = upload(world, csv(AMAL))
    clock_stands_still.shift(timedelta(days=6))
    recent = upload(world, csv(BELA))
    assert tasks._drop_abandoned() == 0

    clock_stands_still.shift(timedelta(days=1))

    assert drop_abandoned_files(by=SYSTEM) == 1
    forgotten.refresh_from_db()
    recent.refresh_from_db()
    assert (forgotten.state, recent.state) == ("dropped", "preview")


def test_start_import_is_refused_while_a_required_column_is_missing(world: World) -> None:
    file = upload(world, b"Email,Role\namal@school.example,Mentor\n")

    with pytest.raises(Refused, match="Say first which columns"):
        start_import(by=actor_of(world.chris), import_file=file)


def test_start_import_is_made_once(world: World) -> None:
    file = upload(world, csv(AMAL))
    twin = ImportFile.objects.get()
    start_import(by=actor_of(world.chris), import_file=file)

    with pytest.raises(Refused, match="quicker"):
        start_import(by=actor_of(world.chris), import_file=twin)
