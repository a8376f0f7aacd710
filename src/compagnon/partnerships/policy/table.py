"""Who may do what in a partnership: its members, while it lasts. Nobody else, in any role."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from compagnon.accounts.policy import is_signed_in
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import permit, predicate, system_only
from compagnon.partnerships.models import (
    ActionItem,
    AgendaItem,
    Goal,
    GoalLink,
    Member,
    Observation,
    PartnerMessage,
    Partnership,
    Progress,
    ProposedTime,
    Reflection,
    Review,
    SelfAssessment,
    Strategy,
)
from compagnon.partnerships.policy.members import (
    has_agreement,
    has_keys,
    has_left,
    is_member,
    is_not_over,
    memberships_ever_of,
    memberships_of,
    was_ever_member,
)
from compagnon.schemes.models import Scheme
from compagnon.schemes.policy import coordinated_schemes, is_coordinator
from compagnon.schemes.template import settings_of


@predicate(
    _(
        "First look back together for the last time, or wait for the day on which you planned to end."
    )
)
def has_come_to_its_end(_actor: Actor, target: Partnership) -> bool:
    """Hold from the planned day on, and once everybody reads each other's part of the last review."""
    last = Review.objects.filter(partnership=target, kind=Review.Kind.FINAL)
    is_looked_back_on = last.exclude(state=Review.State.OPEN)
    return target.planned_end_on <= clock.today() or is_looked_back_on.exists()


@predicate(_("Only the Coordination Group of this scheme can do this."))
def coordinates_it(actor: Actor, target: Progress) -> bool:
    return target.scheme_id in coordinated_schemes(actor)


@predicate(_("This scheme has no budget of time. Give its hours or its cost in the settings."))
def budgets_for_time(_actor: Actor, target: Scheme) -> bool:
    """Hold where a scheme says how many hours it gives a pair, or what an hour costs it (LSIS-80)."""
    settings = settings_of(target)
    return bool(settings.hours_a_pair or settings.cost_an_hour)


@predicate(_("This is your own partnership. Another member of the group looks after it."))
def is_not_in_it(actor: Actor, target: Progress) -> bool:
    return target.partnership_id not in memberships_ever_of(actor)


@predicate(_("Only the person who took this on can say that it is done."))
def is_owner(actor: Actor, target: ActionItem) -> bool:
    return target.owner.person_id == actor.person_id


@predicate(_("Only whoever put this on the agenda can take it off."))
def is_bringer(actor: Actor, target: AgendaItem) -> bool:
    return target.member.person_id == actor.person_id


@predicate(_("You proposed these times; now the others choose."))
def is_asked(actor: Actor, target: ProposedTime) -> bool:
    return target.proposal.member.person_id != actor.person_id


@predicate(_("Only the person whose goal this is can change it."))
def is_goal_owner(actor: Actor, target: Goal) -> bool:
    return target.owner.person_id == actor.person_id


@predicate(_("Only whoever linked this, or whose goal it is, can take it off."))
def may_take_off(actor: Actor, target: GoalLink) -> bool:
    return actor.person_id in {target.member.person_id, target.goal.owner.person_id}


@predicate(_("Only whoever observes can write this."))
def is_observer(actor: Actor, target: Observation) -> bool:
    return target.observer.person_id == actor.person_id


@predicate(_("Only whoever is observed can say this."))
def is_observed(actor: Actor, target: Observation | Strategy) -> bool:
    row = target.observation if isinstance(target, Strategy) else target
    return row.observed.person_id == actor.person_id


@predicate(_("This observation was called off."))
def is_not_called_off(_actor: Actor, target: Observation) -> bool:
    return target.state != Observation.State.CANCELLED


@predicate(_("Everybody has handed in, and reads what stands there. It stays as it is."))
def is_answerable(_actor: Actor, target: Review) -> bool:
    return target.state == Review.State.OPEN


@predicate(_("First everybody hands in their answers; then you decide together."))
def is_shared(_actor: Actor, target: Review) -> bool:
    return target.state == Review.State.SHARED


@predicate(_("Only whoever wrote this entry can do this."))
def is_author(actor: Actor, target: Reflection | SelfAssessment) -> bool:
    return target.member.person_id == actor.person_id


@predicate(_("Only whoever wrote this message can delete it."))
def is_writer(actor: Actor, target: PartnerMessage) -> bool:
    return target.member.person_id == actor.person_id


@predicate(_("Only mentoring and coaching of two people turn into each other."))
def is_of_two_roles(actor: Actor, target: Partnership) -> bool:
    own = memberships_of(actor)[UUID(str(target.pk))]
    is_pair = own.role in {Member.Role.MENTOR, Member.Role.MENTEE}
    return is_pair and target.present_kind != Scheme.Kind.PEER_COACHING


_CHANGES_OWN_GOAL = is_member & has_keys & is_not_over & is_goal_owner
_OBSERVES = is_member & has_keys & is_not_over & is_not_called_off & is_observer
_LOOKS_BACK = is_member & has_keys & is_not_over
_IS_OBSERVED = is_member & has_keys & is_not_over & is_observed
_LOOKS_AFTER = coordinates_it & is_not_in_it
permit(
    {
        "partnerships.open_partnership": system_only,
        "partnerships.open_peer_partnership": system_only,
        "partnerships.open_circle_partnership": system_only,
        "partnerships.erase_partner": system_only,
        "partnerships.close_reports": system_only,
        "partnerships.view_partnership": is_member,
        "partnerships.view_left_partnership": has_left,
        "partnerships.export_copy": was_ever_member & has_keys,
        "partnerships.export_paper": is_member & has_keys,
        "partnerships.alert_coordinators": is_member & has_keys,
        "partnerships.view_activity": is_coordinator,
        "partnerships.export_activity": is_coordinator,
        "partnerships.list_progress": is_coordinator,
        "partnerships.view_time": is_coordinator & budgets_for_time,
        "partnerships.view_progress": _LOOKS_AFTER,
        "partnerships.contact_members": _LOOKS_AFTER & is_not_over,
        "partnerships.arrange_pause": _LOOKS_AFTER & is_not_over,
        "partnerships.end_pause": _LOOKS_AFTER & is_not_over,
        "partnerships.replace_partner": _LOOKS_AFTER & is_not_over,
        "partnerships.write_agreement": is_member & has_keys & is_not_over,
        "partnerships.sign_agreement": is_member & has_keys & is_not_over,
        "partnerships.arrange_meeting": is_member & has_keys & is_not_over,
        "partnerships.set_video_link": is_member & has_keys & is_not_over,
        "partnerships.write_draft": is_member & has_keys & is_not_over,
        "partnerships.propose_times": is_member & has_keys & is_not_over,
        "partnerships.accept_time": is_member & has_keys & is_not_over & is_asked,
        "partnerships.cancel_meeting": is_member & has_keys & is_not_over,
        "partnerships.miss_meeting": is_member & has_keys & is_not_over,
        "partnerships.add_agenda_item": is_member & has_keys & is_not_over,
        "partnerships.withdraw_agenda_item": is_member & has_keys & is_bringer,
        "partnerships.record_meeting": is_member & has_keys & is_not_over & has_agreement,
        "partnerships.view_own_action_items": is_signed_in,
        "partnerships.finish_action_item": is_member & has_keys & is_not_over & is_owner,
        "partnerships.drop_action_item": is_member & has_keys & is_not_over & is_owner,
        "partnerships.carry_action_item": is_member & has_keys & is_not_over & is_owner,
        "partnerships.set_goal": is_member & has_keys & is_not_over,
        "partnerships.revise_goal": _CHANGES_OWN_GOAL,
        "partnerships.reach_goal": _CHANGES_OWN_GOAL,
        "partnerships.pause_goal": _CHANGES_OWN_GOAL,
        "partnerships.resume_goal": _CHANGES_OWN_GOAL,
        "partnerships.write_goal_note": is_member & has_keys & is_not_over,
        "partnerships.link_goal": is_member & has_keys & is_not_over,
        "partnerships.unlink_goal": is_member & has_keys & is_not_over & may_take_off,
        "partnerships.plan_observation": is_member & has_keys & is_not_over,
        "partnerships.agree_observation": _IS_OBSERVED & is_not_called_off,
        "partnerships.revise_observation": _OBSERVES,
        "partnerships.record_observation": _OBSERVES,
        "partnerships.discuss_observation": _OBSERVES,
        "partnerships.cancel_observation": is_member
        & has_keys
        & is_not_over
        & (is_observer | is_observed),
        "partnerships.answer_strategy": _IS_OBSERVED,
        "partnerships.open_review": is_member & has_keys & is_not_over & has_agreement,
        "partnerships.write_review": _LOOKS_BACK & is_answerable,
        "partnerships.answer_review": _LOOKS_BACK & is_answerable,
        "partnerships.decide_review": _LOOKS_BACK & is_shared,
        "partnerships.write_reflection": is_member & has_keys & is_not_over,
        "partnerships.revise_reflection": is_member & is_author & has_keys,
        "partnerships.share_reflection": is_member & is_author & has_keys & is_not_over,
        "partnerships.unshare_reflection": is_member & is_author & has_keys,
        "partnerships.delete_reflection": is_member & is_author & has_keys,
        "partnerships.write_message": is_member & has_keys & is_not_over,
        "partnerships.read_messages": is_member & has_keys,
        "partnerships.delete_message": is_member & is_writer & has_keys,
        "partnerships.view_own_self_assessments": is_signed_in,
        "partnerships.make_self_assessment": is_member & has_keys & is_not_over,
        "partnerships.read_self_assessment": was_ever_member & has_keys,
        "partnerships.share_self_assessment": is_member & is_author & has_keys & is_not_over,
        "partnerships.unshare_self_assessment": is_member & is_author & has_keys,
        "partnerships.delete_self_assessment": was_ever_member & is_author & has_keys,
        "partnerships.continue_partnership": is_member & has_keys & is_not_over,
        "partnerships.pause_partnership": is_member & has_keys & is_not_over,
        "partnerships.resume_partnership": is_member & has_keys & is_not_over,
        "partnerships.choose_terms": is_member & has_keys & is_not_over,
        "partnerships.propose_kind": is_member & has_keys & is_not_over & is_of_two_roles,
        "partnerships.agree_kind": is_member & has_keys & is_not_over & is_of_two_roles,
        "partnerships.withdraw_kind": is_member & has_keys & is_not_over & is_of_two_roles,
        "partnerships.open_check_ins": system_only,
        "partnerships.answer_check_in": is_member & has_keys & is_not_over,
        "partnerships.ask_rematch": is_member & has_keys & is_not_over,
        "partnerships.close_partnership": is_member & has_keys & is_not_over & has_come_to_its_end,
        "partnerships.empty_partnerships": system_only,
        "partnerships.end_last_looks": system_only,
        "partnerships.leave_partnership": is_member & has_keys & is_not_over,
    }
)
