"""What is wrong, or worth knowing, about one line of a file: said in a sentence, with the line and the column."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

NAME_LIMIT = 200
TEXT_LIMIT = 200
MENTEES_LIMIT = 2


class Severity(StrEnum):
    """An error keeps the line out; a warning is told and the line counts."""

    ERROR = "error"
    WARNING = "warning"


class Kind(StrEnum):
    """What can be the matter with a line."""

    TOO_MANY_CELLS = "too_many_cells"
    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    EMAIL_MISSING = "email_missing"
    EMAIL_WRONG = "email_wrong"
    ROLES_MISSING = "roles_missing"
    ROLES_UNKNOWN = "roles_unknown"
    NOT_ON_LIST = "not_on_list"
    ONE_ANSWER_ONLY = "one_answer_only"
    DATE_UNREADABLE = "date_unreadable"
    DATE_AMBIGUOUS = "date_ambiguous"
    NUMBER_UNREADABLE = "number_unreadable"
    POSTCODE_UNREADABLE = "postcode_unreadable"
    AGREEMENT_UNREADABLE = "agreement_unreadable"
    MENTEES_LIMITED = "mentees_limited"
    SHORTENED = "shortened"
    FORMULA = "formula"
    ANSWERED_AGAIN = "answered_again"
    ALIKE = "alike"


_ERRORS = {
    Kind.TOO_MANY_CELLS,
    Kind.NAME_MISSING,
    Kind.NAME_TOO_LONG,
    Kind.EMAIL_MISSING,
    Kind.EMAIL_WRONG,
    Kind.ROLES_MISSING,
    Kind.ROLES_UNKNOWN,
}

SENTENCES: dict[Kind, StrPromise] = {
    Kind.TOO_MANY_CELLS: _(
        "This line has more cells than the heading; a comma or semicolon may be out of place."
    ),
    Kind.NAME_MISSING: _("There is no name."),
    Kind.NAME_TOO_LONG: _("The name is longer than {limit} letters."),
    Kind.EMAIL_MISSING: _("There is no e-mail address, so nobody could write to this person."),
    Kind.EMAIL_WRONG: _("“{value}” is not an e-mail address."),
    Kind.ROLES_MISSING: _("It does not say as what this person would like to take part."),
    Kind.ROLES_UNKNOWN: _("“{value}” does not say as what this person would like to take part."),
    Kind.NOT_ON_LIST: _("“{value}” is not on the list; it is kept as it was written."),
    Kind.ONE_ANSWER_ONLY: _("Only one answer counts here; “{value}” was left out."),
    Kind.DATE_UNREADABLE: _("“{value}” was not understood as a date."),
    Kind.DATE_AMBIGUOUS: _(
        "“{value}” can be read in two ways. The dates of this file were read with the day first."
    ),
    Kind.NUMBER_UNREADABLE: _("“{value}” was not understood as a number."),
    Kind.POSTCODE_UNREADABLE: _("“{value}” was not understood as a postcode."),
    Kind.AGREEMENT_UNREADABLE: _("“{value}” says neither yes nor no."),
    Kind.MENTEES_LIMITED: _("Nobody offers more than {limit} places; “{value}” was read as that."),
    Kind.SHORTENED: _("This answer is longer than {limit} letters; the rest was left out."),
    Kind.FORMULA: _("This looks like a formula. It is kept as plain text and never computed."),
    Kind.ANSWERED_AGAIN: _("The same person answered again on line {other}; that answer counts."),
    Kind.ALIKE: _(
        "This may be the person on line {other}: the names are alike and the workplace is the same."
    ),
}

_LIMITS = {
    Kind.NAME_TOO_LONG: NAME_LIMIT,
    Kind.MENTEES_LIMITED: MENTEES_LIMIT,
    Kind.SHORTENED: TEXT_LIMIT,
}


@dataclass(frozen=True)
class RowProblem:
    """One thing about one line; `value` is what was written, empty where the answer is confidential."""

    line: int
    column: str
    kind: Kind
    value: str = ""
    other: int = 0

    @property
    def severity(self) -> Severity:
        """Whether the line is left out."""
        return Severity.ERROR if self.kind in _ERRORS else Severity.WARNING

    @property
    def sentence(self) -> StrPromise:
        """What a person is told, in their language."""
        return format_lazy(
            SENTENCES[self.kind],
            value=self.value,
            other=self.other,
            limit=_LIMITS.get(self.kind, 0),
        )
