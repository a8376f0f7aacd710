"""One letter a day to whoever coordinates: what waits in their schemes, as it stands when the letter leaves."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.translation import ngettext

from compagnon.core import clock
from compagnon.core.actors import Actor, person
from compagnon.core.addresses import path_to
from compagnon.notifications import news, reminding
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letter
from compagnon.notifications.models import ReminderChoice
from compagnon.notifications.queries import news_of
from compagnon.notifications.reminding import Reminder
from compagnon.schemes.models import Appointment, Scheme
from compagnon.schemes.news import news_in
from compagnon.schemes.news import register as register_source
from compagnon.schemes.policy import coordinated_schemes
from compagnon.schemes.queries.held import releasable

KIND: Final = "schemes/news"
FROM_HOUR: Final = 7
_SATURDAY: Final = 5


def register() -> None:
    """Register the letter, whom it may go to, and what schemes themselves have to say in it."""
    letter(KIND, about_news, is_reminder=True)
    reminding.register("schemes", due_news)
    news.register_readers(lambda actor: bool(coordinated_schemes(actor)))
    register_source("outbox", held_letters, order=40)


def due_news(today: date) -> Iterator[Reminder]:
    """Yield a letter for each coordinator on the morning of a weekday; whether there is news shows when it leaves."""
    if today.weekday() >= _SATURDAY or timezone.localtime(clock.now()).hour < FROM_HOUR:
        return
    silent = ReminderChoice.objects.filter(news=ReminderChoice.News.NONE)
    rows = Appointment.objects.filter(
        role=Appointment.Role.COORDINATOR, ended_on=None, person__is_active=True
    ).exclude(person__in=silent.values("person_id"))
    for row in {one.person_id: one for one in rows.select_related("person")}.values():
        yield Reminder(
            kind=KIND,
            subject_id=row.person_id,
            due_on=today,
            recipient_id=row.person_id,
            address=row.person.email,
            language=row.person.language,
            context={"due_on": today},
        )


def about_news(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what waits now, by scheme; None where nothing does, or the day has passed, or no news is wanted."""
    if recipient.person_id is None or facts.day("due_on") != clock.today():
        return None
    if news_of(recipient.person_id) == ReminderChoice.News.NONE:
        return None
    reader = person(recipient.person_id)
    schemes = Scheme.objects.filter(pk__in=coordinated_schemes(reader)).exclude(
        state=Scheme.State.SETTING_UP
    )
    told = [
        (row.name, path_to("schemes:scheme", scheme_id=row.id), said)
        for row in schemes.order_by("name", "id")
        if (said := news_in(reader, row))
    ]
    return {"schemes": told, "path": path_to("schemes:scheme_list")} if told else None


def held_letters(viewer: Actor, scheme: Scheme) -> Iterable[str]:
    """Say how many letters wait for a coordinator to release them; two queries."""
    if count := releasable(viewer, scheme).count():
        said = ngettext(
            "%(number)s letter waits until you release it",
            "%(number)s letters wait until you release them",
            count,
        )
        yield said % {"number": count}
