"""A scheme's form as its coordinators read it: what is asked, of whom, why, and what becomes of the answers."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db.models import Count, Q
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.recruitment.models import Application, FormDraft, FormVersion
from compagnon.recruitment.queries.form import StandingForm, form_of_scheme
from compagnon.recruitment.rules.form import (
    MANY,
    Form,
    Kind,
    Question,
    vocabulary_of,
)
from compagnon.recruitment.rules.form_conditions import may_depend_on
from compagnon.recruitment.rules.form_content import from_content
from compagnon.recruitment.rules.form_flaws import flaws_of
from compagnon.recruitment.rules.form_kinds import KIND_LABELS
from compagnon.recruitment.rules.form_uses import USE_LABELS, staying_in, uses_of
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.models import Scheme
from compagnon.schemes.role_words import SIDES, RoleWords, role_words
from compagnon.schemes.vocabularies import VOCABULARIES

# More answers than these are counted, and not told one by one.
_MOST_TOLD: Final = 12


@dataclass(frozen=True)
class QuestionView:
    """A question in words. `uses`: what Compagnon does with the answer; `flaws`: what is the matter with it."""

    key: str
    label: StrOrPromise
    kind: StrPromise
    help: StrOrPromise
    why: StrOrPromise
    seen_by: StrOrPromise
    is_required: bool
    of_whom: str
    shown_if: StrOrPromise
    answers: StrOrPromise
    is_of_both: bool
    is_indispensable: bool
    can_depend: bool
    is_by_part_of_week: bool
    uses: tuple[StrPromise, ...] = ()
    flaws: tuple[StrPromise, ...] = ()


@dataclass(frozen=True)
class SectionView:
    """A section in words, with its questions; `flaws` are about the section itself."""

    key: str
    title: StrOrPromise
    intro: StrOrPromise
    questions: tuple[QuestionView, ...]
    flaws: tuple[StrPromise, ...]


@dataclass(frozen=True)
class VersionLine:
    """A version that was published, and how many applications were sent on it; `older`: the one before, 0 for none."""

    version: int
    older: int
    published_at: datetime
    sent_count: int
    is_standing: bool


@dataclass(frozen=True)
class FormView:
    """The form as it stands, or as it is drafted. `version` is 0 where only the shipped one stands.

    `revision` is that of the draft, 0 without one; `is_new`: whether the draft differs from what stands.
    """

    scheme: Scheme
    form: Form
    standing: Form
    version: int
    revision: int
    sections: tuple[SectionView, ...]
    flaws: tuple[StrPromise, ...]

    @property
    def is_new(self) -> bool:
        """Say whether there is anything to publish."""
        return self.form != self.standing

    @property
    def flaw_count(self) -> int:
        """How many things are the matter, here and there."""
        of_sections = sum(
            len(one.flaws) + sum(len(asked.flaws) for asked in one.questions)
            for one in self.sections
        )
        return len(self.flaws) + of_sections

    @property
    def question_count(self) -> int:
        """How many questions there are."""
        return sum(len(section.questions) for section in self.sections)

    @property
    def main(self) -> str:
        """The form's first language."""
        return self.form.languages[0]


def get_form_view(*, viewer: Actor, scheme: Scheme) -> FormView:
    """Return the form of a scheme as it stands, for whoever runs the scheme; two queries. Refuses everybody else."""
    let_in(viewer, "recruitment.view_form", scheme)
    standing = form_of_scheme(scheme.id)
    draft = FormDraft.objects.filter(scheme=scheme).defer("content").first()
    return _view(scheme, standing, draft, standing.form)


def get_form_draft(*, viewer: Actor, scheme: Scheme) -> FormView:
    """Return the next version of a scheme's form, for whoever may write it; two queries. Refuses everybody else."""
    let_in(viewer, "recruitment.write_form", scheme)
    standing = form_of_scheme(scheme.id)
    draft = FormDraft.objects.filter(scheme=scheme).first()
    return _view(scheme, standing, draft, from_content(draft.content) if draft else standing.form)


def list_versions(*, viewer: Actor, scheme: Scheme) -> tuple[VersionLine, ...]:
    """Return the versions that were published, the newest first; one query. Refuses whoever may not see the form.

    What is only begun is not counted: nobody but its applicant knows of it.
    """
    let_in(viewer, "recruitment.view_form", scheme)
    sent = Count("application", filter=~Q(application__state=Application.State.DRAFT))
    rows = (
        FormVersion.objects.filter(scheme=scheme)
        .defer("content")
        .annotate(sent_count=sent)
        .order_by("-version")
    )
    found = list(rows)
    olders = [*(row.version for row in found[1:]), 0]
    return tuple(
        VersionLine(row.version, older, row.published_at, row.sent_count, row is found[0])
        for row, older in zip(found, olders, strict=False)
    )


def question_view(view: FormView, key: str) -> QuestionView:
    """Return one question of a form that has it."""
    return next(
        asked for section in view.sections for asked in section.questions if asked.key == key
    )


def sections_of(scheme: Scheme, form: Form) -> tuple[SectionView, ...]:
    """Return the sections of a form in words, with what becomes of each answer in a scheme."""
    return tuple(_section_views(scheme, form))


def answers_of(form: Form, question: Question) -> tuple[tuple[str, StrOrPromise], ...]:
    """Return the answers that a question offers, by key, in the reader's language."""
    name, language = vocabulary_of(question), get_language() or ""
    if name:
        return tuple((one.key, one.label) for one in VOCABULARIES[name].choices)
    return tuple((one.key, form.words(one.text, language)) for one in question.choices)


def _view(scheme: Scheme, standing: StandingForm, draft: FormDraft | None, form: Form) -> FormView:
    return FormView(
        scheme=scheme,
        form=form,
        standing=standing.form,
        version=standing.row.version if standing.row else 0,
        revision=draft.revision if draft else 0,
        sections=sections_of(scheme, form),
        flaws=tuple(flaw.said("") for flaw in flaws_of(form) if not flaw.key),
    )


def let_in(viewer: Actor, permission: str, scheme: Scheme) -> None:
    """Refuse whoever the policy does not give a permission about a scheme."""
    decision = decide(viewer, permission, scheme)
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def _section_views(scheme: Scheme, form: Form) -> Iterator[SectionView]:
    language, flaws = get_language() or "", tuple(flaws_of(form))
    settings, staying = matching_settings(scheme.matching), staying_in(scheme.template)
    words = role_words(scheme)
    questions = {question.key: question for question in form.questions()}
    for section in form.sections:
        title = form.words(section.title, language)
        yield SectionView(
            key=section.key,
            title=title,
            intro=form.words(section.intro, language),
            questions=tuple(
                replace(
                    _question_view(form, question, questions, staying=staying, words=words),
                    uses=tuple(USE_LABELS[use] for use in uses_of(question.key, settings)),
                    flaws=tuple(
                        flaw.said(form.words(question.label, language))
                        for flaw in flaws
                        if flaw.key == question.key
                    ),
                )
                for question in section.questions
            ),
            flaws=tuple(flaw.said(title) for flaw in flaws if flaw.key == section.key),
        )


def _question_view(
    form: Form,
    question: Question,
    others: Mapping[str, Question],
    *,
    staying: Container[str],
    words: RoleWords,
) -> QuestionView:
    language = get_language() or ""
    return QuestionView(
        key=question.key,
        label=form.words(question.label, language),
        kind=KIND_LABELS[question.kind],
        help=form.words(question.help, language),
        why=form.words(question.why, language),
        seen_by=form.words(question.seen_by, language),
        is_required=question.required,
        of_whom=", ".join(words.several(role) for role in question.roles),
        shown_if=_shown_if(form, question, others),
        answers=_answers(form, question),
        is_of_both=set(question.roles) == set(SIDES),
        is_indispensable=question.key in staying,
        can_depend=bool(question.shown_if or may_depend_on(form, question.key)),
        is_by_part_of_week=question.kind is Kind.AVAILABILITY,
    )


def _shown_if(form: Form, question: Question, others: Mapping[str, Question]) -> StrOrPromise:
    """Return in words on which answer it depends whether a question is asked."""
    condition = question.shown_if
    if condition is None:
        return ""
    other = others.get(condition.question)
    if other is None:
        return _("Depends on a question that is gone")
    named = dict(answers_of(form, other))
    return format_lazy(
        _("Only after “{label}”: {answers}"),
        label=form.words(other.label, get_language() or ""),
        answers=", ".join(str(named.get(key, key)) for key in condition.answers),
    )


def _answers(form: Form, question: Question) -> StrOrPromise:
    """Return what may be answered, in words; of many answers how many there are."""
    limits = question.limits
    if limits is not None:
        return format_lazy(_("From {low} to {high}"), low=limits.low, high=limits.high)
    if question.kind not in {Kind.CHOICE, *MANY}:
        return ""
    offered = answers_of(form, question)
    if vocabulary_of(question) and len(offered) > _MOST_TOLD:
        return format_lazy(_("{count} answers of a list that ships"), count=len(offered))
    return ", ".join(str(label) for _key, label in offered)
