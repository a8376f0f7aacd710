from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.schemes import progress
from compagnon.schemes.changes.scheme import (
    found_organisation,
    open_branch,
    open_cycle,
    open_joining_point,
    open_scheme,
)
from compagnon.schemes.charter import CHARTER
from compagnon.schemes.charter.storing import from_stored
from compagnon.schemes.models import Appointment, Charter, Cycle, JoiningPoint
from compagnon.schemes.queries.scheme import get_scheme, list_schemes
from compagnon.schemes.template import ASSOCIATION
from tests.cast import World, actor_of, appoint, make_world

pytestmark = pytest.mark.django_db

TEMPLATE = replace(ASSOCIATION, matching={"depth": 50})


@pytest.fixture
def world() -> World:
    return make_world()


def event_names() -> list[str]:
    return list(EventRow.objects.order_by("id").values_list("name", flat=True))


def test_found_organisation_is_for_the_command_line(world: World) -> None:
    assert found_organisation(by=SYSTEM, name=" A trust ").name == "A trust"
    with pytest.raises(NotAllowed, match="nobody does it by hand"):
        found_organisation(by=actor_of(world.chris), name="Another")


def test_found_organisation_is_refused_without_a_name() -> None:
    with pytest.raises(Refused, match="needs a name") as refusal:
        found_organisation(by=SYSTEM, name="  ")

    assert refusal.value.field == "name"


def test_open_branch_is_for_those_who_serve_the_organisation(world: World) -> None:
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)

    branch = open_branch(
        by=actor_of(world.dana),
        organisation=world.organisation,
        name="London",
        briefed_on=date(2026, 7, 1),
    )

    assert (branch.name, branch.briefed_on) == ("London", date(2026, 7, 1))
    open_branch(by=actor_of(world.chris), organisation=world.organisation, name="Leeds")
    with pytest.raises(NotAllowed, match="coordinate or administer the organisation"):
        open_branch(by=actor_of(world.amal), organisation=world.organisation, name="York")


@pytest.mark.requirement("ALL-10")
def test_open_scheme_copies_its_template_charter_and_all(world: World) -> None:
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)

    scheme = open_scheme(
        by=actor_of(world.dana),
        organisation=world.organisation,
        name="Peer mentoring",
        template=TEMPLATE,
    )

    scheme.refresh_from_db()
    assert (scheme.kind, scheme.summary) == ("mentoring", ASSOCIATION.summary)
    assert (scheme.focus_areas[0], scheme.matching) == ("personal_development", {"depth": 50})
    charter = Charter.objects.get(scheme=scheme)
    assert (charter.version, set(charter.text)) == (1, {"en", "cy", "fr", "de", "es"})
    assert from_stored(charter.text["cy"]) == CHARTER["cy"]
    assert event_names() == ["SchemeOpened", "FormPublished", "CharterPublished"]


def test_open_scheme_is_for_an_administrator_of_that_organisation(world: World) -> None:
    other = found_organisation(by=SYSTEM, name="Another organisation")
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)

    for person, organisation in ((world.chris, world.organisation), (world.dana, other)):
        with pytest.raises(NotAllowed, match="Only an administrator"):
            open_scheme(by=actor_of(person), organisation=organisation, name="X", template=TEMPLATE)


@pytest.mark.requirement("ALL-22")
def test_open_cycle_opens_september_january_and_april(world: World) -> None:
    cycle = open_cycle(
        by=actor_of(world.chris),
        scheme=world.scheme,
        name="2027/28",
        starts_on=date(2027, 9, 1),
        ends_on=date(2028, 8, 31),
    )

    points = JoiningPoint.objects.filter(cycle=cycle).order_by("starts_on")
    assert [(point.month, point.closes_on) for point in points] == [
        (9, date(2027, 9, 10)),
        (1, date(2028, 1, 14)),
        (4, date(2028, 4, 14)),
    ]
    assert [str(point.month_name) for point in points] == ["September", "January", "April"]
    assert event_names() == ["CycleOpened", *["JoiningPointOpened"] * 3]


@pytest.mark.parametrize(
    ("name", "ends_on", "sentence"),
    [
        ("2027/28", date(2027, 9, 1), "ends after it starts"),
        (" 2026/27 ", date(2028, 8, 31), "cycle of that name already"),
    ],
)
def test_open_cycle_is_refused(world: World, name: str, ends_on: date, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        open_cycle(
            by=actor_of(world.chris),
            scheme=world.scheme,
            name=name,
            starts_on=date(2027, 9, 1),
            ends_on=ends_on,
        )


def test_open_cycle_is_for_the_coordination_group(world: World) -> None:
    with pytest.raises(NotAllowed):
        open_cycle(
            by=actor_of(world.dana),
            scheme=world.scheme,
            name="2027/28",
            starts_on=date(2027, 9, 1),
            ends_on=date(2028, 8, 31),
        )


def test_open_joining_point_takes_the_dates_it_is_given(world: World) -> None:
    point = open_joining_point(
        by=actor_of(world.chris),
        cycle=world.joining_point.cycle,
        month=11,
        closes_on=date(2026, 11, 2),
        starts_on=date(2026, 11, 2),
    )

    assert (point.closes_on, point.starts_on) == (date(2026, 11, 2), date(2026, 11, 2))


@pytest.mark.parametrize(
    ("month", "starts_on", "sentence"),
    [
        (13, None, "twelve months"),
        (9, None, "joining point in that month already"),
        (1, date(2027, 1, 7), "after applications have closed"),
    ],
)
def test_open_joining_point_is_refused(
    world: World, month: int, starts_on: date | None, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        open_joining_point(
            by=actor_of(world.chris),
            cycle=world.joining_point.cycle,
            month=month,
            starts_on=starts_on,
        )


def test_list_schemes_shows_a_viewers_own(world: World) -> None:
    appoint(world.amal, Appointment.Role.ADMINISTRATOR, world.scheme)
    open_scheme(
        by=SYSTEM, organisation=world.organisation, name="A second scheme", template=TEMPLATE
    )

    def names(person: object) -> list[str]:
        return [line.name for line in list_schemes(viewer=actor_of(person))]  # type: ignore[arg-type]  # the cast

    assert names(world.amal) == [
        "A second scheme",
        "ALL Language Teacher Peer Mentoring Programme",
    ]
    assert names(world.chris) == ["ALL Language Teacher Peer Mentoring Programme"]
    assert names(world.dana) == []


def test_an_appointment_that_somebody_slipped_in_gives_nothing(world: World) -> None:
    Appointment.objects.filter(person=world.chris).update(person=world.dana)

    assert list_schemes(viewer=actor_of(world.dana)) == []
    scheme = get_scheme(viewer=actor_of(world.dana), scheme=world.scheme)
    assert scheme.coordination_group == ()


@pytest.mark.requirement("ALL-30")
@pytest.mark.requirement("ALL-31")
def test_get_scheme_names_the_coordination_group_and_its_approval(world: World) -> None:
    scheme = get_scheme(viewer=actor_of(world.chris), scheme=world.scheme)

    assert [(row.name, row.approved_by, row.approved_on) for row in scheme.coordination_group] == [
        ("Chris", "Management Board", date(2026, 6, 1))
    ]


@pytest.fixture
def reporters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two packages that report: the first has nothing to do in September, the second has."""
    monkeypatch.setattr(progress, "_reporters", [])

    def first(_viewer: object, points: object) -> dict[object, progress.Report]:
        return {
            point.id: progress.Report((progress.Count("Applications", point.month, "/a/"),))
            for point in points  # type: ignore[attr-defined]  # joining points
        }

    def second(_viewer: object, points: object) -> dict[object, progress.Report]:
        return {
            point.id: progress.Report(
                next_step=progress.NextStep("Match", "It is time.", "Match now", f"/{point.month}/")
            )
            for point in points  # type: ignore[attr-defined]  # joining points
            if point.month != 1
        }

    progress.register("matching", second, order=2)  # type: ignore[arg-type]  # as loose as a test may be
    progress.register("recruitment", first, order=1)  # type: ignore[arg-type]  # as above


def test_get_scheme_shows_what_is_reported_and_the_earliest_next_step(
    world: World, reporters: None
) -> None:
    open_joining_point(by=SYSTEM, cycle=world.joining_point.cycle, month=1)
    over = Cycle.objects.create(
        scheme=world.scheme,
        name="2025/26",
        starts_on=date(2025, 9, 1),
        ends_on=date(2026, 8, 31),
    )
    open_joining_point(by=SYSTEM, cycle=over, month=4)

    scheme = get_scheme(viewer=actor_of(world.chris), scheme=world.scheme)

    assert [cycle.name for cycle in scheme.cycles] == ["2026/27", "2025/26"]
    points = scheme.cycles[0].joining_points
    assert [(str(p.month_name), [count.value for count in p.counts]) for p in points] == [
        ("September", [9]),
        ("January", [1]),
    ]
    assert [point.next_step is not None for point in points] == [True, False]
    assert scheme.next_step is not None
    assert scheme.next_step.url == "/9/"


@pytest.mark.parametrize(
    ("can_wait", "later", "expected"),
    [(False, True, "Decide"), (True, True, "Match"), (True, False, "Decide")],
)
def test_a_next_step_that_can_wait_gives_way_to_another(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    can_wait: bool,
    later: bool,
    expected: str,
) -> None:
    monkeypatch.setattr(progress, "_reporters", [])
    waiting = progress.NextStep("Decide", "Some wait.", "Decide now", "/a/", can_wait=can_wait)
    match = progress.NextStep("Match", "It is time.", "Match now", "/b/") if later else None
    steps = {"recruitment": waiting, "matching": match}
    for order, (name, step) in enumerate(steps.items()):
        said = {world.joining_point.id: progress.Report(next_step=step)}
        progress.register(name, lambda _viewer, _points, said=said: said, order=order)  # type: ignore[misc]  # as loose as a test may be

    scheme = get_scheme(viewer=actor_of(world.chris), scheme=world.scheme)

    assert scheme.next_step is not None
    assert scheme.next_step.title == expected


def test_a_reporter_is_registered_once(reporters: None) -> None:
    with pytest.raises(ValueError, match="Registered twice: matching"):
        progress.register("matching", lambda _viewer, _points: {}, order=3)


@pytest.mark.parametrize("count", [1, 3])
def test_list_schemes_takes_three_queries_and_what_reports_take(
    world: World, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(progress, "_reporters", [])
    for number in range(count - 1):
        extra = open_scheme(
            by=SYSTEM, organisation=world.organisation, name=f"Scheme {number}", template=TEMPLATE
        )
        appoint(world.chris, Appointment.Role.COORDINATOR, extra)
    viewer = actor_of(world.chris)

    with CaptureQueriesContext(connection) as queries:
        lines = list_schemes(viewer=viewer)

    assert (len(lines), len(queries)) == (count, 3)


@pytest.mark.parametrize("count", [1, 3])
def test_get_scheme_takes_five_queries(
    world: World, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(progress, "_reporters", [])
    for month in (1, 4)[: count - 1]:
        open_joining_point(by=SYSTEM, cycle=world.joining_point.cycle, month=month)
    viewer = actor_of(world.chris)

    with CaptureQueriesContext(connection) as queries:
        scheme = get_scheme(viewer=viewer, scheme=world.scheme)

    assert (len(scheme.cycles[0].joining_points), len(queries)) == (count, 5)
