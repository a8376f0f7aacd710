"""Counts the rows that become objects: a list that loads more than it shows is found out."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models.signals import post_init


@contextmanager
def counted_instances() -> Iterator[Counter[str]]:
    """Count every model instance that is made, by the name of its model."""
    made: Counter[str] = Counter()

    def note(sender: type[Any], **_kwargs: Any) -> None:
        made[sender.__name__] += 1

    post_init.connect(note)
    try:
        yield made
    finally:
        post_init.disconnect(note)
