"""Deciding at the desk, and the letters that follow."""

import re

from django.core import mail

from compagnon.core.actors import Actor
from compagnon.notifications.delivery import deliver_due
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.history import count_happenings
from compagnon.recruitment.rules.ruling import Ruling


def seen_on(page: str) -> str:
    """Return what a page says was seen."""
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    return found[1]


def decide(by: Actor, application: Application, outcome: str, **more: object) -> Application:
    """Decide on how things stand now."""
    return changes.decide_application(
        by=by,
        application=application,
        outcome=outcome,
        ruling=Ruling(**more),  # type: ignore[arg-type]  # as each test names them
        seen=count_happenings(application),
    )


def letters_to(address: str) -> str:
    """Send what is due, and return the last letter to an address."""
    deliver_due()
    return str([one.body for one in mail.outbox if one.to == [address]][-1])
