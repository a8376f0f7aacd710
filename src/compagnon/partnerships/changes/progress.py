"""Where partnerships stand, kept for their coordinators; and what a coordinator may do about it."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.events import MembersContacted
from compagnon.partnerships.models import (
    CoordinatorLetter,
    Member,
    Partnership,
    Progress,
)
from compagnon.partnerships.queries.outside import look_from_outside
from compagnon.partnerships.stages import standing_of

LONGEST_LETTER: Final = 5000


def look_again(event: Any, _by: Actor) -> None:
    """Let the next tick note where a partnership stands: one statement, for what happens a million times a year.

    Whoever meets, or plans to, is not asked meanwhile whether they go on.
    """
    rows = Progress.objects.filter(partnership=event.partnership_id)
    rows.update(changes_on=clock.today(), asks_on=None)


def note_progress(ids: Collection[UUID]) -> int:
    """Write down anew where some partnerships stand today; return how many. Twice is once."""
    today = clock.today()
    schemes = dict(
        Partnership.objects.filter(pk__in=ids).values_list("pk", "joining_point__cycle__scheme")
    )
    rows = []
    for partnership_id, known in look_from_outside(ids).items():
        standing = standing_of(known, today)
        rows.append(
            Progress(
                partnership_id=partnership_id,
                scheme_id=schemes[partnership_id],
                stage=standing.stage.value,
                since_on=standing.since_on,
                changes_on=standing.changes_on,
                begins_on=standing.begins_on,
                resumed_on=known.resumed_on,
                asks_on=standing.asks_on,
            )
        )
    Progress.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["partnership"],
        update_fields=["stage", "since_on", "changes_on", "begins_on", "resumed_on", "asks_on"],
    )
    return len(rows)


@change("partnerships.contact_members", on="progress")
def contact_members(
    *, by: Actor, progress: Progress, member_id: UUID | None, text: str
) -> CoordinatorLetter:
    """Write to one member of a partnership, or (None) to all of them, in one's own words. It is noted who wrote and when.

    Refused without words, for more than a letter holds, to nobody, and once the partnership has ended.
    """
    if not text.strip():
        raise Refused(_("Write something first."), field="text")
    if len(text) > LONGEST_LETTER:
        raise Refused(_("This is too long for a letter."), field="text")
    member = None
    if member_id is not None:
        members = Member.objects.filter(
            partnership=progress.partnership_id, pk=member_id, left_at=None
        )
        member = members.first()
        if member is None:
            raise Refused(_("Choose one from the list."), field="to")
    letter = CoordinatorLetter.objects.create(
        partnership_id=progress.partnership_id,
        member=member,
        written_by_id=by.person_id or UUID(int=0),
        written_at=clock.now(),
        text=text.strip(),
    )
    record(
        MembersContacted(
            letter_id=letter.id,
            partnership_id=progress.partnership_id,
            progress_id=progress.id,
            member_id=member_id,
        ),
        by=by,
    )
    return letter
