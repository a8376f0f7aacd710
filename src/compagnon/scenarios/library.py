"""What the demo's scheme points its people to: what ships, of which the group has looked at some."""

from typing import Final

from compagnon.core.actors import Actor
from compagnon.resources.changes import add_resource, revise_resource, suggest_resources
from compagnon.resources.models import Resource
from compagnon.resources.rules import ResourceWords
from compagnon.schemes.models import Scheme

_OWN: Final = ResourceWords(
    "First meetings, in ten questions",
    "For whoever mentors for the first time: what others asked, and were glad to have asked.",
    where="In the cupboard of the branch: ask at its next meeting",
    roles=("mentor",),
    focus_areas=("personal_development",),
)


def fill_library(scheme: Scheme, coordinator: Actor) -> None:
    """Begin with what ships, check what has a link, and leave the rest to be filled in; add one of the scheme's own."""
    suggest_resources(by=coordinator, scheme=scheme)
    for row in Resource.objects.filter(scheme=scheme).exclude(url="").select_related("scheme"):
        words = ResourceWords(row.title, row.purpose, row.url)
        revise_resource(by=coordinator, resource=row, words=words, based_on=row.revision)
    add_resource(by=coordinator, scheme=scheme, words=_OWN)
