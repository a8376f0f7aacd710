from collections.abc import Iterator
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.documents.blocks import Block, Document, Facts, Paragraph
from compagnon.partnerships.models import Member, Partnership
from compagnon.partnerships.papers.agreement import Sides, agreement
from compagnon.partnerships.papers.introduction import introduction
from compagnon.partnerships.papers.kinds import TITLES, Paper
from compagnon.partnerships.papers.log import log, log_sheet
from compagnon.partnerships.papers.plan import plan, plan_sheet
from compagnon.partnerships.papers.slides import slides
from compagnon.partnerships.queries.agenda_item import agenda_items_in
from compagnon.partnerships.queries.agreement import agreement_in
from compagnon.partnerships.queries.goal import goals_in
from compagnon.partnerships.queries.meeting import meetings_in, opened
from compagnon.partnerships.queries.partnership import PartnershipView, frame_in, names_in_words
from compagnon.partnerships.queries.reading import Reading
from compagnon.schemes.charter import CharterText
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.charter import get_charter
from compagnon.schemes.role_words import role_words
from compagnon.schemes.template import settings_of


def get_paper(*, viewer: Actor, partnership: Partnership, paper: Paper) -> Document:
    """Return the contract, the log or the plan of a partnership as its members read it; a fixed number of queries.

    Where nothing is written yet, it is the blank one. Refuses (`Closed`) anybody who is no member.
    """
    reading = Reading(viewer, partnership, most=None)
    scheme = partnership.joining_point.cycle.scheme
    names = names_in_words(one.person.name for one in reading.members.values() if one.person.name)
    about = [(_("Between"), names)] if names else []
    told = tuple(_told(reading, paper)) or tuple(_blank(viewer, scheme, paper))
    warning = Paragraph(
        _(
            "This document holds the words of others, too: keep it carefully, and pass it on to nobody."
        ),
        is_quiet=True,
    )
    about.append((_("Made on"), date_format(clock.today(), "DATE_FORMAT")))
    return _document(scheme, paper, about, (warning, *told))


def find_scheme(*, scheme_id: UUID) -> Scheme | None:
    """Return a scheme whose charter is published, which anybody may read about; one query."""
    rows = Scheme.objects.filter(pk=scheme_id, charter__isnull=False).select_related("organisation")
    return rows.distinct().first()


def get_blank_paper(*, viewer: Actor, scheme: Scheme, paper: Paper) -> Document:
    """Return a blank document of a scheme, in its own words and with its own choices, for anybody who asks (LSIS-81).

    It depends on the scheme and the language alone, and not on the day.
    """
    return _document(scheme, paper, [], tuple(_blank(viewer, scheme, paper)))


def get_slides(*, viewer: Actor, scheme: Scheme) -> Document:
    """Return the slides that introduce a scheme, in the reader's language, for anybody who asks (LSIS-81)."""
    charter, language = _charter(viewer, scheme), get_language() or ""
    own = settings_of(scheme).paper_words.get(language, {})
    before, after = own.get("before", ""), own.get("after", "")
    opening = (_("Introduction"), scheme.organisation.name, date_format(clock.today(), "F Y"))
    told = slides(scheme, charter, before=before, after=after) if charter else ()
    return Document(
        title=scheme.name,
        language=language,
        author=scheme.organisation.name,
        made_on=clock.today(),
        blocks=(*map(Paragraph, opening), *told),
    )


def _document(
    scheme: Scheme, paper: Paper, about: list[tuple[str, str]], blocks: tuple[Block, ...]
) -> Document:
    facts = [(_("Scheme"), scheme.name), *about]
    language = get_language() or ""
    own = settings_of(scheme).paper_words.get(language, {})
    before, after = (_own_words(own.get(place, "")) for place in ("before", "after"))
    return Document(
        title=str(TITLES[paper]),
        language=language,
        author=scheme.organisation.name,
        made_on=clock.today(),
        blocks=(Facts(tuple(facts)), *before, *blocks, *after),
    )


def _own_words(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph(text),) if text else ()


def _told(reading: Reading, paper: Paper) -> Iterator[Block]:
    """Tell what a pair wrote; nothing where it has not begun."""
    if paper is Paper.LOG:
        items, brought = opened(reading), agenda_items_in(reading)
        yield from log(reversed(meetings_in(reading, items, brought)))
    elif paper is Paper.PLAN:
        yield from plan(goals_in(reading))
    elif written := agreement_in(reading):
        scheme = reading.partnership.joining_point.cycle.scheme
        sides = _sides(frame_in(reading))
        yield from agreement(scheme, sides, written, _boundaries(reading.viewer, scheme))


def _blank(viewer: Actor, scheme: Scheme, paper: Paper) -> Iterator[Block]:
    if paper is Paper.LOG:
        yield from log_sheet(scheme)
    elif paper is Paper.PLAN:
        yield from plan_sheet()
    elif paper is Paper.AGREEMENT:
        words = role_words(scheme)
        sides = Sides(words.mentor, words.mentee, settings_of(scheme).is_pool)
        yield from agreement(scheme, sides, None, _boundaries(viewer, scheme))
    else:
        text = _charter(viewer, scheme)
        yield from introduction(scheme, role_words(scheme), text) if text else ()


def _sides(frame: PartnershipView) -> Sides:
    return Sides(frame.of_leader, frame.of_learners, frame.role == Member.Role.PEER)


def _boundaries(viewer: Actor, scheme: Scheme) -> str:
    """Return the charter's reminder of boundaries and confidentiality (ALL-63)."""
    text = _charter(viewer, scheme)
    return text.boundaries_reminder if text else ""


def _charter(viewer: Actor, scheme: Scheme) -> CharterText | None:
    found = get_charter(viewer=viewer, scheme_id=scheme.id, language=get_language() or "")
    return found.text if found else None
