"""Where people work: regions and their nations, sectors, phases.

No nation's own stages are forced on another: phases are neutral, and each nation's words are other spellings.
"""

from django.utils.translation import gettext_noop as _

from compagnon.schemes.vocabularies.choice import Choice, Vocabulary

REGIONS = Vocabulary(
    "regions",
    _("Regions"),
    (
        Choice(
            "north_east", _("North East"), ("North East England", "North East of England", "NE")
        ),
        Choice(
            "north_west", _("North West"), ("North West England", "North West of England", "NW")
        ),
        Choice(
            "yorkshire_humber",
            _("Yorkshire and the Humber"),
            ("Yorkshire and Humber", "Yorkshire", "Yorkshire & Humberside", "Yorks & Humber"),
        ),
        Choice("east_midlands", _("East Midlands"), ("The East Midlands",)),
        Choice(
            "west_midlands",
            _("West Midlands"),
            ("The West Midlands", "Birmingham and the Black Country"),
        ),
        Choice(
            "east_of_england",
            _("East of England"),
            ("East", "East England", "Eastern", "East Anglia"),
        ),
        Choice("london", _("London"), ("Greater London", "Inner London", "Outer London")),
        Choice(
            "south_east", _("South East"), ("South East England", "South East of England", "SE")
        ),
        Choice(
            "south_west", _("South West"), ("South West England", "South West of England", "SW")
        ),
        Choice(
            "wales",
            _("Wales"),
            (
                "Cymru",
                "North Wales",
                "South Wales",
                "Mid Wales",
                "West Wales",
                "Gogledd Cymru",
                "De Cymru",
            ),
        ),
        Choice("scotland", _("Scotland"), ("Alba",)),
        Choice(
            "northern_ireland",
            _("Northern Ireland"),
            ("NI", "Tuaisceart Éireann", "The North of Ireland"),
        ),
        Choice(
            "crown_dependencies",
            _("Crown dependencies"),
            ("Jersey", "Guernsey", "Isle of Man", "Channel Islands", "Ellan Vannin"),
        ),
        Choice(
            "outside_uk",
            _("Outside the UK"),
            ("Outside UK", "Overseas", "Abroad", "International", "Ireland"),
        ),
    ),
)

NATIONS = Vocabulary(
    "nations",
    _("Nations"),
    (
        Choice("england", _("England"), ("Lloegr",)),
        Choice("wales", _("Wales"), ("Cymru",)),
        Choice("scotland", _("Scotland"), ("Alba",)),
        Choice("northern_ireland", _("Northern Ireland"), ("NI",)),
        Choice("elsewhere", _("Elsewhere"), ("Other",)),
    ),
)

_OTHER_NATIONS = {
    "wales": "wales",
    "scotland": "scotland",
    "northern_ireland": "northern_ireland",
    "crown_dependencies": "elsewhere",
    "outside_uk": "elsewhere",
}
NATION_OF_REGION = {region: _OTHER_NATIONS.get(region, "england") for region in REGIONS.keys}

SECTORS = Vocabulary(
    "sectors",
    _("Sectors"),
    (
        Choice(
            "maintained",
            _("Maintained or council school"),
            (
                "Maintained",
                "Maintained school",
                "State school",
                "State",
                "Local authority school",
                "Council school",
                "Community school",
                "Voluntary aided school",
                "Faith school",
            ),
        ),
        Choice(
            "academy",
            _("Academy or trust"),
            (
                "Academy",
                "MAT",
                "Multi-academy trust",
                "Academy / MAT",
                "Academy or MAT",
                "Free school",
            ),
        ),
        Choice(
            "independent",
            _("Independent school"),
            ("Independent", "Private school", "Public school", "Fee-paying"),
        ),
        Choice(
            "special",
            _("Special school or alternative provision"),
            (
                "Special",
                "Special school",
                "SEND school",
                "Alternative provision",
                "AP",
                "Special / AP",
                "PRU",
            ),
        ),
        Choice(
            "fe_college",
            _("Further education college"),
            ("FE", "FE college", "College", "Further education"),
        ),
        Choice(
            "sixth_form_college", _("Sixth form college"), ("Sixth form", "6th form college", "SFC")
        ),
        Choice(
            "training_provider", _("Independent training provider"), ("ITP", "Training provider")
        ),
        Choice(
            "adult_community",
            _("Adult and community learning"),
            (
                "Adult and community",
                "Adult education",
                "Adult learning",
                "ACL",
                "Adult community learning",
            ),
        ),
        Choice("higher_education", _("Higher education"), ("HE", "University", "Universities")),
        Choice(
            "supplementary",
            _("Supplementary or complementary school"),
            (
                "Supplementary school",
                "Complementary school",
                "Supplementary",
                "Complementary",
                "Saturday school",
                "Community language school",
            ),
        ),
        Choice(
            "prison",
            _("Prison or offender learning"),
            ("Prison", "Offender learning", "Prison education"),
        ),
        Choice(
            "local_authority",
            _("Local authority or consortium"),
            (
                "Local authority",
                "Consortium",
                "LA",
                "Council",
                "Regional consortium",
                "Education authority",
            ),
        ),
        Choice(
            "self_employed",
            _("Self-employed or tutor"),
            ("Self-employed", "Tutor", "Private tutor", "Freelance", "Peripatetic", "Tutoring"),
        ),
        Choice(
            "hospital_virtual",
            _("Hospital or virtual school"),
            ("Hospital school", "Virtual school", "Online school"),
        ),
        Choice(
            "between_posts",
            _("Between posts or returning"),
            (
                "Between posts",
                "Returner",
                "Returning",
                "Not currently working",
                "Career break",
                "Between jobs",
            ),
        ),
    ),
)

PHASES = Vocabulary(
    "phases",
    _("Phases"),
    (
        Choice(
            "early_years",
            _("Early years"),
            ("EYFS", "Nursery", "Reception", "Early level", "Progression step 1"),
        ),
        Choice(
            "primary",
            _("Primary"),
            (
                "KS1",
                "KS2",
                "Key Stage 1",
                "Key Stage 2",
                "First level",
                "Second level",
                "Foundation stage",
                "Progression step 2",
                "Progression step 3",
                "Infant",
                "Junior",
                "Prep",
                "Cynradd",
            ),
        ),
        Choice(
            "secondary",
            _("Secondary or post-primary"),
            (
                "Secondary",
                "Post-primary",
                "KS3",
                "KS4",
                "Key Stage 3",
                "Key Stage 4",
                "Third level",
                "Fourth level",
                "Third/fourth level",
                "Senior phase",
                "Progression step 4",
                "Progression step 5",
                "GCSE",
                "Uwchradd",
            ),
        ),
        Choice(
            "post_16",
            _("Post-16 and further education"),
            (
                "Post-16",
                "Post 16",
                "KS5",
                "Key Stage 5",
                "Sixth form",
                "A level",
                "FE",
                "Further education",
                "16-19",
            ),
        ),
        Choice("higher", _("Higher education"), ("HE", "University", "Higher")),
        Choice(
            "adult",
            _("Adult learning"),
            ("Adult", "Adults", "Adult and community", "Adult education"),
        ),
        Choice(
            "all_through",
            _("All-through"),
            ("All through", "All phases", "All-through school", "3-18", "4-18"),
        ),
    ),
)
