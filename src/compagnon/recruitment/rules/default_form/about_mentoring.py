"""What somebody hopes for, how they would like to meet, and whom they should not be paired with."""

from typing import Final

from django.utils.translation import gettext_noop as _

from compagnon.recruitment.rules.default_form.seen_by import GROUP, NOBODY, PARTNER
from compagnon.recruitment.rules.form import MENTEES, Kind, Limits, Question, Section

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
            label=_("Why would you like a mentor now?"),
            why=_("To find a mentor who has been where you are."),
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
            why=_("To find a mentor who knows about it."),
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
            why=_("To find a mentee who wishes for it."),
            seen_by=PARTNER,
        ),
        Question(
            key="mentoring_experience",
            kind=Kind.LONG_TEXT,
            roles=_MENTOR,
            label=_("In a few words: what do you bring as a mentor?"),
            help=_("Experience of mentoring is welcome and not needed."),
            why=_("The Coordination Group approves mentors, and would like to know you a little."),
            seen_by=GROUP,
        ),
    ),
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
            label=_("How many mentees could you take?"),
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
            kind=Kind.AVAILABILITY,
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
