"""One pair of a run on a page of its own: both people side by side, and what each criterion added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True)
class Word:
    """What was decided about the pair, by whom, and when."""

    said: StrOrPromise
    decided_by: str
    decided_at: datetime


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
    position: int
    total: int
    previous_url: str
    next_url: str


def get_card(*, viewer: Actor, run: Run, mentor_id: UUID, mentee_id: UUID) -> PairCard | None:
    """Return one pair of a finished run for a coordinator; None if the run has no such pair. Thirteen queries at most.

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
        beside=_beside(viewer, pair, interests) if is_shown else (),
        parts=teller.parts(pair["contributions"]) if is_shown else (),
        told_to_both=reasons_for_pair(
            run.contributions(mentor_id, mentee_id), teller.settings, interests
        )
        if is_shown
        else (),
        word=_word(row) if is_shown else None,
        accepted=_accepted(viewer, run, row) if is_shown else (),
        together=get_together(viewer=viewer, run=run, mentor_id=mentor_id, mentee_id=mentee_id)
        if is_shown
        else None,
        position=place + 1,
        total=len(pairs),
        previous_url=_url(run, pairs[place - 1]) if place else "",
        next_url=_url(run, pairs[place + 1]) if place + 1 < len(pairs) else "",
    )


def _accepted(viewer: Actor, run: Run, row: PairRow) -> list[WaiverRow]:
    """Return the rules that were let go for a pair; two queries, one where there are none."""
    assert row.people is not None  # noqa: S101 -- asked of shown pairs only
    mentor, mentee = (one.id for one in row.people)
    only = Q(mentor=mentor, mentee=mentee, ended_by=None)
    return list_waivers(viewer=viewer, joining_point=run.joining_point, only=only)


def _beside(viewer: Actor, pair: StoredPair, interests: Mapping[str, str]) -> list[Beside]:
    """Return both people's answers beside each other; one query. Of whoever was erased there is none."""
    ids = [UUID(hex=key) for key in ids_of(pair)]
    answers = dict(visible_applications(viewer).filter(id__in=ids).values_list("id", "answers"))
    mentor, mentee = (answers.get(one) or {} for one in ids)
    return side_by_side(mentor, mentee, interests)


def _word(row: PairRow) -> Word | None:
    """Return who decided about the pair; one query, none where nobody did."""
    if row.rule_id is None:
        return None
    found = PairRule.objects.filter(pk=row.rule_id).values_list("decided_by__name", "decided_at")
    return next((Word(WORDS[row.word][0], name, at) for name, at in found), None)


def _url(run: Run, pair: StoredPair) -> str:
    mentor_id, mentee_id = (UUID(hex=key) for key in ids_of(pair))
    return path_to("matching:pair", run_id=run.id, mentor_id=mentor_id, mentee_id=mentee_id)
