"""A world in which every confidential field holds a word of its own, built as people would: by changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from compagnon.accounts.changes import admit_person
from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, Actor, person
from compagnon.core.ids import new_public_id
from compagnon.notifications import reminding
from compagnon.partnerships.changes.partnership import (
    Joining,
    open_circle_partnership,
    open_partnership,
)
from compagnon.partnerships.models import Partnership
from compagnon.privacy.changes import erase_person
from compagnon.scenarios.association import Association, build_association
from compagnon.scenarios.hosting import invite_to_meet
from compagnon.scenarios.library import fill_library
from compagnon.schemes.changes.appointment import appoint_person
from compagnon.schemes.changes.charter import publish_charter, sign_charter
from compagnon.schemes.changes.scheme import found_organisation, open_cycle, open_scheme
from compagnon.schemes.changes.settings import change_settings
from compagnon.schemes.changes.term_calendar import add_term_calendar
from compagnon.schemes.charter import CHARTER
from compagnon.schemes.models import Appointment, JoiningPoint, Organisation, Scheme
from compagnon.schemes.settings import MatchingMode
from compagnon.schemes.template import ASSOCIATION, settings_of
from compagnon.schemes.template.coaching import COACHING
from compagnon.schemes.template.peer_coaching import PEER_COACHING
from compagnon.schemes.template.shape import Template
from tests.cast import NOW
from tests.crawl import (
    browsers,
    choosing,
    introducing,
    matching,
    peers,
    recruiting,
    reporting,
    secrets,
    workspace,
)

TODAY: Final = NOW.date()


@dataclass
class World:
    """Everything that a crawl has to find its way in."""

    association: Association
    people: dict[str, Person]
    partnerships: dict[str, Partnership]
    other_point: JoiningPoint
    secrets: dict[str, str] = field(default_factory=dict)
    log: bytes = b""

    def actor(self, role: str) -> Actor:
        """Return a fresh actor for a role, as each request makes one."""
        return person(UUID(str(self.people[role].pk)))


def build() -> World:
    """Build it: four pairs that write, a match with answers of every kind, files, letters, sign-in secrets."""
    association = build_association(today=TODAY)
    people = {
        role: association.persona(role)
        for role in (
            "mentor",
            "mentee",
            "coordinator",
            "coordinating_mentor",
            "branch_lead",
            "administrator",
        )
    }
    people["stranger"] = admit("Dana")
    elsewhere = _other_schemes(association.organisation, people)
    world = World(association, people, {"a": association.partnership}, elsewhere)
    introducing.introduce(world)
    recruiting.bring_everybody_in(world)
    recruiting.let_the_stranger_begin(world)
    recruiting.let_somebody_apply(world)
    matching.match_and_answer(world)
    _open_pairs_elsewhere(world)
    recruiting.leave_a_register_on_its_way(world)
    by_choice = _open_choice(world)
    choosing.choose_each_other(world, by_choice)
    reporting.report(world, by_choice)
    peers.put_together(world, _open_pool(world))
    _let_them_work(world)
    secrets.plant(world)
    browsers.sign_everybody_in(world)
    with in_two_days():
        for due in reminding.sources().values():
            reminding.plan_reminders(due)
    return world


def _let_them_work(world: World) -> None:
    """Let pairs write, ask, doubt, part and close, and those who look after them do so."""
    for pair in ("a", "b", "c", "f"):
        workspace.let_them_write(world.partnerships[pair], pair)
    workspace.let_them_ask(world.partnerships["a"], world.actor("coordinator"))
    fill_library(world.partnerships["a"].joining_point.cycle.scheme, world.actor("coordinator"))
    invite_to_meet(world.actor("branch_lead"), today=TODAY)
    workspace.let_them_part(world.partnerships["d"])
    workspace.let_one_leave(world.partnerships["l"], world.people["branch_lead"])
    workspace.let_them_doubt(world.partnerships["b"])
    workspace.let_them_close(world.partnerships["h"])
    workspace.let_the_group_care(
        world.actor("other_coordinator"), world.partnerships["i"], world.partnerships["j"]
    )
    workspace.let_them_wait(unsigned=world.partnerships["k"], unmet=world.partnerships["f"])


def admit(name: str) -> Person:
    """Admit somebody."""
    return admit_person(by=SYSTEM, email=f"{name.lower()}@example.org", name=name, language="en")


def _other_schemes(organisation: Organisation, people: dict[str, Person]) -> JoiningPoint:
    """Open another scheme of the organisation, and another organisation with one; return the first's September."""
    point = _open(organisation, "Coaching across the Trust")
    people["other_coordinator"] = admit("Finn")
    _appoint(organisation, people["other_coordinator"], Appointment.Role.COORDINATOR, point)
    _renew_charter(point.cycle.scheme, people["other_coordinator"])
    stranger_to_all = found_organisation(by=SYSTEM, name="Quite Another Trust")
    for one, place in ((organisation, ""), (organisation, "Borders"), (stranger_to_all, "")):
        add_term_calendar(by=SYSTEM, organisation=one, nation="scotland", place=place, year=2026)
    _open(stranger_to_all, "Mentoring elsewhere")
    people["other_administrator"] = admit("Uma")
    _appoint(stranger_to_all, people["other_administrator"], Appointment.Role.ADMINISTRATOR)
    return point


def _open_choice(world: World) -> JoiningPoint:
    """Open a scheme in which learners choose among suggestions; return its September."""
    organisation = world.association.organisation
    point = _open(organisation, "Coaching by choice", COACHING)
    scheme = point.cycle.scheme
    guided = replace(
        settings_of(scheme), matching_mode=MatchingMode.GUIDED, reports_to_managers=True
    )
    change_settings(by=SYSTEM, scheme=scheme, settings=guided)
    _appoint(organisation, world.people["other_coordinator"], Appointment.Role.COORDINATOR, point)
    return point


def _open_pool(world: World) -> JoiningPoint:
    """Open a scheme of peers whom the group matches; return its September."""
    organisation = world.association.organisation
    point = _open(organisation, "Peers together", PEER_COACHING)
    scheme = point.cycle.scheme
    matched = replace(settings_of(scheme), matching_mode=MatchingMode.COORDINATED)
    change_settings(by=SYSTEM, scheme=scheme, settings=matched)
    _appoint(organisation, world.people["other_coordinator"], Appointment.Role.COORDINATOR, point)
    return point


def _renew_charter(scheme: Scheme, signer: Person) -> None:
    """Have somebody sign a charter, and publish its next version: a letter asks to sign again."""
    sign_charter(by=person(UUID(str(signer.pk))), charter=scheme.charter_set.get())
    renewed = replace(CHARTER["en"], title="Peer Mentoring Charter, revised")
    publish_charter(by=SYSTEM, scheme=scheme, text={**CHARTER, "en": renewed})


def _open(organisation: Organisation, name: str, template: Template = ASSOCIATION) -> JoiningPoint:
    scheme: Scheme = open_scheme(by=SYSTEM, organisation=organisation, name=name, template=template)
    cycle = open_cycle(
        by=SYSTEM,
        scheme=scheme,
        name="2026/27",
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 8, 31),
        joining_months=[9],
    )
    return JoiningPoint.objects.select_related("cycle__scheme__organisation").get(cycle=cycle)


def _appoint(
    organisation: Organisation,
    who: Person,
    role: Appointment.Role,
    point: JoiningPoint | None = None,
) -> None:
    appoint_person(
        by=SYSTEM,
        organisation=organisation,
        person=who,
        role=role,
        approved_on=TODAY - timedelta(days=30),
        approved_by="Board",
        scheme=point.cycle.scheme if point else None,
    )


def _open_pairs_elsewhere(world: World) -> None:
    """Open a pair of the other scheme, and others: one is erased, one is over its planned end, three are looked after."""
    world.partnerships["f"] = _opened(world, "Vera", "Wim", TODAY)
    world.partnerships["g"] = _opened(world, "Xena", "Yann", TODAY + timedelta(days=7))
    world.partnerships["h"] = _opened(world, "Zeno", "Abel", TODAY - timedelta(days=300))
    erase_person(by=SYSTEM, email="xena@example.org")
    world.partnerships["i"] = _opened(world, "Zoe", "Alun", TODAY + timedelta(days=14))
    world.partnerships["j"] = _opened(world, "Bo", "Cara", TODAY + timedelta(days=21))
    world.partnerships["k"] = _opened(world, "Dov", "Eira", TODAY + timedelta(days=28))
    facilitator, *learners = (admit(name) for name in ("Gil", "Hal", "Ina"))
    world.partnerships["l"] = open_circle_partnership(
        by=SYSTEM,
        joining_point=world.other_point,
        proposal_id=new_public_id(),
        facilitator=Joining(UUID(str(facilitator.pk)), {}),
        learners=[
            Joining(UUID(str(one.pk)), {}) for one in (*learners, world.people["branch_lead"])
        ],
        starts_on=TODAY + timedelta(days=35),
    )


def _opened(world: World, mentor: str, mentee: str, starts_on: date) -> Partnership:
    return open_partnership(
        by=SYSTEM,
        joining_point=world.other_point,
        proposal_id=new_public_id(),
        mentor=Joining(UUID(str(admit(mentor).pk)), {}),
        mentee=Joining(UUID(str(admit(mentee).pk)), {}),
        starts_on=starts_on,
    )


@contextmanager
def in_two_days() -> Iterator[None]:
    """Look at the world when reviews and ends have come near."""
    with clock.moved_to(datetime.combine(TODAY, time(15), tzinfo=NOW.tzinfo) + timedelta(days=2)):
        yield
