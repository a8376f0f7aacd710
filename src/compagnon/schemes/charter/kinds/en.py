from compagnon.schemes.charter import en
from compagnon.schemes.charter.kinds.words import Words, charters
from compagnon.schemes.charter.text import Principle

CHARTERS = charters(
    en.TEXT,
    Words(
        confidential=Principle(
            "confidential",
            "Confidential",
            (
                "What you say to each other stays between you, within the professional and "
                "safeguarding limits set out below. Nothing is passed on to managers or "
                "colleagues."
            ),
        ),
        supportive=Principle(
            "supportive",
            "Supportive",
            (
                "This is a space to develop, without judgement, apart from line management and "
                "appraisal. Mistakes are something to learn from."
            ),
        ),
        in_house_title="Mentoring Charter",
        in_house_introduction=(
            "This charter says what we offer one another when colleagues mentor colleagues. "
            "Mentors and mentees sign the same text, and sign again when there is a new "
            "version. Mentoring is developmental and voluntary."
        ),
        in_house_principles=(
            Principle(
                "open",
                "Open to all",
                (
                    "Whoever is new here, takes on something new or wants to grow may ask for a "
                    "mentor. Being mentored is a sign of worth, never of failure."
                ),
            ),
            Principle(
                "side_by_side",
                "Side by side",
                (
                    "We work together as often as we can, watch each other at work and talk about "
                    "it afterwards. What was suggested is tried out before the next observation."
                ),
            ),
            Principle(
                "time",
                "Time",
                (
                    "We are given time to meet, to prepare and to observe, and a place where nobody "
                    "overhears us."
                ),
            ),
        ),
        training_title="Mentor Training Charter",
        training_introduction=(
            "This charter says what we offer one another in this programme. Mentors in "
            "training and those they mentor sign the same text, and sign again when there "
            "is a new version. The programme is developmental and voluntary."
        ),
        training_principles=(
            Principle(
                "learning_to_mentor",
                "Learning to mentor",
                (
                    "Mentors learn too. They practise with care, ask for support and say when they "
                    "are unsure."
                ),
            ),
            Principle(
                "in_the_group",
                "In the group",
                (
                    "What is told in a training group stays in the group. Nobody whom we mentor is "
                    "named there."
                ),
            ),
        ),
        coaching_title="Coaching Charter",
        coaching_introduction=(
            "This charter says what we offer one another in coaching. Coaches and those "
            "they coach sign the same text, and sign again when there is a new version. "
            "Coaching is developmental and voluntary."
        ),
        coaching_principles=(
            Principle(
                "ownership",
                "Your learning is yours",
                (
                    "Whoever is coached sets the goals and decides what to try, from the first "
                    "meeting on."
                ),
            ),
            Principle(
                "questions",
                "Questions before answers",
                (
                    "The coach asks, listens and leaves room for silence. Information is offered "
                    "where it helps; decisions are not."
                ),
            ),
            Principle(
                "evidence",
                "Close to practice",
                (
                    "We look at what happens in the classroom or in the team, and at what research "
                    "has found, before we say what works."
                ),
            ),
        ),
        peer_coaching_title="Peer Coaching Charter",
        peer_coaching_introduction=(
            "This charter says what we offer one another in peer coaching. Both of us sign "
            "the same text, and sign again when there is a new version. Peer coaching is "
            "developmental and voluntary."
        ),
        peer_coaching_principles=(
            Principle(
                "reciprocal",
                "Taking turns",
                (
                    "Both of us learn and both of us support. Each brings goals of their own and "
                    "gives the other the same time."
                ),
            ),
            Principle(
                "equal",
                "Rank set aside",
                (
                    "Experience and position count for nothing here: in this conversation we are "
                    "equals."
                ),
            ),
            Principle(
                "mistakes",
                "Open about mistakes",
                (
                    "We look at what went wrong as well as at what went well, and neither is used "
                    "against anybody."
                ),
            ),
            Principle(
                "experts",
                "Help from outside",
                (
                    "Where we need an expert we look for one: a course, a text, a colleague. The "
                    "decision stays with us."
                ),
            ),
        ),
        coach=(
            "As a coach: ask, listen and leave time to think; help the other person to "
            "plan, to look at evidence and to draw their own conclusions. Give information, "
            "not instructions. If they have a safeguarding concern or a serious "
            "professional concern, encourage them to follow their local procedure."
        ),
        coachee=(
            "As the one who is coached: choose what to work on, try things out between "
            "meetings, look honestly at what happened, and say clearly what you need."
        ),
        peer=(
            "Each of you, in turn: bring a goal and what you have tried; then listen, ask "
            "and hold back advice while the other does the same. If your partner has a "
            "safeguarding concern or a serious professional concern, encourage them to "
            "follow their local procedure."
        ),
    ),
)
