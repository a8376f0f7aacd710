"""How a question moves from state to state; the reference's diagrams are made of it."""

from typing import Final

from compagnon.core.states import Transition, transitions

_ANSWERED: Final = Transition("help.answer_question", "QuestionAnswered")
_TAKEN: Final = Transition("help.take_question", "QuestionTaken")
QUESTION: Final = transitions(
    "help.Question.state",
    {
        "open": {"taken": _TAKEN, "answered": _ANSWERED},
        "taken": {"answered": _ANSWERED},
        "answered": {},
    },
)
