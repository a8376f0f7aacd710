"""Suggesting two or three people to each learner: prepared, looked through, released, and not before known to anybody."""

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from compagnon.choosing.events import (
    SuggestionLeftOut,
    SuggestionsForgotten,
    SuggestionsPrepared,
    SuggestionsReleased,
)
from compagnon.choosing.models import Suggestion
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.queries.facts import CONSIDERED, get_taken
from compagnon.matching.queries.guided import Thought
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_left_to_others
from compagnon.schemes.models import JoiningPoint


@change("choosing.prepare_suggestions", on="joining_point")
def prepare_suggestions(
    *, by: Actor, joining_point: JoiningPoint, thoughts: Iterable[Thought]
) -> int:
    """Keep what was found for each learner, in place of what was prepared and not released; return how many.

    Nobody is told. What was suggested to somebody before is left alone.
    """
    _lock(joining_point)
    rows = Suggestion.objects.filter(learner__joining_point=joining_point)
    rows.filter(released_at=None).delete()
    known = set(rows.values_list("suggested_id", "learner_id"))
    here = set(Application.objects.filter(joining_point=joining_point).values_list("id", flat=True))
    made = Suggestion.objects.bulk_create(
        Suggestion(
            learner_id=one.mentee_id,
            suggested_id=one.mentor_id,
            score=one.score,
            reasons=one.contributions,
            warnings=one.warnings,
            prepared_at=clock.now(),
        )
        for one in thoughts
        if (one.mentor_id, one.mentee_id) not in known and {one.mentor_id, one.mentee_id} <= here
    )
    record(
        SuggestionsPrepared(joining_point_id=joining_point.id, suggestion_count=len(made)), by=by
    )
    return len(made)


@change("choosing.leave_out_suggestion", on="suggestion")
def leave_out_suggestion(*, by: Actor, suggestion: Suggestion) -> None:
    """Take a suggestion out before it is released. Twice changes nothing; once it is released, it stays."""
    _lock(suggestion.joining_point)
    if Suggestion.objects.filter(pk=suggestion.pk, released_at=None).delete()[0]:
        record(
            SuggestionLeftOut(
                learner_application_id=suggestion.learner_id,
                suggested_application_id=suggestion.suggested_id,
            ),
            by=by,
        )


@change("choosing.release_suggestions", on="joining_point")
def release_suggestions(*, by: Actor, joining_point: JoiningPoint, seen: Collection[UUID]) -> int:
    """Release the suggestions that a coordinator looked at, and write to their learners; return to how many (ALL-50).

    Refused when they are not what is prepared by now, and when she leaves one of the people to others. Whoever has
    somebody by now, or left, is suggested nobody.
    """
    if by.person_id is None:
        raise Refused(_("A named person releases suggestions."))
    _lock(joining_point)
    rows = Suggestion.objects.filter(
        learner__joining_point=joining_point, released_at=None, pk__in=seen
    ).select_related("learner", "suggested")
    found = list(rows.order_by("id"))
    if not found or {one.pk for one in found} != set(seen):
        raise Refused(_("The suggestions have changed since. Look through them once more."))
    if any(is_left_to_others(by, one) for row in found for one in (row.learner, row.suggested)):
        raise Refused(_("The suggestions have changed since. Look through them once more."))
    taken = get_taken(joining_point)
    free = [
        row
        for row in found
        if row.learner.state in CONSIDERED and row.learner_id not in taken.mentees
    ]
    rows.exclude(pk__in=[row.pk for row in free]).delete()
    rows.update(released_at=clock.now(), released_by=by.person_id)
    return _tell(free, joining_point, by)


@change("choosing.forget_suggestions", on="application")
def forget_suggestions(*, by: Actor, application: Application) -> None:
    """Delete what was suggested to somebody, and to whom they were. Part of erasing a person; only the system does it."""
    if Suggestion.objects.filter(Q(learner=application) | Q(suggested=application)).delete()[0]:
        record(SuggestionsForgotten(application_id=application.id), by=by)


def _lock(joining_point: JoiningPoint) -> None:
    """Let nobody else prepare or release here meanwhile: two coordinators may be at it at once."""
    JoiningPoint.objects.select_for_update().get(pk=joining_point.pk)


def _tell(released: Iterable[Suggestion], joining_point: JoiningPoint, by: Actor) -> int:
    counts = Counter(row.learner_id for row in released)
    for learner_id, count in counts.items():
        record(
            SuggestionsReleased(
                joining_point_id=joining_point.id,
                learner_application_id=learner_id,
                suggestion_count=count,
            ),
            by=by,
        )
    return len(counts)
