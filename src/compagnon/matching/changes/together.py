"""What the group says to each other of people put together: in words, and by votes where the scheme wants them."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.events import record
from compagnon.matching.changes.decision_log import named
from compagnon.matching.events import PairCommentWritten, VoteTaken
from compagnon.matching.models import OneTogether, PairComment, PeopleTogether, Run, Vote
from compagnon.matching.policy import is_not_left_to_others
from compagnon.matching.rules.together import fingerprint_of, is_together
from compagnon.recruitment.models import Application


@change("matching.comment_together", on="run")
def comment_together(
    *, by: Actor, run: Run, people: Collection[Application], text: str
) -> PairComment:
    """Note something about people whom a run puts together for the others of the group, under one's own key.

    Refused without words, and where one of them is oneself or somebody in whom one declared an interest.
    """
    who = _voice(by, run, people)
    if not text.strip():
        raise Refused(_("Write something first."), field="text")
    row = PairComment(together=_together(run, people), written_at=clock.now())
    write_text(row, author_id=who, texts={"text": text.strip()})
    row.save(force_insert=True)
    record(PairCommentWritten(pair_comment_id=row.id, run_id=run.id), by=by)
    return row


@change("matching.vote_together", on="run")
def vote_together(
    *, by: Actor, run: Run, people: Collection[Application], is_for: bool | None
) -> None:
    """Say that one is for or against people being together, or (None) neither any more. It decides nothing by itself.

    One vote a person: a later one takes the place of the earlier. Refused where one of them is oneself or somebody in
    whom one declared an interest.
    """
    who, together = _voice(by, run, people), _together(run, people)
    if is_for is None:
        Vote.objects.filter(together=together, person=who).delete()
    else:
        Vote.objects.update_or_create(
            together=together,
            person_id=who,
            defaults={"is_for": is_for, "voted_at": clock.now()},
        )
    record(VoteTaken(people_together_id=together.id, run_id=run.id), by=by)


def _voice(by: Actor, run: Run, people: Collection[Application]) -> UUID:
    """Return who speaks; refuses whoever leaves one of them to others, and people whom the run does not put together."""
    if not is_together(run.result or {}, [one.id for one in people]):
        raise Refused(_("This match does not put these people together."))
    for one in people:
        own = is_not_left_to_others(by, one)
        if not own.allowed:
            raise NotAllowed(own.reason)
    return named(by)


def _together(run: Run, people: Collection[Application]) -> PeopleTogether:
    """Return these people as one; of two who speak of them first at once, one comes second."""
    together, is_new = PeopleTogether.objects.get_or_create(
        fingerprint=fingerprint_of(one.id for one in people),
        defaults={"joining_point": run.joining_point},
    )
    if is_new:
        OneTogether.objects.bulk_create(
            OneTogether(together=together, application=one) for one in people
        )
    return together
