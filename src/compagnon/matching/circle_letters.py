"""What the letters to people proposed together say: who the others are, why, until when, and a link to answer by."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import Decision, decide
from compagnon.matching import links
from compagnon.matching.models import Circle, Run, Seat
from compagnon.matching.queries.circle_releasing import group_with
from compagnon.matching.rules.reasons import reasons_for_pair
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.wording import EXAMPLE_DAY, NAME, SCHEME, Placeholder, Wording
from compagnon.recruitment.letters import UNKNOWN
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import visible_applications
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.role_words import role_words

CIRCLE: Final = "matching/circle_proposed"
CIRCLE_WORDING: Final = Wording(
    _("We have found people for you"),
    _("Peers whom the group puts together, and everybody of a circle"),
    _("When groups are released."),
    (
        NAME,
        SCHEME,
        Placeholder(
            "others", "others", _("the names of the others"), "Tomos Rees", is_required=True
        ),
        Placeholder("role", "reader_role", _("as what the reader takes part"), _("Peer")),
        Placeholder(
            "answer_by",
            "answer_by",
            _("the last day for an answer"),
            EXAMPLE_DAY,
            is_required=True,
        ),
    ),
    around={"reasons": [_("You both teach in Wales.")]},
)


def about_circle(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter to one of them says: who the others are, why, until when, and the link.

    Also for a preview, before anything was released: the link then leads nowhere. None once it is closed or answered.
    """
    if not facts.has("seat_id"):
        return _preview(facts, recipient)
    seat = _seat_of(facts, recipient)
    if seat is None or seat.state != Seat.State.WAITING:
        return None
    if seat.circle.state != Circle.State.RELEASED:
        return None
    run, seats = seat.circle.release.run, list(others_of(seat))
    roles = {one.application_id: one.role for one in (seat, *seats)}
    people = [seat.application, *(one.application for one in seats)]
    said = _said(run, seat.circle.reasons, people, roles)
    return said | {
        "answer_by": formats.date_format(seat.circle.release.answer_by, "DATE_FORMAT"),
        "path": links.CIRCLES.path(seat.id),
    }


def _preview(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    run = Run.objects.select_related("joining_point__cycle__scheme").get(pk=facts.id("run_id"))
    group = group_with(run, facts.id("application_id"))
    ids = [UUID(hex=key) for key in group["ids"]] if group else []
    rows = Application.objects.filter(pk__in=ids).select_related("person")
    people = sorted(rows, key=lambda row: row.person_id != recipient.person_id)
    if group is None or not people or people[0].person_id != recipient.person_id:
        return None
    leader = group["facilitator"]
    roles = {row.pk: _role(is_led=bool(leader), leads=row.pk.hex == leader) for row in people}
    said = _said(run, {**group}, people, roles)
    return said | {
        "answer_by": formats.date_format(facts.day("answer_by"), "DATE_FORMAT"),
        "path": "/places/…/",
    }


def _role(*, is_led: bool, leads: bool) -> str:
    if not is_led:
        return Seat.Role.PEER
    return Seat.Role.FACILITATOR if leads else Seat.Role.LEARNER


def _said(
    run: Run,
    reasons: Mapping[str, Any],
    people: list[Application],
    roles: Mapping[Any, str],
) -> dict[str, object]:
    """Return what is said to the first of these people about the others."""
    own, *others = people
    scheme = run.joining_point.cycle.scheme
    words = role_words(scheme)
    facilitator = next((one.person.name for one in people if roles[one.pk] == "facilitator"), "")
    return {
        "scheme_id": scheme.id,
        "scheme_name": scheme.name,
        "reader_name": own.person.name,
        "others": names_in_words(one.person.known_as for one in others),
        "reader_role": words.of_member(roles[own.pk]),
        "facilitator_name": facilitator,
        "leads": roles[own.pk] == Seat.Role.FACILITATOR,
        "reasons": reasons_told_to(own.pk, reasons, run),
    }


def reasons_told_to(application_id: UUID, reasons: Mapping[str, Any], run: Run) -> list[str]:
    """Return what speaks for a group, as far as one of them may read it: what all share, and what they have in the others.

    The weightiest first; nothing twice, nothing that points to a lack (ALL-51).
    """
    settings = matching_settings(run.settings)
    names = interest_names(run.joining_point.cycle.scheme)
    own = [one for one in reasons["views"] if one["person_id"] == application_id.hex]
    looks = [reasons["common"], *(one["contributions"] for one in own)]
    told = (said for look in looks for said in reasons_for_pair(look, settings, names))
    return list(dict.fromkeys(told))


def names_in_words(names: Iterable[str]) -> str:
    """Return names as they stand in a sentence."""
    return get_text_list(list(names), gettext("and"))


def others_of(seat: Seat) -> Iterable[Seat]:
    """Return the places of the others who have not said no, whoever facilitates first, then by name; one query."""
    rows = Seat.objects.filter(circle=seat.circle_id).exclude(pk=seat.pk)
    found = rows.exclude(state=Seat.State.DECLINED).select_related("application__person", "person")
    return sorted(
        found, key=lambda one: (one.role != Seat.Role.FACILITATOR, one.person.name, one.pk)
    )


def about_settled_circle(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter says when it did not come about, or was taken back: no name, no reason."""
    seat = _seat_of(facts, recipient)
    if seat is None:
        return None
    scheme = seat.circle.joining_point.cycle.scheme
    return {"scheme_id": scheme.id, "scheme_name": scheme.name, "reader_name": seat.person.name}


def about_seat_reminder(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the reminder to answer says; None once it was answered, or is closed."""
    seat = _seat_of(facts, recipient)
    if seat is None or seat.state != Seat.State.WAITING:
        return None
    circle = seat.circle
    if circle.state != Circle.State.RELEASED or circle.release.answer_by < clock.today():
        return None
    scheme = circle.joining_point.cycle.scheme
    return {
        "scheme_id": scheme.id,
        "scheme_name": scheme.name,
        "reader_name": seat.person.name,
        "answer_by": formats.date_format(circle.release.answer_by, "DATE_FORMAT"),
        "path": links.CIRCLES.path(seat.id),
    }


def may_read_circle(viewer: Actor, facts: Facts) -> Decision:
    """Say whether somebody may read such a letter in the outbox: whoever may decide about everybody's application."""
    ids = Seat.objects.filter(circle__seats=facts.id("seat_id")).values_list(
        "application_id", flat=True
    )
    asked = list(ids)
    rows = list(visible_applications(viewer).filter(pk__in=asked))
    if not rows or len(rows) != len(asked):
        return UNKNOWN
    decisions = [decide(viewer, "recruitment.decide_application", row) for row in rows]
    return next((one for one in decisions if not one.allowed), decisions[0])


def _seat_of(facts: Facts, recipient: Recipient) -> Seat | None:
    return (
        Seat.objects.filter(pk=facts.id("seat_id"), person=recipient.person_id)
        .select_related(
            "person",
            "application__person",
            "circle__joining_point__cycle__scheme",
            "circle__release__run__joining_point__cycle__scheme",
        )
        .defer("circle__release__run__result")
        .first()
    )
