import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.utils import translation

from compagnon import engine
from compagnon.cli.match import LANGUAGES
from compagnon.cli.match.overview import Overview, Section, Subject, Table
from compagnon.cli.match.page import as_page, as_text
from compagnon.cli.match.report import Matched
from compagnon.cli.match.summary import overview_of
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.schemes.matching_defaults import MatchingSettings

ROLES = {"amal": ("mentor",), "bela": ("mentee",), "eve": ("mentor", "mentee"), "fay": ("mentee",)}


def subject(
    *mentees: tuple[str, str, int],
    recruits: tuple[engine.Recruit, ...] | None = (),
    unplaced: tuple[engine.Unplaced, ...] = (),
    costs: tuple[engine.AimCost, ...] = (),
    proved: engine.Proved = engine.Proved(placed=True, equity=True, worst=True, total=True),  # noqa: B008 -- frozen
) -> Subject:
    """Four people, and these pairs of (mentor, mentee, score)."""
    people = {
        name: ApplicantRow(
            line=at, name=name.title(), email=f"{name}@example.org", roles=roles, capacity=2
        )
        for at, (name, roles) in enumerate(ROLES.items(), start=2)
    }
    scores = sorted(score for _mentor, _mentee, score in mentees)
    result = engine.Result(
        pairs=tuple(
            engine.Pair(mentor, mentee, score, pinned=False, contributions=(), near_ties=())
            for mentor, mentee, score in mentees
        ),
        unplaced=unplaced,
        shortages=(),
        equity=(),
        summary=engine.Summary(
            mentees=3,
            mentors=2,
            places=4,
            eligible_pairs=1234,
            mentees_placed=len(mentees),
            mentors_placed=1,
            pairs=len(mentees),
            pinned=0,
            total=sum(scores),
            worst=scores[0] if scores else None,
            median=scores[(len(scores) - 1) // 2] if scores else None,
            proved=proved,
        ),
        notes=(),
        costs=costs,
    )
    return Subject(
        file_name="applications.csv",
        lines=4,
        seed=7,
        settings=MatchingSettings(),
        matched=Matched(people, result),
        recruits=recruits,
    )


def sections(found: Subject) -> Mapping[str, Section]:
    return {section.key: section for section in overview_of(found).sections}


def rows(section: Section, number: int = 0) -> list[tuple[str, ...]]:
    return list(section.tables[number].rows)


def test_every_pair_is_counted_where_its_score_lies() -> None:
    found = sections(subject(("amal", "bela", 10_000), ("amal", "fay", 8_949), ("amal", "eve", 0)))

    counts = dict(rows(found["scores"]))
    assert {said: count for said, count in counts.items() if count != "0"} == {
        "0 to 9": "1",
        "80 to 89": "1",
        "90 to 100": "1",
    }
    assert [bar.value for bar in found["scores"].tables[0].bars] == [1, 0, 0, 0, 0, 0, 0, 0, 1, 1]


def test_without_a_pair_there_is_nothing_to_count() -> None:
    found = sections(subject())

    assert found["scores"].sentences == ("There is no pair.",)
    assert "worst" not in found
    assert len(overview_of(subject()).figures) == 3


def test_mentors_are_counted_by_how_many_mentees_they_have() -> None:
    found = sections(subject(("amal", "bela", 5_000), ("amal", "fay", 5_000)))

    assert rows(found["load"]) == [("0", "1", "0"), ("1", "0", "0"), ("2", "1", "1")]


def test_the_pairs_that_suit_least_come_first() -> None:
    found = sections(
        subject(("amal", "fay", 9_000), ("eve", "bela", 5_049), ("amal", "bela", 5_051))
    )

    assert [row[:3] for row in rows(found["worst"])] == [
        ("Eve", "Bela", "50"),
        ("Amal", "Bela", "51"),
        ("Amal", "Fay", "90"),
    ]


def left_out(person: str, *removed: str, helped: tuple[str, ...] = ()) -> engine.Unplaced:
    reason = engine.Reason("unplaced.nobody_fits", {"candidates": 2})
    return engine.Unplaced(
        *(person, "mentee", reason, 2, 0),
        removed=tuple(engine.Removal(rule, reason, 1, 1) for rule in (*removed, engine.ONESELF)),
        relaxations=tuple(
            engine.Relaxation(rule, reason, "amal", 5_000, 1, 0, 1) for rule in helped
        ),
        shortage=None,
    )


def test_who_is_left_out_is_counted_by_reason_and_by_rule() -> None:
    found = sections(
        subject(
            unplaced=(
                left_out("bela", "too_far", "no_shared_mode"),
                left_out("fay", "too_far", helped=("too_far", "too_far")),
            )
        )
    )["left-out"]

    assert rows(found) == [("Mentees: Nobody passes every rule", "2")]
    assert rows(found, 1) == [
        ("Face to face only, in different regions", "2", "1"),
        ("No way of meeting in common", "1", "0"),
    ]


def test_who_is_left_out_only_by_being_alone_meets_no_rule() -> None:
    found = sections(subject(unplaced=(left_out("bela"),)))["left-out"]

    assert len(found.tables) == 1


def test_whom_to_look_for_is_told_in_words() -> None:
    recruits = (
        engine.Recruit({"modes": frozenset({"online"}), "region": "wales"}, 1, 3, 1_234),
        engine.Recruit({}, 1, 1, 1),
    )

    found = sections(subject(recruits=recruits))["recruits"]

    assert rows(found) == [
        ("Ways of meeting: Online; Region: Wales", "3", "1,234"),
        ("Any mentor", "1", "1"),
    ]


@pytest.mark.parametrize(
    ("recruits", "sentence"),
    [
        (None, "Not computed: with so many people it would take too long."),
        ((), "One more mentor would place nobody else."),
    ],
)
def test_it_is_said_if_there_is_nobody_to_look_for(
    recruits: tuple[engine.Recruit, ...] | None, sentence: str
) -> None:
    assert sections(subject(recruits=recruits))["recruits"].sentences == (sentence,)


def test_what_is_not_proved_is_said_with_how_much_better_it_could_be() -> None:
    proved = engine.Proved(placed=True, equity=True, worst=True, total=False, gap=250)

    found = sections(subject(("amal", "bela", 5_000), proved=proved))["proofs"]

    assert [row[1] for row in rows(found)] == ["Yes", "Yes", "Yes", "No"]
    assert found.sentences[-1] == "The sum could be higher by 3 points at most, of 50."
    assert "1,234 pairs" in found.sentences[0]


def test_pairs_too_many_to_be_counted_are_not_counted() -> None:
    one = subject(("amal", "bela", 5_000))
    result = replace(one.result, summary=replace(one.result.summary, eligible_pairs=None))

    found = sections(replace(one, matched=one.matched._replace(result=result)))["proofs"]

    assert found.sentences == (
        "Proved means: of all pairings that the rules allow none does better, given the aims above it.",
    )


def test_what_was_not_asked_for_cost_nothing_that_could_be_told() -> None:
    costs = tuple(engine.AimCost(aim, 100) for aim in ("equity", "keep", "worst", "lift"))

    assert "costs" not in sections(subject())
    assert rows(sections(subject(("amal", "bela", 9_900), costs=costs))["costs"]) == [
        ("Places shared out evenly", "1", "1.00"),
        ("The pair that suits least as good as can be", "1", "1.00"),
    ]
    assert rows(sections(subject(costs=costs))["costs"])[0][2] == ""


def test_only_rules_that_a_file_can_speak_of_are_told() -> None:
    rules = [row[0] for row in rows(sections(subject())["method"], 1)]

    assert rules == [
        "Cannot be paired",
        "The same workplace",
        "No way of meeting in common",
        "Face to face only, in different regions",
    ]


class Reader(HTMLParser):
    """Collects what a page would load or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.loads: list[str] = []
        self.pictures = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.pictures += ("role", "img") in attrs
        self.loads += [
            str(value)
            for name, value in attrs
            if name in {"src", "srcset", "href", "action", "data"}
            and not str(value).startswith("#")
        ]


def whole() -> Overview:
    return overview_of(
        subject(("amal", "bela", 9_000), unplaced=(left_out("fay", "too_far"),), recruits=None)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_needs_nothing_beside_itself(language: str) -> None:
    with translation.override(language):
        page = as_page(whole()).decode()

    reader = Reader(page)
    assert reader.loads == []
    assert {"script", "link", "img", "iframe", "object", "form"} & set(reader.elements) == set()
    assert reader.pictures == 3
    assert reader.elements.count("table") == sum(len(one.tables) for one in whole().sections)
    assert {found[:16] for found in re.findall(r'url\("?([^")]*)', page)} == {"data:font/woff2;"}
    assert "@import" not in page
    assert f'<html lang="{language}"' in page


def test_what_people_wrote_is_text_on_the_page() -> None:
    found = subject(("amal", "bela", 9_000))
    people = {
        key: ApplicantRow(
            line=row.line, name="<script>x</script>", email=row.email, roles=row.roles
        )
        for key, row in found.matched.people.items()
    }
    hostile = Subject(
        **{**vars(found), "matched": Matched(people, found.result), "file_name": "<b>.csv"}
    )

    page = as_page(overview_of(hostile)).decode()

    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert {"script", "b"} & set(Reader(page).elements) == set()


def test_the_text_says_what_the_page_says() -> None:
    page, text = as_page(whole()).decode(), as_text(whole())

    for section in whole().sections:
        assert section.title in page
        assert f"\n{section.title}\n{'-' * len(section.title)}\n" in text
        for table in section.tables:
            for cell in (*table.heading, *(cell for row in table.rows for cell in row)):
                assert cell in text


def test_text_is_set_in_columns() -> None:
    table = Table("Pairs", ("Score", "n"), (("low", "1"), ("high", "1,000")), frozenset({1}))
    overview = Overview("f", "A lead", (("left", "2"),), (Section("x", "Pairs", (), (table,)),))

    assert as_text(overview) == (
        "A lead\n  left: 2\n\nPairs\n-----\n\n  Score      n\n  low        1\n  high   1,000\n"
    )


def test_a_summary_is_told_in_every_language() -> None:
    told = []
    for language in LANGUAGES:
        with translation.override(language):
            told.append({section.key: section.title for section in whole().sections})

    for key in told[0]:
        assert len({titles[key] for titles in told}) == len(LANGUAGES), key


def test_what_rules_warn_of_and_its_price_are_told() -> None:
    told = subject(("amal", "bela", 7000))
    warned = engine.Warned("too_far", engine.Reason("rule.require_same", {}), 1500)
    pair = replace(told.result.pairs[0], warnings=(warned,))
    result = replace(told.result, pairs=(pair,))

    found = sections(replace(told, matched=Matched(told.matched.people, result)))

    assert (
        found["method"]
        .sentences[-1]
        .startswith(
            "Face to face only, in different regions: the rule warns of 1 pair, which cost 15 points"
        )
    )
