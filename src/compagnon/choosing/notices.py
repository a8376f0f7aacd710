"""Who is told: a learner, of suggestions; whoever is asked; and the learner, when nothing came of it. A yes is told by the partnership's letter."""

from typing import Any

from compagnon.choosing import events
from compagnon.choosing.letters import (
    DECLINED,
    LAPSED,
    RECEIVED,
    SUGGESTED,
    about_ended,
    about_request,
    about_suggestions,
)
from compagnon.choosing.models import Request
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.events import subscribe
from compagnon.notifications.changes import plan_message
from compagnon.notifications.letters import letter
from compagnon.recruitment.models import Application


def register() -> None:
    """Register the letters of choosing, and the events they follow."""
    letter(RECEIVED, about_request)
    letter(DECLINED, about_ended)
    letter(LAPSED, about_ended)
    letter(SUGGESTED, about_suggestions)
    subscribe(events.SuggestionsReleased, tell_of_suggestions)
    subscribe(events.RequestSent, tell_whoever_is_asked)
    subscribe(events.RequestDeclined, tell_of_a_no)
    subscribe(events.RequestLapsed, tell_of_silence)


def tell_of_suggestions(event: events.SuggestionsReleased, _by: Actor) -> None:
    """Plan the letter to a learner for whom there are suggestions."""
    learner = Application.objects.select_related("person").get(pk=event.learner_application_id)
    released_on = clock.today()
    plan_message(
        kind=SUGGESTED,
        recipient_id=learner.person_id,
        address=learner.person.email,
        language=learner.person.language,
        context={"application_id": learner.id, "released_on": released_on},
        key=f"{learner.id.hex}-{released_on:%Y%m%d}",
    )


def tell_whoever_is_asked(event: events.RequestSent, _by: Actor) -> None:
    """Plan the letter to whoever is asked, of three peers to both."""
    row = _request(event)
    for asked in row.people[1:]:
        _plan(RECEIVED, row, asked)


def tell_of_a_no(event: events.RequestDeclined, _by: Actor) -> None:
    """Plan the letter to a learner who was told no."""
    row = _request(event)
    for whom in _said_yes(row):
        _plan(DECLINED, row, whom)


def tell_of_silence(event: events.RequestLapsed, _by: Actor) -> None:
    """Plan the letter to a learner who got no answer, unless they have somebody by now."""
    row = _request(event)
    for whom in _said_yes(row):
        if whom.state != Application.State.MATCHED:
            _plan(LAPSED, row, whom)


def _said_yes(row: Request) -> list[Application]:
    """Return who wanted it: the asker, and of two who were asked the one who has said yes."""
    return [one for one in row.people if one in (row.asker, row.agreed)]


def _request(event: Any) -> Request:
    rows = Request.objects.select_related("asker__person", "asked__person", "third__person")
    return rows.get(pk=event.request_id)


def _plan(kind: str, row: Request, whom: Application) -> None:
    plan_message(
        kind=kind,
        recipient_id=whom.person_id,
        address=whom.person.email,
        language=whom.person.language,
        context={"request_id": row.id},
        key=f"{row.id.hex}-{whom.pk.hex}",
    )
