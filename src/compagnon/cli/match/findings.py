"""What came of a match: the sections of the summary that tell of people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Final

from django.utils.translation import gettext as _

from compagnon import engine
from compagnon.cli.match.overview import Section, Subject, Table, number, percent
from compagnon.matching.rules.fairness import EquityTable, equity_tables
from compagnon.matching.rules.left_out import WHY
from compagnon.matching.rules.report_outcome import WIDTH, bands_of
from compagnon.matching.rules.told import Teller, points_of
from compagnon.matching.rules.wording import listed, name_of_attribute, say_rule
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.schemes.role_words import MENTOR_AND_MENTEE
from compagnon.ui.components.pictures import Bar

_WORST: Final = 10


def scores(subject: Subject) -> Section:
    """How well the pairs suit."""
    title = _("How well the pairs suit")
    if not subject.result.pairs:
        return Section("scores", title, (_("There is no pair."),))
    bands = bands_of(points_of(pair.score) for pair in subject.result.pairs)
    table = Table(
        _("Pairs by score, of 100"),
        (_("Score"), _("Pairs")),
        tuple((said, number(count)) for said, count in bands),
        frozenset({1}),
        bars=tuple(
            Bar(str(step * WIDTH), count, number(count) if count else "")
            for step, (_said, count) in enumerate(bands)
        ),
        upright=True,
    )
    sentence = _("A score of 100 means that a pair meets everything that the two of them answered.")
    return Section("scores", title, (sentence,), (table,))


def placed(subject: Subject) -> Section:
    """Who is placed, group by group."""
    rows = [asdict(row) for row in subject.result.equity]
    tables = tuple(_equity(one) for one in equity_tables(rows))  # type: ignore[arg-type]  # the same fields
    return Section("placed", _("Who is placed"), (), tables)


def _equity(found: EquityTable) -> Table:
    rows = [row for row in found.rows if row.mentees.people or row.mentors.people]
    return Table(
        str(found.name),
        (str(found.name), _("Mentees"), _("Placed"), _("Share"), _("Mentors"), _("With a mentee")),
        tuple(
            (
                str(row.name),
                *(number(row.mentees.people), number(row.mentees.placed)),
                percent(row.mentees.placed, row.mentees.people),
                *(number(row.mentors.people), number(row.mentors.placed)),
            )
            for row in rows
        ),
        frozenset({1, 2, 3, 4, 5}),
        str(found.sentence),
        tuple(
            Bar(
                str(row.name),
                row.mentees.placed,
                _("{placed} of {people}").format(
                    placed=number(row.mentees.placed), people=number(row.mentees.people)
                ),
                row.mentees.people,
            )
            for row in rows
            if row.mentees.people
        ),
    )


def load(subject: Subject) -> Section:
    """How many mentees each mentor has."""
    mentees = Counter(pair.mentor_id for pair in subject.result.pairs)
    loads = Counter(
        (mentees[key], row.capacity) for key, row in subject.matched.people.items() if row.is_mentor
    )
    if not loads:
        return Section("load", _("How many mentees each mentor has"))
    most = max(capacity for _has, capacity in loads)
    by_count = Counter[int]()
    for (has, _capacity), count in loads.items():
        by_count[has] += count
    table = Table(
        _("Mentors by how many mentees they have"),
        (_("Mentees"), _("Mentors"), _("As many as they offered")),
        tuple(
            (number(has), number(by_count[has]), number(loads[has, has])) for has in range(most + 1)
        ),
        frozenset({1, 2}),
        bars=tuple(
            Bar(f"{_('Mentees')}: {number(has)}", by_count[has], number(by_count[has]))
            for has in range(most + 1)
        ),
    )
    return Section("load", _("How many mentees each mentor has"), (), (table,))


def worst(subject: Subject) -> Section:
    """The pairs to look at first."""
    people, teller = subject.matched.people, Teller(subject.settings, {})
    pairs = sorted(
        subject.result.pairs,
        key=lambda pair: (pair.score, *_named(people[pair.mentee_id]), pair.mentor_id),
    )[:_WORST]
    rows = tuple(
        (
            people[pair.mentor_id].name,
            people[pair.mentee_id].name,
            str(points_of(pair.score)),
            "; ".join(
                teller.pair([asdict(one) for one in pair.contributions]).speaks_against  # type: ignore[misc]  # the same fields
            ),
        )
        for pair in pairs
    )
    if not rows:
        return Section("worst", _("The pairs that suit least"))
    table = Table(
        _("The pairs that suit least"),
        (_("Mentor"), _("Mentee"), _("Score"), _("What speaks against them")),
        rows,
        frozenset({2}),
    )
    return Section("worst", table.caption, (_("Look at these first."),), (table,))


def _named(person: ApplicantRow) -> tuple[str, str]:
    return person.name, person.email_key


def left_out(subject: Subject) -> Section:
    """Who is left out, and what stands in the way."""
    unplaced = subject.result.unplaced
    title = _("Who is left out, and why")
    if not unplaced:
        return Section("left-out", title, (_("Nobody is left out."),))
    return Section("left-out", title, (), (_reasons(unplaced), *_rules(subject)))


def _reasons(unplaced: Sequence[engine.Unplaced]) -> Table:
    counts = Counter((one.side, one.reason.key) for one in unplaced)
    rows = [
        (f"{MENTOR_AND_MENTEE.several(side)}: {WHY[key]}", counts[side, key])
        for side, key in sorted(counts)
    ]
    return Table(
        _("People left out by reason"),
        (_("Reason"), _("People")),
        tuple((label, number(count)) for label, count in rows),
        frozenset({1}),
        bars=tuple(Bar(label, count, number(count)) for label, count in rows),
    )


def _rules(subject: Subject) -> Iterator[Table]:
    """Say of each rule how many of those left out it keeps from somebody, and how many lifting it once would place."""
    removed: Counter[str] = Counter()
    helped: Counter[str] = Counter()
    for one in subject.result.unplaced:
        removed.update(found.rule for found in one.removed if found.removed)
        helped.update({found.rule for found in one.relaxations})
    del removed[engine.ONESELF]
    rows = tuple(
        (say_rule(rule, subject.settings), number(count), number(helped[rule]))
        for rule, count in sorted(removed.items(), key=lambda item: (-item[1], item[0]))
    )
    if rows:
        yield Table(
            _("Rules that stand in the way of those left out"),
            (
                _("Rule"),
                _("People it keeps apart from somebody"),
                _("Would be placed if it were lifted for one pair"),
            ),
            rows,
            frozenset({1, 2}),
        )


def recruits(subject: Subject) -> Section:
    """Which mentors to look for next."""
    title = _("Whom to look for next")
    if subject.recruits is None:
        return Section(
            "recruits",
            title,
            (_("Not computed: with so many people it would take too long."),),
        )
    if not subject.recruits:
        return Section("recruits", title, (_("One more mentor would place nobody else."),))
    table = Table(
        _("Mentors to look for, each counting on those before"),
        (_("A mentor of this kind"), _("Would place"), _("Would fit")),
        tuple((_answers(one), number(one.placed), number(one.fits)) for one in subject.recruits),
        frozenset({1, 2}),
    )
    sentence = _(
        "How many more mentees a mentor with one place would place is computed, not estimated."
    )
    return Section("recruits", title, (sentence,), (table,))


def _answers(recruit: engine.Recruit) -> str:
    said = [
        f"{name_of_attribute(attribute)}: {listed(_codes(answer), attribute)}"
        for attribute, answer in sorted(recruit.answers.items())
    ]
    return "; ".join(said) or _("Any mentor")


def _codes(answer: engine.Answer) -> list[str]:
    return sorted(map(str, answer)) if isinstance(answer, (set, frozenset)) else [str(answer)]
