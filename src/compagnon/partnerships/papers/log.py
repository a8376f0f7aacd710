"""The meeting log as a document (LSIS-81 b): every meeting of a pair, or a sheet for one."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from compagnon.documents.blocks import Block, Facts, Heading, Paragraph, Table
from compagnon.partnerships.activities import activities_of
from compagnon.partnerships.papers.form import LINE, ROOM, Row, boxes, form
from compagnon.partnerships.queries.meeting import ActionItemView, MeetingView
from compagnon.schemes.models import Scheme

_SHEET_LINES: Final = 4
_WIDTHS: Final = (5, 2, 2, 2)


def log(meetings: Iterable[MeetingView]) -> Iterator[Block]:
    """Tell of each meeting: how long, who was there, what was done, what was decided and what is left."""
    for meeting in meetings:
        yield Heading(date_format(meeting.held_on, "DATE_FORMAT"))
        yield Paragraph(meeting.gist)
        yield Facts(tuple((str(name), words) for name, words in _said(meeting) if words))
        if meeting.action_items:
            yield _action_points(tuple(map(_action_point, meeting.action_items)))


def log_sheet(scheme: Scheme) -> Iterator[Block]:
    """Give a sheet to fill in at a meeting, with what people of this kind of scheme do at one."""
    yield form(
        (
            (_("Day"), LINE),
            (_("How long"), LINE),
            (_("Who was there"), LINE),
            (_("Where"), LINE),
            (_("What we did"), boxes(activities_of(scheme))),
            (_("What came up"), ROOM),
        )
    )
    yield _action_points(((LINE, "", "", ""),) * _SHEET_LINES)
    yield form(((_("For next time"), ROOM), (_("Next meeting"), LINE)))


def _said(meeting: MeetingView) -> Iterator[Row]:
    yield _("What we did"), "\n".join(map(str, meeting.activities))
    yield _("What came up"), "\n".join(item.text for item in meeting.came_up)
    yield _("For next time"), meeting.next_items


def _action_points(rows: tuple[tuple[str, ...], ...]) -> Table:
    heading = (_("What"), _("Who"), _("By when"), _("State"))
    return Table(_("Action points"), heading, rows, widths=_WIDTHS)


def _action_point(item: ActionItemView) -> tuple[str, ...]:
    due = date_format(item.due_on, "DATE_FORMAT") if item.due_on else ""
    if item.is_open:
        return (item.text, item.owner_name, due, "")
    return (item.text, item.owner_name, due, _("Done") if item.is_done else _("Dropped"))
