"""Where matching stands at joining points, and the one thing to do next; the room and the scheme's page ask here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core.work import Work
from compagnon.matching.models import Proposal, Run
from compagnon.matching.queries.facts import ACTIVE, CONSIDERED
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.progress import NextStep

# Of a run: how many of its pairs have their letters.
RELEASED: Final = Coalesce(
    Subquery(
        Proposal.objects.filter(release__run=OuterRef("pk"))
        .order_by()
        .values("release__run")
        .annotate(count=Count("id"))
        .values("count")
    ),
    0,
)


class Stage(StrEnum):
    """How far matching has come at a joining point, by its latest run."""

    EMPTY = "empty"
    READY = "ready"
    RUNNING = "running"
    FAILED = "failed"
    FRUITLESS = "fruitless"
    FOUND = "found"
    PARTLY_RELEASED = "partly_released"
    RELEASED = "released"


@dataclass(frozen=True)
class LatestRun:
    """The latest run, without its result; `released` counts its pairs whose letters are out."""

    id: UUID
    work_state: str
    pair_count: int
    released: int


@dataclass(frozen=True)
class Standing:
    """Who is approved and still free at a joining point, what is proposed, and the latest run."""

    joining_point_id: UUID
    mentees: int
    places: int
    proposed: int
    unanswered: int
    has_both_sides: bool
    run: LatestRun | None

    @property
    def stage(self) -> Stage:
        """How far matching has come."""
        if self.run is None:
            return Stage.READY if self.has_both_sides else Stage.EMPTY
        if self.run.work_state != Work.State.DONE:
            return Stage.RUNNING if self.run.work_state == Work.State.WAITING else Stage.FAILED
        if self.run.released:
            is_all = self.run.released >= self.run.pair_count
            return Stage.RELEASED if is_all else Stage.PARTLY_RELEASED
        return Stage.FOUND if self.run.pair_count else Stage.FRUITLESS


def get_standings(joining_points: Collection[JoiningPoint]) -> dict[UUID, Standing]:
    """Return where matching stands at each of these joining points; three queries however many there are.

    For queries that have asked whether their viewer may know: it asks nobody.
    """
    people = {
        point_id: (mentors, mentees, places or 0)
        for point_id, mentors, mentees, places in Application.objects.filter(
            joining_point__in=joining_points, state__in=CONSIDERED
        )
        .values("joining_point_id")
        .annotate(
            mentors=Count("id", filter=Q(is_mentor=True)),
            mentees=Count("id", filter=Q(is_mentee=True)),
            places=Sum("capacity", filter=Q(is_mentor=True)),
        )
        .values_list("joining_point_id", "mentors", "mentees", "places")
    }
    proposed = {
        point_id: (count, unanswered)
        for point_id, count, unanswered in Proposal.objects.filter(
            mentor__joining_point__in=joining_points, state__in=ACTIVE
        )
        .values_list("mentor__joining_point_id")
        .annotate(
            count=Count("id"), unanswered=Count("id", filter=Q(state=Proposal.State.RELEASED))
        )
    }
    runs = _latest_runs(joining_points)
    return {
        point.id: _standing(point, people.get(point.id, (0, 0, 0)), proposed, runs)
        for point in joining_points
    }


def _standing(
    point: JoiningPoint,
    people: tuple[int, int, int],
    proposed: Mapping[UUID, tuple[int, int]],
    runs: Mapping[UUID, LatestRun],
) -> Standing:
    mentors, mentees, places = people
    taken, unanswered = proposed.get(point.id, (0, 0))
    return Standing(
        joining_point_id=point.id,
        mentees=mentees - taken,
        places=places - taken,
        proposed=taken,
        unanswered=unanswered,
        has_both_sides=bool(mentors and mentees),
        run=runs.get(point.id),
    )


def _latest_runs(joining_points: Collection[JoiningPoint]) -> dict[UUID, LatestRun]:
    latest = Run.objects.filter(joining_point=OuterRef("joining_point")).order_by(
        "-started_at", "-id"
    )
    rows = (
        Run.objects.filter(joining_point__in=joining_points)
        .filter(pk=Subquery(latest.values("pk")[:1]))
        .annotate(released=RELEASED)
        .values_list("joining_point_id", "id", "work_state", "summary", "released")
    )
    return {
        point_id: LatestRun(run_id, state, (summary or {}).get("pairs", 0), released)
        for point_id, run_id, state, summary, released in rows
    }


def next_step(standing: Standing) -> NextStep | None:
    """Return the one thing to do now; nothing once all letters are answered."""
    where = {"joining_point_id": standing.joining_point_id}
    if standing.stage == Stage.EMPTY:
        return NextStep(
            title=_("Approve a mentor and a mentee first"),
            why=_("Only people whose applications are approved are matched."),
            label=_("Look at the applications"),
            url=reverse("recruitment:application_list", kwargs=where),
        )
    if standing.run is None:
        return NextStep(
            title=_("Run the match"),
            why=_(
                "Free mentees: %(mentees)d. Free places: %(places)d. A match proposes pairs and says why;"
                " nothing is sent before you release it."
            )
            % {"mentees": standing.mentees, "places": standing.places},
            label=_("Go to the matching room"),
            url=reverse("matching:room", kwargs=where),
        )
    if standing.stage == Stage.RELEASED:
        return _about_answers(standing) if standing.unanswered else None
    if standing.stage == Stage.PARTLY_RELEASED:
        return _about_the_rest(standing.run)
    title, why, label = _about_run(standing.stage, standing.run.pair_count)
    return NextStep(
        title=title,
        why=why,
        label=label,
        url=reverse("matching:run", kwargs={"run_id": standing.run.id}),
    )


def _about_answers(standing: Standing) -> NextStep:
    return NextStep(
        title=ngettext(
            "%(count)d pair waits for an answer",
            "%(count)d pairs wait for an answer",
            standing.unanswered,
        )
        % {"count": standing.unanswered},
        why=_(
            "The letters are out. Whoever says no, or was left out, is free again: run the match once more when"
            " you like."
        ),
        label=_("See who has answered"),
        url=reverse("matching:answer_list", kwargs={"joining_point_id": standing.joining_point_id}),
    )


def _about_the_rest(run: LatestRun) -> NextStep:
    rest = run.pair_count - run.released
    return NextStep(
        title=ngettext(
            "%(count)d pair has no letters yet", "%(count)d pairs have no letters yet", rest
        )
        % {"count": rest},
        why=_(
            "Release them when the group agrees; or run the match again, and whoever is still free gets another chance."
        ),
        label=_("Look at the letters"),
        url=reverse("matching:letters", kwargs={"run_id": run.id}),
    )


def _about_run(stage: Stage, pairs: int) -> tuple[str, str, str]:
    """Return what to do about the latest run, why, and the words on the button."""
    if stage == Stage.RUNNING:
        return (
            _("The match is being made"),
            _("It goes on if you leave. Its result will stand in the matching room."),
            _("See how far it has come"),
        )
    if stage == Stage.FAILED:
        return (
            _("The match could not be made"),
            _("Nothing was changed. The page of the run says what stood in the way."),
            _("See why"),
        )
    if stage == Stage.FRUITLESS:
        return (
            _("The match found no pair"),
            _("For each person it says what stands in the way, and the least that would help."),
            _("See why"),
        )
    return (
        ngettext("%(count)d pair is proposed to you", "%(count)d pairs are proposed to you", pairs)
        % {"count": pairs},
        _(
            "Read why, pin or forbid what you know better, and run the match again. Then preview the letters."
        ),
        _("Look at the pairs"),
    )
