"""People who apply on the web: a joining point that is open, drafts, and applications that were sent."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from compagnon.accounts.models import Person
from compagnon.recruitment.changes import begin_application, save_draft, submit_application
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.draft import typed_of
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.rules.saving import digest_of
from compagnon.schemes.models import JoiningPoint
from tests.cast import World, actor_of
from tests.recruitment.forms import MENTEE_TYPES

# The cast's clock stands on 14 September 2026; September has closed, January is open.
CLOSES_ON = date(2027, 1, 8)
STARTS_ON = date(2027, 1, 25)


def open_january(world: World, month: int = 1) -> JoiningPoint:
    """Return a joining point that takes applications."""
    later = timedelta(days=30 * (month - 1))
    point = JoiningPoint.objects.create(
        cycle=world.joining_point.cycle,
        month=month,
        closes_on=CLOSES_ON + later,
        starts_on=STARTS_ON + later,
    )
    return JoiningPoint.objects.select_related("cycle__scheme__organisation").get(pk=point.pk)


def begin(point: JoiningPoint, person: Person, *roles: str, **more: Any) -> Application:
    """Let somebody begin to apply, as a mentee unless said otherwise."""
    begun = begin_application(
        by=actor_of(person), joining_point=point, roles=roles or ("mentee",), **more
    )
    return fresh(begun.id)


def fresh(application_id: UUID) -> Application:
    """Return an application as a page fetches it."""
    return Application.objects.select_related("person", "joining_point__cycle__scheme").get(
        pk=application_id
    )


def fill(application: Application, typed: dict[str, list[str]] = MENTEE_TYPES) -> Application:
    """Let an applicant type the whole form."""
    by = actor_of(application.person)
    questions = list(form_of(application).questions())
    save_draft(
        by=by,
        application=application,
        questions=questions,
        sent=typed,
        seen=digest_of(typed_of(by, application, questions)),
    )
    return fresh(application.id)


def send(world: World, application: Application) -> Application:
    """Let an applicant sign and send."""
    submit_application(
        by=actor_of(application.person), application=application, charter=world.charter
    )
    return fresh(application.id)


def stored(person: Person, application: Application) -> dict[str, list[str]]:
    """Return what stands in somebody's own form, without what is empty."""
    typed = typed_of(actor_of(person), application, form_of(application).questions())
    return {control: texts for control, texts in typed.items() if any(texts)}
