"""Rows that are written many at once: sealed, encrypted and logged as the changes would have done it one by one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models import Model

from compagnon.accounts.events import PersonAdmitted
from compagnon.accounts.models import Person, sealed_address
from compagnon.accounts.sealing import seal_first
from compagnon.core import clock, sealing
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.encryption.opening import KeyRing, write_text
from compagnon.core.events import Event, row_of
from compagnon.core.models import Confidential, EventRow, Sealed
from compagnon.scenarios.pair_life import at

AT_ONCE: Final = 500


class Sheaf:
    """Collects rows and writes them, kind by kind, inside the caller's transaction."""

    def __init__(self) -> None:
        """Begin empty."""
        self._rows: dict[type[Model], list[Model]] = defaultdict(list)
        self._keys: KeyRing = {}

    def add(self, row: Model) -> None:
        """Take a row in, sealed where its kind is."""
        if isinstance(row, Sealed):
            sealing.put(row)
        self._rows[type(row)].append(row)

    def add_words(self, row: Confidential, *, author_id: UUID, texts: Mapping[str, str]) -> None:
        """Take a row of confidential words in, encrypted under its author's key."""
        write_text(row, author_id=author_id, texts=texts, known=self._keys)
        self._rows[type(row)].append(row)

    def happened(self, day: date, event: Event, *, by: Actor) -> None:
        """Take an event in, as if it had been recorded on that day."""
        with at(day):
            self._rows[EventRow].append(row_of(event, by=by))

    def admit(self, day: date, people: Sequence[tuple[str, str]]) -> list[Person]:
        """Take people in by name and address, each with a sealed identity, and return them."""
        with at(day):
            rows = [
                Person(name=name, email=email, created_at=clock.now(), password=make_password(None))
                for name, email in people
            ]
        addresses = EmailAddress.objects.bulk_create(
            [EmailAddress(user=row, email=row.email, verified=True, primary=True) for row in rows],
            batch_size=AT_ONCE,
        )
        for row, address in zip(rows, addresses, strict=True):
            seal_first(row, {"addresses": [sealed_address(address)], "ways": []})
            self._rows[Person].append(row)
            self.happened(day, PersonAdmitted(person_id=row.id), by=SYSTEM)
        return rows

    def write(self) -> None:
        """Write everything that was taken in; constraints between tables are checked at the end."""
        for kind, rows in self._rows.items():
            kind._default_manager.bulk_create(rows, batch_size=AT_ONCE)
        self._rows.clear()
        self._keys.clear()
