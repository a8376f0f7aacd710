"""Letting one member go while the others go on: what they can still read, and what would wait for them in vain."""

from uuid import UUID

from django.db.models import Q

from compagnon.core import clock, sealing
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.events import record
from compagnon.partnerships.changes.action_item import drop_action_item
from compagnon.partnerships.changes.agenda_item import withdraw_agenda_item
from compagnon.partnerships.changes.observation import cancel_observation
from compagnon.partnerships.changes.proposed_time import arrange_what_suits_all
from compagnon.partnerships.changes.reflection import unshare_reflection
from compagnon.partnerships.changes.review import share_if_complete
from compagnon.partnerships.changes.self_assessment import unshare_self_assessment
from compagnon.partnerships.events import MemberLeft
from compagnon.partnerships.leaving import goes_on_without
from compagnon.partnerships.models import (
    ActionItem,
    AgendaItem,
    CheckIn,
    LastLook,
    Member,
    Observation,
    Partnership,
    Reflection,
    Review,
    ReviewAnswer,
    SelfAssessment,
    TimesProposal,
    UnreadMessage,
)
from compagnon.partnerships.tables import OWN, confidential_tables


def part(member: Member, by: Actor) -> bool:
    """Let a member go, and the others go on; False where too few would be left, so that it has to end for all.

    No reason is asked or kept. What they promised, proposed or planned is let go of, so that nobody waits for it; what
    they shared of their own journal is theirs alone again; what they could read, they can read for half a year. Of two
    who leave at once one comes second. Leaving twice is leaving once.
    """
    partnership = Partnership.objects.select_for_update().get(pk=member.partnership_id)
    present = list(
        Member.objects.filter(partnership=partnership, left_at=None).select_related("person")
    )
    own = next((one for one in present if one.pk == member.pk), None)
    if own is None:
        return True
    is_over = partnership.state == Partnership.State.ENDED
    if is_over or not goes_on_without(own.role, len(present) - 1):
        return False
    own.partnership = partnership
    _keep_last_look(own)
    own.left_at = clock.now()
    sealing.put(own)
    own.save(update_fields=["left_at", "seal"])
    _let_go(own)
    # Locked, as whoever hands in locks it: of the two who do both at once, one sees what the other did.
    waiting = Review.objects.select_for_update().filter(partnership=partnership)
    for review in waiting.filter(state=Review.State.OPEN):
        review.partnership = partnership
        share_if_complete(review, SYSTEM)
    arrange_what_suits_all(partnership)
    record(
        MemberLeft(
            partnership_id=partnership.id, proposal_id=partnership.proposal_id, member_id=own.id
        ),
        by=by,
    )
    return True


def _keep_last_look(member: Member) -> None:
    look = LastLook(member=member, versions=_versions_read_by(member))
    sealing.put(look)
    look.save(force_insert=True)


def _versions_read_by(member: Member) -> dict[str, int]:
    """Return the version of every row that the members read together, by its id.

    What is one's own needs no last look; at what is the others' own there is none.
    """
    found: dict[UUID, int] = {}
    for model, path in confidential_tables():
        if model not in OWN:
            rows = model._default_manager.filter(**{path: member.partnership})
            if model is ReviewAnswer:
                rows = rows.filter(Q(member=member) | Q(is_shared=True))
            found.update(rows.values_list("pk", "text_version"))
    return {key.hex: version for key, version in found.items()}


def _let_go(member: Member) -> None:
    """Take back what would wait for somebody who is not there any more."""
    partnership = member.partnership
    for item in ActionItem.objects.filter(owner=member, state=ActionItem.State.OPEN).select_related(
        "meeting"
    ):
        drop_action_item(by=SYSTEM, action_item=item)
    for brought in AgendaItem.objects.filter(member=member, meeting=None):
        withdraw_agenda_item(by=SYSTEM, agenda_item=brought)
    TimesProposal.objects.filter(partnership=partnership, member=member, closed_at=None).update(
        closed_at=clock.now()
    )
    for observation in Observation.objects.filter(
        Q(observer=member) | Q(observed=member), state=Observation.State.PLANNED
    ):
        cancel_observation(by=SYSTEM, observation=observation)
    for entry in Reflection.objects.filter(member=member, shared__isnull=False):
        unshare_reflection(by=SYSTEM, reflection=entry)
    for made in SelfAssessment.objects.filter(member=member, shared__isnull=False):
        unshare_self_assessment(by=SYSTEM, self_assessment=made)
    CheckIn.objects.filter(member=member).delete()
    UnreadMessage.objects.filter(member=member).delete()
