"""What the demo's pairs agreed, did and wrote down. All of it invented."""

from typing import Final

from compagnon.partnerships.rules import GoalWords
from compagnon.scenarios.pair_life import Aim, Contract, Met, Story

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
            activities=("setting_goals", "listening"),
        ),
        Met(
            30,
            "mentor",
            (("mentee", "Try the three-colour feedback with one class"),),
            "How the colours went. Whether to tell the head of department yet.",
            due_in_days=5,
            place="in_person",
            activities=("practice", "review"),
        ),
    ),
    agenda=(
        ("mentor", "Dates of the branch day in spring"),
        ("mentee", "A parent asks why her daughter never speaks in lessons. What do I say?"),
    ),
    aims=(
        Aim(
            55,
            "mentee",
            GoalWords(
                title="Hear every voice in a speaking lesson",
                why="The same five carry the lesson, and I mark what I can hear.",
                where_now="Pair talk works when I set it up well. I have never listened to it back.",
                approaches="One recorded pair talk a week; three colours instead of written comments.",
                resources="The speaking frame from Year 9. The autumn webinar on oracy.",
                evidence="In a lesson of an hour, everybody has said two sentences that I can quote.",
            ),
            target_in_days=20,
            notes=(
                (40, "mentee", "Listened back for the first time. It is not five: it is three."),
                (28, "mentor", "What did those three do that the others could borrow?"),
                (12, "mentee", "The colours save me half an hour, and they talk more."),
            ),
        ),
        Aim(
            30,
            "mentee",
            GoalWords(title="Leave at five on Wednesdays", why="So that Thursday is a good day."),
        ),
        Aim(
            50,
            "mentor",
            GoalWords(
                title="Ask twice before I tell once",
                why="I hear myself giving answers that nobody asked me for.",
                evidence="Somebody else says the idea first.",
            ),
            notes=(
                (29, "mentor", "Managed it for twenty minutes. The silence was the best part."),
            ),
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
    aims=(
        Aim(
            50,
            "mentee",
            GoalWords(
                title="Hand over two things for good",
                where_now="I redo what others did, in the evening.",
                evidence="Nobody asks me about them any more.",
            ),
            target_in_days=15,
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
