"""What a person is told of a match: lines on the screen, rows in the two files."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import fill
from typing import Final, NamedTuple

from compagnon import engine
from compagnon.matching.rules.wording import name_of, say, say_rule
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.columns import ColumnMapping
from compagnon.recruitment.rules.facts import Doubt, EligibilityFacts, doubts
from compagnon.recruitment.rules.problems import Severity
from compagnon.recruitment.rules.rows import Reading
from compagnon.recruitment.rules.table import Table
from compagnon.schemes.matching_defaults import MatchingSettings
from compagnon.schemes.vocabularies import fold

PAIRS: Final = (
    *("mentor_name", "mentor_email", "mentee_name", "mentee_email"),
    *("score_percent", "reasons", "nearly_as_good"),
)
UNPLACED: Final = ("name", "email", "applied_as", "reason", "in_the_way", "would_help")
_MOST_PROBLEMS: Final = 100
_SEVERITIES: Final = {Severity.ERROR: "left out", Severity.WARNING: "note"}
_CRITERIA: Final = {criterion.key: criterion for criterion in MatchingSettings().criteria}
_DOUBTS: Final = {
    Doubt.MEMBERSHIP_UNKNOWN: "membership not known",
    Doubt.CHARTER_UNSIGNED: "Charter not signed",
    Doubt.DUPLICATE: "perhaps in the file twice",
}


class Matched(NamedTuple):
    """The people by the ids under which the engine knew them, and its answer."""

    people: Mapping[str, ApplicantRow]
    result: engine.Result


def read_so_far(
    path: Path, table: Table, mapping: ColumnMapping, reading: Reading
) -> Iterator[str]:
    """Say how many people there are, what is wrong with which line, and what was not understood."""
    roles = Counter(row.roles for row in reading.rows)
    yield f"{path}: {len(table.lines)} lines, {len(reading.rows)} people"
    yield f"  mentors {roles['mentor',]}, mentees {roles['mentee',]}, both {roles['mentor', 'mentee']}"
    if mapping.unknown:
        yield f"  columns not used: {', '.join(f'“{column.heading}”' for column in mapping.unknown)}"
    yield from _problems(reading)
    yield from _doubtful(reading)
    yield ""


def _problems(reading: Reading) -> Iterator[str]:
    for problem in reading.problems[:_MOST_PROBLEMS]:
        column = f"{problem.column}: " if problem.column else ""
        yield f"  line {problem.line:<5} {_SEVERITIES[problem.severity]:9} {column}{problem.sentence}"
    more = len(reading.problems) - _MOST_PROBLEMS
    if more > 0:
        yield f"  … and {more} more"


def _doubtful(reading: Reading) -> Iterator[str]:
    found = Counter(
        doubt
        for row in reading.rows
        for doubt in doubts(
            EligibilityFacts(
                membership_number=row.membership_number,
                membership_category=row.membership_category,
                is_member_confirmed=False,
                is_charter_signed=row.charter_signed is True,
                has_possible_duplicate=row.line in reading.alike,
            )
        )
    )
    if found:
        counts = ", ".join(f"{_DOUBTS[doubt]} {found[doubt]}" for doubt in Doubt if found[doubt])
        yield f"  to look at before anybody is told: {counts}"


def outcome(matched: Matched) -> Iterator[str]:
    """Say how many are placed, how well, where, and why the others are not."""
    summary = matched.result.summary
    yield f"{summary.mentees_placed} of {summary.mentees} mentees have a mentor (places: {summary.places})"
    if summary.worst is not None and summary.median is not None:
        yield f"  how well pairs suit: the middle one {_percent(summary.median)}, the weakest {_percent(summary.worst)}"
    yield from _notes(matched.result.notes)
    yield from _equity(matched.result)
    yield from _left_out(matched.result)
    yield ""


def _notes(notes: Iterable[engine.Reason]) -> Iterator[str]:
    silent = [str(note.params["criterion"]) for note in notes if note.key == "note.nobody_answered"]
    if silent:
        yield f"  decided nothing, for no two people answered: {', '.join(map(_label, silent))}"
    for note in notes:
        if note.key != "note.nobody_answered":
            yield f"  {say(note.key, note.params)}"


def _label(criterion: str) -> str:
    return str(_CRITERIA[criterion].label)


def _equity(result: engine.Result) -> Iterator[str]:
    for attribute in dict.fromkeys(row.attribute for row in result.equity):
        rows = [row for row in result.equity if row.attribute == attribute and row.side == "mentee"]
        placed = ", ".join(
            f"{name_of(row.group, attribute) if row.group else 'not said'} {row.placed}/{row.people}"
            for row in rows
        )
        if placed:
            yield fill(
                f"mentees placed by {attribute}: {placed}",
                100,
                initial_indent="  ",
                subsequent_indent="    ",
            )


def _left_out(result: engine.Result) -> Iterator[str]:
    reasons = Counter((one.side, one.reason.key) for one in result.unplaced)
    if not reasons:
        yield "Nobody is left out."
        return
    yield f"Left out: {sum(reasons.values())}"
    for (side, key), count in sorted(reasons.items()):
        yield f"  {side:6} {count:5}  {_IN_SHORT[key]}"


_IN_SHORT: Final = {
    "unplaced.no_capacity": "has no place",
    "unplaced.nobody_fits": "nobody passes every rule",
    "unplaced.too_few_places": "more people than places",
    "unplaced.placed_elsewhere": "everybody who fits is placed elsewhere",
}


def pair_rows(matched: Matched) -> list[tuple[str, ...]]:
    """Return a row a pair, in the order of the mentors' names."""
    people = matched.people
    pairs = sorted(
        matched.result.pairs,
        key=lambda pair: (*_order(people[pair.mentor_id]), *_order(people[pair.mentee_id])),
    )
    return [_pair_row(people, pair) for pair in pairs]


def _pair_row(people: Mapping[str, ApplicantRow], pair: engine.Pair) -> tuple[str, ...]:
    mentor, mentee = people[pair.mentor_id], people[pair.mentee_id]
    return (
        *(mentor.name, mentor.email, mentee.name, mentee.email, f"{pair.score / 100:.1f}"),
        "; ".join(_contribution(one) for one in pair.contributions if one.of_points),
        "; ".join(_near_tie(people, tie) for tie in pair.near_ties),
    )


def _contribution(one: engine.Contribution) -> str:
    said = say(one.reason.key, one.reason.params, criterion=one.criterion)
    return f"{_label(one.criterion)}: {said}" if one.criterion else str(said)


def _near_tie(people: Mapping[str, ApplicantRow], tie: engine.NearTie) -> str:
    return f"{people[tie.mentor_id].name} ({tie.difference / 100:+.1f})"


def unplaced_rows(matched: Matched) -> list[tuple[str, ...]]:
    """Return a row for each person without a pair, in the order of names."""
    people = matched.people
    left_out = sorted(
        matched.result.unplaced, key=lambda one: (*_order(people[one.person_id]), one.side)
    )
    return [_unplaced_row(people, one) for one in left_out]


def _unplaced_row(people: Mapping[str, ApplicantRow], one: engine.Unplaced) -> tuple[str, ...]:
    person = people[one.person_id]
    return (
        *(person.name, person.email, one.side, str(say(one.reason.key, one.reason.params))),
        "; ".join(
            f"{say_rule(removal.rule)}: {removal.removed}"
            for removal in one.removed
            if removal.rule != engine.ONESELF
        ),
        "; ".join(
            f"{say_rule(each.rule)}: {people[each.other_id].name}" for each in one.relaxations
        ),
    )


def _order(person: ApplicantRow) -> tuple[str, str]:
    return fold(person.name), person.email_key


def _percent(score: int) -> str:
    return f"{score / 100:.0f} %"
