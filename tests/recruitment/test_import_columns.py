import pytest

from compagnon.core.actors import NOBODY, SYSTEM
from compagnon.core.errors import Refused
from compagnon.core.policy import visible_to
from compagnon.recruitment.changes import (
    choose_columns,
    drop_file,
    start_import,
)
from compagnon.recruitment.models import ImportFile
from compagnon.recruitment.queries.import_plan import get_import_plan
from tests.cast import World, actor_of
from tests.recruitment.files import AMAL, csv, planned, upload

pytestmark = pytest.mark.django_db


def test_choose_columns_keeps_what_differs_from_what_was_recognised(world: World) -> None:
    file = upload(world, csv(AMAL))
    plan = get_import_plan(viewer=SYSTEM, import_file=file)
    fields = {column.number: column.field for column in plan.mapping.columns}
    fields[6] = None

    choose_columns(by=actor_of(world.chris), import_file=file, fields=fields)

    file.refresh_from_db()
    assert file.columns == {"6": None}
    plan = get_import_plan(viewer=SYSTEM, import_file=file)
    assert plan.mapping.columns[6].field is None
    row = planned(file)[0].row
    assert row is not None
    assert row.institution == ""


def test_choose_columns_gives_a_column_to_another_value(world: World) -> None:
    data = b"Who are you?,Email,Role\nAmal,amal@school.example,Mentor\n"
    file = upload(world, data)
    assert planned(file) == []

    choose_columns(
        by=actor_of(world.chris), import_file=file, fields={0: "name", 1: "email", 2: "roles"}
    )

    assert [line.row.name for line in planned(file) if line.row] == ["Amal"]


def test_choose_columns_is_refused_for_one_meaning_of_two_columns(world: World) -> None:
    file = upload(world, csv(AMAL))

    with pytest.raises(Refused, match="Two columns"):
        choose_columns(by=actor_of(world.chris), import_file=file, fields={0: "name", 1: "name"})


def test_choose_columns_is_refused_once_the_file_is_gone(world: World) -> None:
    file = upload(world, csv(AMAL))
    drop_file(by=actor_of(world.chris), import_file=file)

    with pytest.raises(Refused, match="imported or dropped already"):
        choose_columns(by=actor_of(world.chris), import_file=file, fields={})


def test_choose_columns_is_refused_if_the_import_has_started_meanwhile(world: World) -> None:
    file = upload(world, csv(AMAL))
    start_import(by=actor_of(world.chris), import_file=ImportFile.objects.get())

    with pytest.raises(Refused, match="Somebody was quicker"):
        choose_columns(by=actor_of(world.chris), import_file=file, fields={6: None})


def test_an_uploaded_file_is_not_there_for_nobody(world: World) -> None:
    upload(world, csv(AMAL))

    assert visible_to(actor_of(world.chris), "import_file").count() == 1
    assert visible_to(NOBODY, "import_file").count() == 0
