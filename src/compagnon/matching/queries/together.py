"""What the group says to each other of people put together, and who of it looks at them just now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Prefetch, Q, QuerySet
from django_stubs_ext import StrOrPromise

from compagnon.accounts.models import Person, known_as
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.matching.models import OneTogether, PairComment, PeopleTogether, Run, Vote
from compagnon.matching.policy import has_votes, pair_comment_grants
from compagnon.matching.rules.presence import HELD_SECONDS, Seen, is_to_be_noted, others_here
from compagnon.matching.rules.together import fingerprint_of
from compagnon.recruitment.queries.opening import opened


@dataclass(frozen=True)
class CommentRow:
    """What somebody of the group noted, and when."""

    by: str
    at: datetime
    text: StrOrPromise


@dataclass(frozen=True)
class Votes:
    """How many of the group are for it and against it, and what the reader said; None for nothing yet."""

    count_for: int
    count_against: int
    own: bool | None


@dataclass(frozen=True)
class Together:
    """What the group says of people put together; `votes` is None where the scheme does not vote.

    `here`: who looks at them too.
    """

    comments: tuple[CommentRow, ...]
    votes: Votes | None
    here: tuple[str, ...]


def get_together(*, viewer: Actor, run: Run, ids: Collection[UUID]) -> Together:
    """Return what the group says of people put together, oldest first; for those of whom the viewer may know.

    Six queries at most. Who looks at them too is known from rows with a time, the same for every process; noting that
    the viewer does takes a few more queries, once a minute.
    """
    fingerprint = fingerprint_of(ids)
    rows = list(
        PairComment.objects.filter(together__fingerprint=fingerprint)
        .select_related("together__joining_point__cycle__scheme")
        .prefetch_related(
            Prefetch(
                "together__people",
                OneTogether.objects.select_related("application__joining_point__cycle"),
            )
        )
        .order_by("written_at", "id")
    )
    grants = pair_comment_grants(viewer, rows)
    here = _others_here(viewer, fingerprint)
    names = _names({*here, *(row.author_id for row in rows)})
    return Together(
        comments=tuple(
            CommentRow(
                names.get(row.author_id, ""), row.written_at, opened(grants[row.id], row, "text")
            )
            for row in rows
            if row.id in grants
        ),
        votes=_votes(viewer, fingerprint) if has_votes(viewer, run).allowed else None,
        here=tuple(names[one] for one in here if one in names),
    )


def together_with(applications: Collection[UUID]) -> QuerySet[PeopleTogether]:
    """Return those put together of whom the group spoke and among whom is one of some."""
    return PeopleTogether.objects.filter(people__application__in=applications)


def _votes(viewer: Actor, fingerprint: str) -> Votes:
    found = Vote.objects.filter(together__fingerprint=fingerprint).aggregate(
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


def _others_here(viewer: Actor, fingerprint: str) -> list[UUID]:
    """Return who else looked at these people in the last minutes, and note that the viewer does."""
    key = f"looks-at:{fingerprint}"
    seen: Seen = cache.get(key) or {}
    now, own = clock.now(), viewer.person_id
    if own is not None and is_to_be_noted(seen, own, now):
        cache.set(key, {**seen, own.hex: now}, HELD_SECONDS)
    return others_here(seen, own, now)
