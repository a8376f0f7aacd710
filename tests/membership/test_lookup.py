"""What a register says of an applicant. A person decides: nothing here turns anybody away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.membership.rules.lookup import (
    Finding,
    Listed,
    Verdict,
    are_alike,
    edges,
    judge,
    search_words,
)

TODAY = date(2026, 9, 14)
AMAL = Listed(1, "Amal Haddad", date(2026, 9, 14))
ENDED = Listed(2, "Amal Haddad", date(2026, 9, 13))
BELA = Listed(3, "Bela Kovács", None)


def by(listed: Listed, *, number: bool = False, address: bool = False) -> Listed:
    return Listed(listed.key, listed.name, listed.until, number, address)


@pytest.mark.parametrize(
    ("listed", "verdict", "keys"),
    [
        ([], Verdict.NOT_FOUND, []),
        ([BELA], Verdict.NOT_FOUND, []),
        ([AMAL, ENDED, BELA], Verdict.ALIKE, [1, 2]),
        ([by(AMAL, address=True)], Verdict.LISTED, [1]),
        # whoever married since keeps the address
        ([by(BELA, address=True)], Verdict.LISTED, [3]),
        ([by(AMAL, number=True), BELA], Verdict.LISTED, [1]),
        ([by(ENDED, number=True, address=True)], Verdict.ENDED, [2]),
        ([by(ENDED, number=True), by(AMAL, address=True)], Verdict.OTHER_NAME, [1, 2]),
        ([by(BELA, number=True)], Verdict.OTHER_NAME, [3]),
        ([by(BELA, number=True), by(AMAL, address=True)], Verdict.OTHER_NAME, [1, 3]),
        ([by(AMAL, address=True), by(ENDED, address=True)], Verdict.LISTED, [1]),
    ],
)
def test_number_and_address_find_exactly_and_a_name_only_hints(
    listed: list[Listed], verdict: Verdict, keys: list[int]
) -> None:
    found = judge("Amal Haddad", listed, TODAY, is_address_confirmed=True)

    assert (found.verdict, [one.key for one in found.listed]) == (verdict, keys)


@pytest.mark.parametrize(
    ("listed", "verdict", "keys"),
    [
        ([by(AMAL, address=True)], Verdict.LISTED, [1]),
        ([by(BELA, address=True)], Verdict.OTHER_NAME, [3]),
        ([by(AMAL, number=True), by(BELA, address=True)], Verdict.OTHER_NAME, [1, 3]),
        ([by(AMAL, number=True), by(ENDED, address=True)], Verdict.LISTED, [1]),
    ],
)
def test_an_address_that_nobody_confirmed_needs_a_name_that_is_alike(
    listed: list[Listed], verdict: Verdict, keys: list[int]
) -> None:
    found = judge("Amal Haddad", listed, TODAY, is_address_confirmed=False)

    assert (found.verdict, [one.key for one in found.listed]) == (verdict, keys)


def test_at_most_five_namesakes_are_named() -> None:
    namesakes = [Listed(n, "Amal Haddad", None) for n in range(9)]

    found = judge("Amal Haddad", namesakes, TODAY, is_address_confirmed=True)

    assert [one.key for one in found.listed] == [0, 1, 2, 3, 4]
    assert judge("", [], TODAY, is_address_confirmed=True) == Finding(Verdict.NOT_FOUND)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Amal Haddad", "HADDAD, Amal", True),
        ("Amal Haddad", "Amal Hadad", True),
        ("Bela Kovács", "Bela Kovacs", True),
        ("Amal Haddad", "Amal Noor Haddad", True),
        ("Amal", "Amal Haddad", False),
        ("Amal Haddad", "Amal Hadid", False),
        ("", "", False),
    ],
)
def test_names_are_alike_in_another_order_or_a_slip_apart(
    one: str, other: str, *, alike: bool
) -> None:
    assert are_alike(one, other) is are_alike(other, one) is alike


NAMES = st.text("abcde", min_size=2, max_size=6)


@given(NAMES, NAMES, st.data())
def test_a_name_with_one_slip_is_still_found_by_one_of_its_words(
    first: str, last: str, data: st.DataObject
) -> None:
    words = [first, last]
    which = data.draw(st.integers(0, 1))
    place = data.draw(st.integers(0, len(words[which]) - 1))
    words[which] = words[which][:place] + "x" + words[which][place + 1 :]

    found = set(search_words(" ".join(words))) & set(edges(f"{first} {last}"))

    assert found
    assert are_alike(f"{first} {last}", " ".join(words))
    assert edges("x") == ("", "")
