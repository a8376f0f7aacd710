"""A world of a size: as many as were asked for, and each row what a change would have left."""

import dataclasses
import io
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import Model

from compagnon.accounts.models import Person
from compagnon.core import archive, clock, sealing
from compagnon.core.actors import SYSTEM, person
from compagnon.core.encryption.opening import Grant
from compagnon.core.events import Event
from compagnon.core.ids import new_public_id
from compagnon.core.models import Confidential, DataKey, EventRow, Sealed
from compagnon.notifications.models import Message
from compagnon.partnerships import models as workspace
from compagnon.partnerships.changes.partnership import Joining, open_partnership
from compagnon.recruitment.changes import start_import, upload_file
from compagnon.recruitment.models import Application, Decision, Declaration, ImportFile
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.tasks import import_file
from compagnon.scenarios import applying
from compagnon.scenarios.applying import apply_to
from compagnon.scenarios.association import Association, build_association
from compagnon.scenarios.crowd import build_crowd, next_point
from compagnon.scenarios.intake import approve_all
from compagnon.scenarios.pair_life import Contract, Met, Story, live
from compagnon.scenarios.pairing import Pairing
from compagnon.scenarios.sheaf import Sheaf
from compagnon.scenarios.size import SIZES, Size, split
from compagnon.schemes.changes.charter import sign_charter
from compagnon.schemes.models import CharterSignature, JoiningPoint, Organisation, Scheme
from compagnon.ui.spreadsheet import to_csv

TINY = Size(schemes=3, people=100, partnerships=37, notes=250, events=1000)
TODAY = date(2026, 9, 14)


@pytest.fixture
def association() -> Association:
    return build_association()


def rows_of(kind: type[Any]) -> Iterable[Any]:
    for model in apps.get_models():
        if issubclass(model, kind):
            yield from model._default_manager.all()


def event_classes() -> dict[str, type[Event]]:
    return {kind.__name__: kind for kind in Event.__subclasses__()}


@pytest.mark.django_db
def test_a_world_is_as_large_as_asked_for_and_sound(association: Association) -> None:
    build_crowd(TINY, association)

    minutes, items = workspace.Minutes.objects.count(), workspace.ActionItem.objects.count()
    assert (
        Scheme.objects.count(),
        Person.objects.count(),
        workspace.Partnership.objects.count(),
        minutes + items,
        EventRow.objects.count(),
    ) == (3, 100, 37, 250, 1000)
    assert (Organisation.objects.count(), minutes) == (2, 103)
    for row in rows_of(Sealed):
        if not isinstance(row, Message):
            assert sealing.is_sound(row), row
    for row in rows_of(Confidential):
        grant = Grant(row.scope())
        assert all(isinstance(grant.read(row, field), str) for field in row.encrypted_fields())
    kinds = event_classes()
    for event in EventRow.objects.all():
        assert set(event.data) == {field.name for field in dataclasses.fields(kinds[event.name])}
        assert event.at <= clock.now()
    assert set(workspace.Partnership.objects.values_list("state", flat=True)) == {
        "open",
        "paused",
        "ended",
    }
    points = Counter(
        Application.objects.values_list("joining_point__cycle__scheme__name", flat=True)
    )
    assert sorted(points.values()) == [29, 30, 30]


@pytest.mark.django_db
def test_a_world_can_be_read_by_its_people_and_taken_elsewhere(association: Association) -> None:
    build_crowd(dataclasses.replace(TINY, schemes=1, events=0), association)

    stream = io.StringIO()
    assert archive.dump(stream) > 700
    for application in Application.objects.select_related("joining_point"):
        assert application.answers["region"]
        assert application.capacity in {1, 2}
    held = Counter(
        workspace.Member.objects.filter(role="mentor").values_list("person_id", flat=True)
    )
    assert set(held.values()) == {1, 2}


KEPT = {"state", "outcome", "role", "work_state", "actor_kind", "mode"}


def shape(row: Model) -> tuple[tuple[str, object], ...]:
    """Return a row without what differs from one to the next: states stay, and numbers, and the names of events."""
    kept = KEPT | ({"name"} if isinstance(row, EventRow) else set())
    return tuple(
        (field.attname, _shape(getattr(row, field.attname), is_kept=field.attname in kept))
        for field in row._meta.concrete_fields
        if field.attname not in {"id", "held_on", "length_minutes"}
    )


def _shape(value: object, *, is_kept: bool) -> object:
    match value:
        case UUID() | date() | datetime():
            return type(value).__name__
        case bytes() | memoryview():
            return bool(bytes(value))
        case dict() | list():
            return tuple(sorted(value))
        case str() if not is_kept:
            return bool(value)
        case _:
            return value


def shapes(*kinds: type[Any]) -> dict[str, Counter[object]]:
    found: dict[str, Counter[object]] = defaultdict(Counter)
    for kind in (*kinds, EventRow):
        found[kind.__name__].update(shape(row) for row in kind._default_manager.all())
    return found


def without(
    found: dict[str, Counter[object]], before: dict[str, Counter[object]]
) -> dict[str, Counter[object]]:
    return {name: rows - before.get(name, Counter()) for name, rows in found.items()}


PAIR = (
    workspace.Partnership,
    workspace.Member,
    workspace.Agreement,
    workspace.Signature,
    workspace.Meeting,
    workspace.Attendance,
    workspace.Minutes,
    workspace.ActionItem,
    CharterSignature,
    DataKey,
)


def two_people(association: Association, mark: str) -> list[Person]:
    sheaf = Sheaf()
    people = sheaf.admit(
        TODAY, [(f"{mark} {number}", f"{mark}.{number}@example.org") for number in (1, 2)]
    )
    sheaf.write()
    return people


@pytest.mark.django_db
def test_a_pair_in_bulk_leaves_what_the_changes_leave(association: Association) -> None:
    point = association.partnership.joining_point
    people = [two_people(association, mark) for mark in ("one", "other")]
    applications = [
        Application(joining_point=point, person=row, answers={"region": "wales"})
        for row in people[1]
    ]
    before = shapes(*PAIR)

    for one in people[0]:
        sign_charter(by=person(one.id), charter=association.scheme.charter_set.get())
    partnership = open_partnership(
        by=SYSTEM,
        joining_point=point,
        proposal_id=new_public_id(),
        mentor=Joining(people[0][0].id, {"region": "wales"}),
        mentee=Joining(people[0][1].id, {"region": "wales"}),
        starts_on=point.starts_on,
    )
    contract = Contract(("assessment",), "Getting further.", "Listens first.", "Brings a question.")
    met = Met(120, "mentor", (("mentor", "Try one idea"),), "How it went.")
    live(partnership, Story(contract, (met,), done_count=1), today=TODAY)
    by_changes = without(shapes(*PAIR), before)
    before = shapes(*PAIR)

    sheaf = Sheaf()
    charter = association.scheme.charter_set.get()
    Pairing(sheaf, point, charter, today=TODAY).open(*applications, notes=2)
    sheaf.write()

    in_bulk = without(shapes(*PAIR), before)
    assert in_bulk == by_changes


APPLIED = (Person, EmailAddress, Application, Decision, Declaration, DataKey, ImportFile)


@pytest.mark.django_db
def test_applications_in_bulk_leave_what_an_import_leaves(
    association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    chris = association.persona("coordinator")
    by, point = person(chris.id), association.joining_point
    before = shapes(*APPLIED)
    header = ("name", "email", "roles", "declared_managers")
    line = ("Ana Sousa", "ana.sousa@example.org", "Mentor", "Rui Lopes")
    data = to_csv([[FIELD[name].headings[0] for name in header], line])
    file = upload_file(by=by, joining_point=point, file_name="applications.csv", data=data)
    start_import(by=by, import_file=file)
    import_file.call(file.id.hex)
    approve_all(by, point)
    by_changes = without(shapes(*APPLIED), before)
    before = shapes(*APPLIED)
    row = ApplicantRow(
        line=2,
        name="Eva Sousa",
        email="eva.sousa@example.org",
        roles=("mentor",),
        submitted_at=clock.now(),
        declared_managers=("Rui Lopes",),
    )
    monkeypatch.setattr(applying, "applicants", lambda *_args, **_kwargs: iter([row]))

    sheaf = Sheaf()
    apply_to(
        sheaf,
        point,
        states=[Application.State.APPROVED],
        roles=[("mentor",)],
        first=1,
        coordinator=chris,
        day=TODAY,
    )
    sheaf.write()

    in_bulk = without(shapes(*APPLIED), before)
    assert in_bulk == by_changes


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "month"), [(date(2026, 9, 14), 1), (date(2027, 6, 1), 4), (date(2026, 9, 1), 9)]
)
def test_the_next_joining_point_or_the_last_there_is(
    association: Association, today: date, month: int
) -> None:
    found = next_point(association.scheme, today)

    assert (found.month, found.cycle.name) == (month, "2026/27")
    assert isinstance(found, JoiningPoint)


def test_a_number_is_split_into_nearly_equal_parts() -> None:
    assert split(11, 3) == [4, 4, 3]
    assert split(2, 4) == [1, 1, 0, 0]


def test_the_sizes_are_what_the_commands_promise() -> None:
    assert SIZES["M"] == Size(10, 10_000, 4_000, 40_000, 100_000)
    assert SIZES["L"] == Size(*(10 * count for count in dataclasses.astuple(SIZES["M"])))
