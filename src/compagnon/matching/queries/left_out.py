from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.matching.models import Run
from compagnon.matching.queries.concession import AskedRow, asked_of
from compagnon.matching.queries.people import Applicant, get_applicants
from compagnon.matching.queries.run import result_of
from compagnon.matching.rules.concessions import QUESTIONS
from compagnon.matching.rules.left_out import tell_reason, tell_relaxations, tell_removals
from compagnon.matching.rules.paging import Page, page_after
from compagnon.matching.rules.stored import StoredUnplaced
from compagnon.schemes.matching_defaults import MatchingSettings, matching_settings
from compagnon.schemes.role_words import RoleWords, role_words


@dataclass(frozen=True)
class LeftOutRow:
    """Somebody without a pair, in words; `person` is None for the reader's own application.

    `asked`: what they were asked whether they would accept it; `ask_url`: to ask about the smallest change.
    `by_hand`: the pages on which a rule is let go for the pairs that would help, with the other's name.
    `is_left`: they were left for the next joining point since.
    `is_helpless`: nobody fits, and lifting a single rule for a single pair would not change that.
    """

    key: str
    person: Applicant | None
    side: StrOrPromise
    reason: StrOrPromise
    eligible: int
    candidates: int
    removals: tuple[StrOrPromise, ...]
    relaxations: tuple[StrOrPromise, ...]
    is_helpless: bool
    is_left: bool = False
    by_hand: tuple[tuple[str, str], ...] = ()
    asked: tuple[AskedRow, ...] = ()
    ask_url: str = ""

    @property
    def people(self) -> tuple[Applicant, ...]:
        """Whom the row is about."""
        return (self.person,) if self.person else ()


def list_left_out(*, viewer: Actor, run: Run, after: str = "") -> Page[LeftOutRow]:
    """Return who has no pair and why: mentees first, those whom fewest suit first; 25 at a time, three queries.

    A coordinator's own application is hidden from her. Refuses whoever does not coordinate the scheme.
    """
    people = sorted(
        result_of(viewer, run)["unplaced"],
        key=lambda one: (one["side"], one["eligible"], one["person_id"]),
    )
    page = page_after(people, _key, after)
    ids = {one["person_id"] for one in page.rows}
    ids |= {found["other_id"] for one in page.rows for found in one["relaxations"]}
    known = get_applicants(viewer=viewer, ids=ids)
    settings, words = matching_settings(run.settings), role_words(run.joining_point.cycle.scheme)
    asked = asked_of([one.id for one in known.values() if one.is_known])
    rows = (
        replace(row, asked=asked.get(row.person.id, ())) if row.person else row
        for row in (_row(one, known, settings, words) for one in page.rows)
    )
    return page.of(
        tuple(_more(one, row, known, run) for one, row in zip(page.rows, rows, strict=True))
    )


def _more(
    one: StoredUnplaced, row: LeftOutRow, known: Mapping[str, Applicant], run: Run
) -> LeftOutRow:
    """Add what may be done about somebody who is left out; nothing where the reader leaves them to others."""
    if row.person is None:
        return row
    return replace(
        row,
        is_left=_is_left(row, run),
        by_hand=_by_hand(one, row.person, known, run),
        ask_url=_ask_url(one, row.person, known, {found.rule for found in row.asked}),
    )


def _ask_url(
    one: StoredUnplaced, own: Applicant, known: Mapping[str, Applicant], asked: set[str]
) -> str:
    """Return where somebody is asked about the smallest change that they were not asked about; empty for none."""
    for found in one["relaxations"]:
        other = known[found["other_id"]]
        may_be_asked = other.is_known and not other.is_for_others and own.is_known
        if may_be_asked and found["rule"] in QUESTIONS and found["rule"] not in asked:
            return path_to("matching:ask_concession", application_id=own.id, other_id=other.id)
    return ""


def _is_left(row: LeftOutRow, run: Run) -> bool:
    return any(one.joining_point_id not in {None, run.joining_point_id} for one in row.people)


def _by_hand(
    one: StoredUnplaced, own: Applicant, known: Mapping[str, Applicant], run: Run
) -> tuple[tuple[str, str], ...]:
    """Return where the rules that stand in somebody's way may be let go, by the name of who would be the partner."""
    others = (known[found["other_id"]] for found in one["relaxations"])
    return tuple(
        {
            other.name: _waive_url(run, one["side"], own.id, other.id)
            for other in others
            if other.is_known and not other.is_for_others
        }.items()
    )


def _waive_url(run: Run, side: str, own: UUID, other: UUID) -> str:
    mentor, mentee = (own, other) if side == "mentor" else (other, own)
    point = {"joining_point_id": run.joining_point_id}
    return path_to("matching:waive", **point, mentor_id=mentor, mentee_id=mentee)


def _key(one: StoredUnplaced) -> str:
    return f"{one['side']}-{one['person_id']}"


def _row(
    one: StoredUnplaced,
    known: Mapping[str, Applicant],
    settings: MatchingSettings,
    words: RoleWords,
) -> LeftOutRow:
    person = known[one["person_id"]]
    side = format_lazy(_("{who}: without a partner"), who=words.of(one["side"]))
    if person.is_for_others:
        return LeftOutRow(_key(one), None, side, "", 0, 0, (), (), is_helpless=False)
    names = {key: applicant.said for key, applicant in known.items()}
    return LeftOutRow(
        key=_key(one),
        person=person,
        side=side,
        reason=tell_reason(one, settings),
        eligible=one["eligible"],
        candidates=one["candidates"],
        removals=tuple(tell_removals(one, settings)),
        relaxations=tuple(tell_relaxations(one, settings, names)),
        is_helpless=bool(one["candidates"]) and not one["eligible"] and not one["relaxations"],
    )
