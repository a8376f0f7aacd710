"""How forms ask for each value, in words people write.

`headings` are known wordings, the best first. `hints` are groups of words: a heading that meets every word of a
group probably asks for this value, and the largest group wins. A word of more than three letters also meets the
longer words it begins ("language" meets "languages").
"""

from typing import NamedTuple


class Wording(NamedTuple):
    """The known headings of a value, and the hints to it."""

    headings: tuple[str, ...]
    hints: tuple[str, ...]


def _wording(headings: str, hints: str) -> Wording:
    return Wording(tuple(headings.split(" | ")), tuple(hints.split(" | ")))


WORDINGS: dict[str, Wording] = {
    "submitted_at": _wording(
        "Completion time | Timestamp | Submitted at | Submission date | Date submitted | "
        "Start time",
        "submitted | completion time | time stamp",
    ),
    "name": _wording(
        "Your full name | Full name | Your name | What is your name | "
        "First name and surname | Name",
        "full name | your name | what name | first last name | first name surname",
    ),
    "first_name": _wording(
        "First name | Given name | Forename",
        "first name | forename",
    ),
    "last_name": _wording(
        "Last name | Surname | Family name",
        "last name | surname | family name",
    ),
    "email": _wording(
        "Your email address | Your email | What is your email address | Contact email | "
        "Preferred email address | Email address | Username | Email",
        "email",
    ),
    "roles": _wording(
        "I would like to take part as | I would like to join as | Join as | Role | Roles | "
        "Mentor or mentee | How would you like to take part | "
        "Would you like to join as a mentor or a mentee",
        "join as | part as | mentor mentee | apply as | role programme | role scheme | like to be",
    ),
    "audiences": _wording(
        "I am a | Which of these describes you | Which best describes you",
        "describes you | you language teacher | you specialist",
    ),
    "membership_number": _wording(
        "Membership number | ALL membership number | Member number | Membership no | Member ID",
        "member number | membership number | membership no | member id",
    ),
    "membership_category": _wording(
        "Membership category | Membership type | Type of membership | "
        "Are you a member of ALL | Membership",
        "membership categor | membership type | type of member | are you member",
    ),
    "region": _wording(
        "Region | Your region | Nation or region | Region or nation | Which region do you work in | "
        "Which region or nation do you work in",
        "region | nation | part of uk | part of country",
    ),
    "postcode_area": _wording(
        "Postcode area | Postcode | First part of your postcode | First part of your work postcode | "
        "Work postcode",
        "postcode | post code",
    ),
    "sector": _wording(
        "Sector | Your sector | Which sector do you work in",
        "sector | type of school | kind of school",
    ),
    "phases": _wording(
        "Phase | Phases | Phase(s) | Which phases do you teach | Age phase | Key stages | "
        "Which phase or phases do you work in",
        "phase | key stage | age group | age range",
    ),
    "institution": _wording(
        "Institution | School | School or college | Name of your school or college | "
        "Name of your school, college or other place of work | Workplace | Employer",
        "school | college | institution | employer | workplace | where you work | "
        "name school | name school college",
    ),
    "career_stage": _wording(
        "Career stage | What is your career stage | Current role | Your career stage | Job role | Position",
        "career | current role | job title | current post | job role",
    ),
    "experience_years": _wording(
        "Years of experience | Years teaching | Experience | Teaching experience | "
        "Years in teaching | How many years have you worked in education",
        "how many year | year experience | year teach | year taught | long teaching | "
        "length service",
    ),
    "languages_taught": _wording(
        "Languages taught | Which languages do you teach | Languages you teach | "
        "Language(s) taught",
        "language teach | language taught",
    ),
    "languages_spoken": _wording(
        "Languages spoken | Other languages you speak | Which languages do you speak | "
        "Languages you speak | Which other languages do you speak or sign",
        "language speak | language spoken | other language | language sign | home language",
    ),
    "interests_wanted": _wording(
        "Areas of interest | Interests | Interests wanted | "
        "What would you like to explore with a mentor",
        "interest | like to explore | like help | like support | areas develop | hope to work on",
    ),
    "interests_offered": _wording(
        "Interests offered | What can you offer a mentee | What could you offer a mentee | "
        "Areas you can offer",
        "offer | interest offer | areas you offer mentee | can support with | experience share",
    ),
    "purposes": _wording(
        "Purpose | Purposes | Why now | Why would you like to take part now | "
        "What is the main purpose of mentoring for you at the moment",
        "purpose | why now | why mentor",
    ),
    "modes": _wording(
        "Mode | Preferred mode | Modes | How would you like to meet | Face to face or online",
        "mode | face online | person online | how like meet | how prefer meet",
    ),
    "match_preference": _wording(
        "Matching preference | Preference for matching | Identical or diverse matching | "
        "Would you like to be matched with somebody similar or different",
        "identical | diverse | similar different | match preference | prefer match | "
        "preference partner",
    ),
    "meeting_frequency": _wording(
        "Meeting frequency | How often would you like to meet | Frequency",
        "how often | frequency",
    ),
    "availability": _wording(
        "Availability | When can you usually meet | When are you available",
        "when meet | availab | time meet",
    ),
    "capacity": _wording(
        "How many mentees could you support | Number of mentees | Capacity | Places offered | "
        "If you mentor: how many mentees could you support",
        "how many mentee | number mentee | capacity",
    ),
    "how_heard": _wording(
        "How did you hear about us | How did you hear about the programme | How did you hear",
        "how hear | hear about | heard about",
    ),
    "charter_signed": _wording(
        "Charter | I agree to the Charter | "
        "I have read and agree to the ALL Peer Mentoring Charter | "
        "I have read the ALL Peer Mentoring Charter and sign up to it",
        "charter | code of conduct",
    ),
    "declared_managers": _wording(
        "Line manager | Managers | Line managers | Who manages you, or whom do you manage | "
        "Who manages you, and whom do you manage",
        "manage | line manage | manages you | you manage | supervis",
    ),
    "declared_conflicts": _wording(
        "Conflicts of interest | Conflicts | Is there anyone you should not be paired with | "
        "Is there anybody else with whom you should not be paired",
        "conflict | not be paired | not be matched | not paired | not matched | avoid",
    ),
}

# What forms add by themselves and nobody needs.
UNUSED_HEADINGS = (
    "ID",
    "Start time",
    "Last modified time",
    "Score",
    "Total points",
    "Quiz feedback",
    "IP address",
)
