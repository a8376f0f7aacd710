from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.actors import Actor
from compagnon.partnerships.models import Partnership, Review, ReviewAnswer
from compagnon.partnerships.queries.reading import Reading
from compagnon.partnerships.rules import ReviewWords

OUTCOMES: Final[Mapping[str, StrPromise]] = {
    "continue": _("We go on as we are"),
    "adjust": _("We go on, and change our learning contract"),
    "change_kind": _("We go on, as coaching instead of mentoring or the other way round"),
    "with_others": _("It goes on for one of us, with somebody else"),
    "end": _("We come to an end"),
}


@dataclass(frozen=True)
class ReviewAnswerView:
    """One member's part of a review."""

    author_name: str
    words: ReviewWords
    version: int
    is_handed_in: bool


@dataclass(frozen=True)
class ReviewView:
    """A review as one member reads it: their own part, and the others' once everybody has handed in."""

    id: UUID
    kind: str
    kind_label: StrOrPromise
    state: str
    state_label: StrOrPromise
    opened_at: datetime
    opener_name: str
    own: ReviewAnswerView
    others: tuple[ReviewAnswerView, ...]
    waits_for: tuple[str, ...]
    outcome: str
    to_what_end: str
    next_on: date | None

    @property
    def outcome_label(self) -> StrOrPromise:
        """What was decided, in words; empty before, and once whoever wrote it is erased."""
        return OUTCOMES.get(self.outcome, self.outcome)


@dataclass(frozen=True)
class ReviewUnderWay:
    """That a review waits: for the reader's own part, for somebody else's, or to be decided."""

    id: UUID
    state: str
    waits_for_reader: bool


def list_reviews(*, viewer: Actor, partnership: Partnership) -> list[ReviewView]:
    """Return the reviews of a partnership, the latest first; a fixed number of queries.

    What others write is not read before everybody has handed in. Refuses (`Closed`) anybody who is no member.
    """
    return reviews_in(Reading(viewer, partnership))


def get_review(*, viewer: Actor, review: Review) -> ReviewView:
    """Return one review, opened for a member. Refuses (`Closed`) anybody else."""
    reading = Reading(viewer, review.partnership)
    return next(one for one in reviews_in(reading) if one.id == review.id)


def review_under_way_in(reading: Reading) -> ReviewUnderWay | None:
    """Return the review that is not decided yet, if there is one; one query."""
    rows = Review.objects.filter(partnership=reading.partnership)
    found = list(
        rows.exclude(state=Review.State.DECIDED).values_list(
            "id", "state", "answers__member_id", "answers__handed_in_at"
        )
    )
    if not found:
        return None
    has_answered = any(row[2] == reading.own.id and row[3] is not None for row in found)
    return ReviewUnderWay(found[0][0], found[0][1], waits_for_reader=not has_answered)


def reviews_in(reading: Reading) -> list[ReviewView]:
    """Return the reviews of the pair that is being read, the latest first; two queries."""
    found = Review.objects.filter(partnership=reading.partnership).order_by("-opened_at", "id")
    rows = [row for row in found if reading.was_there(row.opened_at)]
    answers: dict[UUID, dict[UUID, ReviewAnswer]] = {}
    for answer in ReviewAnswer.objects.filter(review__in=[row.id for row in rows]):
        answers.setdefault(answer.review_id, {})[answer.member_id] = answer
    return [_review(row, reading, answers.get(row.id, {})) for row in rows]


def _review(row: Review, reading: Reading, answers: Mapping[UUID, ReviewAnswer]) -> ReviewView:
    row.partnership = reading.partnership
    is_shared = row.state != Review.State.OPEN
    given = {key for key, answer in answers.items() if answer.handed_in_at is not None}
    # What somebody handed in who left since stays; what they did not is theirs alone.
    parts = {
        key: _answer(row, reading, key, answers.get(key))
        for key in reading.everybody
        if key == reading.own.id or (is_shared and (key in reading.members or key in given))
    }
    return ReviewView(
        id=row.id,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        state=row.state,
        state_label=row.get_state_display(),
        opened_at=row.opened_at,
        opener_name=reading.member(row.opener_id).person.known_as,
        own=parts.pop(reading.own.id),
        others=tuple(parts.values()),
        waits_for=tuple(
            one.person.known_as for one in reading.members.values() if one.id not in given
        ),
        outcome=reading.grant.read(row, "outcome"),
        to_what_end=reading.grant.read(row, "to_what_end"),
        next_on=row.next_on,
    )


def _answer(
    review: Review, reading: Reading, member_id: UUID, row: ReviewAnswer | None
) -> ReviewAnswerView:
    member = reading.member(member_id)
    name = member.person.known_as
    if row is None:
        return ReviewAnswerView(name, ReviewWords(), version=0, is_handed_in=False)
    row.review, row.member = review, member
    grant = reading.grant if row.is_shared else reading.own_grant
    return ReviewAnswerView(
        name,
        ReviewWords(**{field: grant.read(row, field) for field in row.encrypted_fields()}),
        version=row.text_version,
        is_handed_in=row.handed_in_at is not None,
    )
