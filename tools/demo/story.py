"""Those whom the demo and its tests look for by name."""

from collections.abc import Iterator
from dataclasses import replace

from tools.demo.applicant import Applicant
from tools.demo.names import IN_OTHER_SCRIPTS
from tools.demo.spelling import plain

PROGRESSION = "Progression: taking on a new role"
INDUCTION = "Induction: settling into a new school or the profession"

MENTOR = Applicant(
    name="Leila Marwan",
    email="l.marwan@harrowmere.example.org",
    role="Mentor",
    region="London",
    sector="Academy / MAT",
    phases="Secondary",
    institution="Harrowmere Academy",
    stage="Head of department",
    years=12,
    taught="French;Arabic",
    offered="Speaking;Behaviour;Leadership;Workload and wellbeing",
    purpose=PROGRESSION,
    mode="Face to face;Online",
    places="2",
    number="20117",
)
MENTEE = replace(
    MENTOR,
    name="Tomáš Dvořák",
    email="tomas@netherquay.example.org",
    role="Mentee",
    sector="Maintained school",
    institution="Netherquay School",
    stage="Early career teacher",
    years=2,
    taught="French;German",
    offered="",
    wanted="Speaking;Behaviour;Workload and wellbeing",
    preference="Someone different from me",
    places="",
    number="31480",
)
EDUCATOR = replace(
    MENTOR,
    name="Esther Adeyemi",
    email="e.adeyemi@ambleford.example.net",
    region="North West",
    sector="University",
    phases="Higher education",
    institution="University of Ambleford",
    stage="Teacher educator",
    years=18,
    taught="Spanish",
    offered="ITT mentoring;Research and writing;Curriculum design",
    purpose=INDUCTION,
    places="1",
    number="10052",
)


def people_with_a_story() -> Iterator[Applicant]:
    """Yield three whom others resemble, those who are hard to place, and those whose answers are hard to read."""
    yield from (MENTOR, MENTEE, EDUCATOR)
    yield from _only_a_manager_fits()
    yield from _only_somebody_managed_fits()
    yield from _nobody_near()
    yield from _in_other_scripts()
    yield from _in_welsh()
    yield from _perhaps_one_person()
    yield from _hard_to_read()


def _only_a_manager_fits() -> Iterator[Applicant]:
    """Yield somebody who can only meet face to face, and the one mentor near enough, who manages her."""
    yield replace(
        MENTOR,
        name="Dermot McAllister-Quinn",
        email="dermot.mq@carrickmoyle.example.org",
        region="Northern Ireland",
        sector="FE college",
        phases="Post-16",
        institution="Carrickmoyle Regional College",
        stage="Senior leader",
        years=21,
        taught="Irish;French",
        offered="Leadership;Curriculum design",
        places="1",
        number="11200",
    )
    yield replace(
        MENTEE,
        name="Orla Devenney",
        email="orla.devenney@drumfodden.example.org",
        region="Northern Ireland",
        sector="FE college",
        phases="Post-16",
        institution="Drumfodden Campus",
        stage="Established teacher",
        years=7,
        taught="Irish",
        wanted="Leadership;Curriculum design",
        mode="Face to face",
        managers="Dermot McAllister Quinn (vice-principal)",
        number="33871",
    )


def _only_somebody_managed_fits() -> Iterator[Applicant]:
    """Yield the same on an island, where it is the mentor who declared it."""
    peter = "p.renouf@rouge-havre.example.org"
    yield replace(
        MENTOR,
        name="Hélène Le Brocq",
        email="h.lebrocq@havre.example.org",
        region="Jersey",
        sector="Independent school",
        phases="Secondary",
        institution="Havre du Corbeau College",
        taught="French",
        places="1",
        offered="Grammar;Trips and exchanges",
        number="12998",
        managers=peter,
    )
    yield replace(
        MENTEE,
        name="Peter Renouf",
        email=peter,
        region="Channel Islands",
        sector="Independent school",
        phases="Primary",
        institution="Rouge Havre Prep",
        years=6,
        stage="Established teacher",
        wanted="Grammar;Trips and exchanges",
        mode="Face to face",
        number="30555",
    )


def _nobody_near() -> Iterator[Applicant]:
    """Yield those who can only meet face to face where nobody else can."""
    yield replace(
        MENTEE,
        name="Ingrid Holmqvist",
        email="ingrid@villeneuve.example.net",
        region="Outside the UK",
        sector="Independent school",
        phases="All-through",
        institution="Villeneuve-la-Rive International School",
        taught="Swedish;English",
        mode="Face to face",
        number="30990",
    )
    for name, place in (("Kirsty Colquhoun", "Strathbirnie"), ("Ruaridh Farquharson", "Kirkmuir")):
        yield replace(
            MENTEE,
            name=name,
            email=f"{plain(name)}@{plain(place)}.example.org",
            region="Scotland",
            institution=f"{place} High School",
            years=4,
            stage="Established teacher",
            taught="French;Gaelic",
            mode="Face to face",
            number="35110",
        )


def _in_other_scripts() -> Iterator[Applicant]:
    for number, (name, spelt) in enumerate(IN_OTHER_SCRIPTS, start=41_001):
        is_mentor = spelt == "sana.malik"
        yield replace(
            MENTOR if is_mentor else MENTEE,
            name=name,
            email=f"{spelt}@{spelt.replace('.', '-')}.example.net",
            region="West Midlands",
            institution=f"Yaffleton Academy {number % 1000}",
            taught="French;Urdu",
            spoken="Urdu;Panjabi",
            number=str(number),
        )


def _in_welsh() -> Iterator[Applicant]:
    """Yield the one mentor who teaches Welsh, and two of those who would like one who does."""
    yield replace(
        MENTOR,
        name="Llŷr ap Gwilym",
        email="llyr@ysgol-pen-y-berth.example.org",
        region="Wales",
        sector="Maintained school",
        institution="Ysgol Pen-y-berth",
        taught="Welsh;French",
        offered="Speaking;EAL and multilingual pedagogies;CLIL",
        places="1",
        number="15020",
    )
    for name, place in (("Gwenllïan Tŵr", "Maes-y-gog"), ("Heledd Gwŷn", "Llanfedwen")):
        yield replace(
            MENTEE,
            name=name,
            email=f"{plain(name)}@ysgol-{plain(place)}.example.org",
            region="Wales",
            institution=f"Ysgol {place}",
            taught="Welsh",
            preference="Someone similar to me",
            mode="Online",
            number="15900",
        )


def _perhaps_one_person() -> Iterator[Applicant]:
    """Yield two answers that may be one person's, under two addresses."""
    edith = replace(
        MENTEE,
        name="Edith Underhill",
        email="edith.underhill@gorsebank.example.org",
        region="South West",
        institution="Gorsebank School",
        years=6,
        stage="Established teacher",
        number="27001",
    )
    yield edith
    yield replace(edith, name="Edyth Underhill", email="edie@underhill.example.net", number="")


def _hard_to_read() -> Iterator[Applicant]:
    yield replace(
        MENTEE,
        name="Yusuf Lakhani",
        email="y.lakhani@pikestead.example.org",
        region="East Midlands",
        institution='=HYPERLINK("http://pikestead.example.org","Pikestead School")',
        number="27114",
    )
    yield replace(
        MENTEE,
        name="Aviaja Petersen",
        email="aviaja@example.net",
        region="East of England",
        institution="Redmarsh College",
        taught="Danish;Greenlandic",
        number="27220",
    )
