"""Who makes a change or reads a page."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar, cast
from uuid import UUID

T = TypeVar("T")


class ActorKind(StrEnum):
    """How the actor came: signed in, through a letter's link, as the system itself, or not at all."""

    PERSON = "person"
    LINK = "link"
    SYSTEM = "system"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Actor:
    """Somebody who acts, for the length of one request or one task.

    A LINK actor came through a letter's link, without signing in. It is nobody in particular
    (`person_id` is empty, so that no right of a person follows from it), only the holder of that letter
    (`link_id`): policies give it the one thing the letter asks for.
    """

    kind: ActorKind
    person_id: UUID | None = None
    link_id: UUID | None = None
    _facts: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def memo(self, key: Hashable, find: Callable[[], T]) -> T:
        """Find a fact about this actor once, and remember it for as long as the actor lives."""
        if key not in self._facts:
            self._facts[key] = find()
        return cast("T", self._facts[key])

    def forget(self) -> None:
        """Drop what was remembered, after a change to the actor's own rights."""
        self._facts.clear()


def person(person_id: UUID) -> Actor:
    """Return the actor for a signed-in person."""
    return Actor(ActorKind.PERSON, person_id)


def holder_of_link(link_id: UUID) -> Actor:
    """Return the actor for whoever opened a letter's link."""
    return Actor(ActorKind.LINK, link_id=link_id)


SYSTEM = Actor(ActorKind.SYSTEM)
NOBODY = Actor(ActorKind.NOBODY)
