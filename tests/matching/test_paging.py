from compagnon.matching.rules.paging import PAGE_SIZE, Page, page_after


def number(after: str, total: int) -> Page[str]:
    return page_after([f"{place:02}" for place in range(1, total + 1)], str, after)


def test_a_list_goes_on_and_back_by_key() -> None:
    first = number("", 60)
    second = number(first.next or "", 60)
    third = number(second.next or "", 60)

    assert [(page.first, page.last, page.total) for page in (first, second, third)] == [
        (1, PAGE_SIZE, 60),
        (26, 50, 60),
        (51, 60, 60),
    ]
    assert [(page.previous, page.next) for page in (first, second, third)] == [
        (None, "25"),
        ("", "50"),
        ("25", None),
    ]
    assert number(third.previous or "", 60) == second


def test_a_list_begins_anew_for_a_key_that_nobody_has() -> None:
    assert number("99", 3) == number("", 3)
    assert number("", 0) == Page((), None, None, 1, 0)
    assert number("", 25).next is None
