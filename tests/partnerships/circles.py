"""A circle and three peers, of whom somebody leaves."""

from datetime import date

from compagnon.accounts.models import Person
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.letters import letters as registered
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import RenderedMail, render
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.meeting import record_meeting
from compagnon.partnerships.models import Agreement, Meeting, Member, Partnership
from compagnon.partnerships.rules import ActionPoint
from tests.cast import actor_of
from tests.partnerships.conftest import TERMS


def member(partnership: Partnership, one: Person) -> Member:
    return Member.objects.select_related("person").get(partnership=partnership, person=one)


def agreed(circle: Partnership, *people: Person) -> Agreement:
    """A contract that the first wrote and the others signed."""
    first, *others = people
    written = write_agreement(by=actor_of(first), partnership=circle, terms=TERMS, based_on=0)
    for one in others:
        sign_agreement(by=actor_of(one), agreement=written)
    return written


def met(circle: Partnership, by: Person, *points: ActionPoint, next_items: str = "") -> Meeting:
    return record_meeting(
        by=actor_of(by),
        partnership=circle,
        held_on=date(2026, 9, 10),
        length_minutes=60,
        attended=list(Member.objects.filter(partnership=circle, left_at=None)),
        action_points=points,
        next_items=next_items,
    )


def letters(stem: str) -> list[str]:
    rows = Message.objects.filter(kind=f"partnerships/{stem}")
    return sorted(rows.values_list("address", flat=True))


def sent(stem: str, address: str) -> RenderedMail | None:
    row = Message.objects.get(kind=f"partnerships/{stem}", address=address)
    return written(row, Recipient(row.recipient_id, row.address, "en"))


def written(row: Message, reader: Recipient) -> RenderedMail | None:
    return render(registered()[row.kind], Facts(row.context), reader, secret="a-code")
