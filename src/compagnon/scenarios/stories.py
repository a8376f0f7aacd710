"""What the demo's pairs agreed, did and wrote down. All of it invented."""

from typing import Final

from compagnon.scenarios.pair_life import Contract, Met, Story

BEGUN: Final = Story(
    contract=Contract(
        focus_areas=("assessment", "workload_wellbeing"),
        focus_note="Speaking assessments that do not eat the whole lesson.",
        mentor_responsibilities="Keeps the time, takes brief minutes, shares what worked and what did not.",
        mentee_responsibilities="Brings one question to each meeting, tries one thing before the next.",
    ),
    meetings=(
        Met(
            58,
            "mentor",
            (
                ("mentor", "Send the speaking frame from Year 9"),
                ("mentee", "Record two minutes of pair talk and listen for who speaks"),
            ),
            "Marking speaking without writing everything down.",
        ),
        Met(
            30,
            "mentor",
            (("mentee", "Try the three-colour feedback with one class"),),
            "How the colours went. Whether to tell the head of department yet.",
        ),
    ),
    next_in_days=9,
)
TO_BE_SIGNED: Final = Story(
    contract=Contract(
        focus_areas=("multilingual_pedagogies", "curriculum_design"),
        focus_note="Making room for the languages that pupils bring from home.",
        mentor_responsibilities="Reads one unit beforehand, asks more than advises.",
        mentee_responsibilities="Chooses what we look at, and says when it is too much.",
        is_signed=False,
    ),
)
GOING_WELL: Final = Story(
    contract=Contract(
        focus_areas=("leadership", "personal_development"),
        focus_note="From second in department to leading it, without doing everybody's work.",
        mentor_responsibilities="Opens doors, tells how it felt the first time.",
        mentee_responsibilities="Prepares a situation to think through, keeps a short diary.",
    ),
    meetings=(
        Met(
            56,
            "mentee",
            (("mentee", "Write down what only I can do, and what only I do"),),
            "The list, and what could go to whom.",
            45,
        ),
        Met(
            41,
            "mentor",
            (
                ("mentor", "Ask whether a day of shadowing is possible"),
                ("mentee", "Hand one thing over before half term"),
            ),
            "How handing over felt on both sides.",
        ),
        Met(
            20,
            "mentee",
            (("mentee", "Chair the next department meeting with an agenda of three items"),),
            "Meetings that end on time.",
            75,
        ),
    ),
    done_count=3,
    next_in_days=5,
)
RESTING: Final = Story(
    contract=Contract(
        focus_areas=("behaviour_management",),
        focus_note="The last lesson on a Friday.",
        mentor_responsibilities="Is reachable by message once a week.",
        mentee_responsibilities="Notes what happened before it went wrong.",
    ),
    meetings=(
        Met(
            52,
            "mentor",
            (("mentee", "Greet each pupil at the door for two weeks"),),
            "What changed at the door.",
            30,
        ),
    ),
    is_resting=True,
)
