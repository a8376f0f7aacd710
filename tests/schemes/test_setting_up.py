"""Setting up a scheme: from a template to the day it opens."""

from dataclasses import astuple
from datetime import date
from typing import Any

import pytest

from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.schemes import readiness
from compagnon.schemes.changes.appointment import appoint_coordinator
from compagnon.schemes.changes.running import (
    close_scheme,
    describe_scheme,
    reopen_scheme,
    start_scheme,
    tick_step,
)
from compagnon.schemes.changes.scheme import copy_scheme, set_up_scheme
from compagnon.schemes.models import (
    Appointment,
    Charter,
    Cycle,
    JoiningPoint,
    Scheme,
    SetupStep,
)
from compagnon.schemes.queries.checklist import get_checklist
from compagnon.schemes.queries.readiness import what_is_left
from compagnon.schemes.queries.scheme import get_scheme, list_schemes
from compagnon.schemes.rules import AcademicYear
from compagnon.schemes.template import TEMPLATES, Template
from tests.cast import World, actor_of, appoint, make_world

pytestmark = pytest.mark.django_db

YEAR = AcademicYear("2026/27", date(2026, 9, 1), date(2027, 8, 31))
JANUARY = {1: (date(2027, 1, 8), date(2027, 1, 25))}
REFUSES_TO_OPEN = "First: "


@pytest.fixture
def world() -> World:
    world = make_world()
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)
    return world


def begin(world: World, template: str = "association", **given: Any) -> Scheme:
    frame = {"name": "Ours", "summary": "", "year": YEAR, "points": JANUARY, **given}
    return set_up_scheme(
        by=actor_of(world.dana),
        organisation=world.organisation,
        template=TEMPLATES[template],
        **frame,
    )


def event_names() -> list[str]:
    return list(EventRow.objects.order_by("id").values_list("name", flat=True))


def add_coordinator(world: World, scheme: Scheme) -> Appointment:
    return appoint_coordinator(
        by=actor_of(world.dana),
        scheme=scheme,
        email="robin@example.org",
        name="Robin",
        approved_on=date(2026, 9, 1),
        approved_by="Management Board",
    )


@pytest.mark.requirement("ALL-01")
@pytest.mark.requirement("LSIS-37")
def test_set_up_scheme_makes_everything_in_one_step_and_opens_nothing(world: World) -> None:
    scheme = begin(world, name=" Ours ", summary=" For us. ")

    scheme.refresh_from_db()
    assert (scheme.name, scheme.summary, scheme.state) == ("Ours", "For us.", "setting_up")
    point = JoiningPoint.objects.get(cycle__scheme=scheme)
    assert (point.cycle.name, point.month, astuple(point.dates)) == (
        "2026/27",
        1,
        (
            date(2026, 8, 7),
            date(2027, 1, 8),
            date(2027, 1, 18),
            date(2027, 1, 25),
            date(2027, 5, 17),
        ),
    )
    assert event_names() == [
        "SchemePrepared",
        "FormPublished",
        "CharterPublished",
        "CycleOpened",
        "JoiningPointOpened",
    ]


@pytest.mark.requirement("NF-01")
@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_every_template_makes_a_scheme_that_lacks_nothing_but_its_coordinator(
    world: World, template: Template
) -> None:
    scheme = begin(world, template.key)

    scheme.refresh_from_db()
    assert (scheme.kind, scheme.summary) == (template.kind, str(template.summary))
    assert scheme.focus_areas == list(template.focus_areas)
    assert set(Charter.objects.get(scheme=scheme).text) == {"en", "cy", "fr", "de", "es"}
    left = what_is_left(viewer=actor_of(world.dana), scheme=scheme)
    assert [str(one.title) for one in left if not one.is_done] == ["Name the Coordination Group"]
    add_coordinator(world, scheme)
    assert start_scheme(by=actor_of(world.dana), scheme=scheme).state == "open"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "  "}, "needs a name"),
        ({"points": {}}, "at least one time"),
        ({"year": YEAR._replace(ends_on=date(2026, 9, 1))}, "ends after it starts"),
        ({"points": {1: (date(2027, 1, 8), date(2027, 1, 7))}}, "after applications have closed"),
    ],
)
def test_set_up_scheme_is_refused_and_leaves_nothing(
    world: World, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        begin(world, **given)

    assert Scheme.objects.count() == 1
    assert event_names() == []


def test_set_up_scheme_is_for_an_administrator(world: World) -> None:
    with pytest.raises(NotAllowed, match="Only an administrator"):
        set_up_scheme(
            by=actor_of(world.chris),
            organisation=world.organisation,
            template=TEMPLATES["association"],
            name="Ours",
            summary="",
            year=YEAR,
            points=JANUARY,
        )


@pytest.mark.requirement("ALL-30")
@pytest.mark.requirement("ALL-31")
def test_start_scheme_asks_for_an_approved_group_first(world: World) -> None:
    scheme = begin(world)

    with pytest.raises(Refused, match=REFUSES_TO_OPEN + "Name the Coordination Group"):
        start_scheme(by=actor_of(world.dana), scheme=scheme)
    add_coordinator(world, scheme)
    Appointment.objects.filter(scheme=scheme).update(seal=b"slipped in")
    with pytest.raises(Refused, match=REFUSES_TO_OPEN):
        start_scheme(by=actor_of(world.dana), scheme=scheme)


def test_start_scheme_asks_for_a_charter_and_a_joining_point_to_come(world: World) -> None:
    scheme = begin(world)
    add_coordinator(world, scheme)
    JoiningPoint.objects.filter(cycle__scheme=scheme).update(
        opens_on=None, match_by=None, closes_on=date(2026, 9, 13)
    )

    with pytest.raises(Refused, match=REFUSES_TO_OPEN + "Fix when people can join"):
        start_scheme(by=actor_of(world.dana), scheme=scheme)
    Charter.objects.filter(scheme=scheme).delete()
    with pytest.raises(Refused, match=REFUSES_TO_OPEN + "Publish a charter"):
        start_scheme(by=actor_of(world.dana), scheme=scheme)


def test_start_scheme_asks_for_what_other_packages_need(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = begin(world)
    add_coordinator(world, scheme)
    monkeypatch.setattr(readiness, "_checks", [])
    readiness.register(
        "recruitment",
        lambda _scheme: readiness.Item("Publish a form", "", "Form", "/form/", is_done=False),
        order=10,
    )

    with pytest.raises(Refused, match=REFUSES_TO_OPEN + "Publish a form"):
        start_scheme(by=actor_of(world.dana), scheme=scheme)
    with pytest.raises(ValueError, match="Registered twice: recruitment"):
        readiness.register("recruitment", readiness._checks[0][2], order=20)


def test_a_scheme_is_opened_closed_and_opened_again(world: World) -> None:
    scheme = begin(world)
    add_coordinator(world, scheme)
    dana = actor_of(world.dana)
    before = len(event_names())

    start_scheme(by=dana, scheme=scheme)
    close_scheme(by=dana, scheme=scheme)
    reopen_scheme(by=dana, scheme=scheme)

    assert Scheme.objects.get(pk=scheme.pk).state == "open"
    assert event_names()[before:] == ["SchemeStarted", "SchemeClosed", "SchemeReopened"]
    with pytest.raises(Refused, match="not possible any more"):
        reopen_scheme(by=dana, scheme=scheme)


@pytest.mark.parametrize("change", [start_scheme, close_scheme, reopen_scheme])
def test_opening_and_closing_is_for_those_who_run_the_scheme(world: World, change: Any) -> None:
    with pytest.raises(NotAllowed, match="Only an administrator"):
        change(by=actor_of(world.amal), scheme=world.scheme)


def test_what_is_left_is_for_those_who_run_the_scheme(world: World) -> None:
    assert len(what_is_left(viewer=SYSTEM, scheme=world.scheme)) == 3
    with pytest.raises(NotAllowed):
        what_is_left(viewer=actor_of(world.amal), scheme=world.scheme)


@pytest.mark.requirement("ALL-30")
@pytest.mark.requirement("ALL-31")
def test_appoint_coordinator_admits_whom_nobody_knows_yet(world: World) -> None:
    appointment = add_coordinator(world, world.scheme)

    assert appointment.person.email == "robin@example.org"
    assert (appointment.role, appointment.approved_by) == ("coordinator", "Management Board")
    with pytest.raises(Refused, match="holds this role already"):
        add_coordinator(world, world.scheme)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        appoint_coordinator(
            by=actor_of(world.chris),
            scheme=world.scheme,
            email="sam@example.org",
            name="Sam",
            approved_on=date(2026, 9, 1),
            approved_by="Chris",
        )


def test_describe_scheme_changes_words_and_focus_areas(world: World) -> None:
    chris = actor_of(world.chris)

    def described(summary: str = " New. ") -> Scheme:
        return describe_scheme(
            by=chris,
            scheme=world.scheme,
            name=" Better ",
            summary=summary,
            focus_areas=["assessment", " Latin ", "assessment", ""],
        )

    described()

    scheme = Scheme.objects.get(pk=world.scheme.pk)
    assert (scheme.name, scheme.summary) == ("Better", "New.")
    assert scheme.focus_areas == ["assessment", "Latin"]
    described("New.")
    assert event_names() == ["SchemeDescribed"]


@pytest.mark.parametrize(
    ("words", "sentence", "field"),
    [
        ({"name": " "}, "needs a name", "name"),
        ({"summary": " "}, "what the scheme is for", "summary"),
        ({"focus_areas": [" "]}, "at least one focus area", "focus_areas"),
    ],
)
def test_describe_scheme_is_refused(
    world: World, words: dict[str, Any], sentence: str, field: str
) -> None:
    whole = {"name": "A", "summary": "B", "focus_areas": ["assessment"], **words}

    with pytest.raises(Refused, match=sentence) as refusal:
        describe_scheme(by=actor_of(world.chris), scheme=world.scheme, **whole)

    assert refusal.value.field == field


def test_copy_scheme_takes_words_charter_and_calendar_and_leaves_people(world: World) -> None:
    original = begin(world, "in_house", points={**JANUARY, 11: (date(2026, 11, 2),) * 2})
    original.matching = {"rules": {"too_far": "off"}}
    original.settings = {"length_months": 6}
    original.save()
    add_coordinator(world, original)

    copy = copy_scheme(by=actor_of(world.dana), scheme=original, name=" Ours again ")

    copy.refresh_from_db()
    assert (copy.name, copy.state, copy.template) == ("Ours again", "setting_up", "in_house")
    assert (copy.matching, copy.settings) == (original.matching, original.settings)
    assert copy.focus_areas == original.focus_areas
    charter = Charter.objects.get(scheme=copy)
    assert (charter.version, charter.text) == (1, Charter.objects.get(scheme=original).text)
    points = JoiningPoint.objects.filter(cycle__scheme=copy).order_by("starts_on")
    assert [(one.cycle.name, one.month) for one in points] == [("2026/27", 11), ("2026/27", 1)]
    assert not Appointment.objects.filter(scheme=copy).exists()
    assert "SchemeCopied" in event_names()


def test_copy_scheme_of_one_without_calendar_or_charter_begins_with_the_usual_one(
    world: World,
) -> None:
    bare = Scheme.objects.create(
        organisation=world.organisation, name="Bare", kind="coaching", summary="-"
    )

    copy = copy_scheme(by=actor_of(world.dana), scheme=bare, name="Copy")

    assert JoiningPoint.objects.filter(cycle__scheme=copy).count() == 3
    assert not Charter.objects.filter(scheme=copy).exists()


@pytest.mark.parametrize(("name", "sentence"), [(" ", "needs a name"), ("Ours", "of its own")])
def test_copy_scheme_is_refused(world: World, name: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        copy_scheme(by=actor_of(world.dana), scheme=begin(world), name=name)


@pytest.mark.requirement("LSIS-65")
def test_the_checklist_is_a_working_list_in_its_order(world: World) -> None:
    scheme, dana = begin(world, "in_house"), actor_of(world.dana)
    assert [line.key for line in get_checklist(viewer=dana, scheme=scheme)] == [
        "experienced_staff",
        "introduction",
        "volunteers",
        "mentees",
        "allocate",
        "agreement",
        "working_together",
        "meeting_times",
        "paperwork",
        "observations",
        "evaluate",
        "amend",
        "extend",
    ]

    for key in ("experienced_staff", "volunteers", "volunteers"):
        tick_step(by=dana, scheme=scheme, key=key, is_done=True)

    lines = get_checklist(viewer=dana, scheme=scheme)
    assert [line.state for line in lines[:4]] == ["done", "current", "done", "todo"]
    assert lines[0].done_on == clock.today()
    for _twice in range(2):
        tick_step(by=dana, scheme=scheme, key="experienced_staff", is_done=False)
    assert get_checklist(viewer=dana, scheme=scheme)[0].state == "current"
    assert event_names()[-3:] == ["SetupStepTicked", "SetupStepTicked", "SetupStepUnticked"]
    assert SetupStep.objects.get().key == "volunteers"


def test_the_checklist_is_for_those_who_run_the_scheme(world: World) -> None:
    scheme = begin(world, "in_house")

    assert get_checklist(viewer=actor_of(world.amal), scheme=scheme) == ()
    assert get_checklist(viewer=actor_of(world.dana), scheme=world.scheme) == ()
    with pytest.raises(Refused, match="no such step"):
        tick_step(by=actor_of(world.dana), scheme=world.scheme, key="extend", is_done=True)


def test_a_scheme_that_is_being_set_up_shows_that_as_its_next_step(world: World) -> None:
    scheme = begin(world)
    dana = actor_of(world.dana)

    lines = {line.name: line for line in list_schemes(viewer=dana)}
    shown = get_scheme(viewer=dana, scheme=scheme)

    assert str(lines["Ours"].state_label) == "Being set up"
    assert lines["Ours"].next_step is not None
    assert lines["Ours"].next_step.url == f"/schemes/{scheme.id.hex}/"
    assert shown.next_step is not None
    assert (str(shown.next_step.title), shown.is_ready) == ("Name the Coordination Group", False)
    add_coordinator(world, scheme)
    shown = get_scheme(viewer=actor_of(world.dana), scheme=scheme)
    assert (shown.next_step, shown.is_ready) == (None, True)


def test_a_scheme_list_of_nothing_but_beginnings_asks_nobody_for_reports(world: World) -> None:
    scheme = begin(world)
    Scheme.objects.filter(pk=world.scheme.pk).update(state="setting_up")
    Cycle.objects.exclude(scheme=scheme).update(name="other")

    lines = list_schemes(viewer=actor_of(world.dana))

    assert [str(line.next_step.title) for line in lines if line.next_step] == [
        "Finish setting up your scheme"
    ] * 2
