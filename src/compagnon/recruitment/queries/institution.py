"""Which schools, colleges and other workplaces there are: typed, named by a coordinator, put together."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models.fields.json import KT

from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.recruitment.models import Application, Institution
from compagnon.recruitment.rules.institutions import doubles_of, handle_of, key_of, root_of
from compagnon.schemes.models import Scheme

MOST_SUGGESTED = 500


@dataclass(frozen=True)
class Identities:
    """Which key each place goes by, after all that coordinators put together."""

    merged: Mapping[str, str]

    def of(self, text: str) -> str:
        """Return what a place that somebody typed goes by; nothing of nothing."""
        return root_of(key_of(text), self.merged)


@dataclass(frozen=True)
class InstitutionLine:
    """A place as it stands in the list: its name, how many people named it, and what may be the same place.

    `handle` names it in addresses, here and of its doubles.
    """

    key: str
    handle: str
    name: str
    people_count: int
    is_confirmed: bool
    doubles: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class InstitutionView:
    """One place: how it was typed, what was put together with it, and all the others."""

    line: InstitutionLine
    spellings: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]


def identities_of(organisation_id: UUID) -> Identities:
    """Return how the places of an organisation are put together; one query."""
    rows = Institution.objects.filter(organisation=organisation_id, merged_into__isnull=False)
    return Identities(dict(rows.values_list("key", "merged_into__key")))


def list_suggestions(organisation_id: UUID) -> tuple[str, ...]:
    """Return the names that coordinators confirmed, for anybody who applies: nothing that only applicants typed."""
    rows = Institution.objects.filter(
        organisation=organisation_id, is_confirmed=True, merged_into=None
    )
    return tuple(rows.order_by("name").values_list("name", flat=True)[:MOST_SUGGESTED])


def list_institutions(*, viewer: Actor, scheme: Scheme) -> list[InstitutionLine]:
    """Return the places that applicants of a scheme named or coordinators confirmed, by name; two queries.

    Refuses whoever does not coordinate the scheme.
    """
    return _Places(viewer, scheme).lines()


def get_institution(*, viewer: Actor, scheme: Scheme, handle: str) -> InstitutionView | None:
    """Return one place of that list; None if there is none of that handle. Two queries."""
    places = _Places(viewer, scheme)
    lines = places.lines()
    line = next((one for one in lines if one.handle == handle), None)
    if line is None:
        return None
    return InstitutionView(
        line=line,
        spellings=tuple(sorted(places.typed[line.key])),
        parts=places.parts_of(line.key),
        others=tuple((one.handle, one.name) for one in lines if one is not line),
    )


class _Places:
    """All places of a scheme, by the key that each goes by."""

    def __init__(self, viewer: Actor, scheme: Scheme) -> None:
        decision = decide(viewer, "recruitment.view_institutions", scheme)
        if not decision.allowed:
            raise NotAllowed(decision.reason)
        self._organisation_id = UUID(str(scheme.organisation_id))
        rows = Institution.objects.filter(organisation=scheme.organisation_id)
        self.rows = {row.key: row for row in rows.select_related("merged_into")}
        self._identities = Identities(
            {key: row.merged_into.key for key, row in self.rows.items() if row.merged_into}
        )
        self.typed: dict[str, Counter[str]] = {}
        self._people: dict[str, set[UUID]] = {}
        self._read(scheme)

    def _read(self, scheme: Scheme) -> None:
        for key, row in self.rows.items():
            if row.is_confirmed:
                self._place(self._identities.of(key))
        applied = (
            Application.objects.filter(joining_point__cycle__scheme=scheme)
            .exclude(state=Application.State.DRAFT)
            .annotate(institution=KT("answers__institution"))
        )
        for person_id, text in applied.values_list("person_id", "institution"):
            if key := self._identities.of(text or ""):
                self._place(key)[text] += 1
                self._people[key].add(person_id)

    def _place(self, key: str) -> Counter[str]:
        self._people.setdefault(key, set())
        return self.typed.setdefault(key, Counter())

    def handle_of(self, key: str) -> str:
        """Return what an address names a place by."""
        return handle_of(self._organisation_id, key)

    def name_of(self, key: str) -> str:
        """Return the name a coordinator gave, or else how it was typed most often."""
        row = self.rows.get(key)
        if row is not None and row.is_confirmed:
            return row.name
        typed = sorted(self.typed[key].items(), key=lambda one: (-one[1], one[0]))
        return typed[0][0] if typed else self.rows[key].name

    def parts_of(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return what was put together with a place, by handle and name."""
        return tuple(
            (self.handle_of(row.key), row.name)
            for row in sorted(self.rows.values(), key=lambda row: row.name)
            if row.merged_into and self._identities.of(row.key) == key
        )

    def lines(self) -> list[InstitutionLine]:
        """Return every place, by name."""
        names = {key: self.name_of(key) for key in self.typed}
        doubles = doubles_of(names)
        lines = [
            InstitutionLine(
                key,
                self.handle_of(key),
                name,
                len(self._people[key]),
                key in self.rows and self.rows[key].is_confirmed,
                tuple((self.handle_of(other), names[other]) for other in doubles[key]),
            )
            for key, name in names.items()
        ]
        return sorted(lines, key=lambda one: (one.name.casefold(), one.key))
