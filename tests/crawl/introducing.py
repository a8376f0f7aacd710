"""Introductory meetings with answers of every kind: one to come, one that is over, one called off."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from compagnon.core import clock, files
from compagnon.core.actors import SYSTEM, holder_of_link
from compagnon.introductions.changes import introduction as meetings
from compagnon.introductions.changes import invitation as changes
from compagnon.introductions.changes.introduction import Details
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.rules.invited import Invitee
from compagnon.notifications.changes import forget_letters
from tests.cast import NOW
from tests.crawl.planted import word

if TYPE_CHECKING:
    from tests.crawl.world import World

LOU = Invitee("Lou Adeyemi", "lou@school.example")


def introduce(world: "World") -> None:
    """Let the coordinator invite people, whom one word of each column names; their letters are gone already.

    A letter that waits holds its address in the open. What deleting it left in the files is cleared away before
    anything else is written, as erasing does, so that the search of the files sees all that the others leave behind.
    """
    near = _plan(world, "Near", NOW + timedelta(days=4))
    _invite(world, near, LOU)
    invitation = Invitation.objects.get(introduction=near)
    changes.accept_invitation(by=holder_of_link(invitation.id), invitation=invitation)
    named = Invitee(word("invitedname"), word("invitedaddress"))
    _invite(world, near, named)
    changes.withdraw_invitation(
        by=world.actor("coordinator"), invitation=Invitation.objects.get(state="invited")
    )
    meetings.change_introduction(
        by=world.actor("coordinator"),
        introduction=near,
        details=replace(_details("Near", near.starts_at), place="Room 5"),
        seen=0,
    )
    forget_letters(by=SYSTEM, address=named.address, about="introductions/")
    files.scrub()
    with clock.moved_to(NOW - timedelta(days=9)):
        over = _plan(world, "Over", NOW - timedelta(days=1))
        _invite(world, over, LOU)
    changes.ask_volunteers(by=world.actor("coordinator"), introduction=over, is_for_all=True)
    off = _plan(world, "Off", NOW + timedelta(days=20))
    _invite(world, off, LOU)
    meetings.cancel_introduction(by=world.actor("coordinator"), introduction=off)


def _details(title: str, starts_at: datetime) -> Details:
    return Details(
        title=title,
        starts_at=starts_at,
        length_minutes=60,
        place="Room 4",
        seat_count=None,
        topics=[],
        language="en",
    )


def _plan(world: "World", title: str, starts_at: datetime) -> Introduction:
    return meetings.plan_introduction(
        by=world.actor("coordinator"),
        joining_point=world.association.joining_point,
        details=_details(title, starts_at),
    )


def _invite(world: "World", meeting: Introduction, *invitees: Invitee) -> None:
    changes.invite_people(
        by=world.actor("coordinator"), introduction=meeting, invitees=list(invitees)
    )
