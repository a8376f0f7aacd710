"""Many partnerships, and what their members agreed, did and wrote down."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from compagnon.core import clock
from compagnon.core.actors import SYSTEM, person
from compagnon.core.ids import new_public_id
from compagnon.matching.rules.sharing import shared_parts
from compagnon.partnerships.events import (
    ActionItemDone,
    AgreementSigned,
    AgreementWritten,
    MeetingRecorded,
    PartnershipLeft,
    PartnershipOpened,
    PartnershipPaused,
)
from compagnon.partnerships.models import (
    ActionItem,
    Agreement,
    Attendance,
    Meeting,
    Member,
    Minutes,
    Partnership,
    Signature,
)
from compagnon.partnerships.rules import usual_end, usual_review
from compagnon.recruitment.models import Application
from compagnon.scenarios.pair_life import at
from compagnon.scenarios.sheaf import Sheaf
from compagnon.schemes.events import CharterSigned
from compagnon.schemes.models import Charter, CharterSignature, JoiningPoint
from compagnon.schemes.vocabularies import INTERESTS

_FIRST_STEPS: Final = (
    "Try one idea about {topic} with {year}",
    "Write down three questions about {topic}",
    "Look at how {year} take to {topic}",
    "Ask a colleague how they plan {topic} for {year}",
    "Send the notes on {topic} for {year}",
)
_NEXT_TIME: Final = (
    "How {topic} went with {year}.",
    "Whether {topic} is the right place to begin with {year}.",
    "What to keep of {topic}, and what to leave.",
)
_RESTING: Final = (17, 3)  # of so many pairs, this one rests


class Pairing:
    """Opens the partnerships of one joining point, one after the other."""

    def __init__(self, sheaf: Sheaf, point: JoiningPoint, charter: Charter, *, today: date) -> None:
        """Keep where, under which charter, and when."""
        self._sheaf = sheaf
        self._point = point
        self._charter = charter
        self._today = today
        self._signed: set[UUID] = set()
        self._count = 0

    def open(self, mentor: Application, mentee: Application, *, notes: int) -> Partnership:
        """Open a partnership, let both sign, meet, and write so many notes; it is over when its time has passed."""
        self._count += 1
        begins = self._point.starts_on
        partnership = self._partnership(begins)
        members = [
            self._member(partnership, application, role)
            for application, role in ((mentor, Member.Role.MENTOR), (mentee, Member.Role.MENTEE))
        ]
        self._agreement(partnership, members, begins + timedelta(days=3))
        until = min(self._today, partnership.planned_end_on) - timedelta(days=1)
        days = list(_meeting_days(begins + timedelta(days=7), until, notes))
        self._meet(partnership, members, days, notes)
        self._go_on(partnership, members, until)
        self._sheaf.add(partnership)
        return partnership

    def _partnership(self, begins: date) -> Partnership:
        with at(begins):
            row = Partnership(
                organisation_id=self._point.cycle.scheme.organisation_id,
                joining_point=self._point,
                proposal_id=new_public_id(),
                opened_at=clock.now(),
                planned_end_on=usual_end(begins),
            )
        opened = PartnershipOpened(partnership_id=row.id, proposal_id=row.proposal_id)
        self._sheaf.happened(begins, opened, by=SYSTEM)
        return row

    def _member(self, partnership: Partnership, application: Application, role: str) -> Member:
        member = Member(
            partnership=partnership,
            person_id=application.person_id,
            role=role,
            shared=shared_parts(application.answers),
        )
        self._sheaf.add(member)
        if application.person_id not in self._signed:
            self._signed.add(application.person_id)
            self._sign_charter(application.person_id)
        return member

    def _sign_charter(self, person_id: UUID) -> None:
        day = self._point.starts_on - timedelta(days=2)
        with at(day):
            row = CharterSignature(
                charter=self._charter, person_id=person_id, signed_at=clock.now()
            )
        self._sheaf.add(row)
        signed = CharterSigned(
            signature_id=row.id, charter_id=self._charter.id, person_id=person_id
        )
        self._sheaf.happened(day, signed, by=person(person_id))

    def _agreement(self, partnership: Partnership, members: list[Member], day: date) -> None:
        author, partner = members if self._count % 2 else reversed(members)
        topic = _topic(self._count)
        with at(day):
            row = Agreement(
                partnership=partnership,
                version=1,
                written_at=clock.now(),
                frequency="half_termly",
                mode="online",
                length_minutes=60,
                review_on=usual_review(day),
                ends_on=partnership.planned_end_on,
            )
            signatures = [
                Signature(agreement=row, member=member, signed_at=clock.now()) for member in members
            ]
        texts = {
            "focus_areas": json.dumps(["personal_development"]),
            "focus_note": f"Getting further with {topic}.",
            "mentor_responsibilities": f"Listens first, and shares what helped with {topic}.",
            "mentee_responsibilities": f"Brings one question about {topic} each time.",
            **dict.fromkeys(("minutes_by", "contact", "off_limits", "challenge", "depth"), ""),
        }
        self._sheaf.add_words(row, author_id=author.person_id, texts=texts)
        written = AgreementWritten(agreement_id=row.id, partnership_id=partnership.id, version=1)
        self._sheaf.happened(day, written, by=person(author.person_id))
        signed = AgreementSigned(agreement_id=row.id, partnership_id=partnership.id, version=1)
        self._sheaf.happened(day, signed, by=person(partner.person_id))
        for signature in signatures:
            self._sheaf.add(signature)

    def _meet(
        self, partnership: Partnership, members: list[Member], days: list[date], notes: int
    ) -> None:
        """Let them meet on these days, each time with minutes and one or two action items."""
        left = notes
        for number, day in enumerate(days):
            share = left // (len(days) - number)
            left -= share
            self._meeting(partnership, members, day, items=share - 1)

    def _meeting(
        self, partnership: Partnership, members: list[Member], day: date, *, items: int
    ) -> None:
        author = members[day.toordinal() % 2]
        row = Meeting(
            partnership=partnership,
            state=Meeting.State.HELD,
            place=Meeting.Place.ONLINE,
            held_on=day,
            length_minutes=30 + 15 * (day.toordinal() % 4),
        )
        self._sheaf.add(row)
        for member in members:
            self._sheaf.add(Attendance(meeting=row, member=member))
        recorded = MeetingRecorded(meeting_id=row.id, partnership_id=partnership.id, held_on=day)
        self._sheaf.happened(day, recorded, by=person(author.person_id))
        self._sheaf.add_words(
            Minutes(meeting=row),
            author_id=author.person_id,
            texts={
                "next_items": self._words(_NEXT_TIME, day.toordinal()),
                "activities": "[]",
            },
        )
        for position in range(items):
            self._item(row, members[position % 2], author.person_id, position)

    def _item(self, meeting: Meeting, owner: Member, author_id: UUID, position: int) -> None:
        is_done = meeting.held_on < self._today - timedelta(days=60)
        row = ActionItem(
            meeting=meeting,
            owner=owner,
            position=position,
            state=ActionItem.State.DONE if is_done else ActionItem.State.OPEN,
        )
        words = self._words(_FIRST_STEPS, meeting.held_on.toordinal() + position)
        self._sheaf.add_words(row, author_id=author_id, texts={"text": words})
        if is_done:
            done = ActionItemDone(action_item_id=row.id, partnership_id=meeting.partnership_id)
            day = meeting.held_on + timedelta(days=20)
            self._sheaf.happened(day, done, by=person(owner.person_id))

    def _go_on(self, partnership: Partnership, members: list[Member], last: date) -> None:
        by = person(members[1].person_id)
        if partnership.planned_end_on <= self._today:
            partnership.state = Partnership.State.ENDED
            partnership.ended_at = datetime.combine(last, time(16), tzinfo=UTC)
            self._sheaf.happened(last, PartnershipLeft(partnership_id=partnership.id), by=by)
        elif self._count % _RESTING[0] == _RESTING[1]:
            partnership.state = Partnership.State.PAUSED
            self._sheaf.happened(last, PartnershipPaused(partnership_id=partnership.id), by=by)

    def _words(self, sentences: tuple[str, ...], number: int) -> str:
        sentence = sentences[number % len(sentences)]
        return sentence.format(topic=_topic(self._count + number), year=f"Year {7 + number % 7}")


def _topic(number: int) -> str:
    """Return what they talk about."""
    return INTERESTS[INTERESTS.keys[number % len(INTERESTS.keys)]].english.lower()


def _meeting_days(first: date, last: date, notes: int) -> Iterator[date]:
    """Yield the days of so many meetings that each has two or three notes, evenly from the first day to the last."""
    count = max(1, round(notes / 2.5)) if notes else 0
    span = max(0, (last - first).days)
    for number in range(count):
        yield first + timedelta(days=span * number // count)
