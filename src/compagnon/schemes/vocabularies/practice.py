"""How people would like to meet, and how they came to us."""

from django.utils.translation import gettext_noop as _

from compagnon.schemes.vocabularies.choice import Choice, Vocabulary

MODES = Vocabulary(
    "modes",
    _("Ways of meeting"),
    (
        Choice(
            "face_to_face",
            _("Face to face"),
            ("In person", "Face-to-face only", "In person only", "F2F"),
        ),
        Choice(
            "online",
            _("Online"),
            (
                "E-mentoring",
                "Online only",
                "Remote",
                "Video call",
                "Virtual",
                "E-mentoring (online)",
                "Remotely",
            ),
        ),
    ),
    everything=(
        "Both",
        "Either",
        "Hybrid",
        "Blended",
        "No preference",
        "I don't mind",
        "Either is fine",
        "Face to face or online",
        "A mix of both",
        "Mixture",
    ),
)

MEETING_FREQUENCIES = Vocabulary(
    "meeting_frequencies",
    _("Meeting frequencies"),
    (
        Choice(
            "half_termly",
            _("Once each half term"),
            (
                "Half-termly",
                "Once per half term",
                "Every half term",
                "Once a half term",
                "Half term",
            ),
        ),
        Choice("monthly", _("Once a month"), ("Monthly", "Every month", "Once per month")),
        Choice(
            "either",
            _("Either suits me"),
            ("Either", "No preference", "Both", "I don't mind", "Flexible", "Any"),
        ),
    ),
)

MATCH_PREFERENCES = Vocabulary(
    "match_preferences",
    _("Similar or different"),
    (
        Choice(
            "identical",
            _("Someone in a setting like mine"),
            (
                "Identical",
                "Similar",
                "Identical matching",
                "As similar as possible",
                "Same",
                "Someone similar to me",
            ),
        ),
        Choice(
            "diverse",
            _("Someone in a different setting"),
            (
                "Diverse",
                "Different",
                "Diverse matching",
                "As different as possible",
                "Someone different from me",
            ),
        ),
        Choice(
            "either",
            _("A balance of both"),
            (
                "Either",
                "Both",
                "Balance",
                "A balance",
                "No preference",
                "I don't mind",
                "Mixed",
                "A mix",
            ),
        ),
    ),
)

# What was asked before the grid of days (`times`): old answers, and forms that still ask so.
PARTS_OF_WEEK = Vocabulary(
    "parts_of_week",
    _("Parts of the week"),
    (
        Choice("before_school", _("Before school"), ("Early mornings", "Mornings before school")),
        Choice(
            "school_day",
            _("During the school day"),
            ("Daytime", "Lunchtime", "Lunch time", "Free periods", "PPA"),
        ),
        Choice(
            "after_school",
            _("After school"),
            ("Late afternoon", "Straight after school", "Afternoons"),
        ),
        Choice("evenings", _("Weekday evenings"), ("Evenings", "Evening", "In the evening")),
        Choice("weekends", _("Weekends"), ("Weekend", "At the weekend", "Saturdays", "Sundays")),
        Choice("holidays", _("School holidays"), ("Holidays", "Half terms", "In the holidays")),
    ),
    everything=("Any time", "Anytime", "Flexible", "I am flexible", "Any", "All"),
)

# The ways in which the programme is promoted (ALL-42), and the colleague who passed it on.
HOW_HEARD = Vocabulary(
    "how_heard",
    _("How you heard of us"),
    (
        Choice("website", _("Website"), ("ALL website", "The ALL website", "Our website", "Web")),
        Choice(
            "newsletter",
            _("Newsletter"),
            ("Newsletters", "ALLNet", "E-mail newsletter", "Email", "Bulletin", "E-mail"),
        ),
        Choice(
            "social_media",
            _("Social media"),
            ("Social", "Facebook", "LinkedIn", "Instagram", "Bluesky", "X", "Twitter", "Mastodon"),
        ),
        Choice(
            "conference", _("Conference"), ("Conferences", "Language World", "An event", "Event")
        ),
        Choice(
            "branch",
            _("Branch or network"),
            (
                "Branch",
                "Branch network",
                "Local branch",
                "Branch networks",
                "Network",
                "Local network",
                "ITET Forum",
            ),
        ),
        Choice(
            "colleague",
            _("A colleague"),
            ("Colleague", "Word of mouth", "A friend", "Friend", "Colleagues"),
        ),
    ),
)
