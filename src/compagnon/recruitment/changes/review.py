"""How the Coordination Group shares the work on applications."""

from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.recruitment.events import ApplicationAssigned, CommentWritten, InterestDeclared
from compagnon.recruitment.models import Application, Comment, Interest
from compagnon.recruitment.queries.colleagues import list_colleagues, near_to
from compagnon.recruitment.rules.saving import Overtaken


@change("recruitment.assign_application", on="application")
def assign_application(
    *, by: Actor, application: Application, person_id: UUID | None, seen: UUID | None = None
) -> Application:
    """Say who of the Coordination Group looks at an application; nobody, where no person is named.

    Refused for somebody who is not of the group, for the applicant and for whoever declared an interest, in the same
    words; and (`Overtaken`) if it is not in the hands of whoever was `seen` any more. The same again changes nothing.
    """
    if person_id is not None and not _may_look(by, application, person_id):
        raise Refused(
            _("Choose somebody else of the Coordination Group for the application of %(name)s.")
            % {"name": application.person.known_as},
            field="assigned_to",
        )
    changed = (
        Application.objects.filter(pk=application.pk, assigned_to=seen)
        .exclude(assigned_to=person_id)
        .update(assigned_to=person_id)
    )
    application.refresh_from_db(fields=["assigned_to"])
    if changed:
        record(ApplicationAssigned(application_id=application.id, person_id=person_id), by=by)
    elif application.assigned_to_id != person_id:
        raise Overtaken(
            _(
                "Somebody else has changed meanwhile who looks at this application. Now it is: %(name)s"
            )
            % {
                "name": application.assigned_to.known_as
                if application.assigned_to
                else _("Nobody yet")
            }
        )
    return application


def _may_look(by: Actor, application: Application, person_id: UUID) -> bool:
    """Say whether somebody is of the group, and neither the applicant nor too near to them."""
    group = list_colleagues(viewer=by, joining_point=application.joining_point)
    return person_id in {one.id for one in group} - near_to(application)


@change("recruitment.write_comment", on="application")
def write_comment(*, by: Actor, application: Application, text: str) -> Comment:
    """Note something about an application for the others of the group, encrypted under one's own key.

    Refused without words.
    """
    author_id = by.person_id
    if author_id is None or not text.strip():
        raise Refused(_("Write something first."), field="text")
    row = Comment(application=application, written_at=clock.now())
    write_text(row, author_id=author_id, texts={"text": text.strip()})
    row.save(force_insert=True)
    record(CommentWritten(application_id=application.id, comment_id=row.id), by=by)
    return row


@change("recruitment.declare_interest", on="application")
def declare_interest(*, by: Actor, application: Application) -> None:
    """Say that one stands too near to an applicant: the application is hidden from then on, and others decide it.

    It goes back to nobody if it was one's own to look at. Declared twice, it was declared once.
    """
    who = Person.objects.get(pk=str(by.person_id))
    _row, is_new = Interest.objects.get_or_create(
        application=application, person=who, defaults={"declared_at": clock.now()}
    )
    by.forget()
    if is_new:
        Application.objects.filter(pk=application.pk, assigned_to=who).update(assigned_to=None)
        record(InterestDeclared(application_id=application.id), by=by)
