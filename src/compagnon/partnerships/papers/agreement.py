"""The learning contract as a document (LSIS-81 a, ALL-61)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from compagnon.documents.blocks import Block, Facts, Heading, Paragraph, Signatures
from compagnon.partnerships.choices import CHALLENGES, DEPTHS, TURNS, WAYS, focus_of, frequencies_of
from compagnon.partnerships.papers.form import LINE, ROOM, Row, boxes, form
from compagnon.partnerships.queries.agreement import AgreementView
from compagnon.schemes.models import Scheme


@dataclass(frozen=True)
class Sides:
    """What the two sides are called; peers among peers have none (NF-21)."""

    leader: str
    learner: str
    is_among_peers: bool


def agreement(
    scheme: Scheme, sides: Sides, written: AgreementView | None, boundaries: str
) -> Iterator[Block]:
    """Tell what was agreed and who has signed, or the blank contract of a scheme with its own choices."""
    yield form(_rows_of(written, sides) if written else _blank_rows(scheme, sides))
    if boundaries:
        yield Heading(_("Boundaries and confidentiality"))
        yield Paragraph(boundaries)
    yield Heading(_("Signed by") if written else _("Signatures"))
    if written:
        yield Facts(
            tuple(
                (one.name, date_format(localtime(one.signed_at), "DATE_FORMAT"))
                for one in written.signatures
            )
        )
    else:
        yield Signatures((sides.leader, sides.learner), _("Signature and date"))


def _rows_of(written: AgreementView, sides: Sides) -> Iterator[Row]:
    terms = written.terms
    yield _("What we work on"), "\n".join(map(str, written.focus_labels))
    yield _("In our own words"), terms.focus_note
    yield _("How often"), str(written.frequency_label)
    yield _("How"), str(written.mode_label)
    yield _("How long"), _("%(minutes)s minutes") % {"minutes": terms.length_minutes}
    if terms.mentee_responsibilities:
        yield from _taken_on(sides, terms.mentor_responsibilities, terms.mentee_responsibilities)
    else:
        yield _("What each of us takes on"), terms.mentor_responsibilities
    writers = {"mentor": sides.leader, "mentee": sides.learner, TURNS: _("In turns")}
    yield _("Writes down what was decided"), writers.get(terms.minutes_by, "")
    yield _("Between meetings"), terms.contact
    yield _("What we do not talk about"), terms.off_limits
    yield _("Challenge"), str(written.challenge_label)
    yield _("Depth"), str(written.depth_label)
    yield _("Review"), date_format(terms.review_on, "DATE_FORMAT")
    yield _("Planned end"), date_format(terms.ends_on, "DATE_FORMAT")


def _blank_rows(scheme: Scheme, sides: Sides) -> Iterator[Row]:
    yield _("What we work on"), boxes(focus_of(scheme))
    yield _("In our own words"), ROOM
    yield _("How often"), boxes(frequencies_of(scheme))
    yield _("How"), boxes(WAYS)
    yield _("How long"), LINE
    if sides.is_among_peers:
        yield _("What each of us takes on"), ROOM
    else:
        yield from _taken_on(sides, ROOM, ROOM)
        writers = (("", sides.leader), ("", sides.learner), ("", _("In turns")))
        yield _("Writes down what was decided"), boxes(writers)
    yield _("Between meetings"), ROOM
    yield _("What we do not talk about"), ROOM
    yield _("Challenge"), boxes(CHALLENGES)
    yield _("Depth"), boxes(DEPTHS)
    yield _("Review"), LINE
    yield _("Planned end"), LINE


def _taken_on(sides: Sides, of_leader: str, of_learner: str) -> Iterator[Row]:
    said = _("%(who)s: what they take on")
    yield said % {"who": sides.leader}, of_leader
    yield said % {"who": sides.learner}, of_learner
