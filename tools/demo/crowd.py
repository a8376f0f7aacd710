"""Everybody else, drawn by shares."""

from collections.abc import Iterator

from tools.demo import answers
from tools.demo.applicant import Applicant
from tools.demo.chance import Dice
from tools.demo.names import FAMILIES, PLACES
from tools.demo.spelling import plain

EARLY_YEARS = 3
TRIES = 40
FAR_APART = {"Scotland", "Northern Ireland"}  # where no mentor travels, but one who has a story


def crowd(
    dice: Dice, count: int, *, mentors: int, both: int, taken: set[str]
) -> Iterator[Applicant]:
    """Yield as many people as are wanted, with names nobody has yet."""
    roles = ["Mentor"] * mentors + ["Both mentor and mentee"] * both
    roles += ["Mentee"] * (count - len(roles))
    for role in dice.shuffled(roles):
        region = dice.weighted(answers.REGIONS)
        name = _name(dice, region, taken)
        taken.add(name)
        yield _one_of_the_crowd(dice, name, role, region)


def _name(dice: Dice, region: str, taken: set[str]) -> str:
    """Return a name that nobody has yet; where most are taken, it has two family names, and then three."""
    tries = 0
    while True:
        shares = {
            family: family.share * (9 if region in family.regions else 1) for family in FAMILIES
        }
        family = dice.weighted(
            {
                one: share
                for one, share in shares.items()
                if not one.regions or region in one.regions
            }
        )
        name = f"{dice.one_of(family.first)} {dice.one_of(family.last)}"
        for _further in range(tries // TRIES):
            name = f"{name}-{dice.one_of(family.last)}"
        if name not in taken:
            return name
        tries += 1


def _one_of_the_crowd(dice: Dice, name: str, role: str, region: str) -> Applicant:
    is_mentor, is_mentee = role != "Mentee", role != "Mentor"
    years = 5 + dice.under(26) if is_mentor else dice.under(13)
    sector = _sector(dice, region)
    place = dice.one_of(PLACES.get(region, PLACES[""]))
    institution = _institution(sector, place, region)
    stages = next(stages for limit, stages in answers.STAGES_BY_YEARS if years <= limit)
    mode = dice.weighted(answers.MODES)
    if region in FAR_APART and is_mentor:
        mode = "Online"
    return Applicant(
        name=name,
        email=_email(dice, name, institution),
        role=role,
        region=region,
        sector=sector,
        phases=_phases(dice, sector),
        institution=institution,
        stage=dice.weighted(stages),
        years=years,
        taught=_taught(
            dice, "" if is_mentor else region
        ),  # who teaches these languages seldom mentors
        spoken=";".join(dice.some_of(answers.OTHER_LANGUAGES, dice.weighted({0: 6, 1: 3, 2: 1}))),
        wanted=";".join(dice.some_of(answers.WANTED, 2 + dice.under(3))) if is_mentee else "",
        offered=";".join(dice.some_of(answers.WANTED, 2 + dice.under(4))) if is_mentor else "",
        purpose=dice.weighted(answers.PURPOSES),
        mode=mode,
        preference=dice.weighted(answers.PREFERENCES),
        frequency=dice.weighted(answers.FREQUENCIES),
        times=";".join(dice.some_of(answers.TIMES, 1 + dice.under(3))),
        places=dice.weighted({"1": 60, "2": 35, "1 or 2": 3, "": 2}) if is_mentor else "",
        audience=dice.weighted(
            {"Language teacher": 70, "Specialist": 15, "Non-specialist": 10, "Language provider": 5}
        ),
        membership=(membership := _membership(dice, years)),
        number=str(10_000 + dice.under(40_000))
        if membership not in {"", "Not a member yet"}
        else "",
        postcode=dice.one_of(answers.POSTCODES[region]) if dice.happens(85) else "",
        heard=";".join(dice.some_of(answers.HEARD, 1 + dice.happens(20))),
        charter=dice.weighted(answers.CHARTER),
        conflicts=dice.weighted({"": 90, "no": 5, "None": 5}),
    )


def _membership(dice: Dice, years: int) -> str:
    membership = dice.weighted(answers.MEMBERSHIPS)
    return (
        "Individual member" if membership == "ECT package" and years > EARLY_YEARS else membership
    )


def _sector(dice: Dice, region: str) -> str:
    sector = dice.weighted(answers.SECTORS)
    is_england = region not in {"Wales", "Scotland", "Northern Ireland"}
    return (
        sector
        if is_england or sector not in {"Academy / MAT", "Sixth form college"}
        else "Maintained school"
    )


def _institution(sector: str, place: str, region: str) -> str:
    if sector in {"Self-employed", "Returner"}:
        return ""
    if sector == "University":
        return f"University of {place}"
    if sector == "Maintained school":
        return f"Ysgol {place}" if region == "Wales" else f"{place} School"
    return f"{place} {answers.HOUSES.get(sector, 'Centre')}"


def _email(dice: Dice, name: str, institution: str) -> str:
    if not institution or dice.happens(20):
        return f"{plain(name)}@example.{dice.one_of(('org', 'net'))}"
    return f"{plain(name)}@{plain(institution).replace('.', '-')}.example.{dice.one_of(('org', 'net'))}"


def _phases(dice: Dice, sector: str) -> str:
    fixed = answers.PHASES_OF_SECTOR.get(sector)
    if fixed:
        return ";".join(fixed)
    return dice.weighted(
        {"Primary": 30, "Secondary": 42, "Secondary;Post-16": 20, "All-through": 3, "KS3;KS4": 5}
    )


def _taught(dice: Dice, region: str) -> str:
    taught = dice.some_of(answers.LANGUAGES, dice.weighted({1: 5, 2: 4, 3: 1}))
    local = answers.LOCAL_LANGUAGE.get(region)
    return ";".join([local, *taught[:1]] if local and dice.happens(45) else taught)
