"""Ending sessions."""

from uuid import UUID

from django.db.models import QuerySet

from compagnon.accounts.events import SessionsEnded
from compagnon.accounts.models import Person, Session, SignInLink
from compagnon.accounts.sessions import digest, end_for_good, forget_ended
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.events import record
from compagnon.core.models import CacheEntry


@change("accounts.end_sessions", on="session")
def end_session(*, by: Actor, session: Session) -> None:
    """Sign one's account out of one browser; one that ended meanwhile is no fault (ASVS 7.5.2)."""
    if _delete(Session.objects.filter(pk=session.pk)):
        record(SessionsEnded(person_id=session.person_id, number=1), by=by)


@change("accounts.end_sessions", on="person")
def end_sessions(*, by: Actor, person: Person, keep: str | None = None) -> int:
    """Sign an account out everywhere, except for the browser whose session key is kept; return of how many."""
    number = delete_sessions(person, keep=keep)
    if number:
        record(SessionsEnded(person_id=UUID(str(person.pk)), number=number), by=by)
    return number


@change("accounts.forget_expired", on=None)
def forget_expired(*, by: Actor) -> int:  # noqa: ARG001 -- the policy asks who
    """Delete sessions, links and counts of tries whose time has passed; return how many there were."""
    now = clock.now()
    links, _rows = SignInLink.objects.filter(expires_at__lte=now).delete()
    sessions, _rows = Session.objects.filter(ends_at__lte=now).delete()
    counts, _rows = CacheEntry.objects.filter(expires__lte=now).delete()
    forget_ended()
    return links + sessions + counts


def delete_sessions(person: Person, *, keep: str | None = None) -> int:
    """Delete the rows of a person's sessions, except for one."""
    rows = Session.objects.filter(person=person)
    if keep:
        rows = rows.exclude(key_digest=digest(keep))
    return _delete(rows)


def _delete(rows: QuerySet[Session]) -> int:
    """Delete rows of sessions for good: none opens anything if it is put back."""
    found = dict(rows.values_list("pk", "key_digest"))
    end_for_good(list(found.values()))
    return Session.objects.filter(pk__in=list(found)).delete()[0]
