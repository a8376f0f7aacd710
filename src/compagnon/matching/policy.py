"""Who matches, who releases, who answers."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.policy import has_sound_identity
from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Closed, Grant, grants
from compagnon.core.policy import permit, predicate, system_only, visible
from compagnon.core.work import Work
from compagnon.matching.models import (
    Answer,
    Circle,
    Concession,
    LoggedDecision,
    PairComment,
    PairRule,
    PlannedRelease,
    Proposal,
    Run,
    Seat,
    Waiver,
)
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_applicant, is_left_to_others
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.policy import is_coordinator, visible_joining_points
from compagnon.schemes.template import settings_of


@predicate(_("This run is not finished yet."))
def is_finished(_actor: Actor, run: Run) -> bool:
    return run.work_state == Work.State.DONE and run.result is not None


@predicate(_("These proposals have already been released."))
def is_unreleased(_actor: Actor, run: Run) -> bool:
    """Hold while pairs of the run have no letters; of a run without pairs the change says that there is none."""
    pairs = len((run.result or {}).get("pairs", ()))
    return not pairs or Proposal.objects.filter(release__run=run).count() < pairs


@predicate(_("In this scheme peers choose each other; the Coordination Group does not match them."))
def is_matched_by_group(_actor: Actor, point: JoiningPoint) -> bool:
    """Hold but where peers find each other by themselves (NF-22)."""
    return not settings_of(point.cycle.scheme).peers_choose


@predicate(
    _(
        "Peers have no sides: a match puts them together, and you can forbid or hold what it proposes."
    )
)
def has_sides(_actor: Actor, target: JoiningPoint | Application | Run) -> bool:
    """Hold where some offer and others ask: of peers nobody has a mentor's place (NF-21)."""
    point = target if isinstance(target, JoiningPoint) else target.joining_point
    return not settings_of(point.cycle.scheme).is_pool


@predicate(_("This match puts more than two together; its groups stand on its first page."))
def is_of_pairs(_actor: Actor, run: Run) -> bool:
    return run.kind == Run.Kind.PAIRS


@predicate(_("This match is one of pairs."))
def is_of_groups(_actor: Actor, run: Run) -> bool:
    return run.kind != Run.Kind.PAIRS


def needs_second_person(run: Run) -> bool:
    """Whether the scheme of a run lets nobody release alone."""
    return settings_of(run.joining_point.cycle.scheme).needs_second_person


@predicate(
    _(
        "In this scheme two people release a match: propose it, and another member of the group confirms."
    )
)
def is_released_by_one(_actor: Actor, run: Run) -> bool:
    return not needs_second_person(run)


@predicate(_("In this scheme one person releases a match."))
def is_released_by_two(_actor: Actor, run: Run) -> bool:
    return needs_second_person(run)


@predicate(_("You proposed this release yourself. Another member of the group confirms it."))
def is_second_person(actor: Actor, run: Run) -> bool:
    return not PlannedRelease.objects.filter(run=run, proposed_by=actor.person_id).exists()


@predicate(
    _(
        "This is a decision about your own application, or one in which you declared an interest. Another member of the group takes it."
    )
)
def is_not_own_pair(actor: Actor, rule: PairRule) -> bool:
    return not any(is_left_to_others(actor, one) for one in (rule.mentor, rule.mentee))


@predicate(
    _(
        "This is a decision about your own application, or one in which you declared an interest. Another member of the group takes it."
    )
)
def is_not_own_decision(actor: Actor, decision: LoggedDecision) -> bool:
    return not any(is_left_to_others(actor, one) for one in applications_in(decision))


def applications_in(decision: LoggedDecision) -> list[Application]:
    """Return whom a decision by hand was about."""
    of_pairs = [one for word in decision.words.all() for one in (word.mentor, word.mentee)]
    return of_pairs if decision.application is None else [decision.application, *of_pairs]


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
def is_asked(actor: Actor, concession: Concession) -> bool:
    """Hold for whoever holds the letter's link, and for who was asked once signed in; while the row's seal holds."""
    if not sealing.is_sound(concession):
        return False
    if actor.link_id is not None:
        return actor.link_id == concession.pk
    return actor.person_id == concession.application.person_id and has_sound_identity(actor)


@predicate(_("This letter was written to somebody else."))
def is_addressee(actor: Actor, answer: Answer) -> bool:
    """Hold for whoever holds the letter's link, and for the addressee once signed in; while the row's seal holds."""
    if not sealing.is_sound(answer):
        return False
    if actor.link_id is not None:
        return actor.link_id == answer.pk
    return actor.person_id == answer.person_id and has_sound_identity(actor)


@predicate(_("This letter was written to somebody else."))
def sits_there(actor: Actor, seat: Seat) -> bool:
    """Hold for whoever holds the letter's link, and for the addressee once signed in; while the row's seal holds."""
    if not sealing.is_sound(seat):
        return False
    if actor.link_id is not None:
        return actor.link_id == seat.pk
    return actor.person_id == seat.person_id and has_sound_identity(actor)


@predicate(
    _(
        "This proposal is your own, or one in which you declared an interest. Another member of the group looks after it."
    )
)
def sits_with_nobody_of_hers(actor: Actor, circle: Circle) -> bool:
    seats = circle.seats.select_related("application")
    return not any(is_left_to_others(actor, one.application) for one in seats)


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


def visible_logged_decisions(viewer: Actor) -> QuerySet[LoggedDecision]:
    """Return what coordinators decided by hand, at the joining points a viewer may know of."""
    return (
        LoggedDecision.objects.filter(joining_point__in=visible_joining_points(viewer))
        .select_related(
            "joining_point__cycle__scheme", "application__person", "decided_by", "undone_by"
        )
        .prefetch_related("words__mentor__person", "words__mentee__person")
    )


def waiver_grants(viewer: Actor, rows: Collection[Waiver]) -> dict[UUID, Grant]:
    """Return the right to read why rules were let go, for those of the group who may decide; one query for the keys.

    Of pairs that the viewer leaves to others there is none. Refuses whoever does not coordinate the scheme.
    """
    return _grants_of_group("waiver", viewer, [(row, (row.mentor, row.mentee)) for row in rows])


def pair_comment_grants(viewer: Actor, rows: Collection[PairComment]) -> dict[UUID, Grant]:
    """Return the right to read what the group noted about people put together; for whom and of which as above."""
    people = ((row, [one.application for one in row.together.people.all()]) for row in rows)
    return _grants_of_group("pair_comment", viewer, list(people))


def _grants_of_group(
    kind: str,
    viewer: Actor,
    rows: Sequence[tuple[Waiver | PairComment, Sequence[Application]]],
) -> dict[UUID, Grant]:
    may_read = all(is_coordinator(viewer, people[0]).allowed for _row, people in rows)
    if rows and not (may_read and has_sound_identity(viewer)):
        raise Closed
    theirs = [
        row for row, people in rows if not any(is_left_to_others(viewer, one) for one in people)
    ]
    return grants(kind, [row.scope() for row in theirs])


@predicate(_("In this scheme the group does not vote on what a match proposes."))
def has_votes(_actor: Actor, run: Run) -> bool:
    return settings_of(run.joining_point.cycle.scheme).has_votes


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


def visible_concessions(viewer: Actor) -> QuerySet[Concession]:
    """Return what a viewer was asked whether they would accept it."""
    rows = Concession.objects.select_related(
        "application__person", "application__joining_point__cycle__scheme__organisation"
    )
    if viewer.link_id is not None:
        return rows.filter(pk=viewer.link_id)
    own = viewer.person_id
    return rows.filter(application__person=own) if own else rows.none()


def visible_seats(viewer: Actor) -> QuerySet[Seat]:
    """Return the places in circles that were offered to a viewer."""
    rows = Seat.objects.select_related(
        "person",
        "circle__joining_point__cycle__scheme__organisation",
        "circle__release__run",
    )
    if viewer.link_id is not None:
        return rows.filter(pk=viewer.link_id)
    return rows.filter(person=viewer.person_id) if viewer.person_id else rows.none()


def visible_circles(viewer: Actor) -> QuerySet[Circle]:
    """Return who was proposed together at the joining points a viewer may know of."""
    return Circle.objects.filter(joining_point__in=visible_joining_points(viewer)).select_related(
        "joining_point__cycle__scheme", "release"
    )


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
visible("logged_decision", visible_logged_decisions)
visible("answer", visible_answers)
visible("seat", visible_seats)
visible("circle", visible_circles)
visible("concession", visible_concessions)
permit(
    {
        "matching.view_runs": is_coordinator,
        "matching.view_result": is_coordinator & is_finished & is_of_pairs,
        "matching.view_figures": is_coordinator & is_finished,
        "matching.view_groups": is_coordinator & is_finished & is_of_groups,
        "matching.export_pairs": is_coordinator & is_finished & is_of_pairs,
        "matching.export_report": is_coordinator & is_finished,
        "matching.start_run": is_coordinator & is_matched_by_group,
        "matching.try_criteria": is_coordinator & has_sides,
        "matching.view_suggestions": is_coordinator & is_not_left_to_others & has_sides,
        "matching.cancel_run": is_coordinator,
        "matching.view_provider_agreements": is_coordinator,
        "matching.record_provider_agreement": is_coordinator,
        "matching.end_provider_agreement": is_coordinator,
        "matching.compute_run": system_only,
        "matching.pin_pair": is_coordinator & has_sides,
        "matching.forbid_pair": is_coordinator,
        "matching.hold_pair": is_coordinator,
        "matching.lift_pair_rule": is_coordinator & is_not_own_pair,
        "matching.comment_together": is_coordinator & is_finished,
        "matching.vote_together": is_coordinator & is_finished & has_votes,
        "matching.waive_rules": is_coordinator & has_sides,
        "matching.ask_concession": is_coordinator & is_not_left_to_others,
        "matching.answer_concession": is_asked,
        "matching.swap_partners": is_coordinator & is_finished & is_of_pairs,
        "matching.leave_for_next": is_coordinator & is_not_left_to_others,
        "matching.undo_decision": is_coordinator & is_not_own_decision,
        "matching.preview_letters": is_coordinator & is_finished & is_of_pairs,
        "matching.hold_group": is_coordinator & is_finished & is_of_groups,
        "matching.forbid_together": is_coordinator & is_finished & is_of_groups,
        "matching.preview_groups": is_coordinator & is_finished & is_of_groups,
        "matching.release_circles": is_coordinator
        & is_finished
        & is_of_groups
        & is_released_by_one,
        "matching.propose_circles": is_coordinator
        & is_finished
        & is_of_groups
        & is_released_by_two,
        "matching.confirm_circles": is_coordinator & is_finished & is_of_groups & is_second_person,
        "matching.answer_circle": sits_there,
        "matching.open_circle": is_coordinator & sits_with_nobody_of_hers,
        "matching.take_back_circle": is_coordinator & sits_with_nobody_of_hers,
        "matching.close_circle": system_only,
        "matching.leave_circle": system_only,
        "matching.release_run": is_coordinator
        & is_finished
        & is_of_pairs
        & is_unreleased
        & is_released_by_one,
        "matching.propose_release": is_coordinator
        & is_finished
        & is_of_pairs
        & is_unreleased
        & is_released_by_two,
        "matching.confirm_release": is_coordinator & is_finished & is_of_pairs & is_second_person,
        "matching.withdraw_release": is_coordinator,
        "matching.view_answers": is_coordinator,
        "matching.answer_proposal": is_addressee,
        "matching.take_back_proposal": is_coordinator & is_nobody_of_hers,
        "matching.close_proposal": system_only,
        "matching.leave_proposal": system_only,
        "matching.accept_warnings": is_applicant,
        "matching.open_chosen_pair": system_only,
        "matching.open_chosen_peers": system_only,
    }
)
