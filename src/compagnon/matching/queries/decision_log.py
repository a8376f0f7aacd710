"""What coordinators decided by hand at a joining point, in order, and what was undone."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import Decision, decide
from compagnon.matching.models import LoggedDecision, LoggedWord
from compagnon.matching.policy import is_not_own_decision, visible_logged_decisions
from compagnon.matching.queries.waiver import WaiverRow, list_waivers
from compagnon.schemes.models import JoiningPoint

PAGE_SIZE: Final = 25
Kind = LoggedDecision.Kind
_SAID: Final[dict[str, tuple[StrOrPromise, str]]] = {
    Kind.PIN: (_("Pinned"), "good"),
    Kind.FORBID: (_("Forbidden"), "bad"),
    Kind.HOLD: (_("Held"), "warn"),
    Kind.LIFT: (_("Taken back"), "plain"),
    Kind.SWAP: (_("Partners swapped"), "good"),
    Kind.CHOICE: (_("Accepted by whoever was asked"), "good"),
    Kind.LEAVE: (_("Left for the next joining point"), "warn"),
}
_WORDS: Final[dict[tuple[bool, bool], StrOrPromise]] = {
    (True, True): _("{mentor} and {mentee}: another word than before"),
    (True, False): _("{mentor} and {mentee}: no word any more"),
    (False, True): _("{mentor} and {mentee}"),
    (False, False): _("{mentor} and {mentee}"),
}


@dataclass(frozen=True)
class LogRow:
    """One decision by hand: what, about whom, by whom and when; and who undid it.

    `about` is None where the reader leaves it to others. `may_undo` is None but for the last that still holds.
    """

    id: UUID
    number: int
    said: StrOrPromise
    tone: str
    about: tuple[str, ...] | None
    decided_by: str
    decided_at: datetime
    undone_by: str
    undone_at: datetime | None
    may_undo: Decision | None
    accepted: tuple[WaiverRow, ...] = ()


@dataclass(frozen=True)
class LogPage:
    """Some decisions, the latest first, and the number to go on from."""

    rows: tuple[LogRow, ...]
    further: int | None


def list_decided(*, viewer: Actor, joining_point: JoiningPoint, before: int = 0) -> LogPage:
    """Return the decisions by hand of a joining point, the latest first, 25 at a time; seven queries at most.

    `before`: the number to go on from. Refuses whoever does not coordinate the scheme.
    """
    decision = decide(viewer, "matching.view_runs", joining_point)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    every = visible_logged_decisions(viewer).filter(joining_point=joining_point)
    standing = every.filter(undone_at=None).exclude(kind=Kind.CHOICE).order_by("-number")
    last = standing.values_list("number", flat=True).first()
    rows = every.filter(number__lt=before) if before else every
    found = list(rows.order_by("-number")[: PAGE_SIZE + 1])
    ids = [row.id for row in found[:PAGE_SIZE]]
    accepted = list_waivers(viewer=viewer, joining_point=joining_point, only=Q(decision__in=ids))
    return LogPage(
        tuple(
            replace(
                _row(viewer, row, is_last=row.number == last),
                accepted=tuple(one for one in accepted if one.decision_id == row.id),
            )
            for row in found[:PAGE_SIZE]
        ),
        found[PAGE_SIZE - 1].number if len(found) > PAGE_SIZE else None,
    )


def _row(viewer: Actor, row: LoggedDecision, *, is_last: bool) -> LogRow:
    is_shown = is_not_own_decision(viewer, row).allowed
    said, tone = _SAID[row.kind]
    return LogRow(
        id=row.id,
        number=row.number,
        said=said,
        tone=tone,
        about=_about(row) if is_shown else None,
        decided_by=row.decided_by.known_as,
        decided_at=row.decided_at,
        undone_by=row.undone_by.known_as if row.undone_by else "",
        undone_at=row.undone_at,
        may_undo=decide(viewer, "matching.undo_decision", row) if is_last else None,
    )


def _about(row: LoggedDecision) -> tuple[str, ...]:
    """Say whom a decision was about: those who were left, then pair by pair, what holds now before what does not."""
    people = (row.application.person.known_as,) if row.application else ()
    words = sorted(row.words.all(), key=lambda word: (not word.became, word.mentor.person.name))
    return (*people, *map(_word, words))


def _word(word: LoggedWord) -> str:
    sentence = str(_WORDS[bool(word.was), bool(word.became)])
    return sentence.format(mentor=word.mentor.person.known_as, mentee=word.mentee.person.known_as)
