"""The queue as rows of a file: what the Coordination Group sees on its pages, and no more."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.application import answers_in_words
from compagnon.recruitment.queries.application_list import STATE_LABELS, roles_of
from compagnon.recruitment.queries.queue import narrowed, sent_to
from compagnon.recruitment.rules.fields import FIELDS
from compagnon.recruitment.rules.queue import Wanted
from compagnon.schemes.models import JoiningPoint

_KEPT_APART = {"name", "first_name", "last_name", "email", "roles", "submitted_at", "capacity"}
_COLUMNS = tuple(
    field for field in FIELDS if field.name not in _KEPT_APART and not field.is_sensitive
)


def list_rows(
    *, viewer: Actor, joining_point: JoiningPoint, wanted: Wanted
) -> list[tuple[str, ...]]:
    """Return a heading and a row for each application of a queue, in its order; two queries.

    Whom applicants declare is not among the columns. Of the viewer's own application, and of those in which they
    declared an interest, there is a name and a state.
    """
    rows = narrowed(
        sent_to(viewer, joining_point), wanted, viewer=viewer, point=joining_point
    ).select_related("assigned_to")
    heading = _heading()
    found = (_row(viewer, row) for row in rows.order_by("waiting_since", "id"))
    return [heading, *((*row, *[""] * (len(heading) - len(row))) for row in found)]


def _heading() -> tuple[str, ...]:
    return (
        _("Name"),
        _("State"),
        _("E-mail address"),
        _("Takes part as"),
        _("How many mentees"),
        _("Sent on"),
        _("Waiting since"),
        _("Who looks at it"),
        *(str(field.label) for field in _COLUMNS),
    )


def _row(viewer: Actor, row: Application) -> tuple[str, ...]:
    shown = (row.person.known_as, str(STATE_LABELS[row.state]))
    if not decide(viewer, "recruitment.decide_application", row).allowed:
        return shown
    return (*shown, *_details(row))


def _details(row: Application) -> Iterator[str]:
    yield row.person.email
    yield ", ".join(str(role) for role in roles_of(row))
    yield str(row.capacity) if row.is_mentor else ""
    yield timezone.localtime(row.submitted_at).date().isoformat()
    yield timezone.localtime(row.waiting_since).date().isoformat()
    yield row.assigned_to.known_as if row.assigned_to else ""
    said = dict(answers_in_words(row.answers, _COLUMNS))
    for field in _COLUMNS:
        yield ", ".join(str(value) for value in said.get(field.name, ()))
