"""An introduction to taking part (LSIS-81 d), to read or to talk through: the six points of LSIS-39, for one scheme."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from compagnon.documents.blocks import Block, Facts, Heading, Items, Paragraph
from compagnon.partnerships.models import Member
from compagnon.partnerships.skills import SKILLS, skilled_role
from compagnon.schemes.charter import CharterText
from compagnon.schemes.facts import facts_of
from compagnon.schemes.models import Scheme
from compagnon.schemes.role_words import RoleWords
from compagnon.schemes.template import settings_of


def introduction(scheme: Scheme, words: RoleWords, charter: CharterText) -> Iterator[Block]:
    """Tell what taking part asks, what can be difficult, where the limits are, what helps, and how it goes."""
    yield Paragraph(scheme.summary)
    yield Facts(
        tuple((str(fact.label), "; ".join(map(str, fact.values))) for fact in facts_of(scheme))
    )
    yield Heading(charter.title)
    yield Facts(tuple((one.title, one.text) for one in charter.principles))
    yield Heading(_("Boundaries and confidentiality"))
    yield Paragraph(charter.boundaries_reminder)
    yield Heading(_("What helps in it"))
    for word, role in _roles(scheme, words):
        yield Heading(word, 2)
        yield Items(tuple(map(str, SKILLS[skilled_role(role, scheme.kind)].values())))
    yield Heading(_("What can be difficult, and what helps then"))
    yield Items(difficulties())
    yield Heading(_("How it goes, step by step"))
    yield Items(steps(), is_numbered=True)
    yield Paragraph(source(), is_quiet=True)


def _roles(scheme: Scheme, words: RoleWords) -> Iterator[tuple[str, str]]:
    if settings_of(scheme).is_pool:
        yield words.mentors, Member.Role.PEER
    else:
        yield words.mentors, Member.Role.MENTOR
        yield words.mentees, Member.Role.MENTEE


def difficulties() -> tuple[str, ...]:
    """Return what can be difficult, and what helps then."""
    return (
        _(
            "There is no time. Fix the next day before you part; half an hour is better than nothing."
        ),
        _("One of you talks, the other gives advice. Ask one more question before you answer."),
        _(
            "It stays friendly, and nothing changes. Agree how much challenge you want, and say so again."
        ),
        _(
            "It does not fit. Say so early, to each other or to the Coordination Group: nobody is to blame."
        ),
        _("Something weighs more than this can carry. Say what you cannot do, and who can help."),
    )


def steps() -> tuple[str, ...]:
    """Return how it goes, step by step."""
    return (
        _("You get to know each other, and write a learning contract together."),
        _("You each set a goal or two, in your own words."),
        _("You meet as you agreed, note what you decided, and try it out in between."),
        _("Halfway you look back together: what helps, and what do you want to change?"),
        _("You come to an end together: what you achieved, what comes next, and thanks."),
    )


def source() -> str:
    """Return what the rights of the source ask for, where its points are taken up (LSIS-85, LSIS-86)."""
    said = _("The points of this introduction follow “{title}”, {rights}. The words are ours.")
    return said.format(
        title="Enhancement of Learning Support, More than Courses: Mentoring",
        rights="© Learning and Skills Improvement Service 2011",
    )
