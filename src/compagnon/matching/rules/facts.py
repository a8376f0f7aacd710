"""What the engine may know of an applicant: answers that matter to a match, under an opaque id.

No name, no address, no declared manager; nothing that stands for a protected characteristic.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compagnon.recruitment.rules.form import MENTORS_WANTED
from compagnon.recruitment.rules.institutions import key_of
from compagnon.schemes.vocabularies import MEETING_FREQUENCIES
from compagnon.schemes.vocabularies.times import expanded


@dataclass(frozen=True, kw_only=True)
class ApplicantFacts:
    """One approved applicant. Lists hold keys of the vocabularies; empty means not answered.

    `was_postponed`: nobody was found for them at the joining point before, so they come first. `is_served`: they have a
    mentor, or one is proposed, and would take another one: so they come last.
    """

    id: str
    is_mentor: bool
    is_mentee: bool
    capacity: int = 1
    region: str = ""
    sector: str = ""
    institution: str = ""
    phases: tuple[str, ...] = ()
    languages_taught: tuple[str, ...] = ()
    interests_wanted: tuple[str, ...] = ()
    interests_offered: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    availability: tuple[str, ...] = ()
    meeting_frequency: str = ""
    match_preference: str = ""
    experience_years: int | None = None
    was_postponed: bool = False
    is_served: bool = False


def wishes_of(answers: Mapping[str, Any], most: int) -> int:
    """Return how many mentors somebody asks for, one if they do not say, as far as the scheme allows (NF-02)."""
    asked = answers.get(MENTORS_WANTED)
    return min(asked, most) if isinstance(asked, int) and asked > 1 else 1


def facts_of(
    applicant_id: str,
    answers: Mapping[str, Any],
    *,
    is_mentor: bool,
    is_mentee: bool,
    capacity: int,
) -> ApplicantFacts:
    """Take from an application's answers (JSON, as `ApplicantRow.answers` keeps them) what a match may depend on."""

    def some(name: str) -> tuple[str, ...]:
        return tuple(answers.get(name) or ())

    def one(name: str) -> str:
        return answers.get(name) or ""

    return ApplicantFacts(
        id=applicant_id,
        is_mentor=is_mentor,
        is_mentee=is_mentee,
        capacity=capacity,
        region=one("region"),
        sector=one("sector"),
        institution=one("institution"),
        phases=some("phases"),
        languages_taught=some("languages_taught"),
        interests_wanted=some("interests_wanted"),
        interests_offered=some("interests_offered"),
        purposes=some("purposes"),
        modes=some("modes"),
        availability=expanded(some("availability")),
        meeting_frequency=one("meeting_frequency"),
        match_preference=one("match_preference"),
        experience_years=answers.get("experience_years"),
    )


def codes_of(facts: ApplicantFacts, attribute: str) -> tuple[str, ...]:
    """Return what somebody answered to a question of one answer or of several."""
    answer = getattr(facts, attribute)
    return answer if isinstance(answer, tuple) else (answer,) if answer else ()


def attributes(facts: ApplicantFacts) -> dict[str, int | str | tuple[str, ...] | None]:
    """Return the answers as the engine compares them: one spelling a workplace, "either" for both."""
    either = facts.meeting_frequency == "either"
    frequencies = tuple(key for key in MEETING_FREQUENCIES.keys if key != "either")
    return {
        "region": facts.region,
        "sector": facts.sector,
        "institution": key_of(facts.institution),
        "phases": facts.phases,
        "languages_taught": facts.languages_taught,
        "interests_wanted": facts.interests_wanted,
        "interests_offered": facts.interests_offered,
        "purposes": facts.purposes,
        "modes": facts.modes,
        "availability": facts.availability,
        "meeting_frequency": frequencies if either else facts.meeting_frequency,
        "preference": facts.match_preference,
        "experience_years": facts.experience_years,
        "postponed": int(facts.was_postponed),
    }
