"""How a gathering moves from state to state; the reference's diagrams are made of it."""

from typing import Final

from compagnon.core.states import Transition, transitions

GATHERING: Final = transitions(
    "gatherings.Gathering.state",
    {
        "planned": {"cancelled": Transition("gatherings.cancel_gathering", "GatheringCancelled")},
        "cancelled": {},
    },
)
