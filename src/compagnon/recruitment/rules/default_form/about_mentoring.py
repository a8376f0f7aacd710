"""What somebody hopes for, how they would like to meet, and whom they should not be paired with."""

from typing import Final

from django.utils.translation import gettext_noop as _

from compagnon.recruitment.rules.default_form.seen_by import GROUP, NOBODY, PARTNER
from compagnon.recruitment.rules.form import (
    MENTEES,
    MENTORS_WANTED,
    Kind,
    Limits,
    Question,
    Section,
)
from compagnon.schemes.settings import MOST_MENTORS

_MENTOR: Final = ("mentor",)
_MENTEE: Final = ("mentee",)

HOPES: Final = Section(
    key="hopes",
    title=_("What you hope for"),
    questions=(
        Question(
            key="purposes",
            kind=Kind.SEVERAL,
            vocabulary="purposes",
            required=True,
            roles=_MENTEE,
            label=_("Why would you like to take part now?"),
            why=_("To find somebody who has been where you are."),
            seen_by=GROUP,
        ),
        Question(
            key="interests_wanted",
            kind=Kind.SEVERAL,
            vocabulary="interests",
            required=True,
            roles=_MENTEE,
            label=_("What would you like to talk about?"),
            help=_("Three to five topics make the best match."),
            why=_("To find somebody who knows about it."),
            seen_by=PARTNER,
        ),
        Question(
            key="hope",
            kind=Kind.LONG_TEXT,
            roles=_MENTEE,
            label=_("In a few words: what would you like to be different a year from now?"),
            help=_("Please name no pupils and no colleagues."),
            why=_("It tells the Coordination Group what a list of topics cannot."),
            seen_by=GROUP,
        ),
        Question(
            key="interests_offered",
            kind=Kind.SEVERAL,
            vocabulary="interests",
            required=True,
            roles=_MENTOR,
            label=_("What could you help somebody with?"),
            help=_("Tick what you would gladly talk about; you need not be an expert."),
            why=_("To find somebody who wishes for it."),
            seen_by=PARTNER,
        ),
        Question(
            key="mentoring_experience",
            kind=Kind.LONG_TEXT,
            roles=_MENTOR,
            label=_("In a few words: what do you bring?"),
            help=_("Experience of mentoring is welcome and not needed."),
            why=_(
                "The Coordination Group approves who helps others, and would like to know you a little."
            ),
            seen_by=GROUP,
        ),
    ),
)
# Asked only where the scheme lets a learner have several, and a coordinator puts it into the form.
SEVERAL_MENTORS: Final = Question(
    key=MENTORS_WANTED,
    kind=Kind.NUMBER,
    limits=Limits(1, MOST_MENTORS),
    required=True,
    roles=_MENTEE,
    label=_("With how many people would you like to work?"),
    help=_("One is usual. A second one can know another side of the place or of the work."),
    why=_("To look for as many as you would like, one after the other."),
    seen_by=GROUP,
)
MEETING: Final = Section(
    key="meeting",
    title=_("How you would like to meet"),
    questions=(
        Question(
            key="capacity",
            kind=Kind.NUMBER,
            limits=Limits(*MENTEES),
            required=True,
            roles=_MENTOR,
            label=_("How many people could you take on?"),
            help=_("One or two."),
            why=_("So that you are never asked for more than you offered."),
            seen_by=GROUP,
        ),
        Question(
            key="modes",
            kind=Kind.SEVERAL,
            vocabulary="modes",
            required=True,
            label=_("How would you like to meet?"),
            why=_("Two who meet need one way that suits both."),
            seen_by=PARTNER,
        ),
        Question(
            key="meeting_frequency",
            kind=Kind.CHOICE,
            vocabulary="meeting_frequencies",
            required=True,
            label=_("How often?"),
            why=_("Once each half term is usual; once a month is possible."),
            seen_by=PARTNER,
        ),
        Question(
            key="availability",
            kind=Kind.TIMES,
            required=True,
            label=_("When could you meet?"),
            help=_("Tick every time that is possible; you agree the days with your partner."),
            why=_("To pair people who can find a time."),
            seen_by=PARTNER,
        ),
        Question(
            key="match_preference",
            kind=Kind.CHOICE,
            vocabulary="match_preferences",
            required=True,
            label=_("Whom would you rather meet?"),
            why=_("Some learn most from common ground, some from difference. You choose."),
            seen_by=GROUP,
        ),
    ),
)
APART: Final = Section(
    key="apart",
    title=_("Whom we should not pair you with"),
    intro=_(
        "Mentoring stays apart from line management. Name the people and they are never proposed to"
        " you; they are not told."
    ),
    questions=(
        Question(
            key="declared_managers",
            kind=Kind.PEOPLE,
            label=_("Your line managers, and the people you manage"),
            help=_("A name each; the e-mail address only if you know it."),
            why=_("Nobody is paired with somebody who manages them, or whom they manage."),
            seen_by=NOBODY,
        ),
        Question(
            key="declared_conflicts",
            kind=Kind.PEOPLE,
            label=_("Anybody else with whom it would not work"),
            help=_(
                "A relative, a close friend, somebody you would rather not meet. No reason needed."
            ),
            why=_("You should be able to speak freely."),
            seen_by=NOBODY,
        ),
    ),
)
