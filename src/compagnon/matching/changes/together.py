"""What the group says of a pair to each other: in words, and by votes where the scheme wants them."""

from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.events import record
from compagnon.matching.changes.checking import Pair
from compagnon.matching.events import PairCommentWritten, VoteTaken
from compagnon.matching.models import PairComment, PairRule, Run, Vote
from compagnon.matching.policy import is_not_own_pair
from compagnon.matching.rules.releasing import ids_of


@change("matching.comment_on_pair", on="run")
def comment_on_pair(*, by: Actor, run: Run, pair: Pair, text: str) -> PairComment:
    """Note something about a pair of a run for the others of the group, encrypted under one's own key.

    Refused without words, and about one's own pair or one in which one declared an interest.
    """
    who = _voice(by, run, pair)
    if not text.strip():
        raise Refused(_("Write something first."), field="text")
    row = PairComment(mentor=pair[0], mentee=pair[1], written_at=clock.now())
    write_text(row, author_id=who, texts={"text": text.strip()})
    row.save(force_insert=True)
    record(
        PairCommentWritten(
            pair_comment_id=row.id,
            mentor_application_id=pair[0].id,
            mentee_application_id=pair[1].id,
        ),
        by=by,
    )
    return row


@change("matching.vote_on_pair", on="run")
def vote_on_pair(*, by: Actor, run: Run, pair: Pair, is_for: bool | None) -> None:
    """Say that one is for a pair or against it, or (None) neither any more. Nothing follows from it by itself.

    One vote a person: a later one takes the place of the earlier. Refused about one's own pair or one in which one
    declared an interest.
    """
    who = _voice(by, run, pair)
    mentor, mentee = pair
    if is_for is None:
        Vote.objects.filter(mentor=mentor, mentee=mentee, person=who).delete()
    else:
        Vote.objects.update_or_create(
            mentor=mentor,
            mentee=mentee,
            person_id=who,
            defaults={"is_for": is_for, "voted_at": clock.now()},
        )
    record(VoteTaken(mentor_application_id=mentor.id, mentee_application_id=mentee.id), by=by)


def _voice(by: Actor, run: Run, pair: Pair) -> UUID:
    """Return who speaks; refuses whoever leaves the pair to others, and what is no pair of the run."""
    if (pair[0].id.hex, pair[1].id.hex) not in map(ids_of, (run.result or {})["pairs"]):
        raise Refused(_("This match has no such pair."))
    own = is_not_own_pair(by, PairRule(mentor=pair[0], mentee=pair[1]))
    if by.person_id is None or not own.allowed:
        raise NotAllowed(own.reason)
    return by.person_id
