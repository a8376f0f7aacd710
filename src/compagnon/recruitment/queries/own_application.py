"""An applicant's own applications: where each stands, what was answered, and what may still be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import Decision, decide
from compagnon.notifications.models import Message
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import OPEN_STATES
from compagnon.recruitment.queries.decision_letter import KINDS
from compagnon.recruitment.queries.draft import typed_of
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.queries.waiting_list import places_of, reasons_of
from compagnon.recruitment.rules.answer_words import in_words
from compagnon.recruitment.rules.answering import Reading, read_form
from compagnon.recruitment.rules.form import Form, Question, Section
from compagnon.recruitment.rules.standing import Standing, StandingFacts, standing_of
from compagnon.recruitment.states import APPLICATION
from compagnon.schemes.role_words import role_words
from compagnon.schemes.template import settings_of

State = Application.State


@dataclass(frozen=True)
class OwnLine:
    """One of the viewer's applications, as it stands in a list; under way until it is matched or at an end."""

    id: UUID
    scheme_name: str
    title: str
    roles: tuple[StrOrPromise, ...]
    is_draft: bool
    is_under_way: bool
    is_asked: bool
    standing: Standing


@dataclass(frozen=True)
class AnswerLine:
    """A question with its answer in words, and what is the matter with it, if anything."""

    label: StrOrPromise
    values: tuple[StrOrPromise, ...]
    problem: StrOrPromise


@dataclass(frozen=True)
class AnsweredSection:
    """A page of the form as it was filled in."""

    key: str
    title: StrOrPromise
    answers: tuple[AnswerLine, ...]

    @property
    def problem_count(self) -> int:
        """How many of its questions still need an answer."""
        return sum(bool(line.problem) for line in self.answers)


@dataclass(frozen=True)
class OwnApplication:
    """One of the viewer's applications, whole."""

    id: UUID
    scheme_id: UUID
    scheme_name: str
    title: str
    closes_on: date
    starts_on: date
    submitted_on: date
    roles: tuple[StrOrPromise, ...]
    is_draft: bool
    state: str
    standing: Standing
    sections: tuple[AnsweredSection, ...]
    fill_in: Decision
    withdraw: Decision | None
    change_roles: Decision

    @property
    def is_asked(self) -> bool:
        """Whether the group waits for an answer of the applicant's."""
        return self.state == State.ASKED

    @property
    def problem_count(self) -> int:
        """How many questions still need an answer."""
        return sum(section.problem_count for section in self.sections)

    @property
    def first_open(self) -> str:
        """The page on which to go on: the first on which something is missing, or else the first."""
        open_ones = (section.key for section in self.sections if section.problem_count)
        return next(open_ones, self.sections[0].key)


def list_own_applications(*, viewer: Actor) -> list[OwnLine]:
    """Return the viewer's applications, what the viewer has to do first, then the newest; three queries at most.

    And three more where somebody wrote a reason.
    """
    if viewer.person_id is None:
        return []
    rows = list(
        Application.objects.filter(person=viewer.person_id)
        .select_related("joining_point__cycle__scheme")
        .order_by("-submitted_at", "-id")
    )
    hide_untold(viewer, rows)
    places = places_of([row for row in rows if row.state == State.WAITING])
    reasons = reasons_of(viewer, rows)
    lines = [
        OwnLine(
            id=row.id,
            scheme_name=row.joining_point.cycle.scheme.name,
            title=row.joining_point.title,
            roles=role_words(row.joining_point.cycle.scheme).listed(row.roles),
            is_draft=row.state == State.DRAFT,
            is_asked=row.state == State.ASKED,
            is_under_way=row.state in {State.DRAFT, *OPEN_STATES},
            standing=_standing(row, places, reasons),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not (line.is_draft or line.is_asked))


def get_own_application(*, viewer: Actor, application: Application) -> OwnApplication:
    """Return one's own application with every answer in words, whom one declared included; eight queries at most.

    Refused (`Closed`) to anybody else: what they declared is theirs.
    """
    hide_untold(viewer, [application])
    form = form_of(application)
    typed = typed_of(viewer, application, form.questions())
    reading = read_form(form, typed, application.roles)
    asked = form.asked_of(application.roles, reading.answers)
    point, steps = application.joining_point, APPLICATION[application.state]
    return OwnApplication(
        id=application.id,
        scheme_id=point.cycle.scheme_id,
        scheme_name=point.cycle.scheme.name,
        title=point.title,
        closes_on=point.closes_on,
        starts_on=point.starts_on,
        submitted_on=timezone.localtime(application.submitted_at).date(),
        roles=role_words(point.cycle.scheme).listed(application.roles),
        is_draft=application.state == State.DRAFT,
        state=application.state,
        standing=_standing(
            application,
            places_of([application] if application.state == State.WAITING else []),
            reasons_of(viewer, [application]),
        ),
        sections=tuple(_section(form, reading, *one) for one in asked),
        fill_in=decide(viewer, "recruitment.fill_in", application),
        withdraw=decide(viewer, steps[State.WITHDRAWN].permission, application)
        if State.WITHDRAWN in steps
        else None,
        change_roles=decide(viewer, "recruitment.change_roles", application),
    )


def hide_untold(viewer: Actor, rows: Sequence[Application]) -> None:
    """Let applications whose letter about a decision is still held stand as they did before; one query where some may be.

    Nobody reads on their page what the Coordination Group has not told them yet.
    """
    if not any(row.joining_point.cycle.scheme.holds_letters for row in rows):
        return
    held = Message.objects.filter(
        recipient=viewer.person_id, held_for__isnull=False, kind__in=KINDS.values()
    )
    untold = {facts["application_id"] for facts in held.values_list("context", flat=True)}
    for row in rows:
        if row.id.hex in untold:
            row.state = State.SUBMITTED


def _section(
    form: Form, reading: Reading, section: Section, questions: Sequence[Question]
) -> AnsweredSection:
    language = get_language() or ""
    return AnsweredSection(
        section.key,
        form.words(section.title, language),
        tuple(
            AnswerLine(
                form.words(question.label, language),
                in_words(form, question, reading, language),
                reading.problems.get(question.key, ""),
            )
            for question in questions
        ),
    )


def _standing(
    row: Application,
    places: Mapping[UUID, tuple[int, int]],
    reasons: Mapping[UUID, StrOrPromise],
) -> Standing:
    place, count = places.get(row.id, (0, 0))
    saved_at = row.saved_at and timezone.localtime(row.saved_at).date()
    return standing_of(
        StandingFacts(
            state=row.state,
            closes_on=row.joining_point.closes_on,
            starts_on=row.joining_point.starts_on,
            today=clock.today(),
            saved_on=saved_at,
            place=place,
            waiting_count=count,
            reason=str(reasons.get(row.id, "")),
            was_postponed=row.postponed_from_id is not None,
            mode=settings_of(row.joining_point.cycle.scheme).matching_mode,
            is_mentor=row.is_mentor,
            is_mentee=row.is_mentee,
        )
    )


def last_roles(*, viewer: Actor, scheme_id: UUID) -> tuple[str, ...]:
    """Return as what the viewer applied last in a scheme; nothing for whoever never did. One query."""
    row = (
        Application.objects.filter(person=viewer.person_id, joining_point__cycle__scheme=scheme_id)
        .order_by("-submitted_at", "-id")
        .first()
    )
    return row.roles if row else ()
