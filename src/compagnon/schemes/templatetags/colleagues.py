"""`{% load colleagues %}`: whether there is anybody to leave something to."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.template import Library
from django.template.context import Context

from compagnon.schemes.models import Scheme
from compagnon.schemes.queries.alone import find_alone

register = Library()


@register.inclusion_tag("schemes/left_alone.html", takes_context=True)
def left_alone(context: Context, scheme: Scheme, without: Collection[UUID] = ()) -> dict[str, Any]:
    """`{% left_alone scheme %}`: say who could appoint somebody else; nothing where somebody else decides."""
    viewer = context["request"].actor
    return {
        "alone": find_alone(viewer=viewer, scheme=scheme, without=without),
        "scheme": scheme,
    }
