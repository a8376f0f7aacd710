"""Who may do what in a scheme: by appointment, and only while its seal holds."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.policy import has_sound_identity, let_admit
from compagnon.core import sealing
from compagnon.core.actors import Actor
from compagnon.core.policy import permit, predicate, system_only, visible
from compagnon.notifications.models import Message
from compagnon.schemes.models import (
    Appointment,
    Branch,
    Charter,
    Cycle,
    JoiningPoint,
    Organisation,
    Scheme,
    TermCalendar,
)


def appointments_of(actor: Actor) -> list[Appointment]:
    """Return the open appointments of an actor whose seals hold; a row somebody slipped in gives no right."""
    person_id = actor.person_id
    if person_id is None:
        return []
    return actor.memo(
        "appointments",
        lambda: [
            row
            for row in Appointment.objects.filter(
                person_id=person_id, ended_on=None
            ).select_related("organisation", "branch")
            if sealing.is_sound(row)
        ],
    )


def coordinated_schemes(actor: Actor) -> set[UUID]:
    """Return the ids of the schemes an actor coordinates."""
    return {
        row.scheme_id
        for row in appointments_of(actor)
        if row.role == Appointment.Role.COORDINATOR and row.scheme_id is not None
    }


def administered_organisations(actor: Actor) -> set[UUID]:
    """Return the ids of the organisations an actor administers."""
    return {
        row.organisation_id
        for row in appointments_of(actor)
        if row.role == Appointment.Role.ADMINISTRATOR
    }


def led_branches(actor: Actor) -> list[Branch]:
    """Return the branches an actor leads; before its briefing is recorded, a branch gives no right (ALL-85)."""
    return [
        row.branch
        for row in appointments_of(actor)
        if row.role == Appointment.Role.BRANCH_LEAD and row.branch and row.branch.briefed_on
    ]


def served_organisations(actor: Actor) -> set[UUID]:
    """Return the ids of the organisations an actor administers, or coordinates a scheme of."""
    return {
        row.organisation_id
        for row in appointments_of(actor)
        if row.role != Appointment.Role.BRANCH_LEAD
    }


@predicate(_("Only those who lead a branch that has had its briefing can promote the programme."))
def leads_a_branch(actor: Actor, _target: Any) -> bool:
    return bool(led_branches(actor))


@predicate(_("Only those who coordinate or administer the organisation can do this."))
def serves_organisation(actor: Actor, target: Any) -> bool:
    """Hold for an administrator of the organisation that the thing is or belongs to, or a coordinator in it."""
    return organisation_id_of(target) in served_organisations(actor)


@predicate(_("Only the Coordination Group of this scheme can do this."))
def is_coordinator(actor: Actor, target: Any) -> bool:
    """Hold for a coordinator of the scheme that the thing belongs to (a scheme, cycle or joining point)."""
    return scheme_id_of(target) in coordinated_schemes(actor)


@predicate(_("Only an administrator of the organisation can do this."))
def is_administrator(actor: Actor, target: Any) -> bool:
    """Hold for an administrator of the organisation that the thing is or belongs to."""
    return organisation_id_of(target) in administered_organisations(actor)


@predicate(_("Only an administrator sets up schemes."))
def administers_something(actor: Actor, _target: Any) -> bool:
    return bool(administered_organisations(actor))


@predicate(_("Only people who coordinate a scheme or administer an organisation have such a list."))
def is_appointed(actor: Actor, _target: Any) -> bool:
    return bool(coordinated_schemes(actor) or administered_organisations(actor))


@predicate(_("Only you can sign for yourself. Please sign in, or use the link in your letter."))
def is_themself(actor: Actor, _target: Any) -> bool:
    """Hold for a person who is known, by sign-in or by a letter, and is who the database says."""
    return has_sound_identity(actor)


def scheme_id_of(target: Any) -> UUID:
    """Return the id of the scheme that a scheme, cycle, joining point or anything with one belongs to."""
    if isinstance(target, Scheme):
        return UUID(str(target.id))
    if isinstance(target, Cycle | Message):
        return UUID(str(target.scheme_id))
    point = target if isinstance(target, JoiningPoint) else target.joining_point
    return UUID(str(point.cycle.scheme_id))


def organisation_id_of(target: Any) -> UUID:
    """Return the id of the organisation that an organisation, scheme, appointment, cycle or joining point belongs to."""
    if isinstance(target, Organisation):
        return UUID(str(target.id))
    owner = target.cycle if isinstance(target, JoiningPoint) else target
    owner = owner.scheme if isinstance(owner, Cycle) else owner
    return UUID(str(owner.organisation_id))


def visible_schemes(viewer: Actor) -> QuerySet[Scheme]:
    """Return the schemes a viewer coordinates, or whose organisation they administer."""
    return Scheme.objects.filter(
        Q(id__in=coordinated_schemes(viewer))
        | Q(organisation_id__in=administered_organisations(viewer))
    ).select_related("organisation")


def visible_joining_points(viewer: Actor) -> QuerySet[JoiningPoint]:
    """Return the joining points of the schemes a viewer may know of."""
    return JoiningPoint.objects.filter(
        Q(cycle__scheme__in=coordinated_schemes(viewer))
        | Q(cycle__scheme__organisation__in=administered_organisations(viewer))
    ).select_related("cycle__scheme__organisation")


def visible_cycles(viewer: Actor) -> QuerySet[Cycle]:
    """Return the cycles of the schemes a viewer may know of."""
    return Cycle.objects.filter(
        Q(scheme__in=coordinated_schemes(viewer))
        | Q(scheme__organisation__in=administered_organisations(viewer))
    ).select_related("scheme__organisation")


def visible_organisations(viewer: Actor) -> QuerySet[Organisation]:
    """Return the organisations that a viewer administers or coordinates a scheme of."""
    return Organisation.objects.filter(pk__in=served_organisations(viewer))


def visible_branches(viewer: Actor) -> QuerySet[Branch]:
    """Return the branches of the organisations that a viewer administers or coordinates a scheme of."""
    return Branch.objects.filter(organisation__in=served_organisations(viewer)).select_related(
        "organisation"
    )


def visible_appointments(viewer: Actor) -> QuerySet[Appointment]:
    """Return the open appointments in the organisations that a viewer administers."""
    return Appointment.objects.filter(
        organisation__in=administered_organisations(viewer), ended_on=None
    ).select_related("person", "organisation", "scheme", "branch")


def visible_term_calendars(viewer: Actor) -> QuerySet[TermCalendar]:
    """Return the term calendars of the organisations that a viewer administers or coordinates a scheme of."""
    return TermCalendar.objects.filter(
        organisation__in=served_organisations(viewer)
    ).select_related("organisation")


def visible_charters(_viewer: Actor) -> QuerySet[Charter]:
    """Return every charter: a charter is public, and read before anybody signs up (ALL-10)."""
    return Charter.objects.select_related("scheme__organisation")


def visible_messages(viewer: Actor) -> QuerySet[Message]:
    """Return the letters of the schemes a viewer coordinates: that there are, not what they say; never their own."""
    of_schemes = Message.objects.filter(scheme_id__in=coordinated_schemes(viewer))
    return of_schemes.exclude(recipient=viewer.person_id).select_related("recipient")


let_admit(is_appointed)
visible("scheme", visible_schemes)
visible("joining_point", visible_joining_points)
visible("cycle", visible_cycles)
visible("branch", visible_branches)
visible("organisation", visible_organisations)
visible("term_calendar", visible_term_calendars)
visible("charter", visible_charters)
visible("appointment", visible_appointments)
visible("message", visible_messages)
permit(
    {
        "schemes.found_organisation": system_only,
        "schemes.view_branches": is_appointed,
        "schemes.open_branch": serves_organisation,
        "schemes.change_branch": serves_organisation,
        "schemes.appoint_branch_lead": is_administrator,
        "schemes.view_term_calendars": is_appointed,
        "schemes.view_term_calendar": serves_organisation,
        "schemes.add_term_calendar": serves_organisation,
        "schemes.write_term_calendar": serves_organisation,
        "schemes.drop_term_calendar": serves_organisation,
        "schemes.view_share_kit": is_coordinator | is_administrator,
        "schemes.export_sharing": is_coordinator | is_administrator,
        "schemes.export_numbers": is_coordinator | is_administrator,
        "schemes.promote": leads_a_branch,
        "schemes.open_scheme": is_administrator,
        "schemes.choose_template": administers_something,
        "schemes.set_up_scheme": is_administrator,
        "schemes.copy_scheme": is_administrator,
        "schemes.describe_scheme": is_coordinator | is_administrator,
        "schemes.change_settings": is_coordinator | is_administrator,
        "schemes.change_matching": is_coordinator | is_administrator,
        "schemes.start_scheme": is_coordinator | is_administrator,
        "schemes.close_scheme": is_coordinator | is_administrator,
        "schemes.reopen_scheme": is_coordinator | is_administrator,
        "schemes.tick_step": is_coordinator | is_administrator,
        "schemes.view_schemes": is_appointed,
        "schemes.view_scheme": is_coordinator | is_administrator,
        "schemes.open_cycle": is_coordinator | is_administrator,
        "schemes.change_cycle": is_coordinator | is_administrator,
        "schemes.repeat_cycle": is_coordinator | is_administrator,
        "schemes.open_joining_point": is_coordinator | is_administrator,
        "schemes.remove_joining_point": is_coordinator | is_administrator,
        "schemes.change_joining_point": is_coordinator | is_administrator,
        "schemes.appoint_coordinator": is_administrator,
        "schemes.appoint_person": is_administrator,
        "schemes.end_appointment": is_administrator,
        "schemes.write_charter": is_coordinator | is_administrator,
        "schemes.publish_charter": is_coordinator | is_administrator,
        "schemes.write_letters": is_coordinator | is_administrator,
        "schemes.view_outbox": is_coordinator,
        "schemes.view_letter": is_coordinator,
        "schemes.hold_letters": is_coordinator,
        "schemes.release_letters": is_coordinator,
        "schemes.withdraw_letter": is_coordinator,
        "schemes.sign_charter": is_themself,
    }
)
