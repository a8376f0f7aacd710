"""One pair of a run on a page of its own: both people side by side, and what each criterion added."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.matching.models import PairRule, Run
from compagnon.matching.queries.pair_rule import WORDS
from compagnon.matching.queries.pairs import PairRow, pairs_in_order, rows_of
from compagnon.matching.queries.together import Together, get_together
from compagnon.matching.queries.waiver import WaiverRow, list_waivers
from compagnon.matching.rules.reasons import reasons_for_pair
from compagnon.matching.rules.releasing import ids_of
from compagnon.matching.rules.side_by_side import Beside, side_by_side
from compagnon.matching.rules.stored import StoredPair
from compagnon.matching.rules.told import Part, Teller
from compagnon.recruitment.policy import visible_applications
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import matching_settings

T = TypeVar("T")


@dataclass(frozen=True)
class Word:
    """What was decided about the pair, by whom, and when."""

    said: StrOrPromise
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True)
class Along:
    """The place of what a page shows among all that the run proposes, and its neighbours' pages; empty for none."""

    position: int
    total: int
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class PairCard:
    """A pair with everything that there is to weigh, and its place among the pairs of the run.

    Of a pair that the reader leaves to others there is the place alone. `told_to_both`: the reasons as the letters
    of the two say them.
    """

    row: PairRow
    beside: Sequence[Beside]
    parts: Sequence[Part]
    told_to_both: Sequence[StrOrPromise]
    word: Word | None
    accepted: Sequence[WaiverRow]
    together: Together | None
    along: Along


def get_card(*, viewer: Actor, run: Run, mentor_id: UUID, mentee_id: UUID) -> PairCard | None:
    """Return one pair of a finished run for a coordinator; None if the run has no such pair. Fourteen queries at most.

    A coordinator's own pair, and one in which she declared an interest, stays hidden from her. Refuses everybody
    else.
    """
    pairs = pairs_in_order(viewer, run)
    asked = mentor_id.hex, mentee_id.hex
    place = next((number for number, pair in enumerate(pairs) if ids_of(pair) == asked), None)
    if place is None:
        return None
    pair = pairs[place]
    row = rows_of(viewer, run, [pair])[0]
    is_shown = row.people is not None
    interests = interest_names(run.joining_point.cycle.scheme)
    teller = Teller(matching_settings(run.settings), interests)
    return PairCard(
        row=row,
        beside=beside_of(viewer, ids_of(pair), interests) if is_shown else (),
        parts=teller.parts(pair["contributions"]) if is_shown else (),
        told_to_both=reasons_for_pair(
            run.contributions(mentor_id, mentee_id), teller.settings, interests
        )
        if is_shown
        else (),
        word=word_of(row.rule_id, row.word) if is_shown else None,
        accepted=_accepted(viewer, run, row) if is_shown else (),
        together=get_together(viewer=viewer, run=run, ids=(mentor_id, mentee_id))
        if is_shown
        else None,
        along=along(pairs, place, lambda one: _url(run, one)),
    )


def along(rows: Sequence[T], place: int, url_of: Callable[[T], str]) -> Along:
    """Return the place of one row among all, and where its neighbours stand."""
    return Along(
        position=place + 1,
        total=len(rows),
        previous_url=url_of(rows[place - 1]) if place else "",
        next_url=url_of(rows[place + 1]) if place + 1 < len(rows) else "",
    )


def _accepted(viewer: Actor, run: Run, row: PairRow) -> list[WaiverRow]:
    """Return the rules that were let go for a pair; two queries, one where there are none."""
    assert row.people is not None  # noqa: S101 -- asked of shown pairs only
    mentor, mentee = (one.id for one in row.people)
    only = Q(mentor=mentor, mentee=mentee, ended_by=None)
    return list_waivers(viewer=viewer, joining_point=run.joining_point, only=only)


def beside_of(
    viewer: Actor, keys: Sequence[str], interests: Mapping[str, str], *, are_sided: bool = True
) -> list[Beside]:
    """Return people's answers beside each other; one query. Of whoever was erased there is none."""
    ids = [UUID(hex=key) for key in keys]
    answers = dict(visible_applications(viewer).filter(id__in=ids).values_list("id", "answers"))
    return side_by_side([answers.get(one) or {} for one in ids], interests, are_sided=are_sided)


def word_of(rule_id: UUID | None, word: str) -> Word | None:
    """Return who decided it; one query, none where nobody did."""
    if rule_id is None:
        return None
    found = PairRule.objects.filter(pk=rule_id).values_list("decided_by__name", "decided_at")
    return next((Word(WORDS[word][0], name, at) for name, at in found), None)


def _url(run: Run, pair: StoredPair) -> str:
    mentor_id, mentee_id = (UUID(hex=key) for key in ids_of(pair))
    return path_to("matching:pair", run_id=run.id, mentor_id=mentor_id, mentee_id=mentee_id)
