"""Who matches, who releases, who answers."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.policy import has_sound_identity
from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.policy import permit, predicate, system_only, visible
from compagnon.core.work import Work
from compagnon.matching.models import Answer, PairRule, Proposal, Run
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_left_to_others
from compagnon.schemes.policy import is_coordinator, visible_joining_points


@predicate(_("This run is not finished yet."))
def is_finished(_actor: Actor, run: Run) -> bool:
    return run.work_state == Work.State.DONE and run.result is not None


@predicate(_("These proposals have already been released."))
def is_unreleased(_actor: Actor, run: Run) -> bool:
    """Hold while pairs of the run have no letters; of a run without pairs the change says that there is none."""
    pairs = len((run.result or {}).get("pairs", ()))
    return not pairs or Proposal.objects.filter(release__run=run).count() < pairs


@predicate(
    _(
        "This is a decision about your own application, or one in which you declared an interest. Another member of the group takes it."
    )
)
def is_not_own_pair(actor: Actor, rule: PairRule) -> bool:
    return not any(is_left_to_others(actor, one) for one in (rule.mentor, rule.mentee))


@predicate(
    _(
        "This is your own application, or one in which you declared an interest. Another member of the group takes care of it."
    )
)
def is_not_left_to_others(actor: Actor, application: Application) -> bool:
    return not is_left_to_others(actor, application)


@predicate(
    _(
        "This proposal is your own, or one in which you declared an interest. Another member of the group looks after it."
    )
)
def is_nobody_of_hers(actor: Actor, proposal: Proposal) -> bool:
    return not any(is_left_to_others(actor, one) for one in (proposal.mentor, proposal.mentee))


@predicate(_("This letter was written to somebody else."))
def is_addressee(actor: Actor, answer: Answer) -> bool:
    """Hold for whoever holds the letter's link, and for the addressee once signed in; while the row's seal holds."""
    if not sealing.is_sound(answer):
        return False
    if actor.link_id is not None:
        return actor.link_id == answer.pk
    return actor.person_id == answer.person_id and has_sound_identity(actor)


def visible_runs(viewer: Actor) -> QuerySet[Run]:
    """Return the runs of the joining points a viewer may know of."""
    return Run.objects.filter(joining_point__in=visible_joining_points(viewer)).select_related(
        "joining_point__cycle__scheme__organisation", "started_by"
    )


def visible_pair_rules(viewer: Actor) -> QuerySet[PairRule]:
    """Return what coordinators decided about single pairs, at the joining points a viewer may know of."""
    return PairRule.objects.filter(joining_point__in=visible_joining_points(viewer)).select_related(
        "joining_point__cycle__scheme", "mentor__person", "mentee__person", "decided_by"
    )


def visible_answers(viewer: Actor) -> QuerySet[Answer]:
    """Return the letters that were written to a viewer."""
    rows = Answer.objects.select_related(
        "person",
        "proposal__mentor__person",
        "proposal__mentee__person",
        "proposal__release__run__joining_point__cycle__scheme__organisation",
    )
    if viewer.link_id is not None:
        return rows.filter(pk=viewer.link_id)
    return rows.filter(person=viewer.person_id) if viewer.person_id else rows.none()


def visible_proposals(viewer: Actor) -> QuerySet[Proposal]:
    """Return what was proposed at the joining points a viewer may know of."""
    return Proposal.objects.filter(
        mentor__joining_point__in=visible_joining_points(viewer)
    ).select_related(
        "mentor__person", "mentor__joining_point__cycle__scheme", "mentee__person", "release"
    )


visible("run", visible_runs)
visible("proposal", visible_proposals)
visible("pair_rule", visible_pair_rules)
visible("answer", visible_answers)
permit(
    {
        "matching.view_runs": is_coordinator,
        "matching.view_result": is_coordinator & is_finished,
        "matching.export_pairs": is_coordinator & is_finished,
        "matching.start_run": is_coordinator,
        "matching.try_criteria": is_coordinator,
        "matching.view_suggestions": is_coordinator & is_not_left_to_others,
        "matching.compute_run": system_only,
        "matching.pin_pair": is_coordinator,
        "matching.forbid_pair": is_coordinator,
        "matching.hold_pair": is_coordinator,
        "matching.lift_pair_rule": is_coordinator & is_not_own_pair,
        "matching.preview_letters": is_coordinator & is_finished,
        "matching.release_run": is_coordinator & is_finished & is_unreleased,
        "matching.view_answers": is_coordinator,
        "matching.answer_proposal": is_addressee,
        "matching.take_back_proposal": is_coordinator & is_nobody_of_hers,
        "matching.close_proposal": system_only,
    }
)
