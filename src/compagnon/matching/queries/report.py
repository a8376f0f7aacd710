"""A finished match as a document for the group's file: with names for the group, or without any for others."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.documents.blocks import Document, Facts, Paragraph, Table
from compagnon.matching.models import Run, Waiver
from compagnon.matching.queries.circle import GroupRow, groups_in_order, rows_of_groups
from compagnon.matching.queries.pair_rule import WORDS, PairRuleRow, every_pair_rule
from compagnon.matching.queries.pairs import PairRow, pairs_in_order, rows_of
from compagnon.matching.queries.run import figures_of, result_of
from compagnon.matching.queries.waiver import WaiverRow, list_waivers
from compagnon.matching.rules.circle import among_equals
from compagnon.matching.rules.parties import is_of_groups, near_ties_in
from compagnon.matching.rules.report import Section, blocks_of, method, number
from compagnon.matching.rules.report_outcome import counted, outcome
from compagnon.matching.rules.small_groups import is_small, rounded
from compagnon.matching.rules.stored import StoredResult
from compagnon.matching.rules.wording import say_rule
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.role_words import RoleWords, role_words

MOST_PAIRS: Final = 2000
"""More pairs than this are for the file of all pairs, not for paper."""
WHOSE_EYES: Final = {
    True: gettext_lazy(
        "Whoever may read the applications may read it, and nobody else. It is a proposal: nobody is paired until a person decides so."
    ),
    False: gettext_lazy(
        "Groups of fewer than ten are put together or left out, the numbers in tables are rounded to five, and no single pair is told of. It is a proposal: nobody is paired until a person decides so."
    ),
}
"""Who may read a report with and without names, and how to take it."""


@dataclass(frozen=True)
class Report:
    """The few numbers that tell how the match went, each with its label, and the parts of the report."""

    figures: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def get_report(*, viewer: Actor, run: Run, is_named: bool) -> Report:
    """Return the report of a finished match for a coordinator, the same for every size: eleven queries at most.

    With names it holds every pair but those hidden from the viewer; without, no pair at all, no small group, and
    rounded counts, whoever reads it. Refuses whoever does not coordinate the scheme.
    """
    result = result_of(viewer, run)
    of_groups = is_of_groups(result)
    settings, words = matching_settings(run.settings), role_words(run.joining_point.cycle.scheme)
    settings = among_equals(settings) if of_groups else settings
    decided = every_pair_rule(viewer=viewer, joining_point=run.joining_point)
    return Report(
        figures=_figures(result, words, is_named=is_named),
        sections=(
            method(settings, of_groups=of_groups),
            *outcome(result, settings, words, is_exact=is_named),
            _near_ties(result, is_named=is_named),
            _decided(decided, words, is_named=is_named),
            *(() if of_groups else (_accepted(viewer, run, words, is_named=is_named),)),
            *(_named(viewer, run, words) if is_named else ()),
        ),
    )


def report_document(*, viewer: Actor, run: Run, is_named: bool) -> Document:
    """Return the report of a finished match as a document for the group's file, with and of what its page shows."""
    report = get_report(viewer=viewer, run=run, is_named=is_named)
    point = run.joining_point
    scheme = point.cycle.scheme
    made = [
        (_("Scheme"), scheme.name),
        (_("Joining point"), point.title),
        (_("Match of"), date_format(localtime(run.started_at), "DATETIME_FORMAT")),
    ]
    if is_named:
        made.append((_("Asked for by"), run.started_by.name))
    return Document(
        title=_("Report of the match"),
        language=get_language() or "",
        author=scheme.organisation.name,
        made_on=clock.today(),
        blocks=(
            Facts(
                (*made, *((name[:1].upper() + name[1:], value) for name, value in report.figures))
            ),
            Paragraph(str(WHOSE_EYES[is_named]), is_quiet=True),
            *(block for section in report.sections for block in blocks_of(section)),
        ),
    )


def _figures(
    result: StoredResult, words: RoleWords, *, is_named: bool
) -> tuple[tuple[str, str], ...]:
    """Return the numbers of the whole match; the lowest score, which is one pair's, only with names."""
    found, of_groups = figures_of(result), is_of_groups(result)
    of = _("%(placed)s of %(all)s")
    rows = [
        (
            _("{who}: placed").format(who=words.mentees),
            of % {"placed": number(found.mentees_placed), "all": number(found.mentees)},
        )
    ]
    if found.mentors or not of_groups:
        leading = _("facilitate a circle")
        partnered = _("{who}: with a partner").format(who=words.mentors)
        placed = of % {"placed": number(found.mentors_placed), "all": number(found.mentors)}
        rows.append((leading if of_groups else partnered, placed))
    rows.append((_("groups") if of_groups else _("pairs"), number(found.pairs)))
    if is_named and found.worst is not None and found.median is not None:
        rows.append((_("lowest score, of 100"), number(found.worst)))
        rows.append((_("middle score, of 100"), number(found.median)))
    return tuple(rows)


def _near_ties(result: StoredResult, *, is_named: bool) -> Section:
    close = near_ties_in(result)
    if is_named:
        said = number(close)
    else:
        said = _("fewer than ten") if is_small(close) else number(rounded(close))
    sentence = (
        _("Groups in which somebody else came close: {number}.")
        if is_of_groups(result)
        else _("Pairs for which somebody else came close: {number}.")
    )
    return Section("near-ties", _("Near-ties"), (sentence.format(number=said),))


def _decided(rows: list[PairRuleRow], words: RoleWords, *, is_named: bool) -> Section:
    """Tell what coordinators decided about single pairs; by whom and when only with names."""
    title = _("Decisions about pairs")
    if not rows:
        return Section("decisions", title, (_("No decision yet"),))
    sentence = _("As they stand on the day this page is opened.")
    if is_named:
        heading = (words.mentor, words.mentee, _("Decided"), _("By"), _("When"))
        table = Table(title, heading, tuple(map(_decision, rows)))
    else:
        counts = Counter(str(row.said) for row in rows)
        kinds = [(str(said), counts[str(said)]) for said, _tone in WORDS.values()]
        table = counted(title, (_("Decided"), _("Pairs")), kinds, is_exact=False)
    return Section("decisions", title, (sentence,), (table,))


def _accepted(viewer: Actor, run: Run, words: RoleWords, *, is_named: bool) -> Section:
    """Tell which rules were let go for which pairs, who accepted it and why; how many of each only without names."""
    title = _("Accepted on purpose")
    point = run.joining_point
    if not is_named:
        counts = Counter(
            Waiver.objects.filter(decision__joining_point=point, ended_by=None)
            .order_by()
            .values_list("rule", flat=True)
        )
        rules = [(say_rule(key), counts[key]) for key in sorted(counts)]
        table = counted(title, (_("Rule"), _("Pairs")), rules, is_exact=False)
        return Section(
            "accepted",
            title,
            () if counts else (_("No rule was let go."),),
            (table,) if counts else (),
        )
    rows = list_waivers(viewer=viewer, joining_point=point)
    if not rows:
        return Section("accepted", title, (_("No rule was let go."),))
    heading = (words.mentor, words.mentee, _("Rule"), _("By"), _("When"), _("Why"))
    return Section("accepted", title, tables=(Table(title, heading, tuple(map(_waiver, rows))),))


def _waiver(row: WaiverRow) -> tuple[str, ...]:
    on = date_format(localtime(row.accepted_at), "DATE_FORMAT")
    return (*row.names, str(row.rule), row.accepted_by, on, str(row.reason))


def _decision(row: PairRuleRow) -> tuple[str, ...]:
    if row.names is None:
        return (_("Another member of the group decides about this pair."), "", "", "", "")
    on = date_format(localtime(row.decided_at), "DATE_FORMAT")
    return (*row.names, str(row.said), row.decided_by, on)


def _named(viewer: Actor, run: Run, words: RoleWords) -> tuple[Section]:
    """Tell of every pair or group by name."""
    said = _("Score, of 100"), _("Decided"), _("Who came close")
    if run.kind != Run.Kind.PAIRS:
        groups = groups_in_order(viewer, run)
        rows = map(_group, rows_of_groups(viewer, run, groups[:MOST_PAIRS]))
        table = Table(_("Groups"), (_("Together"), *said), tuple(rows), frozenset({1}))
        return (_listed("groups", len(groups), table),)
    pairs = pairs_in_order(viewer, run)
    paired = map(_pair, rows_of(viewer, run, pairs[:MOST_PAIRS]))
    heading = (words.mentor, words.mentee, *said)
    return (
        _listed("pairs", len(pairs), Table(_("Pairs"), heading, tuple(paired), frozenset({2}))),
    )


def _listed(key: str, count: int, table: Table) -> Section:
    sentences = [_("The lowest scores first: those need your eye most.")]
    if count > MOST_PAIRS:
        sentence = (
            _("Only the first {most} stand here; the file of the pairs holds all.")
            if key == "pairs"
            else _("Only the first {most} stand here; the pages of the match hold all.")
        )
        sentences.append(sentence.format(most=number(MOST_PAIRS)))
    return Section(key, table.caption, tuple(sentences), (table,) if table.rows else ())


def _group(row: GroupRow) -> tuple[str, ...]:
    if not row.people:
        return (_("Another member of the group decides about it."), "", "", "")
    said = ", ".join(f"{name} ({role})" for role, name in row.heads)
    decided = str(row.state[0]) if row.state else ""
    return (said, str(row.score), decided, " ".join(row.near_ties))


def _pair(row: PairRow) -> tuple[str, ...]:
    if row.people is None:
        return (_("Another member of the group decides about this pair."), "", "", "", "")
    names = (str(one.name) for one in row.people)
    decided = row.standing[0] if row.standing else ""
    return (*names, str(row.score), decided, " ".join(row.near_ties))
