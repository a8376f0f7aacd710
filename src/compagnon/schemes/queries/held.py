"""Letters that wait until a coordinator releases them: which of them are hers to release, and which others'."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import ngettext

from compagnon.core.actors import Actor
from compagnon.notifications.models import Message
from compagnon.schemes.leaving import left_to_others
from compagnon.schemes.models import Scheme
from compagnon.schemes.policy import visible_messages


@dataclass(frozen=True)
class Held:
    """How many letters a coordinator may release, and how many wait for a colleague."""

    count: int
    left_count: int

    @property
    def left_words(self) -> str:
        """Say how many wait for a colleague, and why, without a name; nothing where none does."""
        said = ngettext(
            "%(number)s letter waits for a colleague: it is to you, or about an application that you leave to others.",
            "%(number)s letters wait for a colleague: they are to you, or about applications that you leave to others.",
            self.left_count,
        )
        return said % {"number": self.left_count} if self.left_count else ""


def releasable(viewer: Actor, scheme: Scheme) -> QuerySet[Message]:
    """Return the letters that wait and that a coordinator may release; one query to know which she leaves to others.

    A letter about something that is gone is among them: released, it lapses, and waits no more.
    """
    held = visible_messages(viewer).filter(held_for=scheme.id)
    return held.exclude(left_to_others(viewer, scheme))


def count_held(viewer: Actor, scheme: Scheme) -> Held:
    """Return how many letters of a scheme wait, hers and others'; two queries."""
    left = Count("id", filter=left_to_others(viewer, scheme))
    rows = Message.objects.filter(held_for=scheme.id)
    counts = rows.aggregate(held=Count("id"), left=left)
    return Held(counts["held"] - counts["left"], counts["left"])
