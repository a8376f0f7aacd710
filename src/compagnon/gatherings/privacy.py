"""What gatherings hold about people: nothing; nobody says whether they come."""

from compagnon.core.privacy import Category, Erasure, Treatment, declare
from compagnon.gatherings.models import Gathering

_GATHERING = Treatment(
    Category.TECHNICAL, Erasure.KEPT, "what a branch invites to, when and where; about no person"
)
declare(
    Gathering,
    dict.fromkeys(
        (
            "id",
            "branch",
            "kind",
            "state",
            "title",
            "starts_at",
            "length_minutes",
            "place",
            "about",
            "sequence",
        ),
        _GATHERING,
    ),
)
