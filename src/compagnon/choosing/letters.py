"""What the letters of choosing say: that somebody asked, or that nothing came of it. Never the words of a request."""

from typing import Final

from django.utils import formats

from compagnon.choosing.models import Request, Suggestion
from compagnon.choosing.policy import CHOOSING, mode_at
from compagnon.choosing.rules.days import DAYS_TO_ANSWER
from compagnon.core import clock
from compagnon.core.addresses import path_to
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.recruitment.models import Application

RECEIVED: Final = "choosing/request_sent"
DECLINED: Final = "choosing/request_declined"
LAPSED: Final = "choosing/request_lapsed"
SUGGESTED: Final = "choosing/suggestions_released"
REMINDER: Final = "choosing/request_near"
_ROWS: Final = Request.objects.select_related(
    "asker__person",
    "asked__person",
    "third__person",
    "agreed__person",
    "agreed__joining_point__cycle__scheme",
    "asker__joining_point__cycle__scheme",
)


def about_suggestions(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter says that there are people whom a learner may ask; None once there is nobody, or no need.

    Without the day of a release it is a preview, of a letter that is not planned yet.
    """
    row = (
        Application.objects.filter(pk=facts.id("application_id"), person=recipient.person_id)
        .select_related("person", "joining_point__cycle__scheme")
        .first()
    )
    if row is None or (facts.has("released_on") and not _may_choose(row)):
        return None
    scheme = row.joining_point.cycle.scheme
    return {
        "scheme_id": scheme.id,
        "scheme_name": scheme.name,
        "reader_name": row.person.name,
        "days": DAYS_TO_ANSWER,
        "path": path_to("choosing:choose", application_id=row.id),
    }


def _may_choose(row: Application) -> bool:
    released = Suggestion.objects.filter(learner=row, released_at__isnull=False)
    return row.state == Application.State.APPROVED and released.exists()


def about_request(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter to whoever is asked says; None once it is answered or its day has passed."""
    row = _ROWS.filter(pk=facts.id("request_id"), state=Request.State.WAITING).first()
    if row is None or row.is_overdue(clock.today()):
        return None
    own = row.asked_as(recipient.person_id)
    if own is None or own == row.agreed:
        return None
    return {
        **_frame(row),
        "reader_name": own.person.name,
        "partner_name": row.asker.person.known_as,
        "answer_by": formats.date_format(row.answer_by, "DATE_FORMAT"),
        "path": path_to("choosing:request", partner_request_id=row.id),
    }


def about_ended(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter to a learner says whose request came to nothing."""
    row = _ROWS.filter(pk=facts.id("request_id")).first()
    wished = (row.asker, row.agreed) if row else ()
    own = next((one for one in wished if one and one.person_id == recipient.person_id), None)
    if row is None or own is None:
        return None
    return {**_frame(row), "reader_name": own.person.name, "path": _where_to_go_on(own)}


def _where_to_go_on(learner: Application) -> str:
    """Return where a learner asks somebody else; their application, once their scheme lets nobody choose any more."""
    still = mode_at(learner.joining_point) in CHOOSING
    return path_to(
        "choosing:choose" if still else "recruitment:application", application_id=learner.pk
    )


def _frame(row: Request) -> dict[str, object]:
    scheme = row.asker.joining_point.cycle.scheme
    return {"scheme_id": scheme.id, "scheme_name": scheme.name}
