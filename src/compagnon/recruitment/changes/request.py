"""Asking an applicant for more information before anything is decided, and taking that back."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.recruitment.events import InformationAsked, RequestWithdrawn
from compagnon.recruitment.models import Application, InformationRequest
from compagnon.recruitment.queries.draft import locked
from compagnon.recruitment.queries.history import check_news
from compagnon.recruitment.queries.request import list_askable, open_request
from compagnon.recruitment.states import APPLICATION


@change("recruitment.ask_for_information", on="application")
def ask_for_information(
    *, by: Actor, application: Application, questions: Collection[str], sentence: str, seen: int
) -> InformationRequest:
    """Ask an applicant some questions of their form again, with a sentence that says what is missing.

    They get a letter with a link to just these questions. `seen` as in `decide_application`. Refused without a
    question or a sentence, and once the application is decided.
    """
    row = locked(application)
    check_news(row, seen)
    known = [one.key for one in list_askable(viewer=by, application=row) if one.key in questions]
    if not known:
        raise Refused(_("Choose what you would like to know."), field="questions")
    if not sentence.strip():
        raise Refused(_("Say in a sentence what you would like to know."), field="sentence")
    move(row, Application.State.ASKED, APPLICATION)
    asker = Person.objects.get(pk=str(by.person_id))
    request = InformationRequest(
        application=row, asked_by=asker, asked_at=clock.now(), questions=known
    )
    write_text(request, author_id=asker.id, texts={"sentence": sentence.strip()})
    request.save(force_insert=True)
    record(InformationAsked(application_id=row.id, request_id=request.id), by=by)
    return request


@change("recruitment.withdraw_request", on="application")
def withdraw_request(*, by: Actor, application: Application) -> Application:
    """Take back what an applicant was asked; the application waits for a decision again. Refused once it is answered."""
    row = locked(application)
    request = open_request(row)
    if request is None:
        raise Refused(_("Nothing is asked of this applicant any more."))
    InformationRequest.objects.filter(pk=request.pk).update(withdrawn_at=clock.now())
    move(row, Application.State.SUBMITTED, APPLICATION)
    record(RequestWithdrawn(application_id=row.id, request_id=request.id), by=by)
    return row
