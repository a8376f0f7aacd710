"""A meeting in two weeks and whom it invites, for the tests of introductory meetings."""

from dataclasses import replace
from datetime import timedelta

from compagnon.introductions.changes.introduction import Details, plan_introduction
from compagnon.introductions.changes.invitation import invite_people
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.queries.invited import addresses_of
from compagnon.introductions.rules.invited import read_lines
from tests.cast import NOW, World, actor_of

DETAILS = Details(
    title="Introduction to mentoring",
    starts_at=NOW + timedelta(days=14),
    length_minutes=60,
    place="Room 4",
    seat_count=None,
    topics=[],
    language="en",
)
TWO = "Ivo Kent <ivo@school.example>\nkim@school.example"


def plan(world: World, **otherwise: object) -> Introduction:
    """Set up a meeting of September."""
    details = replace(DETAILS, **otherwise)  # type: ignore[arg-type]  # a test names what differs
    return plan_introduction(
        by=actor_of(world.chris), joining_point=world.joining_point, details=details
    )


def invite(world: World, meeting: Introduction, people: str = TWO) -> int:
    """Invite whom a text names."""
    invitees = read_lines(people).invitees
    return invite_people(by=actor_of(world.chris), introduction=meeting, invitees=invitees)


def invitation_of(address: str) -> Invitation:
    """Return the invitation to an address."""
    rows = list(
        Invitation.objects.select_related(
            "introduction__joining_point__cycle__scheme__organisation"
        )
    )
    addresses = addresses_of(rows)
    return next(row for row in rows if addresses[row.id] == address)
