"""Deciding at the desk: on what was seen, so that nobody overrules a colleague without knowing."""

from collections.abc import Callable, Mapping
from typing import Final

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.recruitment.changes.application import (
    approve_application,
    decline_application,
    put_on_waiting_list,
)
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.draft import locked
from compagnon.recruitment.queries.history import check_news
from compagnon.recruitment.rules.ruling import APPROVED, DECLINED, WAITING, Ruling

_MAKE: Final[Mapping[str, Callable[..., Application]]] = {
    APPROVED: approve_application,
    WAITING: put_on_waiting_list,
    DECLINED: decline_application,
}


@change("recruitment.decide_application", on="application")
def decide_application(
    *, by: Actor, application: Application, outcome: str, ruling: Ruling, seen: int
) -> Application:
    """Approve, put on the waiting list or decline, on what somebody has seen of an application.

    `seen` is how much had happened to it when they looked. Refused (`Overtaken`) if more has happened since: they
    look at that first.
    """
    row = locked(application)
    check_news(row, seen)
    return _MAKE[outcome](by=by, application=row, ruling=ruling)
