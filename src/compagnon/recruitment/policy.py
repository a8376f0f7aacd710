"""Who may see and decide applications: the Coordination Group, each about everybody's but their own."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.accounts.policy import has_sound_identity, is_signed_in, is_without_keys
from compagnon.core import clock
from compagnon.core.actors import Actor, ActorKind
from compagnon.core.encryption.opening import Closed, ClosedGrant, Grant, grants
from compagnon.core.policy import permit, predicate, system_only, visible
from compagnon.recruitment.models import (
    Application,
    Declaration,
    ImportFile,
    Interest,
    SavedView,
    scope_of,
)
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.policy import coordinated_schemes, is_administrator, is_coordinator
from compagnon.schemes.template import settings_of

# Sent, and not yet at an end: what the applicant may still change or withdraw, and a later file too.
OPEN_STATES = (
    Application.State.SUBMITTED,
    Application.State.ASKED,
    Application.State.APPROVED,
    Application.State.WAITING,
)


@predicate(_("This is your own application. Somebody else of the Coordination Group decides it."))
def is_not_own(actor: Actor, target: Application) -> bool:
    """Hold for everybody but the applicant: nobody decides in their own interest."""
    return target.person_id != actor.person_id


@predicate(
    _("This application was emptied a year after its cycle. There is nothing left to decide.")
)
def is_kept(_actor: Actor, target: Application) -> bool:
    return target.emptied_at is None


def interests_of(actor: Actor) -> set[UUID]:
    """Return the applications in which an actor declared an interest; one query, once an actor."""
    if actor.person_id is None:
        return set()
    rows = Interest.objects.filter(person=actor.person_id)
    return actor.memo("interests", lambda: set(rows.values_list("application_id", flat=True)))


def is_left_to_others(actor: Actor, application: Application) -> bool:
    """Say whether a coordinator leaves an application to the others: their own, or one they declared an interest in."""
    return application.person_id == actor.person_id or application.pk in interests_of(actor)


@predicate(
    _("You declared an interest in this application. Somebody else of the group decides it.")
)
def has_no_interest(actor: Actor, target: Application) -> bool:
    return target.pk not in interests_of(actor)


def kept_from(actor: Actor) -> Q:
    """Return which applications a coordinator knows by name and state alone: their own, and where they stand near."""
    return Q(person=actor.person_id) | Q(id__in=interests_of(actor))


@predicate(_("Only the applicant and the Coordination Group can do this."))
def is_applicant(actor: Actor, target: Application) -> bool:
    return actor.kind is ActorKind.PERSON and target.person_id == actor.person_id


@predicate(_("This application has been sent."))
def is_draft(_actor: Actor, target: Application) -> bool:
    return target.state == Application.State.DRAFT


@predicate(_("Applications for this joining point have closed, so the answers stay as they are."))
def is_correctable(_actor: Actor, target: Application) -> bool:
    """Hold for an open application until its joining point closes, the last day included."""
    return target.state in OPEN_STATES and clock.today() <= target.joining_point.closes_on


@predicate(_("Only whoever uploaded this file can look into it."))
def is_uploader(actor: Actor, target: ImportFile) -> bool:
    return target.author_id == actor.person_id


def file_grant(viewer: Actor, file: ImportFile) -> Grant:
    """Return the right to read an uploaded file: for whoever uploaded it, and for the system that imports it.

    Refuses everybody else, and an uploader who does not coordinate the scheme any more.
    """
    is_theirs = is_uploader(viewer, file).allowed and is_coordinator(viewer, file).allowed
    if viewer.kind is not ActorKind.SYSTEM and not is_theirs:
        raise Closed
    return Grant(file.scope())


def declaration_grant(viewer: Actor, declaration: Declaration) -> Grant:
    """Return the right to read whom an application declares: for its applicant, who typed it.

    Refuses everybody else, and an applicant whose identity was changed outside Compagnon.
    """
    owners = {declaration.author_id, declaration.application.person_id}
    if owners != {viewer.person_id} or not has_sound_identity(viewer):
        raise Closed
    return Grant(declaration.scope())


def review_grant(viewer: Actor, application: Application) -> Grant:
    """Return the right to read what the group noted about an application: for those of it who may decide.

    Refuses everybody else: the applicant, and whoever declared an interest.
    """
    return _grant_of_group(viewer, application, "review")


def decision_grant(viewer: Actor, application: Application) -> Grant:
    """Return the right to read the reasons of decisions: for those who may decide, and for the applicant."""
    if is_applicant(viewer, application).allowed:
        if is_without_keys(viewer):
            return ClosedGrant(scope_of(application, "decision"))
        if not has_sound_identity(viewer):
            raise Closed
        return Grant(scope_of(application, "decision"))
    return _grant_of_group(viewer, application, "decision")


def own_decision_grants(viewer: Actor, applications: Collection[Application]) -> dict[UUID, Grant]:
    """Return the right to read the reasons of decisions about each of one's own applications; one query for the keys.

    Refuses them all if one is somebody else's, and an applicant whose identity was changed outside Compagnon.
    """
    scopes = {UUID(str(row.pk)): scope_of(row, "decision") for row in applications}
    if not all(is_applicant(viewer, row).allowed for row in applications):
        raise Closed
    if is_without_keys(viewer):
        return {key: ClosedGrant(scope) for key, scope in scopes.items()}
    if scopes and not has_sound_identity(viewer):
        raise Closed
    return grants("decision", list(scopes.values())) if scopes else {}


def _grant_of_group(viewer: Actor, application: Application, kind: str) -> Grant:
    # Without the key file no appointment can be looked at, and nobody coordinates anything.
    if not _decides(viewer, application).allowed or not has_sound_identity(viewer):
        raise Closed
    return Grant(scope_of(application, kind))


def visible_applications(viewer: Actor) -> QuerySet[Application]:
    """Return what was sent to the schemes a viewer coordinates, and the viewer's own applications, drafts included."""
    sent = Q(joining_point__cycle__scheme__in=coordinated_schemes(viewer)) & ~Q(
        state=Application.State.DRAFT
    )
    return Application.objects.filter(sent | Q(person=viewer.person_id)).select_related(
        "person", "joining_point__cycle__scheme"
    )


def sent_at(viewer: Actor, joining_point: JoiningPoint) -> QuerySet[Application]:
    """Return those of the visible applications that were sent to one joining point.

    Nothing but the applications is read for it, so that many are counted quickly.
    """
    rows = Application.objects.filter(joining_point=joining_point).exclude(
        state=Application.State.DRAFT
    )
    if joining_point.cycle.scheme_id in coordinated_schemes(viewer):
        return rows
    return rows.filter(person=viewer.person_id)


def visible_import_files(viewer: Actor) -> QuerySet[ImportFile]:
    """Return the files a viewer uploaded to the schemes they coordinate."""
    if viewer.person_id is None:
        return ImportFile.objects.none()
    return ImportFile.objects.filter(
        joining_point__cycle__scheme__in=coordinated_schemes(viewer), author_id=viewer.person_id
    ).select_related("joining_point__cycle__scheme")


@predicate(
    _("Your application is being decided. Write to the Coordination Group: they change it for you.")
)
def is_undecided(_actor: Actor, target: Application) -> bool:
    return target.state == Application.State.SUBMITTED


@predicate(_("Here everybody learns and supports: there is nothing else to take part as."))
def has_sides(_actor: Actor, target: Application) -> bool:
    """Hold where people are on one side or the other: peers are both (NF-21)."""
    return not settings_of(target.joining_point.cycle.scheme).is_pool


@predicate(_("Only whoever saved this view can change it."))
def has_saved(actor: Actor, target: SavedView) -> bool:
    return target.person_id == actor.person_id


def visible_views(viewer: Actor) -> QuerySet[SavedView]:
    """Return the saved views of a viewer's own, and those that others share, of the schemes they coordinate."""
    own_or_shared = Q(is_shared=True) | Q(person=viewer.person_id)
    return SavedView.objects.filter(
        own_or_shared, joining_point__cycle__scheme__in=coordinated_schemes(viewer)
    ).select_related("joining_point__cycle__scheme")


visible("saved_view", visible_views)
visible("application", visible_applications)
visible("import_file", visible_import_files)
_decides = is_coordinator & is_not_own & has_no_interest
_acts = _decides & is_kept
permit(
    {
        "recruitment.view_form": is_coordinator | is_administrator,
        "recruitment.write_form": is_coordinator | is_administrator,
        "recruitment.publish_form": is_coordinator | is_administrator,
        "recruitment.view_institutions": is_coordinator,
        "recruitment.name_institution": is_coordinator,
        "recruitment.merge_institutions": is_coordinator,
        "recruitment.part_institution": is_coordinator,
        "recruitment.begin_application": is_signed_in,
        "recruitment.view_own_applications": is_signed_in,
        "recruitment.fill_in": is_applicant & (is_draft | is_correctable),
        "recruitment.save_draft": is_applicant & is_draft,
        "recruitment.submit_application": is_applicant,
        "recruitment.correct_answers": is_applicant & is_correctable,
        "recruitment.change_roles": is_applicant & is_correctable & is_undecided & has_sides,
        "recruitment.forget_draft": is_applicant & is_draft,
        "recruitment.forget_old_drafts": system_only,
        "recruitment.empty_old_applications": system_only,
        "recruitment.view_applications": is_coordinator,
        "recruitment.view_application": is_coordinator | is_applicant,
        "recruitment.assign_application": _acts,
        "recruitment.write_comment": _acts,
        "recruitment.declare_interest": is_coordinator & is_not_own & is_kept,
        "recruitment.decide_application": _decides,
        "recruitment.ask_for_information": _acts,
        "recruitment.withdraw_request": _decides,
        "recruitment.answer_request": is_applicant,
        "recruitment.confirm_membership": _acts,
        "recruitment.approve_application": _acts,
        "recruitment.decide_together": is_coordinator,
        "recruitment.export_applications": is_coordinator,
        "recruitment.save_view": is_coordinator,
        "recruitment.change_view": is_coordinator & has_saved,
        "recruitment.put_on_waiting_list": _acts,
        "recruitment.decline_application": _acts,
        "recruitment.withdraw_application": (is_coordinator & has_no_interest) | is_applicant,
        "recruitment.postpone_application": _acts,
        "recruitment.recall_application": _acts,
        "recruitment.mark_matched": system_only,
        "recruitment.upload_file": is_coordinator,
        "recruitment.view_file": is_coordinator & is_uploader,
        "recruitment.choose_columns": is_coordinator & is_uploader,
        "recruitment.start_import": is_coordinator & is_uploader,
        "recruitment.drop_file": is_coordinator & is_uploader,
        "recruitment.take_in_lines": system_only,
    }
)
