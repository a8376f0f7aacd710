"""How a match was made and what is proved of it: the sections of the summary that tell of the method."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from compagnon import engine
from compagnon.cli.match.overview import Section, Subject, Table, number, percent
from compagnon.matching.rules.stored import StoredWarned
from compagnon.matching.rules.told import points_of, tell_price
from compagnon.matching.rules.wording import say
from compagnon.schemes.matching_shape import Ban

_AIMS: Final[dict[str, StrPromise]] = {
    "equity": gettext_lazy("Places shared out evenly"),
    "worst": gettext_lazy("The pair that suits least as good as can be"),
}
_DECLARED: Final = "kept_apart"
"""The one rule about single pairs that a file can speak of."""


def method(subject: Subject) -> Section:
    """How the match is made, and what counts."""
    settings = subject.settings
    whole = sum(one.weight for one in settings.criteria)
    criteria = Table(
        _("What counts, and how much"),
        (_("What counts"), _("Weight"), _("Share"), _("Why")),
        tuple(
            (str(one.label), number(one.weight), percent(one.weight, whole), str(one.reason))
            for one in settings.criteria
            if one.weight
        ),
        frozenset({1, 2}),
    )
    rules = Table(
        _("What is never done"),
        (_("Rule"), _("Why")),
        tuple(
            (str(one.label), str(one.reason))
            for one in settings.rules
            if one.blocks and (one.ban is not Ban.NAMED_PAIRS or one.key == _DECLARED)
        ),
    )
    return Section("method", _("How the match is made"), _in_order(subject), (criteria, rules))


def _in_order(subject: Subject) -> tuple[str, ...]:
    return (
        _(
            "First every hard rule; then as many people placed as can be; then places shared out evenly over regions and sectors; then the pair worst off made as good as can be; then the sum of all scores."
        ),
        _(
            "What one of the two did not answer counts neither for nor against them. What is still equal is decided by a keyed hash of the addresses and the seed ({seed}), so that the order of the lines changes nothing."
        ).format(seed=subject.seed),
        *(say(note.key, note.params, settings=subject.settings) for note in subject.result.notes),
        *tell_price(
            (
                StoredWarned(rule=one.rule, points=one.points)
                for pair in subject.result.pairs
                for one in pair.warnings
            ),
            subject.settings,
        ),
    )


def proofs(subject: Subject) -> Section:
    """What is proved."""
    summary = subject.result.summary
    proved = summary.proved
    aims: Iterable[tuple[str, bool]] = (
        (_("As many mentees placed as can be"), proved.placed),
        (_("Places shared out as evenly as can be"), proved.equity),
        (_("The pair that suits least as good as can be"), proved.worst),
        (_("The sum of all scores as high as can be"), proved.total),
    )
    sentences = [
        _(
            "Proved means: of all pairings that the rules allow none does better, given the aims above it."
        )
        if summary.eligible_pairs is None  # too many to be counted
        else _(
            "Proved means: of all pairings that the rules allow ({pairs} pairs could be made) none does better, given the aims above it."
        ).format(pairs=number(summary.eligible_pairs))
    ]
    if proved.gap:
        sentences.append(
            _("The sum could be higher by {points} points at most, of {total}.").format(
                points=number(points_of(proved.gap)), total=number(points_of(summary.total))
            )
        )
    if subject.is_checked:
        sentences.append(
            _(
                "A second program that does not use the search held these pairs against every possible pair, and found none that does better."
            )
        )
    table = Table(
        _("What is proved"),
        (_("Aim"), _("Proved")),
        tuple((aim, _("Yes") if is_proved else _("No")) for aim, is_proved in aims),
    )
    return Section("proofs", table.caption, tuple(sentences), (table,))


def costs(subject: Subject) -> Section:
    """What each aim cost, if that was asked for."""
    title = _("What each aim cost")
    total = subject.result.summary.total
    rows = tuple(
        (
            str(_AIMS[one.aim]),
            number(points_of(one.points)),
            f"{100 * one.points / (total + one.points):.2f}" if total else "",
        )
        for one in subject.result.costs
        if one.aim in _AIMS
    )
    if not rows:
        return Section("costs", title)
    table = Table(
        title,
        (_("Aim"), _("Points of the sum"), _("Per cent")),
        rows,
        frozenset({1, 2}),
    )
    sentence = _(
        "By so much the sum of all scores would be higher without this aim, given those before it."
    )
    return Section("costs", title, (sentence,), (table,))


def about(subject: Subject) -> Section:
    """What the match was made of."""
    roles = Counter(row.roles for row in subject.matched.people.values())
    table = Table(
        _("About this match"),
        (_("Fact"), _("Value")),
        (
            (_("File"), subject.file_name),
            (_("Lines"), number(subject.lines)),
            (_("People"), number(len(subject.matched.people))),
            (_("Mentors"), number(roles["mentor",])),
            (_("Mentees"), number(roles["mentee",])),
            (_("Mentors and mentees at once"), number(roles["mentor", "mentee"])),
            (_("Seed"), str(subject.seed)),
            (_("Version of the engine"), engine.VERSION),
        ),
    )
    return Section("about", table.caption, (), (table,))
