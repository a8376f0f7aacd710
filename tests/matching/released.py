"""A run of two pairs, ready to be released: Amal mentors Bela, Efa mentors Gwen; Chris coordinates."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from compagnon.accounts.models import Person
from compagnon.core.work import Work
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import Answer, Proposal, Run
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Charter
from tests.cast import NOW, World, actor_of, make_person

ANSWER_BY = date(2026, 9, 28)
SUMMARY = {
    "mentees": 2,
    "mentees_placed": 2,
    "mentors": 2,
    "mentors_placed": 2,
    "worst": 8200,
    "median": 8200,
}


@dataclass
class Room:
    """The world with its applications and a finished run."""

    world: World
    amal: Application
    bela: Application
    efa: Application
    gwen: Application
    run: Run

    @property
    def charter(self) -> Charter:
        """The charter as it stands."""
        return self.world.charter


def make_application(
    world: World, person: Person, *, mentor: bool = False, capacity: int = 1, **answers: Any
) -> Application:
    """Return an approved application."""
    return Application.objects.create(
        joining_point=world.joining_point,
        person=person,
        state=Application.State.APPROVED,
        is_mentor=mentor,
        is_mentee=not mentor,
        capacity=capacity,
        answers=answers,
        fingerprint="f",
        submitted_at=NOW,
    )


def pair_of(mentor: Application, mentee: Application, score: int = 8200) -> dict[str, Any]:
    """Return a pair as the engine's result holds it."""
    reasons = (
        ("interests", 3000, ["speaking"]),
        ("purposes", 1000, ["induction"]),
        ("sector", 0, []),
    )
    return {
        "mentor_id": mentor.id.hex,
        "mentee_id": mentee.id.hex,
        "score": score,
        "pinned": False,
        "contributions": [
            {
                "criterion": key,
                "points": points,
                "of_points": 3000,
                "reason": {"key": "shared.some", "params": {"values": values, "count": 1}},
            }
            for key, points, values in reasons
        ],
        "near_ties": [],
    }


def make_room(world: World) -> Room:
    """Return two pairs found by a run that Chris started."""
    amal = make_application(
        world,
        world.amal,
        mentor=True,
        sector="academy",
        institution="Hidden High",
        purposes=["induction"],
    )
    bela = make_application(
        world, world.bela, region="wales", languages_taught=["fr"], purposes=["challenge"]
    )
    efa = make_application(world, make_person("Efa"), mentor=True)
    gwen = make_application(world, make_person("Gwen"))
    run = make_run(world, [pair_of(amal, bela), pair_of(efa, gwen)])
    return Room(world, amal, bela, efa, gwen, run)


def make_run(world: World, pairs: list[dict[str, Any]]) -> Run:
    """Return a finished run with these pairs."""
    return Run.objects.create(
        joining_point=world.joining_point,
        started_by=world.chris,
        started_at=NOW,
        finished_at=NOW,
        settings={},
        engine_version="1",
        work_state=Work.State.DONE,
        summary={"pairs": len(pairs)},
        result={
            "pairs": pairs,
            "unplaced": [],
            "notes": [],
            "summary": SUMMARY | {"pairs": len(pairs)},
        },
    )


def released(room: Room) -> Proposal:
    """Release the run and return Amal's and Bela's proposal."""
    release_run(by=actor_of(room.world.chris), run=room.run, answer_by=ANSWER_BY)
    return Proposal.objects.get(mentor=room.amal)


def answer_of(proposal: Proposal, side: str) -> Answer:
    """Return one side's place to answer."""
    return Answer.objects.select_related("proposal").get(proposal=proposal, side=side)
