from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.events import ProposalReleased, RunReleased
from compagnon.matching.models import Answer, Proposal, Release, Run
from compagnon.matching.queries.releasing import get_releasable
from compagnon.matching.rules.releasing import PairIds, digest_of, ids_of
from compagnon.matching.rules.stored import StoredPair, StoredResult
from compagnon.recruitment.models import Application


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
    if by.person_id is None:
        raise Refused(_("A named person releases proposals."))
    if answer_by <= clock.today():
        raise Refused(_("Give people at least a day to answer."), field="answer_by")
    pairs = {ids_of(pair): pair for pair in cast("StoredResult", run.result)["pairs"]}
    if not pairs:
        raise Refused(_("This run found no pairs, so there is nothing to release."))
    applications = _locked(pairs)
    asked = _asked(by, run, only, seen)
    release = Release.objects.create(
        run=run,
        released_by_id=by.person_id,
        released_at=clock.now(),
        answer_by=answer_by,
        on_silence=on_silence,
    )
    for pair in asked:
        _propose(release, pairs[pair], applications, by)
    record(
        RunReleased(
            release_id=release.id, run_id=run.id, proposal_count=len(asked), answer_by=answer_by
        ),
        by=by,
    )
    return release


def _locked(pairs: Iterable[PairIds]) -> dict[str, Application]:
    """Return the applications of all pairs by id, locked, so that no place is given twice."""
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
    release: Release, pair: StoredPair, applications: Mapping[str, Application], by: Actor
) -> None:
    proposal = Proposal.objects.create(
        release=release,
        mentor=applications[pair["mentor_id"]],
        mentee=applications[pair["mentee_id"]],
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
