"""240 invented applicants, and the two lines that cannot count. The same ones every time."""

from dataclasses import replace
from datetime import timedelta

from tools.demo import answers
from tools.demo.applicant import OPENED, Applicant
from tools.demo.chance import Dice
from tools.demo.crowd import crowd
from tools.demo.story import people_with_a_story

SEED = 2026
PEOPLE = 240
MENTORS, BOTH = 75, 20


def applicants() -> list[Applicant]:
    """Return every line of the form's export, in the order in which they were sent."""
    dice = Dice(SEED)
    known = list(people_with_a_story())
    others = crowd(
        dice, PEOPLE - len(known), mentors=MENTORS, both=BOTH, taken={one.name for one in known}
    )
    people = _with_managers([*known, *others], dice)
    people = [
        replace(one, sent=OPENED + timedelta(minutes=dice.under(60 * 24 * 100))) for one in people
    ]
    again, lost = _two_lines_that_do_not_count(people)
    return sorted([*people, again, lost], key=lambda one: (one.sent, one.name))


def _with_managers(people: list[Applicant], dice: Dice) -> list[Applicant]:
    """Let some name a colleague who has applied too, some a stranger, and most nobody."""
    by_workplace: dict[str, list[Applicant]] = {}
    for one in people:
        by_workplace.setdefault(one.institution, []).append(one)
    named = []
    for one in people:
        colleagues = [
            other for other in by_workplace[one.institution] if other.years > one.years + 4
        ]
        others = [
            other for other in people if other.region == one.region and other.years > one.years + 9
        ]
        if one.managers:
            managers = one.managers
        elif one.institution and colleagues and dice.happens(70):
            managers = _as_typed(dice, dice.one_of(colleagues))
        elif others and dice.happens(6):
            managers = _as_typed(dice, dice.one_of(others))
        else:
            managers = (
                dice.one_of(answers.STRANGERS)
                if dice.happens(18)
                else dice.weighted(answers.NOBODY)
            )
        named.append(replace(one, managers=managers))
    return named


def _as_typed(dice: Dice, manager: Applicant) -> str:
    first, last = manager.name.split(" ", 1) if " " in manager.name else (manager.name, "")
    return dice.one_of(
        (
            manager.name,
            manager.email,
            f"{last}, {first}" if last else first,
            f"{manager.name} (head of department)",
        )
    )


def _two_lines_that_do_not_count(people: list[Applicant]) -> tuple[Applicant, Applicant]:
    """Somebody's first answer, sent again later and better; and somebody who gave no address."""
    last = next(
        one
        for one in people
        if one.role == "Mentee" and one.email.endswith(".example.org") and one.spoken
    )
    first = replace(
        last,
        email=last.email.upper(),
        wanted="Grammar",
        sent=last.sent - timedelta(days=3),
        charter="Not yet",
    )
    lost = replace(
        last,
        name="Tomasina Quickenden",
        email="",
        institution="Zeal Heath School",
        managers="",
        number="",
        spoken="",
    )
    return first, replace(lost, sent=last.sent + timedelta(hours=7))
