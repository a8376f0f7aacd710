"""Two versions of a form compared in words: what was added, taken out, moved and worded anew."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.actors import Actor
from compagnon.recruitment.models import FormDraft, FormVersion
from compagnon.recruitment.queries.form import form_of_scheme
from compagnon.recruitment.queries.form_losses import sentences_of
from compagnon.recruitment.queries.form_view import (
    QuestionView,
    SectionView,
    let_in,
    sections_of,
)
from compagnon.recruitment.rules.form import Form
from compagnon.recruitment.rules.form_content import from_content
from compagnon.recruitment.rules.form_texts import languages_that_differ
from compagnon.schemes.models import Scheme


class Reworded(NamedTuple):
    """A part of something, as it was and as it is."""

    part: StrOrPromise
    before: StrOrPromise
    after: StrOrPromise


@dataclass(frozen=True)
class Difference:
    """Something that is not as it was: a section or a question by name, in what way, and what is lost."""

    name: StrOrPromise
    how: StrPromise
    tone: str
    parts: tuple[Reworded, ...] = ()
    lost: tuple[StrOrPromise, ...] = ()


_ADDED: Final = _("Added")
_REMOVED: Final = _("Taken out")
_CHANGED: Final = _("Changed")
_YES: Final = _("Yes")
_NO: Final = _("No")
_PARTS_OF_QUESTION: Final = (
    ("label", _("Question")),
    ("help", _("Help")),
    ("why", _("Why we ask")),
    ("kind", _("Kind")),
    ("of_whom", _("Who is asked")),
    ("shown_if", _("When it is asked")),
    ("answers", _("Answers")),
)
_PARTS_OF_SECTION: Final = (("title", _("Title")), ("intro", _("Introduction")))


def compare_with_draft(*, viewer: Actor, scheme: Scheme) -> tuple[Difference, ...]:
    """Return what publishing the draft would change; two queries. Refuses whoever may not see the form."""
    let_in(viewer, "recruitment.view_form", scheme)
    standing = form_of_scheme(scheme.id).form
    draft = FormDraft.objects.filter(scheme=scheme).first()
    return _compare(scheme, standing, from_content(draft.content) if draft else standing)


def compare_versions(
    *, viewer: Actor, scheme: Scheme, older: int, newer: int
) -> tuple[Difference, ...] | None:
    """Return how one version differs from another; None if there is no such version. One query.

    Refuses whoever may not see the form.
    """
    let_in(viewer, "recruitment.view_form", scheme)
    rows = FormVersion.objects.filter(scheme=scheme, version__in=[older, newer])
    found = {row.version: from_content(row.content) for row in rows}
    if not {older, newer} <= found.keys():
        return None
    return _compare(scheme, found[older], found[newer])


def _compare(scheme: Scheme, old: Form, new: Form) -> tuple[Difference, ...]:
    before, after = sections_of(scheme, old), sections_of(scheme, new)
    return (
        *_languages_apart(old, new),
        *_sections_apart(old, new, before, after),
        *_questions_apart(scheme, before, after),
    )


def _languages_apart(old: Form, new: Form) -> Iterator[Difference]:
    first, now = (str(get_language_info(one.languages[0])["name_translated"]) for one in (old, new))
    if first != now:
        parts = (Reworded(_("Language"), first, now),)
        yield Difference(_("First language"), _CHANGED, "plain", parts)


def _sections_apart(
    old: Form, new: Form, before: Sequence[SectionView], after: Sequence[SectionView]
) -> Iterator[Difference]:
    was = {one.key: one for one in before}
    now = {one.key for one in after}
    yield from (Difference(one.title, _REMOVED, "warn") for one in before if one.key not in now)
    texts = {one.key: one for one in old.sections}
    for section, written in zip(after, new.sections, strict=True):
        if section.key not in was:
            yield Difference(section.title, _ADDED, "good")
            continue
        parts = list(_reworded(was[section.key], section, _PARTS_OF_SECTION))
        order = _order(was[section.key], section)
        languages = languages_that_differ(texts[section.key], written, new.languages[0])
        names = ", ".join(str(get_language_info(code)["name_translated"]) for code in languages)
        if order:
            parts.append(order)
        if names:
            parts.append(Reworded(_("Translations"), "", names))
        if parts:
            yield Difference(section.title, _CHANGED, "plain", tuple(parts))
    if _shared(before, now) != _shared(after, was.keys()):
        yield Difference(
            _("Order of the sections"),
            _CHANGED,
            "plain",
            (Reworded(_("Order"), _titles(before), _titles(after)),),
        )


def _questions_apart(
    scheme: Scheme, before: Sequence[SectionView], after: Sequence[SectionView]
) -> Iterator[Difference]:
    was, now = dict(_placed(before)), dict(_placed(after))
    for key, (_section, question) in was.items():
        if key not in now:
            lost = sentences_of(scheme, key)
            yield Difference(question.label, _REMOVED, "warn", lost=lost)
    for key, (section, question) in now.items():
        if key not in was:
            yield Difference(question.label, _ADDED, "good")
            continue
        old_section, standing = was[key]
        parts = list(_reworded(standing, question, _PARTS_OF_QUESTION))
        if standing.is_required != question.is_required:
            answers = (_YES, _NO) if standing.is_required else (_NO, _YES)
            parts.append(Reworded(_("Required"), *answers))
        if old_section.key != section.key:
            parts.append(Reworded(_("Section"), old_section.title, section.title))
        if parts:
            yield Difference(question.label, _CHANGED, "plain", tuple(parts))


def _placed(
    sections: Sequence[SectionView],
) -> Iterator[tuple[str, tuple[SectionView, QuestionView]]]:
    for section in sections:
        for question in section.questions:
            yield question.key, (section, question)


def _reworded(
    old: QuestionView | SectionView,
    new: QuestionView | SectionView,
    parts: Sequence[tuple[str, StrPromise]],
) -> Iterator[Reworded]:
    for name, label in parts:
        before, after = str(getattr(old, name)), str(getattr(new, name))
        if before != after:
            yield Reworded(label, before, after)


def _order(old: SectionView, new: SectionView) -> Reworded | None:
    """Return how the questions that stayed in a section stand otherwise, if they do."""
    was = {one.key for one in old.questions}
    now = {one.key for one in new.questions}
    before = [one.label for one in old.questions if one.key in now]
    after = [one.label for one in new.questions if one.key in was]
    if [one.key for one in old.questions if one.key in now] == [
        one.key for one in new.questions if one.key in was
    ]:
        return None
    return Reworded(_("Order"), ", ".join(map(str, before)), ", ".join(map(str, after)))


def _shared(sections: Sequence[SectionView], keys: Container[str]) -> list[str]:
    return [one.key for one in sections if one.key in keys]


def _titles(sections: Sequence[SectionView]) -> str:
    return ", ".join(str(one.title) for one in sections)
