"""Small forms for tests, and answers to the one that ships."""

from dataclasses import replace
from typing import Any

from compagnon.recruitment.rules.form import Form, Kind, Question, Section

TEXTS: dict[str, Any] = {
    "label": {"en": "Why?"},
    "why": {"en": "To know."},
    "seen_by": {"en": "Us."},
}


def question(key: str = "own", kind: Kind = Kind.SHORT_TEXT, **more: Any) -> Question:
    """Return a question of the scheme's own."""
    return Question(key=key, kind=kind, **{**TEXTS, **more})


def form_with(*sections: tuple[Question, ...], languages: tuple[str, ...] = ("en",)) -> Form:
    """Return a form of these sections."""
    return Form(
        languages=languages,
        sections=tuple(
            Section(key=f"part{number}", title={"en": f"Part {number}"}, questions=questions)
            for number, questions in enumerate(sections, start=1)
        ),
    )


def with_section(form: Form, **change: Any) -> Form:
    """Return a form whose first section differs."""
    first, *others = form.sections
    return replace(form, sections=(replace(first, **change), *others))


# What a mentee types into the shipped form, and all of it makes sense.
MENTEE_TYPES: dict[str, list[str]] = {
    "membership_category": ["individual"],
    "audiences": ["language_teacher", "specialist"],
    "how_heard": ["newsletter"],
    "membership_number": ["A-1"],
    "region": ["wales"],
    "postcode_area": ["cf10 3at"],
    "sector": ["academy"],
    "phases": ["secondary"],
    "institution": ["Ysgol y Bryn"],
    "career_stage": ["early_career"],
    "experience_years": ["2"],
    "languages_taught": ["fr", "de", ""],
    "languages_taught__level": ["specialist", "non_specialist", ""],
    "languages_spoken": ["cy"],
    "languages_spoken__level": ["home"],
    "route_into_teaching": ["PGCE"],
    "purposes": ["progression"],
    "interests_wanted": ["speaking", "grammar"],
    "hope": ["More talk in my lessons.\nLess fear."],
    "modes": ["online"],
    "meeting_frequency": ["monthly"],
    "availability": ["evenings"],
    "match_preference": ["either"],
    "declared_managers": ["Huw Prys"],
    "declared_managers__email": ["huw@school.example"],
    "declared_conflicts": [""],
    "declared_conflicts__email": [""],
}
MENTOR_TYPES: dict[str, list[str]] = {
    **MENTEE_TYPES,
    "capacity": ["2"],
    "interests_offered": ["assessment"],
    "mentoring_experience": ["I have mentored three trainees."],
}
