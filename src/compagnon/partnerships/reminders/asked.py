"""What members are asked, each by a letter: whether it works for them, and, after a silence, whether they go on."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from compagnon.core import clock
from compagnon.notifications import reminding
from compagnon.notifications.facts import Fact, Facts
from compagnon.notifications.letters import Recipient, letter
from compagnon.notifications.reminding import Reminder
from compagnon.partnerships.letters import about_partnership
from compagnon.partnerships.queries.check_in import list_open_check_ins
from compagnon.partnerships.queries.to_remind import list_silent, members_with_days
from compagnon.partnerships.reminders.member import reminder_to
from compagnon.partnerships.wordings import WORDINGS

CHECK_IN: Final = "check_in"
SILENCE: Final = "silence"


def register() -> None:
    """Register the letters, and what finds out whom to ask."""
    for stem, about in ((CHECK_IN, about_check_in), (SILENCE, about_silence)):
        letter(f"partnerships/{stem}", about, is_reminder=True, wording=WORDINGS[stem])
    reminding.register("whether partnerships work", check_in_reminders)
    reminding.register("silent partnerships", silence_reminders)


def check_in_reminders(today: date) -> Iterator[Reminder]:
    """Yield whom to ask if it works, outside their holidays; once each time that the question stands open (ALL-89)."""
    found = {row.member_id: row for row in list_open_check_ins(today)}
    for member, days in members_with_days(members=found.keys()) if found else ():
        if not days.is_holiday(today):
            row = found[member.id]
            assert row.asks_on is not None  # noqa: S101 -- it stands open
            about: dict[str, Fact] = {
                "partnership_id": member.partnership_id,
                "check_in_id": row.id,
                "due_on": row.asks_on,
            }
            yield reminder_to(member, CHECK_IN, about, subject_id=row.id, due_on=row.asks_on)


def about_check_in(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the question may say; None once it is answered, or they rest or have parted."""
    rows = list_open_check_ins(clock.today(), facts.id("check_in_id"))
    is_open = any(row.asks_on == facts.day("due_on") for row in rows)
    values = about_partnership(facts, recipient) if is_open else None
    return values and {**values, "path": f"{values['path']}#check-in"}


def silence_reminders(today: date) -> Iterator[Reminder]:
    """Yield whom to ask whether they go on, outside their holidays; once each time that a partnership falls silent.

    Never while a meeting is ahead or the partnership rests.
    """
    found = {row.partnership_id: row for row in list_silent(today)}
    for member, days in members_with_days(found.keys()) if found else ():
        if not days.is_holiday(today):
            row = found[member.partnership_id]
            assert row.asks_on is not None  # noqa: S101 -- its members are asked from that day on
            about: dict[str, Fact] = {
                "partnership_id": row.partnership_id,
                "due_on": row.asks_on,
            }
            yield reminder_to(member, SILENCE, about, subject_id=row.id, due_on=row.asks_on)


def about_silence(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the question may say; None once somebody answered or they met, planned to, rest or have parted."""
    rows = list_silent(clock.today(), facts.id("partnership_id"))
    is_silent = any(row.asks_on == facts.day("due_on") for row in rows)
    values = about_partnership(facts, recipient) if is_silent else None
    return values and {**values, "path": f"{values['path']}#silence"}
