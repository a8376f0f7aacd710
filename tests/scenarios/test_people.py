from datetime import UTC, datetime
from itertools import combinations

from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.scenarios.people import applicants, name_of
from compagnon.schemes.vocabularies import NATION_OF_REGION, VOCABULARIES

SENT = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


def some(count: int, *, seed: int = 1, first: int = 0) -> list[ApplicantRow]:
    roles = [("mentor",), ("mentee",), ("mentor", "mentee")]
    return list(applicants(seed, [roles[n % 3] for n in range(count)], first=first, sent=SENT))


def test_everybody_has_another_name() -> None:
    names = [name_of(number) for number in range(30_000)]

    assert len(set(names)) == len(names)
    assert (names[0], names[92], names[20_000]) == (
        "Adaeze Abercrombie",
        "Adaeze Akhtar",
        "Haruka Yarwood-Abercrombie",
    )


def test_they_are_the_same_every_time() -> None:
    assert some(30) == some(30)
    assert some(30) != some(30, seed=2)


def test_their_answers_are_on_the_lists_and_differ() -> None:
    rows = some(200)

    for row in rows:
        for field, vocabulary in (
            ("interests_wanted", "interests"),
            ("interests_offered", "interests"),
            ("languages_taught", "languages"),
            ("phases", "phases"),
            ("availability", "availabilities"),
        ):
            assert set(getattr(row, field)) <= set(VOCABULARIES[vocabulary].keys)
        assert row.sector in VOCABULARIES["sectors"]
        assert row.region in NATION_OF_REGION
        assert bool(row.interests_offered) == row.is_mentor
        assert bool(row.interests_wanted) == row.is_mentee
    assert len({row.email for row in rows}) == 200
    assert len({row.region for row in rows}) == 12
    assert not any(one.answers() == other.answers() for one, other in combinations(rows, 2))


def test_some_declare_a_colleague() -> None:
    rows = some(300)
    by_name = {row.name: row for row in rows}

    declared = [(row, by_name[name]) for row in rows for name in row.declared_managers]

    assert 5 < len(declared) < 150
    assert all(one.institution == other.institution for one, other in declared)
    assert any(row.declared_conflicts for row in rows)
