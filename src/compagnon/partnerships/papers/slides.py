"""Slides that introduce a scheme (LSIS-81 d): a heading for each, and as few words as it takes; the charter's where it has them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from compagnon.core import installation
from compagnon.documents.blocks import Block, Facts, Heading, Items, Paragraph
from compagnon.partnerships.papers.introduction import difficulties, source, steps
from compagnon.schemes.charter import CharterText
from compagnon.schemes.charter.text import Passage
from compagnon.schemes.facts import facts_of
from compagnon.schemes.models import Scheme


def slides(scheme: Scheme, charter: CharterText, *, before: str, after: str) -> Iterator[Block]:
    """Tell who we are, what this is, who does what, what happens when, what stays confidential, and whom to ask.

    `before` and `after` are the scheme's own words in all of its documents.
    """
    yield Heading(_("Who we are"))
    yield from (Paragraph(words) for words in (scheme.summary, before) if words)
    yield Facts(
        tuple((str(fact.label), "; ".join(map(str, fact.values))) for fact in facts_of(scheme))
    )
    yield Heading(_("What this is"))
    yield Paragraph(charter.introduction)
    yield Paragraph(" · ".join(one.title for one in charter.principles))
    yield from _passage(charter.not_appraisal)
    yield from _passage(charter.taking_part)
    yield Heading(_("What happens when"))
    yield Items(steps(), is_numbered=True)
    yield from _passage(charter.confidentiality_limits)
    yield Heading(_("What can be difficult, and what helps then"))
    yield Items(difficulties())
    yield from _passage(charter.leaving)
    yield Heading(_("Whom to ask"))
    yield Items(tuple(_whom_to_ask()))
    yield from (Paragraph(words) for words in (after,) if words)
    yield Heading(_("Source"))
    yield Paragraph(source(), is_quiet=True)


def _passage(passage: Passage) -> Iterator[Block]:
    yield Heading(passage.title)
    if len(passage.paragraphs) > 1:
        yield Items(passage.paragraphs)
    else:
        yield from map(Paragraph, passage.paragraphs)


def _whom_to_ask() -> Iterator[str]:
    yield _("Each other, first.")
    yield _("The Coordination Group: by “Help” at the foot of every page of %(site)s.") % {
        "site": installation.origin()
    }
    if contact := installation.contact():
        yield _("Whoever runs this site: %(contact)s") % {"contact": contact}
