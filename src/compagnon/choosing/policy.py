"""Who shows a profile, who finds one, who asks whom. The words of a request are between two people."""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.policy import has_sound_identity
from compagnon.choosing.models import Profile, Request, Suggestion
from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Closed, Grant, grants
from compagnon.core.policy import permit, predicate, system_only, visible
from compagnon.matching.queries.facts import CONSIDERED
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import is_applicant, is_left_to_others
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.policy import coordinated_schemes, is_coordinator
from compagnon.schemes.settings import MatchingMode
from compagnon.schemes.template import settings_of

# Where people find each other by themselves, and where they choose at all.
SEARCHING: Final = frozenset({MatchingMode.OPEN, MatchingMode.MUTUAL})
CHOOSING: Final = frozenset({*SEARCHING, MatchingMode.GUIDED})


@predicate(_("In this scheme the Coordination Group proposes who works with whom."))
def chooses(_actor: Actor, target: Application) -> bool:
    """Hold where the scheme lets learners choose."""
    return mode_at(target.joining_point) in CHOOSING


@predicate(_("In this scheme the Coordination Group proposes who works with whom."))
def lets_choose(_actor: Actor, target: JoiningPoint) -> bool:
    """Hold where the scheme of a joining point lets learners choose."""
    return mode_at(target) in CHOOSING


@predicate(_("Nothing that was asked here is still open."))
def has_open_requests(_actor: Actor, target: JoiningPoint) -> bool:
    """Hold while something is open that was asked before a scheme stopped letting people choose."""
    return Request.objects.filter(
        asker__joining_point=target.pk, state=Request.State.WAITING
    ).exists()


@predicate(_("In this scheme nobody is suggested to learners."))
def suggests(_actor: Actor, target: JoiningPoint) -> bool:
    """Hold where the Coordination Group suggests a few people to each learner."""
    return mode_at(target) == MatchingMode.GUIDED


@predicate(_("This has been released already, or somebody else of the group looks after it."))
def may_be_left_out(actor: Actor, target: Suggestion) -> bool:
    """Hold while nobody knows of a suggestion, for whoever leaves neither of the two to others."""
    both = (target.learner, target.suggested)
    return target.released_at is None and not any(is_left_to_others(actor, one) for one in both)


@predicate(_("This is possible once your application is approved."))
def takes_part(_actor: Actor, target: Application) -> bool:
    return target.state in CONSIDERED


@predicate(_("In this scheme nobody names a partner."))
def is_of_a_pool(_actor: Actor, target: Application) -> bool:
    """Hold where peers of one pool choose each other."""
    return is_pooled(target)


@predicate(_("A profile is shown by those who take learners."))
def offers(_actor: Actor, target: Application) -> bool:
    return target.is_mentor or is_pooled(target)


@predicate(_("Only whoever looks for a partner at this joining point finds its profiles."))
def is_seeking(actor: Actor, target: Profile) -> bool:
    return bool(seeking(actor).filter(joining_point=target.application.joining_point_id))


@predicate(_("In this scheme the Coordination Group proposes who works with whom."))
def is_found(actor: Actor, target: Profile) -> bool:
    """Hold where learners search, and for whom somebody is suggested to; what was shown before is not asked any more."""
    mode = mode_at(target.application.joining_point)
    if mode != MatchingMode.GUIDED:
        return mode in SEARCHING
    mine = released_to(seeking(actor))
    return mine.filter(suggested=target.application_id).exists()


@predicate(_("This request was made to somebody else."))
def is_asked(actor: Actor, target: Request) -> bool:
    return target.asked_as(actor.person_id) is not None and _is_genuine(actor, target)


@predicate(_("Somebody else made this request."))
def is_asker(actor: Actor, target: Request) -> bool:
    return target.asker.person_id == actor.person_id and _is_genuine(actor, target)


def mode_at(joining_point: JoiningPoint) -> MatchingMode:
    """Return how people find each other at a joining point."""
    return settings_of(joining_point.cycle.scheme).matching_mode


def _is_genuine(actor: Actor, target: Request) -> bool:
    return sealing.is_sound(target) and has_sound_identity(actor)


def is_pooled(application: Application) -> bool:
    """Say whether somebody is a peer among peers, who asks and is asked."""
    return settings_of(application.joining_point.cycle.scheme).is_pool


def pools_of(actor: Actor) -> list[UUID]:
    """Return the joining points at which an actor is a peer of one pool; one query, once an actor."""
    own = Application.objects.filter(person=actor.person_id, state__in=CONSIDERED)
    rows = own.exclude(person=None).select_related("joining_point__cycle__scheme")
    return actor.memo("pools", lambda: [row.joining_point_id for row in rows if is_pooled(row)])


def seeking(actor: Actor) -> QuerySet[Application]:
    """Return an actor's own approved applications as a learner, or as a peer."""
    return Application.objects.filter(
        Q(is_mentee=True) | Q(joining_point__in=pools_of(actor)),
        person=actor.person_id,
        state__in=CONSIDERED,
    ).exclude(person=None)


def released_to(learners: Iterable[Application]) -> QuerySet[Suggestion]:
    """Return what learners were told by a coordinator's release."""
    return Suggestion.objects.filter(learner__in=learners, released_at__isnull=False)


def request_grants(viewer: Actor, requests: Collection[Request]) -> dict[UUID, Grant]:
    """Return the right to read the words of requests, one query for the keys; for the two whom each is between."""
    if not all((is_asked | is_asker)(viewer, row).allowed for row in requests):
        raise Closed
    return grants("request", [row.scope() for row in requests])


def visible_profiles(viewer: Actor) -> QuerySet[Profile]:
    """Return the profiles among which a viewer looks for a partner, but not their own.

    Where learners search, all of their joining point; where people are suggested to them, those that were released.
    """
    own = list(seeking(viewer).select_related("joining_point__cycle__scheme"))
    searched = [one.joining_point_id for one in own if mode_at(one.joining_point) in SEARCHING]
    return (
        Profile.objects.filter(
            Q(application__joining_point__in=searched)
            | Q(application__in=released_to(own).values("suggested")),
            Q(application__is_mentor=True) | Q(application__joining_point__in=pools_of(viewer)),
            application__state__in=CONSIDERED,
        )
        .exclude(application__person=viewer.person_id)
        .select_related("application__person", "application__joining_point__cycle__scheme")
    )


def about(person_id: UUID) -> Q:
    """Return which requests somebody made, or was asked."""
    return Q(asker__person=person_id) | Q(asked__person=person_id) | Q(third__person=person_id)


def visible_requests(viewer: Actor) -> QuerySet[Request]:
    """Return what a viewer asked or was asked."""
    if viewer.person_id is None:
        return Request.objects.none()
    return Request.objects.filter(about(viewer.person_id)).select_related(
        "asker__person",
        "asker__joining_point__cycle__scheme__organisation",
        "asked__person",
        "third__person",
    )


def visible_suggestions(viewer: Actor) -> QuerySet[Suggestion]:
    """Return what is suggested or is to be, at the joining points that a viewer coordinates."""
    return Suggestion.objects.filter(
        learner__joining_point__cycle__scheme__in=coordinated_schemes(viewer)
    ).select_related(
        "learner__joining_point__cycle__scheme", "learner__person", "suggested__person"
    )


visible("profile", visible_profiles)
visible("suggestion", visible_suggestions)
visible("partner_request", visible_requests)
permit(
    {
        "choosing.choose": is_applicant & chooses & takes_part,
        "choosing.show_profile": is_applicant & chooses & takes_part & offers,
        "choosing.withdraw_profile": is_applicant,
        "choosing.send_request": is_seeking & is_found,
        "choosing.name_peers": is_applicant & takes_part & is_of_a_pool,
        "choosing.view_suggestions": is_coordinator & suggests,
        "choosing.prepare_suggestions": is_coordinator & suggests,
        "choosing.leave_out_suggestion": is_coordinator & may_be_left_out,
        "choosing.release_suggestions": is_coordinator & suggests,
        "choosing.forget_suggestions": system_only,
        "choosing.view_request": is_asked | is_asker,
        "choosing.answer_request": is_asked,
        "choosing.take_back_request": is_asker,
        "choosing.lapse_request": system_only,
        "choosing.find_requests": is_coordinator & lets_choose,
        "choosing.view_requests": is_coordinator & (lets_choose | has_open_requests),
    }
)
