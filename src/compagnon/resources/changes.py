"""Every write of a scheme's list of resources."""

from dataclasses import asdict
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.resources.events import (
    ResourceAdded,
    ResourceChecked,
    ResourceMoved,
    ResourceRemoved,
    ResourceRevised,
    ResourcesSuggested,
)
from compagnon.resources.models import Resource
from compagnon.resources.queries import MOST, suggested
from compagnon.resources.rules import ResourceWords, is_web
from compagnon.schemes.models import Scheme


@change("resources.add_resource", on="scheme")
def add_resource(*, by: Actor, scheme: Scheme, words: ResourceWords) -> Resource:
    """Put a resource at the end of a scheme's list. Refused where nobody would find it, and for a list that is full."""
    _refuse_what_leads_nowhere(words)
    last = _last_place(scheme)
    if Resource.objects.filter(scheme=scheme).count() >= MOST:
        raise Refused(_("A list of 100 is long enough. Take something off first."))
    resource = Resource.objects.create(
        scheme=scheme, position=last + 1, is_checked=True, **_columns(words)
    )
    record(ResourceAdded(resource_id=resource.id, scheme_id=scheme.id), by=by)
    return resource


@change("resources.suggest_resources", on="scheme")
def suggest_resources(*, by: Actor, scheme: Scheme) -> None:
    """Put what ships on an empty list; people see each once it is checked. On a list that has begun, nothing happens."""
    if _last_place(scheme):
        return
    found = suggested(scheme)
    Resource.objects.bulk_create(
        Resource(scheme=scheme, position=place, **_columns(words))
        for place, words in enumerate(found, start=1)
    )
    record(ResourcesSuggested(scheme_id=scheme.id, resource_count=len(found)), by=by)


@change("resources.revise_resource", on="resource")
def revise_resource(
    *, by: Actor, resource: Resource, words: ResourceWords, based_on: int
) -> Resource:
    """Check a resource and word it anew; people who take part see it from now on.

    Refused where nobody would find it, and if a colleague has changed it since it was read.
    """
    _refuse_what_leads_nowhere(words)
    changed = Resource.objects.filter(pk=resource.pk, revision=based_on).update(
        **_columns(words), is_checked=True, revision=based_on + 1
    )
    if not changed:
        raise Refused(
            _("Somebody else has written meanwhile. Look at their words, then save yours again.")
        )
    record(ResourceRevised(resource_id=resource.id, scheme_id=resource.scheme_id), by=by)
    return resource


@change("resources.check_resource", on="resource")
def check_resource(*, by: Actor, resource: Resource) -> None:
    """Say that a resource is right as it stands; people who take part see it from now on. Twice is once.

    Refused where nobody would find it: what is the organisation's own is filled in first.
    """
    _refuse_what_leads_nowhere(resource)
    if Resource.objects.filter(pk=resource.pk, is_checked=False).update(is_checked=True):
        record(ResourceChecked(resource_id=resource.id, scheme_id=resource.scheme_id), by=by)


@change("resources.move_resource", on="resource")
def move_resource(*, by: Actor, resource: Resource) -> None:
    """Move a resource one place up among those that are checked as it is, or not. The first one stays where it is."""
    beside = Resource.objects.filter(scheme=resource.scheme_id, is_checked=resource.is_checked)
    above = (
        beside.select_for_update()
        .filter(position__lt=resource.position)
        .order_by("-position")
        .first()
    )
    if above is None:
        return
    resource.position, above.position = above.position, resource.position
    resource.save(update_fields=["position"])
    above.save(update_fields=["position"])
    record(ResourceMoved(resource_id=resource.id, scheme_id=resource.scheme_id), by=by)


@change("resources.remove_resource", on="resource")
def remove_resource(*, by: Actor, resource: Resource) -> None:
    """Take a resource off the list."""
    record(ResourceRemoved(resource_id=resource.id, scheme_id=resource.scheme_id), by=by)
    resource.delete()


def _last_place(scheme: Scheme) -> int:
    """Return the last place that is taken on a list, 0 on an empty one, and let nobody else take the next meanwhile."""
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    last: int | None = Resource.objects.filter(scheme=scheme).aggregate(last=Max("position"))[
        "last"
    ]
    return last or 0


def _columns(words: ResourceWords) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(words).items()
    }


def _refuse_what_leads_nowhere(words: ResourceWords | Resource) -> None:
    if not (words.url or words.where):
        raise Refused(_("Say where it is found: by a link, or in words."), field="url")
    if words.url and not is_web(words.url):
        raise Refused(_("A link begins with https:// or http://."), field="url")
