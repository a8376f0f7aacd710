"""Approved applicants of one joining point for the matching room, as many as are wanted. The same ones every time."""

from datetime import UTC, datetime
from random import Random
from typing import Any, Final

SEED: Final = 2027
BEGINNING: Final = datetime(2026, 8, 1, tzinfo=UTC)
AT_ONCE: Final = 2_000


def grow(point: Any, size: int) -> None:
    """Let so many people be approved, four of ten as mentors with a place or two; nothing but their rows is made."""
    from compagnon.accounts.models import Person  # noqa: PLC0415 -- Django is set up by now
    from compagnon.core import sealing  # noqa: PLC0415 -- as above
    from compagnon.recruitment.models import Application  # noqa: PLC0415 -- as above

    dice, answers = Random(SEED), _Answers()  # noqa: S311 -- chance, no secret
    for start in range(0, size, AT_ONCE):
        people = [
            Person(
                email=f"room{number}@example.org",
                name=f"Robin {number}",
                language="en",
                created_at=BEGINNING,
                password="!",  # noqa: S106 -- nobody signs in with one
            )
            for number in range(start, min(start + AT_ONCE, size))
        ]
        for one in people:
            sealing.put(one)
        Application.objects.bulk_create(
            Application(
                joining_point=point,
                person=one,
                state="approved",
                is_mentor=number % 10 < 4,  # noqa: PLR2004 -- four of ten
                is_mentee=number % 10 >= 4,  # noqa: PLR2004 -- as above
                capacity=1 + number % 2,
                answers=answers.drawn(dice),
                fingerprint="",
                submitted_at=BEGINNING,
                saved_at=BEGINNING,
            )
            for number, one in enumerate(Person.objects.bulk_create(people), start)
        )


class _Answers:
    """What people answer, drawn from the lists that a form offers."""

    def __init__(self) -> None:
        from compagnon.schemes import vocabularies  # noqa: PLC0415 -- Django is set up by now

        self._of = vocabularies
        self._interests = list(vocabularies.INTERESTS.keys)

    def drawn(self, dice: Random) -> dict[str, Any]:
        """Return one person's."""
        of = self._of
        wanted = dice.sample(self._interests, 3)
        one = {
            "region": of.REGIONS,
            "sector": of.SECTORS,
            "match_preference": of.MATCH_PREFERENCES,
            "meeting_frequency": of.MEETING_FREQUENCIES,
        }
        return {
            **{name: dice.choice(list(some.keys)) for name, some in one.items()},
            "institution": f"School {dice.randrange(2_000)}",
            "phases": [dice.choice(list(of.PHASES.keys))],
            "languages_taught": dice.sample(["fr", "de", "es", "it", "zh"], 2),
            "interests_wanted": wanted,
            "interests_offered": dice.sample(self._interests, 3),
            "purposes": ["induction"],
            "modes": ["online"],
            "availability": dice.sample(list(of.AVAILABILITIES.keys), 6),
            "experience_years": dice.randrange(30),
        }
