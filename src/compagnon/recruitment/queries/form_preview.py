"""A page of a form's next version as an applicant in a role would read it in a language."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.queries.form import as_offered
from compagnon.recruitment.queries.form_view import FormView
from compagnon.recruitment.rules.form import Question, Section
from compagnon.recruitment.rules.form_editing import find_section
from compagnon.schemes.role_words import RoleWords

_ROLES: Final = {"mentee": {"mentee"}, "mentor": {"mentor"}, "both": {"mentor", "mentee"}}


@dataclass(frozen=True)
class PreviewPage:
    """A page of the form; `pages` are those on which this role is asked something, `next` the one after this."""

    key: str
    title: str
    intro: str
    questions: tuple[Question, ...]
    pages: tuple[tuple[str, str], ...]
    next: str


def roles_to_preview(words: RoleWords) -> dict[str, StrOrPromise]:
    """Return as what somebody may look at the form."""
    return {"mentee": words.of("mentee"), "mentor": words.of("mentor"), "both": _("Both at once")}


def get_preview(view: FormView, *, key: str, role: str, language: str) -> PreviewPage:
    """Return a page of a form that has it, with whatever a role is asked there, on whichever condition."""
    form = as_offered(view.form, view.scheme)
    found, sections = find_section(form, key), form.sections
    later = sections[sections.index(found) + 1 :]
    with override(language):
        return PreviewPage(
            key=key,
            title=str(view.form.words(found.title, language)),
            intro=str(view.form.words(found.intro, language)),
            questions=_asked(found, role),
            pages=tuple(
                (one.key, str(view.form.words(one.title, language)))
                for one in sections
                if _asked(one, role)
            ),
            next=next((one.key for one in later if _asked(one, role)), ""),
        )


def _asked(section: Section, role: str) -> tuple[Question, ...]:
    return tuple(one for one in section.questions if _ROLES[role] & set(one.roles))
