from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import move_text, write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.partnerships.events import (
    ReviewAnswered,
    ReviewDecided,
    ReviewOpened,
    ReviewShared,
    ReviewWritten,
)
from compagnon.partnerships.models import Member, Partnership, Review, ReviewAnswer
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.queries.dates import list_dates
from compagnon.partnerships.rules import Decision, ReviewWords, review_kind
from compagnon.partnerships.states import REVIEW


class ReviewOvertaken(Refused):
    """One's own part was worded anew in another window meanwhile; nothing was overwritten."""


@change("partnerships.open_review", on="partnership")
def open_review(*, by: Actor, partnership: Partnership, is_final: bool = False) -> Review:
    """Begin a look back together, as planned or sooner, without a reason (LSIS-51); the others are told.

    `is_final`: the last one, asked for before the planned end is near. One is under way at a time: asking
    again returns it, and makes it the last one if that is what was asked for.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    under_way = Review.objects.filter(partnership=partnership).exclude(state=Review.State.DECIDED)
    if (current := under_way.first()) is not None:
        if is_final and current.state == Review.State.OPEN:
            Review.objects.filter(pk=current.pk).update(kind=Review.Kind.FINAL)
            current.kind = Review.Kind.FINAL
        return current
    opener = membership_in(by, partnership)
    dates = next(iter(list_dates([UUID(str(partnership.pk))])), None)
    review = Review(
        partnership=partnership,
        opener=opener,
        kind=Review.Kind.FINAL if is_final else review_kind(dates, clock.today()),
        opened_at=clock.now(),
    )
    _write_decision(review, opener.person_id, Decision())
    review.save(force_insert=True)
    record(ReviewOpened(**_about(review)), by=by)
    return review


@change("partnerships.write_review", on="review")
def write_review(*, by: Actor, review: Review, words: ReviewWords, based_on: int) -> ReviewAnswer:
    """Write one's own part, or word it anew; nobody else reads it before everybody has handed in.

    `based_on` is the version one had before one's eyes (0: none). Refused when it was worded anew since.
    """
    _refuse_shared(review)
    member = membership_in(by, review.partnership)
    answer = ReviewAnswer.objects.filter(review=review, member=member).first()
    answer = answer or ReviewAnswer(review=review, member=member)
    if answer.text_version != based_on:
        raise ReviewOvertaken(
            _(
                "You changed your answers in another window. That version stands beside what you typed."
            )
        )
    answer.review, answer.member, answer.written_at = review, member, clock.now()
    answer.is_shared = False
    write_text(answer, author_id=member.person_id, texts=asdict(words))
    answer.save()
    record(ReviewWritten(**_about(review)), by=by)
    return answer


@change("partnerships.answer_review", on="review")
def answer_review(*, by: Actor, review: Review) -> Review:
    """Hand in one's own part; once everybody has, all read each other's. Refused before one has written any.

    Handing in twice changes nothing.
    """
    _refuse_shared(review)
    own = ReviewAnswer.objects.filter(
        review=review, member=membership_in(by, review.partnership)
    ).first()
    if own is None:
        raise Refused(_("Write your own answers first; a few words are enough."))
    if own.handed_in_at is None:
        ReviewAnswer.objects.filter(pk=own.pk).update(handed_in_at=clock.now())
        record(ReviewAnswered(**_about(review)), by=by)
    share_if_complete(review, by)
    return review


def share_if_complete(review: Review, by: Actor) -> None:
    """Let all read each other's parts once nobody who is left still answers; part of handing in, and of leaving.

    Only now do the words move from each author's own key to their key for the partnership.
    """
    if not _is_complete(review):
        return
    move(review, Review.State.SHARED, REVIEW)
    given = ReviewAnswer.objects.filter(review=review, handed_in_at__isnull=False)
    for answer in given.filter(is_shared=False).select_related("member"):
        answer.review = review
        move_text(answer, is_shared=True)
        answer.save(update_fields=["is_shared", *answer.encrypted_fields()])
    record(ReviewShared(**_about(review)), by=by)


@change("partnerships.decide_review", on="review")
def decide_review(*, by: Actor, review: Review, decision: Decision, next_on: date | None) -> Review:
    """Write down what was decided together: whether to go on, with whom, to what end (LSIS-50).

    Nothing follows by itself: a contract is changed, and a partnership ended, by the people it belongs to.
    Refused for a day of the next review that is not to come, and once somebody has written it down.
    """
    if next_on is not None and next_on <= clock.today():
        raise Refused(_("Choose a day to come, or none."), field="next_on")
    move(
        review,
        Review.State.DECIDED,
        REVIEW,
        also={"decided_at": clock.now(), "next_on": next_on},
    )
    author = membership_in(by, review.partnership).person_id
    _write_decision(review, author, decision)
    review.save(update_fields=["author_id", "text_version", *review.encrypted_fields()])
    record(ReviewDecided(**_about(review)), by=by)
    return review


def _write_decision(review: Review, author_id: UUID, decision: Decision) -> None:
    write_text(review, author_id=author_id, texts=asdict(decision))


def _refuse_shared(review: Review) -> None:
    """Lock the review: of the last answer and a change of another, one comes first."""
    if Review.objects.select_for_update().get(pk=review.pk).state != Review.State.OPEN:
        raise Refused(_("Everybody has handed in, and reads what stands there. It stays as it is."))


def _is_complete(review: Review) -> bool:
    given = ReviewAnswer.objects.filter(review=review, handed_in_at__isnull=False)
    waiting = Member.objects.filter(partnership=review.partnership_id, left_at=None)
    return not waiting.exclude(pk__in=given.values("member")).exists()


def _about(review: Review) -> dict[str, UUID]:
    return {"review_id": review.id, "partnership_id": review.partnership_id}
