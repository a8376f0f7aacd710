"""What recruitment does about what happens: a new scheme gets a form, and whoever applies a receipt."""

from typing import Final
from uuid import UUID

from django.urls import reverse

from compagnon.core import clock
from compagnon.core.actors import Actor, person
from compagnon.core.events import subscribe
from compagnon.core.policy import decide
from compagnon.notifications.changes import plan_message
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letter
from compagnon.notifications.models import ReminderChoice
from compagnon.notifications.queries import news_of
from compagnon.recruitment.changes.form import publish_form
from compagnon.recruitment.events import (
    ApplicationSubmitted,
    DecisionLogged,
    InformationAsked,
    RequestAnswered,
)
from compagnon.recruitment.letters import ASKED, RECEIVED, WORDINGS, may_read
from compagnon.recruitment.models import Application, Decision, InformationRequest
from compagnon.recruitment.policy import OPEN_STATES
from compagnon.recruitment.queries.decision_letter import KINDS, values_of
from compagnon.recruitment.queries.form import form_of_scheme
from compagnon.recruitment.queries.request import get_asked_of_you
from compagnon.recruitment.queries.waiting_list import places_of, reasons_of
from compagnon.recruitment.rules.default_form import FORMS
from compagnon.recruitment.rules.standing import when_decided
from compagnon.schemes.events import SchemeCopied, SchemeOpened, SchemePrepared
from compagnon.schemes.models import Scheme

ANSWERED: Final = "recruitment/request_answered"


def register() -> None:
    """Register the letters of recruitment, and the events they follow."""
    letter(RECEIVED, about_received, wording=WORDINGS[RECEIVED], may_read=may_read)
    letter(ASKED, about_asked, wording=WORDINGS[ASKED], may_read=may_read)
    letter(ANSWERED, about_answered)
    for kind in KINDS.values():
        letter(kind, about_decision, wording=WORDINGS[kind], may_read=may_read)
    subscribe(SchemeOpened, give_form)
    subscribe(SchemePrepared, give_form)
    subscribe(SchemeCopied, copy_form)
    subscribe(ApplicationSubmitted, send_receipt)
    subscribe(InformationAsked, ask_applicant)
    subscribe(RequestAnswered, tell_asker)
    subscribe(DecisionLogged, tell_applicant)


def give_form(event: SchemeOpened | SchemePrepared, by: Actor) -> None:
    """Publish its template's form as a new scheme's first, so that it can take applications the same day."""
    scheme = Scheme.objects.get(pk=event.scheme_id)
    publish_form(by=by, scheme=scheme, form=FORMS[scheme.template])


def copy_form(event: SchemeCopied, by: Actor) -> None:
    """Publish the original's form, as it stands, as the first of its copy."""
    scheme = Scheme.objects.get(pk=event.scheme_id)
    publish_form(by=by, scheme=scheme, form=form_of_scheme(event.original_id).form)


def send_receipt(event: ApplicationSubmitted, _by: Actor) -> None:
    """Plan the receipt for whoever has just applied."""
    row = _application(event.application_id)
    plan_message(
        kind=RECEIVED,
        recipient_id=row.person.id,
        address=row.person.email,
        language=row.person.language,
        context={"application_id": event.application_id},
        key=event.application_id.hex,
        scheme_id=row.joining_point.cycle.scheme_id,
    )


def about_received(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the receipt says; None once the application was withdrawn or decided against."""
    row = (
        Application.objects.filter(
            pk=facts.id("application_id"), person=recipient.person_id, state__in=OPEN_STATES
        )
        .select_related("person", "joining_point__cycle__scheme")
        .first()
    )
    if row is None:
        return None
    point = row.joining_point
    return {
        "scheme_id": point.cycle.scheme_id,
        "scheme_name": point.cycle.scheme.name,
        "reader_name": row.person.name,
        "dates": when_decided(point.closes_on, point.starts_on, clock.today()),
        "path": reverse("recruitment:application", kwargs={"application_id": row.id}),
    }


def ask_applicant(event: InformationAsked, _by: Actor) -> None:
    """Plan the letter with a link to just those questions."""
    row = _application(event.application_id)
    applicant = row.person
    plan_message(
        kind=ASKED,
        recipient_id=applicant.id,
        address=applicant.email,
        language=applicant.language,
        context={"application_id": event.application_id, "request_id": event.request_id},
        key=event.request_id.hex,
        scheme_id=row.joining_point.cycle.scheme_id,
    )


def tell_asker(event: RequestAnswered, _by: Actor) -> None:
    """Plan the letter to whoever asked, at once if they wish: the answers have come."""
    asker = InformationRequest.objects.select_related("asked_by").get(pk=event.request_id).asked_by
    if news_of(asker.id) != ReminderChoice.News.AT_ONCE:
        return
    plan_message(
        kind=ANSWERED,
        recipient_id=asker.id,
        address=asker.email,
        language=asker.language,
        context={"application_id": event.application_id},
        key=event.request_id.hex,
    )


def about_asked(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter asks; None once it is answered or taken back, or somebody has decided."""
    row = _application(facts.id("application_id"))
    if recipient.person_id != row.person_id:
        return None
    asked = get_asked_of_you(viewer=person(row.person_id), application=row)
    if asked is None or asked.request_id != facts.id("request_id"):
        return None
    return {
        "scheme_id": row.joining_point.cycle.scheme_id,
        "scheme_name": row.joining_point.cycle.scheme.name,
        "reader_name": row.person.name,
        "sentence": asked.sentence,
        "path": reverse("recruitment:information_asked", kwargs={"application_id": row.id}),
    }


def about_answered(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return who has answered; None if whoever asked may not decide any more."""
    row = _application(facts.id("application_id"))
    if recipient.person_id is None:
        return None
    asker = person(recipient.person_id)
    if not decide(asker, "recruitment.decide_application", row).allowed:
        return None
    return {
        "scheme_name": row.joining_point.cycle.scheme.name,
        "applicant_name": row.person.known_as,
        "path": reverse("recruitment:application", kwargs={"application_id": row.id}),
    }


def tell_applicant(event: DecisionLogged, _by: Actor) -> None:
    """Plan the letter about a decision, where the applicant is to be told."""
    if not event.is_told:
        return
    for decision in Decision.objects.filter(pk=event.decision_id).select_related(
        "application__person", "application__joining_point__cycle__scheme"
    ):
        applicant = decision.application.person
        scheme = decision.application.joining_point.cycle.scheme
        plan_message(
            kind=KINDS[decision.outcome],
            recipient_id=applicant.id,
            address=applicant.email,
            language=applicant.language,
            context={"decision_id": decision.id, "application_id": event.application_id},
            key=decision.id.hex,
            held_for=scheme.id if scheme.holds_letters else None,
            scheme_id=scheme.id,
        )


def about_decision(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter about a decision says; None once another one has been made, or its application is gone."""
    last = (
        Decision.objects.filter(application=facts.id("application_id"))
        .select_related("application__person", "application__joining_point__cycle__scheme")
        .order_by("-number")
        .first()
    )
    if last is None or last.id != facts.id("decision_id"):
        return None
    row = last.application
    if last.outcome != row.state or recipient.person_id != row.person_id:
        return None
    return values_of(
        row,
        last.outcome,
        roles=row.roles,
        reason=str(reasons_of(person(row.person_id), [row]).get(row.id, "")),
        place=places_of([row])[row.id],
    )


def _application(application_id: UUID) -> Application:
    return Application.objects.select_related("person", "joining_point__cycle__scheme").get(
        pk=application_id
    )
