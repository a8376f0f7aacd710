"""The one thing to do next in the matching of a joining point."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.matching.models import Run
from compagnon.matching.queries.standing import LatestRun, Stage, Standing
from compagnon.schemes.progress import NextStep


def next_step(standing: Standing) -> NextStep | None:
    """Return the one thing to do now; nothing once all letters are answered."""
    where = {"joining_point_id": standing.joining_point_id}
    if standing.stage == Stage.EMPTY:
        return NextStep(
            title=_("Approve at least one person on each side first"),
            why=_("Only people whose applications are approved are matched."),
            label=_("Look at the applications"),
            url=reverse("recruitment:application_list", kwargs=where),
        )
    if standing.run is None:
        return NextStep(
            title=_("Run the match"),
            why=_why_match(standing),
            label=_("Go to the matching room"),
            url=reverse("matching:room", kwargs=where),
        )
    if standing.stage == Stage.RELEASED:
        return _about_answers(standing) if standing.unanswered else None
    if standing.stage == Stage.PARTLY_RELEASED:
        return _about_the_rest(standing.run)
    title, why, label = _about_run(standing.stage, standing.run)
    return NextStep(
        title=title,
        why=why,
        label=label,
        url=reverse("matching:run", kwargs={"run_id": standing.run.id}),
    )


def _why_match(standing: Standing) -> str:
    if standing.is_pool:
        return _(
            "People without a partner: %(count)d. A match puts peers together and says why; nothing is sent before you"
            " release it."
        ) % {"count": standing.mentees}
    return _(
        "People without a partner: %(mentees)d. Free places: %(places)d. A match proposes pairs and says why;"
        " nothing is sent before you release it."
    ) % {"mentees": standing.mentees, "places": standing.places}


def _about_answers(standing: Standing) -> NextStep:
    return NextStep(
        title=ngettext(
            "%(count)d proposal waits for an answer",
            "%(count)d proposals wait for an answer",
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
    is_pairs = run.kind == Run.Kind.PAIRS
    title = (
        ngettext("%(count)d pair has no letters yet", "%(count)d pairs have no letters yet", rest)
        if is_pairs
        else ngettext(
            "%(count)d group has no letters yet", "%(count)d groups have no letters yet", rest
        )
    )
    return NextStep(
        title=title % {"count": rest},
        why=_(
            "Release them when the group agrees; or run the match again, and whoever is still free gets another chance."
        ),
        label=_("Look at the letters"),
        url=reverse(
            "matching:letters" if is_pairs else "matching:group_letters", kwargs={"run_id": run.id}
        ),
    )


def _about_run(stage: Stage, run: LatestRun) -> tuple[str, str, str]:
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
            _("The match found no pair")
            if run.kind == Run.Kind.PAIRS
            else _("The match put nobody together"),
            _("For each person it says what stands in the way, and the least that would help."),
            _("See why"),
        )
    if run.kind != Run.Kind.PAIRS:
        return _about_groups(run.pair_count)
    pairs = run.pair_count
    return (
        ngettext("%(count)d pair is proposed to you", "%(count)d pairs are proposed to you", pairs)
        % {"count": pairs},
        _(
            "Read why, pin or forbid what you know better, and run the match again. Then preview the letters."
        ),
        _("Look at the pairs"),
    )


def _about_groups(count: int) -> tuple[str, str, str]:
    return (
        ngettext(
            "%(count)d group is proposed to you", "%(count)d groups are proposed to you", count
        )
        % {"count": count},
        _(
            "Read why, forbid or hold what you know better, and run the match again. Then preview the letters."
        ),
        _("Look at the groups"),
    )
