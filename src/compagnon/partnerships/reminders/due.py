"""What members are reminded of: their review, the end they planned, what they took on, a signature or a meeting they owe.

Each asks whether today is in the holidays of whoever would be reminded, by the term calendar they go by, and waits for
their first school day; and each knows how things stand, when it is planned and once more when it is sent.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils import formats

from compagnon.core import clock
from compagnon.notifications import reminding
from compagnon.notifications.facts import Fact, Facts
from compagnon.notifications.letters import Recipient, letter
from compagnon.notifications.reminding import Reminder
from compagnon.partnerships.letters import about_ended, about_partnership
from compagnon.partnerships.models import Member
from compagnon.partnerships.queries.action_item import list_open_actions
from compagnon.partnerships.queries.closing import kept_until_of, list_ended
from compagnon.partnerships.queries.dates import list_dates, list_waiting_reviews
from compagnon.partnerships.queries.report import list_due_reports
from compagnon.partnerships.queries.to_remind import (
    TO_MEET,
    list_owed,
    members_with_days,
    owed_by,
    signed_latest,
    waits_for,
)
from compagnon.partnerships.reminders.member import reminder_to
from compagnon.partnerships.rules import (
    ACTION_NOTICE,
    KEPT_NOTICE,
    REVIEW_PATIENCE,
    ReminderKind,
    due,
    is_action_due,
    latest_end_to_empty,
)
from compagnon.partnerships.wordings import WORDINGS
from compagnon.schemes.queries.term_calendar import do_holidays_end

ACTIONS_DUE: Final = "action_items_due"
REVIEW_WAITING: Final = "review_waiting"
REPORT_DUE: Final = "report_due"
WORDS_GOING: Final = "words_going"
UNSIGNED: Final = "contract_unsigned"
UNMET: Final = "meeting_unplanned"
LONGEST_HOLIDAY: Final = timedelta(days=60)


def register() -> None:
    """Register the reminders' letters, and what finds out whom to remind."""
    for kind, about in (
        (ReminderKind.REVIEW_DUE, about_review),
        (ReminderKind.END_NEAR, about_end),
    ):
        letter(f"partnerships/{kind}", about, is_reminder=True, wording=WORDINGS[kind])
    reminding.register("partnerships", due_reminders)
    letter(
        f"partnerships/{ACTIONS_DUE}",
        about_actions,
        is_reminder=True,
        wording=WORDINGS[ACTIONS_DUE],
    )
    reminding.register("action_items", due_action_reminders)
    letter(
        f"partnerships/{REVIEW_WAITING}",
        about_waiting_review,
        is_reminder=True,
        wording=WORDINGS[REVIEW_WAITING],
    )
    reminding.register("reviews", due_review_reminders)
    letter(
        f"partnerships/{WORDS_GOING}",
        about_ended,
        is_reminder=True,
        wording=WORDINGS[WORDS_GOING],
    )
    reminding.register("words", due_word_reminders)
    letter(
        f"partnerships/{REPORT_DUE}",
        about_due_report,
        is_reminder=True,
        wording=WORDINGS[REPORT_DUE],
    )
    reminding.register("reports", due_report_reminders)
    for stem in (UNSIGNED, UNMET):
        letter(f"partnerships/{stem}", about_owed, is_reminder=True, wording=WORDINGS[stem])
    reminding.register("partnerships that wait", owed_reminders)


def due_reminders(today: date) -> Iterator[Reminder]:
    """Yield what the members of open partnerships are to be reminded of (ALL-34, ALL-65), outside their holidays."""
    found = {one.partnership_id: one for one in due(list_dates(), today)}
    for member, days in members_with_days(found.keys()) if found else ():
        if not days.is_holiday(today):
            one = found[member.partnership_id]
            about: dict[str, Fact] = {"partnership_id": one.partnership_id, "due_on": one.due_on}
            yield reminder_to(
                member, one.kind, about, subject_id=one.partnership_id, due_on=one.due_on
            )


def about_reminder(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a reminder may say; None once its date was moved or the partnership rests or is over."""
    is_due = any(
        (one.partnership_id, one.due_on) == (facts.id("partnership_id"), facts.day("due_on"))
        for one in due(list_dates([facts.id("partnership_id")]), clock.today())
    )
    return about_partnership(facts, recipient) if is_due else None


def about_review(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the reminder of a review may say; it leads to where one is begun."""
    values = about_reminder(facts, recipient)
    path = reverse("partnerships:reviews", kwargs={"partnership_id": facts.id("partnership_id")})
    return values and {**values, "path": path}


def about_end(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the reminder of the end may say; it leads to where a partnership comes to its end."""
    values = about_reminder(facts, recipient)
    path = reverse("partnerships:leave", kwargs={"partnership_id": facts.id("partnership_id")})
    return values and {**values, "path": path}


def due_action_reminders(today: date) -> Iterator[Reminder]:
    """Yield who is to be reminded, two days before, of what they took on; once for all that is due on one day.

    What fell into somebody's holidays is said on their first school day; only then is it looked for.
    """
    since = today - LONGEST_HOLIDAY if do_holidays_end(today) else today
    found = sorted(
        list_open_actions(today, since=since), key=lambda one: (one.due_on, one.owner_id)
    )
    ids = {one.owner_id for one in found}
    owners = {row.id: (row, days) for row, days in members_with_days(members=ids)}
    for one in found:
        owner, days = owners[one.owner_id]
        if is_action_due(one, days, today):
            about: dict[str, Fact] = {
                "partnership_id": owner.partnership_id,
                "member_id": owner.id,
                "due_on": one.due_on,
            }
            yield reminder_to(
                owner,
                ACTIONS_DUE,
                about,
                subject_id=owner.id,
                due_on=one.due_on - ACTION_NOTICE,
            )


def about_actions(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a reminder of action items may say; None once all are done, dropped or carried over."""
    today, member_id = clock.today(), facts.id("member_id")
    found = list_open_actions(today, member_id, since=today - LONGEST_HOLIDAY)
    one = next((one for one in found if one.due_on == facts.day("due_on")), None)
    is_due = one is not None and any(
        is_action_due(one, days, today) for _row, days in members_with_days(members=[member_id])
    )
    values = about_partnership(facts, recipient) if is_due else None
    return values and {
        **values,
        "day": formats.date_format(facts.day("due_on"), "DATE_FORMAT"),
        "path": reverse("partnerships:action_items"),
    }


def due_review_reminders(today: date) -> Iterator[Reminder]:
    """Yield who is to be reminded, a week after a review began, that their own answers are still to come."""
    found = {member.id: review for review, member in list_waiting_reviews(today - REVIEW_PATIENCE)}
    for member, days in members_with_days(members=found.keys()) if found else ():
        if not days.is_holiday(today):
            review = found[member.id]
            about: dict[str, Fact] = {
                "partnership_id": member.partnership_id,
                "review_id": review.id,
            }
            due_on = review.opened_at.date() + REVIEW_PATIENCE
            yield reminder_to(member, REVIEW_WAITING, about, subject_id=review.id, due_on=due_on)


def about_waiting_review(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the reminder may say; None once they have handed in, or the partnership rests or is over."""
    waiting = list_waiting_reviews(clock.today() - REVIEW_PATIENCE, facts.id("review_id"))
    if not any(member.person_id == recipient.person_id for _review, member in waiting):
        return None
    values = about_partnership(facts, recipient)
    path = reverse("partnerships:review", kwargs={"review_id": facts.id("review_id")})
    return values and {**values, "path": path}


def due_report_reminders(today: date) -> Iterator[Reminder]:
    """Yield which mentors are to be reminded, once for each, that a report to their manager is due (LSIS-57)."""
    due_of = list_due_reports(today)
    for member, days in members_with_days(due_of.keys()) if due_of else ():
        if member.role == Member.Role.MENTOR and not days.is_holiday(today):
            due_on = due_of[member.partnership_id].ends_on
            about: dict[str, Fact] = {"partnership_id": member.partnership_id, "due_on": due_on}
            yield reminder_to(
                member, REPORT_DUE, about, subject_id=member.partnership_id, due_on=due_on
            )


def about_due_report(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the reminder may say; None once the mentee was asked, a later one is due, or they rest or have parted."""
    partnership_id = facts.id("partnership_id")
    period = list_due_reports(clock.today(), partnership_id).get(partnership_id)
    if period is None or period.ends_on != facts.day("due_on"):
        return None
    values = about_partnership(facts, recipient)
    path = reverse("partnerships:reports", kwargs={"partnership_id": partnership_id})
    return values and {**values, "path": path}


def due_word_reminders(today: date) -> Iterator[Reminder]:
    """Yield whom to tell, a month before, that what they wrote in an ended partnership will be deleted."""
    ended = {
        row.id: row
        for row in list_ended(latest_end_to_empty(today), latest_end_to_empty(today + KEPT_NOTICE))
    }
    for member, days in members_with_days(ended.keys()) if ended else ():
        if member.person.name and not days.is_holiday(today):
            kept = kept_until_of(ended[member.partnership_id])
            assert kept is not None  # noqa: S101 -- it has ended
            about: dict[str, Fact] = {"partnership_id": member.partnership_id}
            due_on = kept - KEPT_NOTICE
            yield reminder_to(
                member, WORDS_GOING, about, subject_id=member.partnership_id, due_on=due_on
            )


def owed_reminders(today: date) -> Iterator[Reminder]:
    """Yield who owes a signature, and whose next meeting nobody has planned, outside their holidays (ALL-39, ALL-61).

    Once each time a partnership gets stuck; never while a meeting is ahead or the partnership rests.
    """
    for row, member, days in owed_by(today):
        if not days.is_holiday(today) and row.begins_on is not None:
            stem = UNMET if row.stage in TO_MEET else UNSIGNED
            about: dict[str, Fact] = {
                "partnership_id": row.partnership_id,
                "member_id": member.id,
                "due_on": row.begins_on,
            }
            yield reminder_to(member, stem, about, subject_id=row.id, due_on=row.begins_on)


def about_owed(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what such a reminder may say; None once it is signed or planned, or they rest or have parted."""
    partnership_id = facts.id("partnership_id")
    signed = signed_latest([partnership_id])
    is_due = any(
        row.begins_on == facts.day("due_on") and waits_for(row, facts.id("member_id"), signed)
        for row in list_owed(clock.today(), partnership_id)
    )
    return about_partnership(facts, recipient) if is_due else None
