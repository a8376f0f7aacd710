"""What a list of resources holds about people: nothing."""

from compagnon.core.privacy import Category, Erasure, Treatment, declare
from compagnon.resources.models import Resource

_TECHNICAL = Treatment(Category.TECHNICAL, Erasure.KEPT, "says nothing about a person")
_SCHEME = Treatment(Category.TECHNICAL, Erasure.KEPT, "what a scheme points to; about no person")
declare(
    Resource,
    {
        **dict.fromkeys(("id", "position", "is_checked", "revision"), _TECHNICAL),
        **dict.fromkeys(
            ("scheme", "title", "purpose", "url", "where", "language", "roles", "focus_areas"),
            _SCHEME,
        ),
    },
)
