from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.matching.events import ProposalReleased, RunReleased
from compagnon.matching.models import Answer, Proposal, Release, Run
from compagnon.recruitment.models import Application

ACTIVE = (Proposal.State.RELEASED, Proposal.State.OPENED)


@change("matching.release_run", on="run")
def release_run(*, by: Actor, run: Run, answer_by: date) -> Release:
    """Release a run's pairs: from now on they are proposals, and both sides get their letters (ALL-50).

    All of them or none, in one transaction. Refused for an answer day that has passed, twice, and when
    somebody in the run withdrew, was proposed elsewhere or has no place left since it was computed: then
    the match must be run again, and the sentence says because of whom.
    """
    if by.person_id is None:
        raise Refused(_("A named person releases proposals."))
    if answer_by <= clock.today():
        raise Refused(_("Give people at least a day to answer."), field="answer_by")
    pairs = list((run.result or {})["pairs"])
    if not pairs:
        raise Refused(_("This run found no pairs, so there is nothing to release."))
    applications = _locked(pairs)
    _check_still_possible(pairs, applications)
    release = Release.objects.create(
        run=run, released_by_id=by.person_id, released_at=clock.now(), answer_by=answer_by
    )
    for pair in pairs:
        _propose(release, pair, applications, by)
    record(
        RunReleased(
            release_id=release.id, run_id=run.id, proposal_count=len(pairs), answer_by=answer_by
        ),
        by=by,
    )
    return release


def _locked(pairs: list[dict[str, Any]]) -> dict[str, Application]:
    """Return the applications of all pairs by id, locked, so that no place is given twice."""
    ids = {pair[side] for pair in pairs for side in ("mentor_id", "mentee_id")}
    rows = Application.objects.select_for_update(of=("self",)).select_related("person")
    return {row.id.hex: row for row in rows.filter(id__in=ids).order_by("id")}


def _check_still_possible(
    pairs: list[dict[str, Any]], applications: dict[str, Application]
) -> None:
    mentors = Counter(pair["mentor_id"] for pair in pairs)
    mentees = {pair["mentee_id"] for pair in pairs}
    active = Proposal.objects.filter(state__in=ACTIVE)
    taken = Counter(
        key.hex for key in active.filter(mentor__in=list(mentors)).values_list("mentor", flat=True)
    )
    busy = {
        key.hex for key in active.filter(mentee__in=list(mentees)).values_list("mentee", flat=True)
    }
    for key, row in applications.items():
        if row.state not in {Application.State.APPROVED, Application.State.MATCHED}:
            raise Refused(
                _("%(name)s is not among the approved applicants any more. Run the match again.")
                % {"name": row.person.known_as}
            )
        if key in busy or (key in mentors and mentors[key] + taken[key] > row.capacity):
            raise Refused(
                _("%(name)s has been proposed to somebody else since. Run the match again.")
                % {"name": row.person.known_as}
            )


def _propose(
    release: Release, pair: dict[str, Any], applications: dict[str, Application], by: Actor
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
