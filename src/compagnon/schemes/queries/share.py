from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import formats, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.accounts.qr import qr_picture
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.schemes.models import Branch, JoiningPoint, Scheme
from compagnon.schemes.policy import led_branches, visible_branches
from compagnon.schemes.rules import next_joining_point
from compagnon.schemes.sharing import (
    FEW,
    counts_of,
    link_to,
    mark_of_branch,
    mark_of_channel,
)
from compagnon.schemes.vocabularies import HOW_HEARD

# A colleague's word needs no link of ours, and each branch has its own.
CHANNELS: Final = ("website", "newsletter", "social_media", "conference")


@dataclass(frozen=True)
class Share:
    """What is handed out for one channel or branch: a link, its picture, words, and how many came by it.

    `is_few`: some came, too few to say how many; `count` is None then.
    """

    title: StrOrPromise
    mark: str
    link: str
    picture: SafeString
    text: str
    short_text: str
    count: int | None
    is_few: bool


@dataclass(frozen=True)
class ShareKit:
    """What a scheme is promoted with, in one language."""

    scheme: Scheme
    channels: tuple[Share, ...]
    branches: tuple[Share, ...]


def get_share_kit(*, viewer: Actor, scheme: Scheme, language: str) -> ShareKit:
    """Return links, pictures and words for every channel and every branch that has had its briefing.

    Two queries, and what those who count take.
    """
    sharing = _Sharing(scheme, _closing(scheme), counts_of(viewer, scheme))
    branches = visible_branches(viewer).filter(organisation=scheme.organisation_id)
    with translation.override(language):
        return ShareKit(
            scheme,
            tuple(sharing.by(HOW_HEARD[key].label, mark_of_channel(key)) for key in CHANNELS),
            tuple(
                sharing.by(one.name, mark_of_branch(one))
                for one in sorted(branches, key=lambda row: (row.name, row.id))
                if one.briefed_on
            ),
        )


def list_promotions(*, viewer: Actor, language: str) -> list[ShareKit]:
    """Return what a branch lead promotes: the open schemes of the organisation, with the own branches' links only.

    A count below five is not told (ALL-86). Three queries, and for each scheme what those who count take.
    """
    branches = led_branches(viewer)
    schemes = Scheme.objects.filter(
        organisation__in={one.organisation_id for one in branches}, state=Scheme.State.OPEN
    ).prefetch_related("cycle_set__joiningpoint_set")
    with translation.override(language):
        return [
            _promotion(viewer, scheme, branches)
            for scheme in sorted(schemes, key=lambda row: (row.name, row.id))
        ]


def _promotion(viewer: Actor, scheme: Scheme, branches: list[Branch]) -> ShareKit:
    points = [point for cycle in scheme.cycle_set.all() for point in cycle.joiningpoint_set.all()]
    following = next_joining_point(points, on=clock.today())
    closes_on = following.closes_on if following else None
    sharing = _Sharing(scheme, closes_on, counts_of(viewer, scheme), hides_few=True)
    return ShareKit(
        scheme,
        (),
        tuple(
            sharing.by(one.name, mark_of_branch(one))
            for one in branches
            if one.organisation_id == scheme.organisation_id
        ),
    )


def _closing(scheme: Scheme) -> date | None:
    points = JoiningPoint.objects.filter(cycle__scheme=scheme, closes_on__gte=clock.today())
    return min((point.closes_on for point in points), default=None)


@dataclass(frozen=True)
class _Sharing:
    """A scheme, until when people apply, and how many came by which mark."""

    scheme: Scheme
    closes_on: date | None
    counts: dict[str, int]
    hides_few: bool = False

    def by(self, title: StrOrPromise, mark: str) -> Share:
        """Return what is handed out under a mark, in the language that is spoken now."""
        link = link_to(self.scheme, mark)
        count = self.counts.get(mark, 0)
        is_few = self.hides_few and 0 < count < FEW
        said = {
            "scheme": self.scheme.name,
            "link": link,
            "day": formats.date_format(self.closes_on, "DATE_FORMAT") if self.closes_on else "",
        }
        return Share(
            title=str(title),
            mark=mark,
            link=link,
            picture=qr_picture(link, _("QR code of the link")),
            text=_text(self.closes_on) % said,
            short_text=_short_text(self.closes_on) % said,
            count=None if is_few else count,
            is_few=is_few,
        )


def _text(closes_on: date | None) -> str:
    """Return a few lines for a newsletter."""
    if closes_on:
        return _(
            "Would you like to talk about your work with somebody who knows it, or to be that somebody?"
            " %(scheme)s takes applications until %(day)s. It takes five minutes, on a phone, too: %(link)s"
        )
    return _(
        "Would you like to talk about your work with somebody who knows it, or to be that somebody?"
        " %(scheme)s looks forward to hearing from you. It takes five minutes, on a phone, too: %(link)s"
    )


def _short_text(closes_on: date | None) -> str:
    """Return a line for social media."""
    if closes_on:
        return _("%(scheme)s: apply until %(day)s. %(link)s")
    return _("%(scheme)s: take part. %(link)s")
