import sys
from collections.abc import Iterable

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from compagnon.recruitment.rules.managers import Declaring, forbidden_pairs, masked

HUW = Declaring(
    id="h", name="Huw Llŷr Prŷs", email="huw@ysgol.example.org", institution="Ysgol yr Enghraifft"
)
IQBAL = Declaring(id="i", name="محمد اقبال", email="iqbal@example.net")
KHAN = Declaring(id="k", name="R. Khan", email="khan@example.net")
SAMIRA = Declaring(id="s", name="Samira", email="samira@example.net")


def forbidden(*named: str, institution: str = "") -> list[str]:
    """Return the ids of those who must not be paired with Bela, who named somebody."""
    bela = Declaring(
        id="bela", name="Bela Novak", email="bela@example.org", institution=institution, named=named
    )
    return sorted(
        one
        for pair in forbidden_pairs([HUW, IQBAL, KHAN, SAMIRA, bela])
        for one in pair
        if one != "bela"
    )


@pytest.mark.requirement("ALL-54")
@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("huw@ysgol.example.org", ["h"]),
        ("My head of department, HUW@ysgol.example.org", ["h"]),
        ("Huw Llŷr Prŷs", ["h"]),
        ("Huw Prys", ["h"]),
        ("Prys, Huw", ["h"]),
        ("Mr H. Prys", ["h"]),
        ("Dr Huw Prys (headteacher)", ["h"]),
        ("Huw Prys, head of languages", ["h"]),
        ("Rabia Khan", ["k"]),
        ("محمد اقبال", ["i"]),
        ("Samira", ["s"]),
        ("Huw Prys <someone.else@example.org>", ["h"]),
        ("Huw Jones", []),
        ("Sioned Prys", []),
        ("Prys", []),
        ("Huw Prs", []),
        ("S. Khan", []),
        ("Bela Novak", []),
        ("the head of department", []),
        ("(not sure)", []),
        ("", []),
    ],
)
def test_whoever_is_named_is_kept_apart(named: str, expected: list[str]) -> None:
    assert forbidden(named) == expected


@pytest.mark.parametrize("named", ["Prys", "Mr Prys", "Huw", "Huw Llyr Prs", "Huw Llyr Pryse"])
def test_at_the_same_workplace_a_surname_or_a_slip_of_the_pen_is_enough(named: str) -> None:
    assert forbidden(named, institution="ysgol yr enghraifft") == ["h"]
    assert forbidden(named, institution="Another School") == []


def test_all_who_fit_a_name_are_kept_apart() -> None:
    people = [
        Declaring(id="1", name="Huw Prys", email="one@example.org"),
        Declaring(id="2", name="Huw Prys", email="two@example.org"),
        Declaring(id="3", name="Amal Haddad", email="amal@example.org", named=("Huw Prys",)),
    ]

    assert forbidden_pairs(people) == {("1", "3"), ("2", "3")}


def test_an_address_means_one_person_whoever_shares_the_name() -> None:
    people = [
        Declaring(id="1", name="Huw Prys", email="one@example.org"),
        Declaring(id="2", name="Huw Prys", email="two@example.org"),
        Declaring(
            id="3",
            name="Amal Haddad",
            email="amal@example.org",
            named=("Huw Prys one@example.org",),
        ),
    ]

    assert forbidden_pairs(people) == {("1", "3")}


def test_it_does_not_matter_who_of_the_two_declared_it() -> None:
    amal = Declaring(
        id="a", name="Amal Haddad", email="a@example.org", named=("Bela Novak", "Huw Prys")
    )
    bela = Declaring(id="b", name="Bela Novak", email="b@example.org", named=("Amal Haddad",))

    assert forbidden_pairs([amal, bela, HUW]) == {("a", "b"), ("a", "h")}


def test_what_was_typed_is_in_no_report() -> None:
    assert "Prys" not in repr(
        Declaring(id="a", name="Amal", email="a@example.org", named=("Huw Prys",))
    )


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ((), "0 people declared"),
        (("Huw Prys",), "1 person declared"),
        (("Huw", "Amal"), "2 people declared"),
    ],
)
def test_a_preview_tells_how_many_were_named_and_not_whom(
    named: tuple[str, ...], told: str
) -> None:
    with translation.override(None):
        assert masked(named) == told


def pairs_and_calls(people: Iterable[Declaring]) -> tuple[frozenset[tuple[str, str]], int]:
    """Return what must not be paired, and how many calls it took: unlike a time, the same on a busy machine."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        pairs = forbidden_pairs(people)
    finally:
        sys.setprofile(before)
    return pairs, calls


def test_many_people_of_one_workplace_are_not_compared_one_by_one() -> None:
    people = [
        Declaring(
            id=str(number),
            name=f"Person{number:04} Of{number % 97} Trust",
            email=f"{number}@example.org",
            institution="One Large Trust",
            named=(f"Persn{(number + 1) % 2000:04} Of{(number + 1) % 97} Trust",),
        )
        for number in range(2000)
    ]

    pairs, calls = pairs_and_calls(people)

    assert ("0", "1") in pairs
    assert calls < len(people) ** 2 / 2


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=20))
def test_any_text_names_somebody_or_nobody(named: str, name: str, institution: str) -> None:
    one = Declaring(id="1", name=name, email="one@example.org", institution=institution)
    other = Declaring(
        id="2", name="Amal", email="two@example.org", institution=institution, named=(named,)
    )

    assert forbidden_pairs([one, other]) <= {("1", "2")}
