"""What the group says of a pair to each other, and who of it looks at the pair just now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Q
from django_stubs_ext import StrOrPromise

from compagnon.accounts.models import Person, known_as
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.matching.models import PairComment, Run, Vote
from compagnon.matching.policy import has_votes, pair_comment_grants
from compagnon.matching.rules.presence import HELD_SECONDS, Seen, is_to_be_noted, others_here
from compagnon.recruitment.queries.opening import opened


@dataclass(frozen=True)
class PairCommentRow:
    """What somebody of the group noted, and when."""

    by: str
    at: datetime
    text: StrOrPromise


@dataclass(frozen=True)
class Votes:
    """How many of the group are for a pair and against it, and what the reader said; None for nothing yet."""

    count_for: int
    count_against: int
    own: bool | None


@dataclass(frozen=True)
class Together:
    """What the group says of a pair; `votes` is None where the scheme does not vote. `here`: who looks at it too."""

    comments: tuple[PairCommentRow, ...]
    votes: Votes | None
    here: tuple[str, ...]


def get_together(*, viewer: Actor, run: Run, mentor_id: UUID, mentee_id: UUID) -> Together:
    """Return what the group says of a pair, oldest first; five queries at most, for a pair that the viewer may see.

    Who looks at it too is known from rows with a time, the same for every process; noting that the viewer does takes
    a few more queries, once a minute.
    """
    rows = list(
        PairComment.objects.filter(mentor=mentor_id, mentee=mentee_id)
        .select_related("mentor__joining_point__cycle__scheme", "mentee")
        .order_by("written_at", "id")
    )
    grants = pair_comment_grants(viewer, rows)
    here = _others_here(viewer, mentor_id, mentee_id)
    names = _names({*here, *(row.author_id for row in rows)})
    return Together(
        comments=tuple(
            PairCommentRow(
                names.get(row.author_id, ""), row.written_at, opened(grants[row.id], row, "text")
            )
            for row in rows
            if row.id in grants
        ),
        votes=_votes(viewer, mentor_id, mentee_id) if has_votes(viewer, run).allowed else None,
        here=tuple(names[one] for one in here if one in names),
    )


def _votes(viewer: Actor, mentor_id: UUID, mentee_id: UUID) -> Votes:
    found = Vote.objects.filter(mentor=mentor_id, mentee=mentee_id).aggregate(
        count_for=Count("id", filter=Q(is_for=True)),
        count_against=Count("id", filter=Q(is_for=False)),
        own_for=Count("id", filter=Q(person=viewer.person_id, is_for=True)),
        own=Count("id", filter=Q(person=viewer.person_id)),
    )
    own = bool(found["own_for"]) if found["own"] else None
    return Votes(found["count_for"], found["count_against"], own)


def _names(ids: set[UUID]) -> dict[UUID, str]:
    rows = Person.objects.filter(id__in=ids).values_list("id", "name") if ids else ()
    return {key: known_as(name) for key, name in rows}


def _others_here(viewer: Actor, mentor_id: UUID, mentee_id: UUID) -> list[UUID]:
    """Return who else looked at the pair in the last minutes, and note that the viewer does."""
    key = f"looks-at:{mentor_id.hex}:{mentee_id.hex}"
    seen: Seen = cache.get(key) or {}
    now, own = clock.now(), viewer.person_id
    if own is not None and is_to_be_noted(seen, own, now):
        cache.set(key, {**seen, own.hex: now}, HELD_SECONDS)
    return others_here(seen, own, now)
