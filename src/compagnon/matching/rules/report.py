"""The parts of the report of a match that tell how it was made; and what parts are made of. Pure."""

from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from compagnon.documents.blocks import Block, Heading, Paragraph, Table
from compagnon.matching.rules.wording import name_of_attribute
from compagnon.schemes.matching_defaults import RULES, MatchingSettings


@dataclass(frozen=True)
class Section:
    """A part of the report. `key` never changes and is no word that people read."""

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def blocks_of(section: Section) -> tuple[Block, ...]:
    """Return a part of the report as blocks of a document. What its title says already stands over no table again."""
    blocks: list[Block] = [Heading(section.title), *map(Paragraph, section.sentences)]
    for table in section.tables:
        is_said = table.caption == section.title
        if table.rows:
            blocks.append(replace(table, caption="") if is_said else table)
        elif table.note:
            blocks.extend([] if is_said else [Heading(table.caption, 2)])
            blocks.append(Paragraph(table.note, is_quiet=True))
    return tuple(blocks)


def number(value: int) -> str:
    """Write a whole number as one does in the language that is spoken now."""
    return str(number_format(value, force_grouping=True))


def percent(part: int, whole: int, step: int = 1) -> str:
    """Write a share in steps of so many per cent; nothing where there is nobody."""
    if not whole:
        return ""
    return _("%(percent)s%%") % {"percent": share_of(part, whole, step)}


def share_of(part: int, whole: int, step: int = 1) -> int:
    """Return how many per cent a part is of a whole that is not nothing, in steps of so many."""
    return (100 * part + whole * step // 2) // (whole * step) * step


def method(settings: MatchingSettings, *, of_groups: bool = False) -> Section:
    """How the match is made, what counts how much, and what is never done; `of_groups`: of peers or of circles."""
    sentences = _of_groups() if of_groups else _of_pairs(settings)
    return Section(
        "method",
        _("How the match is made"),
        (*sentences, *_switched_off(settings)),
        (_criteria(settings), _rules(settings)),
    )


def _of_groups() -> list[str]:
    return [
        _(
            "First every hard rule, between any two who are together; then as many people placed as can be; then the two who suit each other least as good as can be; then the sum of all scores."
        ),
        _(
            "Circles of so many people that not every way can be looked at are made step by step: every rule is kept, but there may have been a way to place one more."
        ),
    ]


def _of_pairs(settings: MatchingSettings) -> list[str]:
    groups = ", ".join(str(name_of_attribute(one)) for one in settings.equity_groups)
    warning = ", ".join(str(one.label) for one in settings.rules if one.warns)
    sentences = [
        _(
            "First every hard rule; then as many people placed as can be; then places shared out evenly over regions and sectors; then the pair worst off made as good as can be; then the sum of all scores."
        ),
        _("Places are shared out evenly over: {groups}.").format(groups=groups),
    ]
    if warning:
        said = _(
            "Rules that only warn: {rules}. A pair of which they warn counts less, and needs somebody who accepts it."
        )
        sentences.append(said.format(rules=warning))
    return sentences


def _switched_off(settings: MatchingSettings) -> list[str]:
    usual = {one.key for one in RULES if one.is_on}
    off = ", ".join(str(one.label) for one in settings.rules if one.key in usual and not one.is_on)
    return [_("Rules switched off: {rules}.").format(rules=off)] if off else []


def _criteria(settings: MatchingSettings) -> Table:
    whole = sum(one.weight for one in settings.criteria)
    return Table(
        _("What counts, and how much"),
        (_("What counts"), _("Weight"), _("Share"), _("Why")),
        tuple(
            (str(one.label), number(one.weight), percent(one.weight, whole), str(one.reason))
            for one in settings.criteria
            if one.weight
        ),
        frozenset({1, 2}),
    )


def _rules(settings: MatchingSettings) -> Table:
    return Table(
        _("What is never done"),
        (_("Rule"), _("Why")),
        tuple((str(one.label), str(one.reason)) for one in settings.rules if one.blocks),
    )
