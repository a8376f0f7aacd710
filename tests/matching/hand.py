"""Decisions by hand, as tests make them: two pairs that a match found, and a later joining point."""

from dataclasses import dataclass
from datetime import date

from compagnon.matching.changes.leaving import leave_for_next
from compagnon.matching.changes.swap import swap_partners
from compagnon.matching.changes.undoing import undo_decision
from compagnon.matching.models import LoggedDecision, PairRule, Run
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Cycle, JoiningPoint
from tests.cast import World, actor_of
from tests.matching.applying import apply, result_of
from tests.matching.room import computed_run


@dataclass
class Four:
    """Ann and Bob are a pair of the run, Cem and Dot the other; each would do with the other's partner."""

    run: Run
    ann: Application
    bob: Application
    cem: Application
    dot: Application

    @property
    def pairs(self) -> tuple[tuple[Application, Application], tuple[Application, Application]]:
        return (self.ann, self.bob), (self.cem, self.dot)


def make_four(world: World) -> Four:
    ann = apply(world, "Ann", "mentor", languages_taught=["fr"], interests_offered=["grammar"])
    bob = apply(world, "Bob", "mentee", languages_taught=["fr"], interests_wanted=["grammar"])
    cem = apply(world, "Cem", "mentor", languages_taught=["de"], interests_offered=["trips"])
    dot = apply(world, "Dot", "mentee", languages_taught=["de"], interests_wanted=["trips"])
    four = Four(computed_run(world), ann, bob, cem, dot)
    assert pairs_of(four.run) == {("Ann", "Bob"), ("Cem", "Dot")}
    return four


def swap(world: World, four: Four) -> LoggedDecision:
    return swap_partners(
        by=actor_of(world.chris), run=four.run, one=four.pairs[0], other=four.pairs[1]
    )


def leave(world: World, application: Application) -> JoiningPoint:
    fresh = Application.objects.select_related("person", "joining_point__cycle__scheme")
    return leave_for_next(by=actor_of(world.chris), application=fresh.get(pk=application.pk))


def undo_last(world: World) -> None:
    last = LoggedDecision.objects.filter(undone_at=None).order_by("-number")[0]
    undo_decision(by=actor_of(world.chris), logged_decision=last)


def make_january() -> JoiningPoint:
    return JoiningPoint.objects.create(
        cycle=Cycle.objects.get(), month=1, closes_on=date(2027, 1, 8), starts_on=date(2027, 1, 25)
    )


def words() -> set[tuple[str, str, str]]:
    return {
        (row.mentor.person.name, row.mentee.person.name, row.kind) for row in PairRule.objects.all()
    }


def pairs_of(run: Run) -> set[tuple[str, str]]:
    names = {row.id.hex: row.person.name for row in Application.objects.select_related("person")}
    return {
        (names[pair["mentor_id"]], names[pair["mentee_id"]]) for pair in result_of(run)["pairs"]
    }
