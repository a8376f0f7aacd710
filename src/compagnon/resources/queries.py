from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import get_language_info
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.resources.models import Resource
from compagnon.resources.policy import visible_resources
from compagnon.resources.rules import ResourceWords, fit
from compagnon.resources.shipped import SHIPPED
from compagnon.schemes.facts import focus_label
from compagnon.schemes.models import Scheme
from compagnon.schemes.role_words import role_words

MOST: Final = 100
"""So many stand on one list; more would be no help."""


@dataclass(frozen=True)
class ResourceView:
    """A resource as it is read: `host` is where its link leads, `whom` the roles it is for, in the scheme's words."""

    id: UUID
    words: ResourceWords
    host: str
    language_name: str
    whom: tuple[str, ...]
    about: tuple[StrOrPromise, ...]
    is_checked: bool
    revision: int

    @property
    def is_found(self) -> bool:
        """Whether it says where it is found: what is the organisation's own does not, until it is filled in."""
        return bool(self.words.url or self.words.where)


@dataclass(frozen=True)
class ResourceList:
    """The resources of a scheme, each kind in its order: what people who take part see, and what nobody has checked yet."""

    shown: tuple[ResourceView, ...]
    waiting: tuple[ResourceView, ...]


def list_resources(*, viewer: Actor, scheme: Scheme) -> ResourceList:
    """Return a scheme's list for whoever looks after it, what is not checked yet included; one query."""
    rows = visible_resources(viewer).filter(scheme=scheme).order_by("position", "id")
    views = [_view(row, scheme) for row in rows]
    return ResourceList(
        tuple(one for one in views if one.is_checked),
        tuple(one for one in views if not one.is_checked),
    )


def get_resource(*, viewer: Actor, resource: Resource) -> ResourceView:
    """Return one resource, for whoever looks after its list; one query."""
    row = visible_resources(viewer).get(pk=resource.pk)
    return _view(row, row.scheme)


def find_resources(
    *, scheme: Scheme, side: str, agreed: Collection[str], about: str = ""
) -> list[ResourceView]:
    """Return what a scheme points its people to, what suits the reader's role and what they agreed on first; one query.

    `about`: only what takes up this focus area. The caller has made sure that the reader takes part.
    """
    rows = Resource.objects.filter(scheme=scheme, is_checked=True).order_by("position", "id")
    shown = [_view(row, scheme) for row in rows]
    if about:
        shown = [one for one in shown if about in one.words.focus_areas]
    return sorted(shown, key=lambda one: fit(one.words, side=side, agreed=agreed))


def find_resource(*, scheme: Scheme, resource_id: UUID) -> ResourceView | None:
    """Return one of the resources that a scheme points its people to, or nothing; one query. Its caller knows the reader."""
    row = Resource.objects.filter(scheme=scheme, is_checked=True, pk=resource_id).first()
    return _view(row, scheme) if row else None


def suggested(scheme: Scheme) -> list[ResourceWords]:
    """Return what the list of a scheme may begin with, in the language that is spoken."""
    return [
        ResourceWords(str(one.title), str(one.purpose), one.url) for one in SHIPPED[scheme.template]
    ]


def _view(row: Resource, scheme: Scheme) -> ResourceView:
    words = role_words(scheme)
    return ResourceView(
        id=row.id,
        words=ResourceWords(
            title=row.title,
            purpose=row.purpose,
            url=row.url,
            where=row.where,
            language=row.language,
            roles=tuple(row.roles),
            focus_areas=tuple(row.focus_areas),
        ),
        host=urlsplit(row.url).hostname or "",
        language_name=get_language_info(row.language)["name_local"] if row.language else "",
        whom=tuple(words.several(side) for side in row.roles),
        about=tuple(map(focus_label, row.focus_areas)),
        is_checked=row.is_checked,
        revision=row.revision,
    )
