"""Who somebody is: membership, where they work, what they teach."""

from typing import Final

from django.utils.translation import gettext_noop as _

from compagnon.recruitment.rules.default_form.seen_by import GROUP, PARTNER
from compagnon.recruitment.rules.form import Kind, Limits, Option, Question, Section, ShownIf
from compagnon.schemes.vocabularies import MEMBERSHIP_CATEGORIES

_MEMBERS: Final = tuple(key for key in MEMBERSHIP_CATEGORIES.keys if key != "not_a_member")

MEMBERSHIP: Final = Section(
    key="membership",
    title=_("You and the association"),
    questions=(
        Question(
            key="membership_category",
            kind=Kind.CHOICE,
            vocabulary="membership_categories",
            required=True,
            label=_("Which kind of member are you?"),
            help=_(
                "Not a member yet? Apply all the same: people look at it, and no machine turns you away."
            ),
            why=_("The programme is for members of the association."),
            seen_by=GROUP,
        ),
        Question(
            key="audiences",
            kind=Kind.SEVERAL,
            vocabulary="audiences",
            required=True,
            label=_("Who are you in language teaching?"),
            help=_("Tick all that fit."),
            why=_("So that we can tell whether the programme reaches everybody it is for."),
            seen_by=GROUP,
        ),
        Question(
            key="how_heard",
            kind=Kind.SEVERAL,
            vocabulary="how_heard",
            label=_("How did you hear of the programme?"),
            why=_("So that we know which ways of telling people work."),
            seen_by=GROUP,
        ),
    ),
)
WORK: Final = Section(
    key="work",
    title=_("Where you work"),
    questions=(
        Question(
            key="membership_number",
            kind=Kind.SHORT_TEXT,
            shown_if=ShownIf("membership_category", _MEMBERS),
            label=_("Membership number"),
            help=_("If you have it at hand. Without it we look you up by your name."),
            why=_("To find you in the register of members without asking you again."),
            seen_by=GROUP,
        ),
        Question(
            key="region",
            kind=Kind.CHOICE,
            vocabulary="regions",
            required=True,
            label=_("Which region are you in?"),
            why=_("So that no region is left out, and to find somebody near where you wish it."),
            seen_by=PARTNER,
        ),
        Question(
            key="postcode_area",
            kind=Kind.POSTCODE_AREA,
            label=_("First letters of your postcode"),
            help=_("Only the letters, such as LS or BT. Your address is not needed."),
            why=_("To see who could meet in person without a long journey."),
            seen_by=GROUP,
        ),
        Question(
            key="sector",
            kind=Kind.CHOICE,
            vocabulary="sectors",
            required=True,
            label=_("Which sector do you work in?"),
            why=_("So that no sector is left out, and you can meet somebody from another one."),
            seen_by=PARTNER,
        ),
        Question(
            key="phases",
            kind=Kind.PHASES,
            required=True,
            label=_("Which phases do you teach?"),
            help=_("Tick all that fit."),
            why=_("To find somebody who knows your phase, or who can show you another one."),
            seen_by=PARTNER,
        ),
        Question(
            key="institution",
            kind=Kind.SHORT_TEXT,
            label=_("Your school, college or other workplace"),
            help=_("Leave it empty if you are between posts."),
            why=_("So that you are not paired with somebody from your own workplace."),
            seen_by=GROUP,
        ),
    ),
)
TEACHING: Final = Section(
    key="teaching",
    title=_("Your teaching"),
    questions=(
        Question(
            key="career_stage",
            kind=Kind.CHOICE,
            vocabulary="career_stages",
            required=True,
            label=_("Where are you in your career?"),
            why=_("To find somebody with the experience that helps you, or that yours helps."),
            seen_by=PARTNER,
        ),
        Question(
            key="experience_years",
            kind=Kind.NUMBER,
            limits=Limits(0, 60),
            required=True,
            label=_("How many years have you taught?"),
            help=_("A whole number; 0 if you are just beginning."),
            why=_("Whoever helps has usually been at it a little longer."),
            seen_by=GROUP,
        ),
        Question(
            key="languages_taught",
            kind=Kind.LANGUAGES,
            required=True,
            choices=(
                Option("specialist", _("as a specialist")),
                Option("non_specialist", _("as a non-specialist")),
            ),
            label=_("Which languages do you teach, or help to teach?"),
            why=_("Many wish for somebody who teaches the same language, some for another one."),
            seen_by=PARTNER,
        ),
        Question(
            key="languages_spoken",
            kind=Kind.LANGUAGES,
            choices=(
                Option("home", _("at home")),
                Option("well", _("well")),
                Option("some", _("some")),
            ),
            label=_("Which other languages do you speak?"),
            why=_("Languages are common ground; yours count, taught or not."),
            seen_by=PARTNER,
        ),
        Question(
            key="route_into_teaching",
            kind=Kind.SHORT_TEXT,
            label=_("How did you come into teaching?"),
            help=_("For example a degree course, training in school, or from another profession."),
            why=_("Every route is welcome, and it helps us to see who finds us."),
            seen_by=GROUP,
        ),
    ),
)
