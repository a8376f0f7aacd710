"""The same people in every test: Amal mentors, Bela is mentored, Chris coordinates, Dana is a stranger."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from compagnon.accounts.models import Person
from compagnon.core import sealing
from compagnon.core.actors import Actor, person
from compagnon.core.ids import new_public_id
from compagnon.partnerships.models import Member, Partnership
from compagnon.schemes.charter import CHARTER
from compagnon.schemes.charter.storing import to_stored
from compagnon.schemes.models import Appointment, Charter, Cycle, JoiningPoint, Organisation, Scheme
from compagnon.schemes.vocabularies import FOCUS_AREAS

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


def make_person(name: str, *, language: str = "en") -> Person:
    """Return a person with a sound seal."""
    row = Person(email=f"{name.lower()}@example.org", name=name, language=language, created_at=NOW)
    sealing.put(row)
    row.save()
    return row


def actor_of(row: Person) -> Actor:
    """Return a fresh actor, as each request makes one."""
    return person(UUID(str(row.pk)))


@dataclass
class World:
    """A scheme with a joining point and the cast."""

    organisation: Organisation
    scheme: Scheme
    charter: Charter
    joining_point: JoiningPoint
    amal: Person
    bela: Person
    chris: Person
    dana: Person


def make_world() -> World:
    """Return the association's scheme in September, with Chris appointed as its coordinator."""
    organisation = Organisation.objects.create(name="Association for Language Learning")
    scheme = Scheme.objects.create(
        organisation=organisation,
        name="ALL Language Teacher Peer Mentoring Programme",
        kind=Scheme.Kind.MENTORING,
        state=Scheme.State.OPEN,
        summary="Peer mentoring for language teachers.",
        focus_areas=list(FOCUS_AREAS.keys),
    )
    cycle = Cycle.objects.create(
        scheme=scheme, name="2026/27", starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31)
    )
    point = JoiningPoint.objects.create(
        cycle=cycle, month=9, closes_on=date(2026, 9, 11), starts_on=date(2026, 9, 28)
    )
    charter = Charter.objects.create(
        scheme=scheme, version=1, text=to_stored({"en": CHARTER["en"]}), published_at=NOW
    )
    amal, bela, chris, dana = (make_person(name) for name in ("Amal", "Bela", "Chris", "Dana"))
    appoint(chris, Appointment.Role.COORDINATOR, scheme)
    return World(organisation, scheme, charter, point, amal, bela, chris, dana)


def appoint(row: Person, role: str, scheme: Scheme) -> Appointment:
    """Appoint somebody, approved by the Management Board."""
    appointment = Appointment(
        person=row,
        role=role,
        organisation=scheme.organisation,
        scheme=scheme if role == Appointment.Role.COORDINATOR else None,
        approved_on=date(2026, 6, 1),
        approved_by="Management Board",
    )
    sealing.put(appointment)
    appointment.save()
    return appointment


def make_partnership(world: World) -> Partnership:
    """Return an open partnership of Amal (mentor) and Bela (mentee)."""
    partnership = Partnership.objects.create(
        organisation=world.organisation,
        joining_point=world.joining_point,
        proposal_id=new_public_id(),
        opened_at=NOW,
        planned_end_on=date(2027, 5, 28),
    )
    for row, role in ((world.amal, Member.Role.MENTOR), (world.bela, Member.Role.MENTEE)):
        member = Member(partnership=partnership, person=row, role=role)
        sealing.put(member)
        member.save()
    return partnership
