"""A match in a sentence, a few numbers, and sections in the order in which they are read."""

from django.utils.translation import gettext as _

from compagnon.cli.match.findings import left_out, load, placed, recruits, scores, worst
from compagnon.cli.match.grounds import about, costs, method, proofs
from compagnon.cli.match.overview import Overview, Subject, number
from compagnon.matching.rules.told import points_of

_SECTIONS = (
    *(scores, placed, load, worst, left_out, recruits),
    *(method, proofs, costs, about),
)


def overview_of(subject: Subject) -> Overview:
    """Tell of a match in the language that is spoken now; sections with nothing to say are left out."""
    sections = [section(subject) for section in _SECTIONS]
    return Overview(
        file_name=subject.file_name,
        lead=_lead(subject),
        figures=_figures(subject),
        sections=tuple(one for one in sections if one.sentences or one.tables),
    )


def _lead(subject: Subject) -> str:
    """Say the outcome in a sentence."""
    summary = subject.result.summary
    return _("{placed} of {mentees} mentees have a mentor").format(
        placed=number(summary.mentees_placed), mentees=number(summary.mentees)
    )


def _figures(subject: Subject) -> tuple[tuple[str, str], ...]:
    """Return the few numbers that tell the story, each with its label."""
    summary = subject.result.summary
    scores = (
        ()
        if summary.worst is None or summary.median is None
        else (
            (_("score in the middle, of 100"), str(points_of(summary.median))),
            (_("lowest score"), str(points_of(summary.worst))),
        )
    )
    return (
        (_("mentees left out"), number(summary.mentees - summary.mentees_placed)),
        (_("mentors with a mentee"), number(summary.mentors_placed)),
        (_("places left"), number(summary.places - summary.pairs)),
        *scores,
    )
