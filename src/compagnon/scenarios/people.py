"""Any number of invented applicants, each with another name, address and set of answers; the same every time."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final, TypeVar

from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.schemes.vocabularies import (
    AVAILABILITIES,
    CAREER_STAGES,
    HOW_HEARD,
    INTERESTS,
    MATCH_PREFERENCES,
    MEETING_FREQUENCIES,
    MODES,
    PURPOSES,
    fold,
)

T = TypeVar("T")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


_FIRST: Final = _words(
    "Adaeze Agnieszka Aisha Alasdair Alice Amélie Angharad Anjali Beatrice Benoît Bronwen Calum Caoimhe Catriona"
    " Chiara Ciarán Clive Dermot Dilys Dmytro Duncan Efua Eilidh Emyr Esther Fatima Fergus Ffion Folasade Frances"
    " Gareth Giles Gurdeep Gwenllïan Hannah Harpreet Haruka Heledd Hugo Imogen Imran Inés Isla Joaquín Judith Jürgen"
    " Katarzyna Kenji Kirsty Kwame Laura Lowri Lucía Łukasz Mairi Mared Martin Mathéo Mei-Ling Nadeem Naomi Ngozi"
    " Niamh Nikhil Oksana Oliver Orla Philippa Priya Rabia Răzvan Rebecca Rohan Ruaridh Rupert Saima Simon Siôn"
    " Sorcha Struan Sumaira Tariq Temitope Thuy Toby Tudur Verity Wanjiru Yaw Yusuf Zainab Zoë"
)
_LAST: Final = _words(
    "Abercrombie Akhtar Ashworth Barraclough Bhatti Birtwhistle Boateng Bondarenko Cadwaladr Castellucci Cattermole"
    " Ceredig Chaudhry Chukwuma Colquhoun Coverdale Dalrymple Danquah Delacroix Devenney Dewhurst Dhillon Dunstable"
    " Eccleston Entwistle Eze Fairweather Fapohunda Farooqi Farquharson Ferrandini Fong Fontanel Gill Greenhalgh"
    " Grünewald Gwŷn Hardcastle Hölzel Hussaini Ibáñez Illingworth Ionescu Iyer Jessop Joshi Kapadia Kershaw Kowalczyk"
    " Lakhani Lefèvre Liu Llywelyn Longbottom MacAskill McGlinchey Mensah Molyneux Nair Nettleship NicDhòmhnaill"
    " Nowicki Nuñez Nwosu Ó_Dochartaigh Okonjo Ormerod Papadakis Pemberton Petrauskaitė Phan Pillai Prydderch Quarmby"
    " Rowbotham Schönfeld Seo Shevchuk Sugden Tanizaki Thistlethwaite Wadsworth Wekesa Yarwood Żurawska"
)
_PLACES: Final = _words(
    "Ambleford Birchover Copperdown Deepmere Easterby Fallowgate Gorsebank Harrowmere Inglecombe Kestrelwood"
    " Larkhampton Netherquay Oakhanger Pikestead Quernby Redmarsh Saltwick Thornywood Ullerton Wexbridge Yaffleton"
)
_HOUSES: Final = {
    "maintained": "School",
    "academy": "Academy",
    "independent": "College",
    "fe_college": "College of Further Education",
    "sixth_form_college": "Sixth Form",
    "higher_education": "University",
    "special": "Special School",
    "supplementary": "Saturday School",
}
_PHASE: Final = {
    "fe_college": ("post_16",),
    "sixth_form_college": ("post_16",),
    "higher_education": ("higher",),
}
_REGIONS: Final = {
    "london": 14,
    "south_east": 13,
    "north_west": 12,
    "east_of_england": 9,
    "west_midlands": 10,
    "south_west": 9,
    "yorkshire_humber": 9,
    "east_midlands": 7,
    "north_east": 5,
    "wales": 6,
    "scotland": 5,
    "northern_ireland": 3,
}
_LANGUAGES: Final = ("fr", "es", "de", "it", "zh", "ar", "ur", "cy", "ja", "ru")
_EARLY_YEARS: Final = 12


def applicants(
    seed: int, roles: Sequence[tuple[str, ...]], *, first: int, sent: datetime
) -> Iterator[ApplicantRow]:
    """Yield one applicant for each of the roles; `first` is a number nobody had yet, the others follow it."""
    town = _Town(seed, sent)
    for line, applied_as in enumerate(roles):
        yield town.applicant(line + 2, first + line, applied_as)


def name_of(number: int) -> str:
    """Return the name of one of the invented people: another for each number."""
    of_first, others = number % len(_FIRST), number // len(_FIRST)
    turn, of_last = divmod(others, len(_LAST))
    last = [_LAST[(of_last + of_first + more) % len(_LAST)] for more in (0, turn)]
    return f"{_FIRST[of_first]} {'-'.join(dict.fromkeys(last))}"


class _Town:
    """Where the invented people live: some work together, and some of those have to say so."""

    def __init__(self, seed: int, sent: datetime) -> None:
        self._chance = Random(seed)  # noqa: S311 -- invented people, no secret
        self._sent = sent
        self._colleagues: dict[str, list[str]] = {}

    def applicant(self, line: int, number: int, roles: tuple[str, ...]) -> ApplicantRow:
        chance = self._chance
        name, is_mentor = name_of(number), "mentor" in roles
        sector = chance.choice(list(_HOUSES))
        institution = f"{chance.choice(_PLACES)} {_HOUSES[sector]} {chance.randint(1, 3)}"
        known = self._colleagues.setdefault(institution, [])
        wishes = tuple(chance.sample(INTERESTS.keys, chance.randint(2, 4)))
        row = ApplicantRow(
            line=line,
            name=name,
            email=f"{'.'.join(fold(name).split())}.{number}@example.org",
            roles=roles,
            submitted_at=self._sent + timedelta(minutes=chance.randrange(60 * 24 * 20)),
            audiences=("language_teacher",),
            membership_number=str(10_000 + number),
            membership_category="individual",
            region=chance.choices(list(_REGIONS), list(_REGIONS.values()))[0],
            sector=sector,
            phases=_PHASE.get(sector) or (chance.choice(("primary", "secondary", "all_through")),),
            institution=institution,
            career_stage=chance.choice(CAREER_STAGES.keys),
            experience_years=chance.randrange(_EARLY_YEARS) + (5 if is_mentor else 0),
            languages_taught=tuple(chance.sample(_LANGUAGES, chance.randint(1, 3))),
            interests_wanted=wishes if "mentee" in roles else (),
            interests_offered=wishes if is_mentor else (),
            purposes=(chance.choice(PURPOSES.keys),),
            modes=chance.choice((("online",), MODES.keys)),
            match_preference=chance.choice(MATCH_PREFERENCES.keys),
            meeting_frequency=chance.choice(MEETING_FREQUENCIES.keys),
            availability=self._some(AVAILABILITIES.keys),
            capacity=chance.choice((1, 1, 2)) if is_mentor else 1,
            how_heard=(chance.choice(HOW_HEARD.keys),),
            charter_signed=True,
            declared_managers=(chance.choice(known),) if known and chance.random() < 0.5 else (),  # noqa: PLR2004 -- half of them
            declared_conflicts=(name_of(number + 7),) if chance.random() < 0.02 else (),  # noqa: PLR2004 -- two of a hundred
        )
        known.append(name)
        return row

    def _some(self, items: Sequence[T]) -> tuple[T, ...]:
        return tuple(self._chance.sample(items, self._chance.randint(1, 3)))
