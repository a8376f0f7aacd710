"""The development plan as a document (LSIS-81 c): the goals of a pair with their notes, or a sheet for one."""

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from compagnon.documents.blocks import Block, Facts, Heading
from compagnon.partnerships.models import Goal
from compagnon.partnerships.papers.form import LINE, ROOM, Row, form
from compagnon.partnerships.queries.goal import GoalView
from compagnon.partnerships.queries.goal_link import GoalLinkView
from compagnon.partnerships.rules import GoalWords


def plan(goals: Iterable[GoalView]) -> Iterator[Block]:
    """Tell of each goal: whose it is, how it stands, the words of its owner, and the notes, the latest first."""
    for goal in goals:
        yield Heading(f"{goal.words.title} · {goal.owner_name}")
        by_when = date_format(goal.target_on, "DATE_FORMAT") if goal.target_on else ""
        yield form(
            (
                (_("State"), str(Goal.State(goal.state).label)),
                (_("By when"), by_when),
                *_words(goal.words),
                *_links(goal),
            )
        )
        yield Facts(
            tuple(
                (
                    f"{date_format(localtime(note.written_at), 'DATE_FORMAT')} · {note.author_name}",
                    note.text,
                )
                for note in goal.notes
            )
        )


def plan_sheet() -> Iterator[Block]:
    """Give a sheet to fill in for one goal."""
    room = GoalWords(LINE, why=ROOM, where_now=ROOM, approaches=ROOM, resources=ROOM, evidence=ROOM)
    yield form(
        (
            (_("Goal"), room.title),
            (_("By when"), LINE),
            *_words(room),
            (_("How it is going"), ROOM),
            (_("What has changed in practice?"), ROOM),
        )
    )


def _links(goal: GoalView) -> Iterator[Row]:
    """Yield what is linked with a goal, a line each; no row where nothing is."""
    if goal.links:
        yield _("Resources, events and people"), "\n".join(map(_link, goal.links))


def _link(link: GoalLinkView) -> str:
    on = date_format(link.happens_on, "DATE_FORMAT") if link.happens_on else ""
    return " · ".join(filter(None, (str(link.label), link.title, on, link.detail, link.url)))


def _words(words: GoalWords) -> Iterator[Row]:
    yield _("Why it matters"), words.why
    yield _("Where it began"), words.where_now
    yield _("How"), words.approaches
    yield _("What and who can help"), words.resources
    yield _("How it will show"), words.evidence
