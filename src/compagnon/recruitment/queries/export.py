"""The queue as rows of a file: what the Coordination Group sees on its pages, and no more."""

from collections.abc import Iterator, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.application import answers_in_words
from compagnon.recruitment.queries.application_list import STATE_LABELS
from compagnon.recruitment.queries.queue import narrowed, sent_to
from compagnon.recruitment.rules.fields import FIELDS
from compagnon.recruitment.rules.queue import Wanted
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.role_words import RoleWords, role_words
from compagnon.schemes.vocabularies.times import TIMES

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
    heading, scheme = _heading(), joining_point.cycle.scheme
    words, interests = role_words(scheme), interest_names(scheme)
    found = (_row(viewer, row, words, interests) for row in rows.order_by("waiting_since", "id"))
    return [heading, *((*row, *[""] * (len(heading) - len(row))) for row in found)]


def _heading() -> tuple[str, ...]:
    return (
        _("Name"),
        _("State"),
        _("E-mail address"),
        _("Takes part as"),
        _("Places offered"),
        _("Sent on"),
        _("Waiting since"),
        _("Who looks at it"),
        *(str(field.label) for field in _COLUMNS),
    )


def _row(
    viewer: Actor, row: Application, words: RoleWords, interests: Mapping[str, str]
) -> tuple[str, ...]:
    shown = (row.person.known_as, str(STATE_LABELS[row.state]))
    if not decide(viewer, "recruitment.decide_application", row).allowed:
        return shown
    return (*shown, *_details(row, words, interests))


def _details(row: Application, words: RoleWords, interests: Mapping[str, str]) -> Iterator[str]:
    yield row.person.email
    yield ", ".join(words.listed(row.roles))
    yield str(row.capacity) if row.is_mentor else ""
    yield timezone.localtime(row.submitted_at).date().isoformat()
    yield timezone.localtime(row.waiting_since).date().isoformat()
    yield row.assigned_to.known_as if row.assigned_to else ""
    said = dict(answers_in_words(row.answers, _COLUMNS, interests))
    for field in _COLUMNS:
        # Days have commas of their own: "Monday (morning, evening); Tuesday (evening)".
        between = "; " if field.vocabulary in TIMES else ", "
        yield between.join(str(value) for value in said.get(field.name, ()))
