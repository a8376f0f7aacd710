from collections.abc import Collection, Iterable
from datetime import date
from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.events import ProposalReleased, ReleaseWithdrawn, RunReleased
from compagnon.matching.models import Answer, PlannedRelease, Proposal, Release, Run
from compagnon.matching.queries.facts import free_place_of, wished_at
from compagnon.matching.queries.releasing import get_releasable
from compagnon.matching.rules.releasing import PairIds, digest_of, ids_of
from compagnon.matching.rules.stored import StoredPair, StoredResult
from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.form import MENTORS_WANTED


@change("matching.release_run", on="run")
def release_run(
    *,
    by: Actor,
    run: Run,
    answer_by: date,
    only: UUID | None = None,
    seen: str | None = None,
    on_silence: str = Release.OnSilence.ASK,
) -> Release:
    """Release pairs of a run: from now on they are proposals, and both sides get their letters (ALL-50).

    All that may be released, or `only` the pair of one mentee, in one transaction. Left for another time: pairs that
    are held or forbidden, those in which somebody withdrew or was proposed elsewhere since, and those that the
    coordinator leaves to others: her own, and any in which she declared an interest. `seen` is the mark of the pairs
    that she looked at, `on_silence` what becomes of proposals without an answer; refused when others are ready by now, for an answer day that has passed, and when there is
    nothing that she may release.
    """
    asked = ready_pairs(by=by, run=run, answer_by=answer_by, only=only, seen=seen)
    drop_planned(by, PlannedRelease.objects.filter(run=run))
    release = Release(run=run, answer_by=answer_by, on_silence=on_silence)
    release_pairs(by, release, asked)
    return release


def ready_pairs(
    *, by: Actor, run: Run, answer_by: date, only: UUID | None, seen: str | None
) -> tuple[PairIds, ...]:
    """Return the pairs that somebody asks to release, their applications locked; or refuse."""
    named(by)
    if answer_by <= clock.today():
        raise Refused(_("Give people at least a day to answer."), field="answer_by")
    pairs = [ids_of(pair) for pair in cast("StoredResult", run.result)["pairs"]]
    if not pairs:
        raise Refused(_("This run found no pairs, so there is nothing to release."))
    locked(pairs)
    return _asked(by, run, only, seen)


def named(by: Actor) -> UUID:
    """Return the person who acts; refuse where it is nobody."""
    if by.person_id is None:
        raise Refused(_("A named person releases proposals."))
    return by.person_id


def release_pairs(by: Actor, release: Release, asked: Collection[PairIds]) -> None:
    """Save a release and propose its pairs to both sides; whoever calls holds the lock."""
    pairs = {ids_of(pair): pair for pair in cast("StoredResult", release.run.result)["pairs"]}
    applications = locked(asked)
    release.released_by_id, release.released_at = named(by), clock.now()
    release.save(force_insert=True)
    for pair in asked:
        _propose(release, pairs[pair], applications, by)
    record(
        RunReleased(
            release_id=release.id,
            run_id=release.run_id,
            proposal_count=len(asked),
            answer_by=release.answer_by,
        ),
        by=by,
    )


def drop_planned(by: Actor, rows: QuerySet[PlannedRelease]) -> int:
    """Give up releases that wait for a second person; return how many. Of two at once, one finds them gone."""
    found = list(rows.select_for_update().values_list("id", "run_id"))
    for planned_id, run_id in found:
        PlannedRelease.objects.filter(pk=planned_id).delete()
        record(ReleaseWithdrawn(planned_release_id=planned_id, run_id=run_id), by=by)
    return len(found)


def locked(pairs: Iterable[tuple[str, ...]]) -> dict[str, Application]:
    """Return the applications of all pairs, or groups, by id, locked, so that no place is given twice."""
    ids = {key for pair in pairs for key in pair}
    rows = Application.objects.select_for_update(of=("self",)).select_related("person")
    return {row.id.hex: row for row in rows.filter(id__in=ids).order_by("id")}


def _asked(by: Actor, run: Run, only: UUID | None, seen: str | None) -> tuple[PairIds, ...]:
    """Return the pairs to release, as things stand under the lock."""
    ready = get_releasable(by, run).ready
    if only is not None:
        ready = tuple(pair for pair in ready if pair[1] == only.hex)
    if not ready:
        raise Refused(_("There is no pair here that you can release now."))
    if seen is not None and seen != digest_of(ready):
        raise Refused(
            _("What can be released has changed since you looked. Look once more, then release.")
        )
    return ready


def _propose(
    release: Release, pair: StoredPair, applications: dict[str, Application], by: Actor
) -> None:
    mentee = applications[pair["mentee_id"]]
    mentee.joining_point = release.run.joining_point
    proposal = Proposal.objects.create(
        release=release,
        mentor=applications[pair["mentor_id"]],
        mentee=mentee,
        mentee_place=_place_of(mentee),
        score=pair["score"],
        reasons=pair["contributions"],
    )
    for side, application in (
        (Answer.Side.MENTOR, proposal.mentor),
        (Answer.Side.MENTEE, proposal.mentee),
    ):
        answer = Answer(proposal=proposal, side=side, person_id=UUID(str(application.person_id)))
        sealing.put(answer)
        answer.save(force_insert=True)
    record(ProposalReleased(proposal_id=proposal.id, release_id=release.id), by=by)


def _place_of(mentee: Application) -> int:
    """Return which of a learner's places a proposal takes; looked up only for whoever asked for several (NF-02)."""
    if wished_at(mentee.joining_point, mentee.answers.get(MENTORS_WANTED)) == 1:
        return 1
    return free_place_of(mentee)
