import pytest

from benchmarks.verdicts import Queries, Result, Run, Times, report
from benchmarks.visitor import Visit

FLOOR = Times(ratio=1.0, cpu_ms=4.0, p50_ms=5.0, p95_ms=9.0)
LIGHT = Visit(requests=8, kilobytes=100.0, again_kilobytes=12.0, third_party=0)


def page(kind: str = "list", *, ratio: float = 1.0, queries: Queries | None = None) -> Result:
    return Result(
        name="page",
        kind=kind,
        rows=25 if kind == "list" else 0,
        times=Times(ratio, 4.0, 5.0, 9.0),
        queries=queries or Queries(count=3, duplicates=0, instances=27),
        kilobytes=3.0,
    )


def run(*pages: Result, visit: Visit = LIGHT) -> Run:
    return Run("SQLite", FLOOR, 2.0, 90.0, list(pages), {"home": visit})


@pytest.mark.parametrize(
    ("kind", "most"),
    [("list", 2.5), ("detail", 2.5), ("post", 2.0), ("public", 1.5), ("dashboard", 6.0)],
)
def test_a_page_may_cost_so_many_times_the_floor_and_no_more(kind: str, most: float) -> None:
    assert list(page(kind, ratio=most).misses()) == []
    assert list(page(kind, ratio=most + 0.01).misses()) == [
        f"{most + 0.01:.2f} times the floor, at most {most}"
    ]


@pytest.mark.parametrize(("kind", "most"), [("list", 12), ("post", 10)])
def test_a_page_may_ask_so_many_queries_and_a_form_fewer(kind: str, most: int) -> None:
    assert list(page(kind, queries=Queries(most, 0, 1)).misses()) == []
    assert list(page(kind, queries=Queries(most + 1, 0, 1)).misses()) == [
        f"{most + 1} queries, at most {most}"
    ]


def test_nothing_is_asked_twice() -> None:
    assert list(page(queries=Queries(3, 1, 27)).misses()) == ["1 queries asked again"]


def test_a_list_makes_at_most_five_objects_a_row() -> None:
    assert list(page(queries=Queries(3, 0, 125)).misses()) == []
    assert list(page(queries=Queries(3, 0, 126)).misses()) == [
        "126 rows made into objects for 25 shown"
    ]


def test_what_a_first_visit_may_not_be_is_said() -> None:
    heavy = Visit(requests=9, kilobytes=100.1, again_kilobytes=12.1, third_party=1)

    assert list(run(visit=LIGHT).misses()) == []
    assert list(run(visit=heavy).misses()) == [
        "home, first visit: 9 requests, at most 8",
        "home, first visit: 100.1 kB, at most 100",
        "home, first visit: 12.1 kB the second time, at most 12",
        "home, first visit: 1 files from elsewhere, at most 0",
    ]


def test_the_report_says_plainly_what_is_missed() -> None:
    assert "\nMissed:\n  page: 2.60 times the floor, at most 2.5\n" in report(run(page(ratio=2.6)))
    assert "\nEverything is within what was promised.\n" in report(run(page()))
