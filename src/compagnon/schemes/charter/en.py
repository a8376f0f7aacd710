# ruff: noqa: RUF001 -- sentences for people are set with typographic apostrophes
from compagnon.schemes.charter.text import CharterText, Passage, Principle

TEXT = CharterText(
    title="Peer Mentoring Charter",
    introduction=(
        "This charter says what we offer one another in this programme. Mentors and mentees sign the "
        "same text, and sign again when there is a new version. The programme is developmental and "
        "voluntary."
    ),
    principles=(
        Principle(
            "inclusive",
            "Inclusive",
            "The programme is open to every member of the association who is involved in language "
            "education: language teachers, specialists and non-specialists, teaching assistants and "
            "language providers. Every phase, every sector, every language and every route into "
            "teaching is welcome.",
        ),
        Principle(
            "diverse",
            "Diverse",
            "We deliberately bring together people whose languages, cultures and professional "
            "backgrounds differ. Difference is something to learn from, just as common ground is.",
        ),
        Principle(
            "supportive",
            "Supportive",
            "Mentoring is a space to develop, without judgement. It stands apart from line management "
            "and appraisal: the association is here to support its members, not to hold them to "
            "account.",
        ),
        Principle(
            "confidential",
            "Confidential",
            "What you say to each other stays between you, within the professional and safeguarding "
            "limits set out below. The programme passes nothing on to employers or colleagues.",
        ),
        Principle(
            "critical_friendship",
            "Critical friendship",
            "We talk honestly. We listen, we ask, and we question one another with care, so that "
            "support and challenge go together. We look into our own practice and use what research "
            "has found.",
        ),
        Principle(
            "professional_development_and_wellbeing",
            "Professional development and wellbeing",
            "We make room for both sides of the work: classroom practice, curriculum and assessment, "
            "and also what teaching languages asks of us emotionally, and our wellbeing.",
        ),
        Principle(
            "peer_mentoring",
            "Peer mentoring",
            "Expertise does not sit in one place. Mentoring works in both directions: each of us, "
            "mentor and mentee alike, learns, asks and grows.",
        ),
    ),
    confidentiality_limits=Passage(
        "The limits of confidentiality",
        (
            (
                "Safeguarding and the professional codes of your own institution always come first. "
                "Nothing in this charter, or in any agreement, changes that."
            ),
            (
                "What is said is not confidential if a child or anyone else is at risk of serious harm, "
                "if it concerns a serious crime, or if the law or your professional code requires you to "
                "pass it on."
            ),
            (
                "Then follow your own institution’s procedure at once, whoever the concern is about. Tell "
                "the other person first where that is safe; you need nobody’s permission. If telling them "
                "could put anyone at risk or cost time, do not. If somebody is in immediate danger, call "
                "the emergency services (999 in the UK)."
            ),
            (
                "Nobody monitors this platform, and it is not a place to report a concern or to keep a "
                "record of one: use the procedure, not a note written here. Never write the names of "
                "pupils, or anything by which they could be recognised."
            ),
            "Raising a concern never breaks this charter.",
        ),
    ),
    taking_part=Passage(
        "What taking part asks of you",
        (
            (
                "Both of you: agree at your first meeting how often, how and for how long you will meet, "
                "and what you will focus on. Keep to the times you agreed, say in good time if you cannot "
                "come, and respect each other’s time and boundaries."
            ),
            (
                "As a mentor: listen, ask, and help the other person to think about their practice, their "
                "context and their decisions. Share what you know where it helps. Note briefly what was "
                "agreed and what to talk about next time. If they have a safeguarding concern or a serious "
                "professional concern, encourage them to follow their local procedure."
            ),
            (
                "As a mentee: set your own goals, bring questions and dilemmas, reflect on your practice "
                "between meetings, be open to feedback and challenge, and say clearly what you need."
            ),
        ),
    ),
    leaving=Passage(
        "Free to say no, to pause and to leave",
        (
            (
                "Taking part is voluntary. You may turn down a partnership you are offered, pause, or leave "
                "at any time. You need not give a reason, nobody is at fault, and it never counts against "
                "you. You are welcome to join again."
            ),
        ),
    ),
    not_appraisal=Passage(
        "This is not appraisal",
        (
            (
                "The programme is separate from performance management, from capability procedures and "
                "from formal appraisal. Nothing that is said or written here is passed on to any of them; "
                "nobody is graded or rated, and no report is made on anyone."
            ),
        ),
    ),
    boundaries_reminder=(
        "What we say to each other stays between us, unless someone is at risk of serious harm, a "
        "serious crime is involved, or the law or a professional code requires it to be passed on; "
        "then we follow our own institution’s procedure at once. Safeguarding and the professional "
        "codes of our institutions always come first. This is a space to develop, apart from line "
        "management and appraisal, and either of us may pause it or end it without giving a reason."
    ),
)
