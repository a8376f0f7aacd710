"""A scheme as anybody may read of it: what it is, for whom, when one can join, and what it asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.form import form_of_scheme
from compagnon.recruitment.rules.form import Form
from compagnon.recruitment.waiting import reason_for_mentors
from compagnon.schemes.alignment import Worded, alignment_of
from compagnon.schemes.models import JoiningPoint, Scheme
from compagnon.schemes.queries.charter import CharterView, get_charter
from compagnon.schemes.role_words import RoleWords, role_words
from compagnon.schemes.rules import is_taking_applications
from compagnon.schemes.template import settings_of
from compagnon.schemes.vocabularies import AUDIENCES


@dataclass(frozen=True)
class OpenPoint:
    """A joining point that still takes applications."""

    id: UUID
    month_name: StrOrPromise
    closes_on: date
    starts_on: date

    @property
    def told(self) -> str:
        """What stands beside its button."""
        return _("%(month)s: apply by %(closes)s, the programme starts on %(starts)s") % {
            "month": self.month_name,
            "closes": date_format(self.closes_on, "DATE_FORMAT"),
            "starts": date_format(self.starts_on, "DATE_FORMAT"),
        }


@dataclass(frozen=True)
class OwnStart:
    """What the reader has here already: a draft to go on with, or what they sent."""

    application_id: UUID
    is_draft: bool


@dataclass(frozen=True)
class JoinPage:
    """The public page of a scheme. Without an open joining point it is closed; `opens_on` says until when, if known.

    `audiences` are empty where the form asks nobody who they are; `own` is None for whoever has nothing here.
    `is_pool`: everybody joins as a peer. `mentors_wait` says why nobody can sign up as a mentor at the next joining point yet.
    """

    scheme_id: UUID
    name: str
    organisation_name: str
    summary: str
    words: RoleWords
    points: tuple[OpenPoint, ...]
    opens_on: date | None
    mentors_wait: str
    is_pool: bool
    alignment: Worded | None
    audiences: tuple[StrOrPromise, ...]
    page_count: int
    charter: CharterView | None
    own: OwnStart | None

    @property
    def next_point(self) -> OpenPoint | None:
        """The joining point for which one applies now."""
        return self.points[0] if self.points else None


def get_join_page(*, viewer: Actor, scheme_id: UUID, language: str) -> JoinPage | None:
    """Return the public page of a scheme, to anybody; None if there is no such scheme.

    Four queries, and one where mentors may have to wait; for a person who is signed in two more, about their own
    application and signature.
    """
    scheme = Scheme.objects.select_related("organisation").filter(pk=scheme_id).first()
    if scheme is None:
        return None
    rows, opens_on = _points_of(scheme)
    form = form_of_scheme(scheme.id).form
    return JoinPage(
        scheme_id=scheme.id,
        name=scheme.name,
        organisation_name=scheme.organisation.name,
        summary=scheme.summary,
        words=role_words(scheme),
        points=tuple(
            OpenPoint(row.id, row.month_name, row.closes_on, row.starts_on) for row in rows
        ),
        opens_on=opens_on,
        alignment=alignment_of(scheme, language),
        mentors_wait=reason_for_mentors(rows[0]) if rows else "",
        is_pool=settings_of(scheme).is_pool,
        audiences=tuple(_audiences(form)),
        page_count=len(form.sections),
        charter=get_charter(viewer=viewer, scheme_id=scheme.id, language=language),
        own=_own_start(viewer, scheme.id),
    )


def _points_of(scheme: Scheme) -> tuple[list[JoiningPoint], date | None]:
    """Return the joining points that take applications, the next one first, and when one will if none does; one query.

    A scheme that is being set up or has closed takes none.
    """
    today = clock.today()
    coming = list(
        JoiningPoint.objects.filter(
            cycle__scheme=scheme.id,
            cycle__scheme__state=Scheme.State.OPEN,
            closes_on__gte=today,
        )
        .select_related("cycle__scheme")
        .order_by("closes_on", "id")
    )
    points = [
        row for row in coming if is_taking_applications(row.opens_on, row.closes_on, on=today)
    ]
    later = [row.opens_on for row in coming if row.opens_on is not None]
    return points, None if points else min(later, default=None)


def find_joining_point(point_id: UUID) -> JoiningPoint:
    """Return a joining point that the page of its scheme has offered."""
    return JoiningPoint.objects.select_related("cycle__scheme").get(pk=point_id)


def _audiences(form: Form) -> Iterable[StrOrPromise]:
    """Return whom the scheme is for, as its form asks it (ALL-12)."""
    if any(question.vocabulary == AUDIENCES.key for question in form.questions()):
        yield from (choice.label for choice in AUDIENCES.choices)


def _own_start(viewer: Actor, scheme_id: UUID) -> OwnStart | None:
    """Return the reader's draft, or else what they sent last and is not closed yet."""
    if viewer.person_id is None:
        return None
    rows = Application.objects.filter(
        person=viewer.person_id,
        joining_point__cycle__scheme=scheme_id,
        joining_point__closes_on__gte=clock.today(),
    ).exclude(state__in=[Application.State.WITHDRAWN, Application.State.DECLINED])
    drafts = Application.objects.filter(
        person=viewer.person_id,
        joining_point__cycle__scheme=scheme_id,
        state=Application.State.DRAFT,
    )
    found = (rows | drafts).order_by("-submitted_at", "-id").only("id", "state").first()
    return OwnStart(found.id, found.state == Application.State.DRAFT) if found else None
