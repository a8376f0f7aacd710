"""Who may see and decide applications: the Coordination Group, each about everybody's but their own."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core.actors import Actor, ActorKind
from compagnon.core.encryption.opening import Closed, Grant
from compagnon.core.policy import permit, predicate, system_only, visible
from compagnon.recruitment.models import Application, ImportFile
from compagnon.schemes.policy import coordinated_schemes, is_coordinator


@predicate(_("This is your own application. Somebody else of the Coordination Group decides it."))
def is_not_own(actor: Actor, target: Application) -> bool:
    """Hold for everybody but the applicant: nobody decides in their own interest."""
    return target.person_id != actor.person_id


@predicate(_("Only the applicant and the Coordination Group can do this."))
def is_applicant(actor: Actor, target: Application) -> bool:
    return actor.kind is ActorKind.PERSON and target.person_id == actor.person_id


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


def visible_applications(viewer: Actor) -> QuerySet[Application]:
    """Return the applications to the schemes a viewer coordinates, and the viewer's own."""
    return Application.objects.filter(
        Q(joining_point__cycle__scheme__in=coordinated_schemes(viewer)) | Q(person=viewer.person_id)
    ).select_related("person", "joining_point__cycle__scheme")


def visible_import_files(viewer: Actor) -> QuerySet[ImportFile]:
    """Return the files a viewer uploaded to the schemes they coordinate."""
    if viewer.person_id is None:
        return ImportFile.objects.none()
    return ImportFile.objects.filter(
        joining_point__cycle__scheme__in=coordinated_schemes(viewer), author_id=viewer.person_id
    ).select_related("joining_point__cycle__scheme")


visible("application", visible_applications)
visible("import_file", visible_import_files)
_decides = is_coordinator & is_not_own
permit(
    {
        "recruitment.view_applications": is_coordinator,
        "recruitment.view_application": is_coordinator | is_applicant,
        "recruitment.confirm_membership": _decides,
        "recruitment.approve_application": _decides,
        "recruitment.approve_eligible": is_coordinator,
        "recruitment.put_on_waiting_list": _decides,
        "recruitment.decline_application": _decides,
        "recruitment.withdraw_application": is_coordinator | is_applicant,
        "recruitment.mark_matched": system_only,
        "recruitment.upload_file": is_coordinator,
        "recruitment.view_file": is_coordinator & is_uploader,
        "recruitment.choose_columns": is_coordinator & is_uploader,
        "recruitment.start_import": is_coordinator & is_uploader,
        "recruitment.drop_file": is_coordinator & is_uploader,
        "recruitment.take_in_lines": system_only,
    }
)
