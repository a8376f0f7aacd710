"""Reading one line of a file of applications, value by value."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from compagnon.recruitment.rules import dates, values
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.problems import (
    MENTEES_LIMIT,
    NAME_LIMIT,
    TEXT_LIMIT,
    Kind,
    RowProblem,
    Severity,
)
from compagnon.recruitment.rules.table import Line
from compagnon.schemes.vocabularies import ROLES, Vocabulary

_is_email = EmailValidator()
_MOST_PEOPLE = 20
_MOST_REMEMBERED = 10_000


class WholeFile(NamedTuple):
    """What the lines of a file have in common."""

    header: tuple[str, ...]
    columns: Mapping[str, int]
    vocabularies: Mapping[str, Vocabulary]
    order: dates.DateOrder
    chosen: dict[tuple[str, str], values.Chosen]  # the same answers come again and again
    is_pool: bool = False  # peers of one pool are always both


class LineReader:
    """Reads one line, value by value, and notes what is wrong with it."""

    def __init__(self, line: Line, file: WholeFile) -> None:
        self.line = line
        self.header, self.columns, self.vocabularies, self.order, self.chosen, self.is_pool = file
        self.problems: list[RowProblem] = []
        self.unlisted: list[tuple[str, str]] = []

    def read(self) -> ApplicantRow | None:
        """Return the applicant, or None if the line cannot count."""
        if len(self.line.cells) > len(self.header):
            self.problems.append(RowProblem(self.line.number, "", Kind.TOO_MANY_CELLS))
            return None
        for field in self.columns:
            if values.looks_like_formula(self.cell(field)):
                self.note(Kind.FORMULA, field)
        row = self._row()
        has_error = any(problem.severity is Severity.ERROR for problem in self.problems)
        return None if has_error else row

    def cell(self, field: str) -> str:
        """Return what was written, empty if there is no such column."""
        number = self.columns.get(field, len(self.line.cells))
        return self.line.cells[number] if number < len(self.line.cells) else ""

    def note(self, kind: Kind, field: str, value: str = "") -> None:
        """Note a problem; what was written is shown unless it is confidential."""
        heading = self.header[self.columns[field]] if field in self.columns else ""
        shown = "" if FIELD[field].is_sensitive else value[:TEXT_LIMIT]
        self.problems.append(RowProblem(self.line.number, heading, kind, shown))

    def _row(self) -> ApplicantRow:
        roles = self._roles()
        wanted = self.many("interests_wanted")
        # A form with one question about interests asks mentors for what they offer.
        offered = self.many("interests_offered") if "interests_offered" in self.columns else wanted
        return ApplicantRow(
            line=self.line.number,
            name=self._name(),
            email=self._email(),
            roles=roles,
            submitted_at=self._submitted_at(),
            audiences=self.many("audiences"),
            membership_number=self.text("membership_number"),
            membership_category=self.one("membership_category"),
            region=self.one("region"),
            postcode_area=self._postcode_area(),
            sector=self.one("sector"),
            phases=self.many("phases"),
            institution=self.text("institution"),
            career_stage=self.one("career_stage"),
            experience_years=self._experience_years(),
            languages_taught=self.many("languages_taught"),
            languages_spoken=self.many("languages_spoken"),
            interests_wanted=wanted,
            interests_offered=offered,
            purposes=self.many("purposes"),
            modes=self.many("modes"),
            match_preference=self.one("match_preference"),
            meeting_frequency=self.one("meeting_frequency"),
            availability=self.many("availability"),
            capacity=self._capacity() if "mentor" in roles else 1,
            how_heard=self.many("how_heard"),
            charter_signed=self._charter_signed(),
            declared_managers=self.people("declared_managers"),
            declared_conflicts=self.people("declared_conflicts"),
            unlisted=tuple(self.unlisted),
        )

    def text(self, field: str) -> str:
        """Return a short text on one line; what is too long is cut and noted."""
        text = " ".join(self.cell(field).split("\n"))
        if values.is_nothing(text):
            return ""
        if len(text) > TEXT_LIMIT:
            self.note(Kind.SHORTENED, field, text)
        return text[:TEXT_LIMIT]

    def many(self, field: str) -> tuple[str, ...]:
        """Return the choices; what is on no list is noted and kept as written."""
        key = (FIELD[field].vocabulary, self.cell(field))
        if (chosen := self.chosen.get(key)) is None:
            if len(self.chosen) >= _MOST_REMEMBERED:
                self.chosen.clear()
            chosen = self.chosen[key] = values.choose(key[1], self.vocabularies[key[0]])
        for text in chosen.unlisted:
            self.note(Kind.NOT_ON_LIST, field, text)
            self.unlisted.append((field, text[:TEXT_LIMIT]))
        return chosen.keys

    def one(self, field: str) -> str:
        """Return one choice; further ones are noted and left out."""
        first, *further = self.many(field) or ("",)
        for key in further:
            self.note(
                Kind.ONE_ANSWER_ONLY, field, self.vocabularies[FIELD[field].vocabulary][key].english
            )
        return first

    def people(self, field: str) -> tuple[str, ...]:
        """Return the people named, who are shown to nobody."""
        named = values.split_people(self.cell(field))
        if len(named) > _MOST_PEOPLE or any(len(person) > TEXT_LIMIT for person in named):
            self.note(Kind.SHORTENED, field)
        return tuple(person[:TEXT_LIMIT] for person in named[:_MOST_PEOPLE])

    def _name(self) -> str:
        name = self.cell("name") or f"{self.cell('first_name')} {self.cell('last_name')}"
        name = " ".join(name.strip().split("\n"))
        if not name:
            self.note(Kind.NAME_MISSING, "name")
        if len(name) > NAME_LIMIT:
            self.note(Kind.NAME_TOO_LONG, "name")
        return name

    def _email(self) -> str:
        email = self.cell("email").removeprefix("mailto:").strip("<>")
        if not email:
            self.note(Kind.EMAIL_MISSING, "email")
            return ""
        try:
            _is_email(email)
        except ValidationError:
            self.note(Kind.EMAIL_WRONG, "email", email)
        return email

    def _roles(self) -> tuple[str, ...]:
        if self.is_pool:
            return ROLES.keys
        roles = self.many("roles")
        if not roles:
            written = self.cell("roles")
            self.note(Kind.ROLES_UNKNOWN if written else Kind.ROLES_MISSING, "roles", written)
        return roles

    def _submitted_at(self) -> datetime | None:
        written = self.cell("submitted_at")
        instant = dates.read_instant(written, self.order)
        if written and not instant:
            self.note(Kind.DATE_UNREADABLE, "submitted_at", written)
        return instant

    def _postcode_area(self) -> str:
        written = self.text("postcode_area")
        area = values.read_postcode_area(written) if written else ""
        if area is None:
            self.note(Kind.POSTCODE_UNREADABLE, "postcode_area", written)
        return area or ""

    def _experience_years(self) -> int | None:
        written = self.text("experience_years")
        years = values.read_years(written)
        if written and years is None:
            self.note(Kind.NUMBER_UNREADABLE, "experience_years", written)
        return years

    def _capacity(self) -> int:
        written = self.text("capacity")
        count = values.read_count(written)
        if written and not count:
            self.note(Kind.NUMBER_UNREADABLE, "capacity", written)
        if count and count > MENTEES_LIMIT:
            self.note(Kind.MENTEES_LIMITED, "capacity", written)
        return min(count or 1, MENTEES_LIMIT)

    def _charter_signed(self) -> bool | None:
        written = self.cell("charter_signed")
        signed = values.read_agreement(written)
        if written and signed is None:
            self.note(Kind.AGREEMENT_UNREADABLE, "charter_signed", written)
        return signed
